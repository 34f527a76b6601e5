"""The items that are exported: articles, rejected pages, tombstones.

``Article`` is the record of schema ``newscrawl/article/2``: one JSON object a line, keys in the order below.
``docs/record.md`` explains it to its readers; ``scrapy schema`` writes its JSON Schema from this file, and ``schemas.versions``
reads the versions before it.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from newscrawl.text.dates import Precision

ARTICLE_SCHEMA = "newscrawl/article/2"
REJECTED_SCHEMA = "newscrawl/rejected/2"
TOMBSTONE_SCHEMA = "newscrawl/tombstone/2"
RUN_SCHEMA = "newscrawl/run/2"

Change = Literal["new", "edited", "reread"]
Access = Literal["full", "preview"]
BlockType = Literal["heading", "paragraph", "quote", "list", "table", "code"]
Layer = Literal["site", "family", "json-ld", "meta", "state", "generic", "listing", "url", "text"]

KoreanTime = Annotated[datetime, Meta(tz=True)]
"""An aware time; what newscrawl writes is in Korean time."""


def safe_id(article_id: str) -> str:
    """An article id that can be a file's name: a slash becomes a hyphen.

    >>> safe_id("mk:2020/07/701234")
    'mk:2020-07-701234'
    """
    return article_id.replace("/", "-")


@dataclass(slots=True)
class Author:
    name: str
    """A person's name; an outlet, a desk or a programme is nobody."""

    email: str | None = None

    role: str | None = None
    """As the page says it: ``기자``, ``인턴기자``, ``특파원``."""


@dataclass(slots=True)
class Image:
    url: str
    """Absolute address."""

    caption: str | None = None
    """Without the credit."""

    credit: str | None = None
    """Who took or gave it: ``오픈AI``, ``연합뉴스``."""


@dataclass(slots=True)
class Video:
    url: str
    """Absolute address of the player or of the file, http or https."""

    caption: str | None = None
    """As the page has it, credit included."""


@dataclass(slots=True)
class Block:
    type: BlockType

    text: str
    """A ``\\n`` inside is a ``<br>``, a list item, a table row or a line of code; cells are parted by ``\\t``."""


@dataclass(slots=True)
class Layers:
    """Where on the page each field was read; null when nothing gave it."""

    title: Layer | None = None
    subtitle: Layer | None = None
    authors: Layer | None = None
    agency: Layer | None = None
    published_at: Layer | None = None
    modified_at: Layer | None = None
    section: Layer | None = None
    body: Layer | None = None
    images: Layer | None = None
    tags: Layer | None = None
    publisher: Layer | None = None
    original_url: Layer | None = None


@dataclass(slots=True)
class Provenance:
    program: str
    """The version that read the page: ``newscrawl 0.1.0``."""

    fetched_url: str
    """The address that answered, after redirects."""

    layers: Layers = field(default_factory=Layers)

    warnings: list[str] = field(default_factory=list)
    """What a careful reader should know, in plain words."""

    archive: str | None = None
    """``file:offset`` of the WARC record that holds the page."""


@dataclass(slots=True)
class Rights:
    notice: str | None = None
    """The page's own copyright line."""

    directives: list[str] = field(default_factory=list)
    """From meta and headers: ``noai``, ``noarchive``, ``tdm-reservation``, …"""

    ai: str | None = None
    """The page's own clause on AI use: ``AI학습 및 활용 금지``."""

    license: str | None = None
    """Address or name of a licence that the page states."""


@dataclass(slots=True)
class Article:
    """The record. Absent values are null or empty, never left out."""

    schema: str
    """``newscrawl/article/2``; a change of meaning is a new number."""

    id: str
    """``<site>:<article id>``, stable for ever; without a slash, so that it can be a file's name."""

    revision: int
    """1 when first written, +1 for each later line of this id; the highest wins."""

    change: Change
    """Why this line: ``new``, ``edited`` (the paper changed it), ``reread`` (our reading changed)."""

    site: str
    """The spider's name."""

    publisher: str | None
    """As the paper calls itself; on a portal, the paper that wrote it."""

    url: str
    """Canonical address."""

    original_url: str | None
    """On a portal, the article at the paper that wrote it."""

    listing: str | None
    """Our key of the section listing that led here; null when read alone."""

    section: list[str]
    """Breadcrumb as the page gives it: ``["IT/과학", "IT/인터넷"]``."""

    title: str
    """Without the paper's name."""

    subtitle: list[str]
    """The deck's lines, one a string."""

    authors: list[Author]
    """People only, in the page's order."""

    agency: str | None
    """The wire named in the dateline or byline: ``연합뉴스``."""

    published_at: KoreanTime | None
    """Korean time, ``+09:00``; null when the page does not say."""

    published_precision: Precision | None
    """``second``, ``minute`` or ``day`` (then the time is midnight); null with no date."""

    modified_at: KoreanTime | None
    """Korean time; null when never modified."""

    crawled_at: KoreanTime
    """Korean time: when the response was received; in replay its WARC-Date."""

    body: str
    """The blocks' texts joined by one blank line."""

    blocks: list[Block]
    """In page order."""

    images: list[Image]
    """In page order."""

    videos: list[Video]
    """In page order: what the article embeds to be played."""

    tags: list[str]
    """Without ``#``."""

    language: str
    """BCP 47."""

    access: Access | None
    """``full`` where the page says that all of it is free, ``preview`` where it shows only the beginning of a paid article; null where it
    says neither."""

    digest: str
    """``sha256:`` of the normalised title and body; rules and test vectors are in ``docs/record.md``."""

    cluster: str | None
    """Id of the earliest article telling the same text, as known when the line was written; null = not compared."""

    provenance: Provenance
    rights: Rights

    def __str__(self) -> str:
        return f"{self.id} {self.title!r}"


@dataclass(slots=True)
class RejectedPage:
    """A line of ``output/rejected/``, schema ``newscrawl/rejected/2``: a page that gave no article, and why."""

    schema: str
    site: str
    id: str | None
    """``<site>:<article id>`` when the address tells it."""

    url: str
    status: int | None
    """HTTP status; null when no response came."""

    reason: str
    """One word for counting: ``http``, ``download``, ``redirected``, ``no-title``, ``no-body``, ``duplicate``, ``error``."""

    message: str
    """The same in plain words; for a duplicate it names the id that it doubles."""

    fetched_at: KoreanTime

    def __str__(self) -> str:
        return f"{self.id or self.url} ({self.reason}: {self.message})"


@dataclass(slots=True)
class Tombstone:
    """A line of ``output/deleted/``, schema ``newscrawl/tombstone/2``: an article that the paper took back."""

    schema: str
    id: str
    site: str
    url: str
    revision: int
    """One more than the last line of this id had: the highest revision wins, over articles and tombstones alike."""

    reason: str
    """One word: ``404`` or ``410`` when the site answered so, ``missing`` when a page says that the article is gone."""

    deleted_at: KoreanTime
    """Korean time: when the crawl saw it."""

    def __str__(self) -> str:
        return f"{self.id} (deleted: {self.reason})"
