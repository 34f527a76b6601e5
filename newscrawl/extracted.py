"""What is read from a page: a listing and its links, an article before it is cleaned, and what proves it."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newscrawl.cleaning.rules.rule import Rule
from newscrawl.items import Access, Author, Layers, Video
from newscrawl.text.dates import Moment

ExtractedBlockType = Literal["heading", "paragraph", "quote", "list", "table", "code", "image", "caption", "video"]

MEDIA = frozenset[ExtractedBlockType]({"image", "caption", "video"})
"""Types of found blocks that are no text of the body."""


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
