"""The items: ``ExtractedArticle`` as read from a page, ``Article`` as it is exported.

``Article`` is the record of schema ``newscrawl/article/2``: one JSON object a line, keys in the order below.
``docs/record.md`` explains it to its readers; ``scrapy schema`` writes its JSON Schema from this file, and ``schemas.versions``
reads the versions before it.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from newscrawl.cleaning.rules.rule import Rule
from newscrawl.text.dates import Moment, Precision

ARTICLE_SCHEMA = "newscrawl/article/2"
REJECTED_SCHEMA = "newscrawl/rejected/2"
TOMBSTONE_SCHEMA = "newscrawl/tombstone/2"
RUN_SCHEMA = "newscrawl/run/2"

Change = Literal["new", "edited", "reread"]
Access = Literal["full", "preview"]
BlockType = Literal["heading", "paragraph", "quote", "list", "table", "code"]
ExtractedBlockType = Literal["heading", "paragraph", "quote", "list", "table", "code", "image", "caption", "video"]
Layer = Literal["site", "family", "json-ld", "meta", "state", "generic", "listing", "url", "text"]

MEDIA = frozenset[ExtractedBlockType]({"image", "caption", "video"})
"""Types of found blocks that are no text of the body."""


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
class Link:
    """A link to an article in a listing."""

    url: str
    """Canonical address."""

    id: str
    """The site's own article id."""

    title: str | None = None
    time: Moment | None = None
    """As the listing says; null where it does not."""

    address: str | None = None
    """As the listing has it, absolute; null where it names the article in another way."""


@dataclass(slots=True)
class Listing:
    """What a page lists, as ``newscrawl.read_listing`` gives it."""

    url: str
    """The address that the page came from."""

    site: str
    """The spider's name; of a paper that nobody declared its host."""

    links: list[Link] = field(default_factory=list)
    """In page order, each article once; ``url`` is as the list has it. In the listing of a paper that nobody declared, ``id`` is
    that of the article's record, ``host:digest``, provided that the address here is its canonical one."""

    next_page: str | None = None
    """Address of the page after this one; null on the last, and where only a script can go on."""

    def __str__(self) -> str:
        return f"{self.url} ({len(self.links)} links)"


ProofKind = Literal["id", "headline", "words", "selectors"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a page is the article that was asked for (``extract.proof``)."""

    kind: ProofKind
    """``id``: the page states its own id. ``headline``: its title is the headline that led to it. ``words``: it has most of that
    headline's words. ``selectors``: nothing but a declared selector that matched."""

    is_strong: bool
    """Whether it is believed at once. An article with a weak proof is held back until the end of the run."""

    is_contradicted: bool = False
    """Whether title and text have nothing of the headline that led to the page: rewritten, or another page that states the id."""

    template: str = ""
    """A fingerprint of the containers of title and text."""

    headline: str | None = None
    """The headline that led to the page, if one is known."""


@dataclass(slots=True)
class ExtractedBlock:
    """A block of the body as read from the page, with what cleaning needs to know about it."""

    type: ExtractedBlockType

    text: str
    """As in ``Block``; of an ``image`` or a ``video`` its absolute address, of a ``caption`` its whole text, credit included."""

    marks: frozenset[str] = frozenset()
    """Class names and ids of the elements around it, up to the body's container."""

    link_share: float = 0.0
    """Share of link text, 0 to 1; 1 for an ``image`` that links to another page."""


@dataclass(slots=True)
class ExtractedArticle:
    """An article as read from its page, before cleaning. Texts are as on the page, except for white space."""

    site: str
    article_id: str
    """The site's own id."""

    url: str
    """Canonical address."""

    fetched_url: str
    fetched_at: datetime
    """When the response was received, in Korean time."""

    publisher: str | None = None
    outlets: tuple[str, ...] = ()
    """All names of the paper; none of them is an author or part of a title."""

    original_url: str | None = None
    listing: str | None = None
    section: list[str] = field(default_factory=list)
    title: str | None = None
    subtitle: list[str] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    published_at: Moment | None = None
    modified_at: Moment | None = None
    body: list[ExtractedBlock] = field(default_factory=list)
    """Blocks, images, videos and captions in page order."""

    lead_image: str | None = None
    """An image that the page names for the article outside its body (``og:image``)."""

    stated_videos: list[Video] = field(default_factory=list)
    """Videos that the page's JSON-LD names where its body embeds none."""

    access: Access | None = None

    next_page: str | None = None
    """Address of the article's next page, if it is in several."""

    boilerplate: tuple[Rule, ...] = ()
    """Cleaning rules that the paper's spider or its CMS declares."""

    tags: list[str] = field(default_factory=list)
    language: str = "ko"
    notice: str | None = None
    directives: list[str] = field(default_factory=list)
    license: str | None = None
    layers: Layers = field(default_factory=Layers)
    warnings: list[str] = field(default_factory=list)
    archive: str | None = None

    def __str__(self) -> str:
        return f"{self.site}:{self.article_id} {self.title!r}"


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
