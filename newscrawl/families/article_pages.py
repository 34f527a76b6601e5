"""Reading an article page: addresses, ids, and one method a field."""
from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from newscrawl.items import Author, FoundArticle, FoundBlock, Layer, Link
from newscrawl.reading import body, json_ld, meta, rights
from newscrawl.reading.page import Css, Page
from newscrawl.text.bylines import parse_byline
from newscrawl.text.dates import Moment, parse_moment, published_and_modified

# What a page says of itself, asked in this order after the site's and the family's selectors.
LAYERS: dict[Layer, Any] = {"json-ld": json_ld, "meta": meta}


class ArticlePages:
    """What a site's article pages look like. Pure functions of a page: no settings, no crawler, no network.

    A site sets the address patterns and those selectors that differ from its family's; a field whose selector is empty
    or finds nothing is read from JSON-LD, then from meta. What CSS cannot say is an overridden ``read_*`` method.
    """

    name: str
    publisher: str
    """As the paper calls itself."""

    also_called: tuple[str, ...] = ()
    """Other names that stand in titles and bylines."""

    language = "ko"
    allowed_domains: list[str]

    article_url: str
    """The canonical form, with ``{id}``."""

    id_patterns: tuple[str, ...]
    """Regular expressions that the path and query of an address begin with, newest form first; group ``id``, and group ``date``
    where an id begins with the day it was filed (``YYYYMMDD``)."""

    title_css: Css = ""
    subtitle_css: Css = ""
    byline_css: Css = ""
    published_css: Css = ""
    """Text or ``datetime`` of the elements; labels such as 입력 and 수정 are understood."""

    modified_css: Css = ""
    section_css: Css = ""
    body_css: Css = ""
    drop_css: Css = ""
    """Inside the body, yet no part of the article, and not told by ``text.boilerplate``."""

    tags_css: Css = ""

    NO_SECTIONS: ClassVar = frozenset({"홈", "HOME", "Home", "현재위치"})

    # Addresses

    def article_id(self, url: str) -> str | None:
        """The site's own id in an address on any of its hosts, or None."""
        match = self._match(url)
        return match["id"] if match else None

    def canonical_url(self, article_id: str) -> str:
        return self.article_url.format(id=article_id)

    def article_link(self, url: str) -> Link | None:
        """The link to the article at an address in any of its forms; None when it is no article of this site."""
        article_id = self.article_id(url)
        return Link(self.canonical_url(article_id), article_id) if article_id else None

    def filed(self, article_id: str, page: Page) -> Moment | None:
        """The day that a dated id tells."""
        match = self._match(self.canonical_url(article_id))
        date = match.groupdict().get("date") if match else None
        return parse_moment(date, page.fetched_at) if date else None

    def _match(self, url: str) -> re.Match[str] | None:
        parts = urlsplit(url)
        if not is_host_of(parts.hostname or "", self.allowed_domains):
            return None
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return next((match for pattern in self.id_patterns if (match := _compiled(pattern).match(address))), None)

    # Fields

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        """The article on a page. ``link`` is what the listing said of it, for what the page itself does not tell.

        Raises ValueError when neither the page's address nor ``link`` carries an article id.
        """
        article_id = self.article_id(page.url) or (link and link.id)
        if not article_id:
            raise ValueError(f"{page.url} is no address of an article of {self.name}")
        found = FoundArticle(
            site=self.name, article_id=article_id, url=self.canonical_url(article_id), fetched_url=page.url,
            fetched_at=page.fetched_at, publisher=self.publisher, outlets=self.outlets, listing=listing,
            language=self.language, archive=page.response.meta.get("archive") if page.response.request else None)
        found.layers.publisher = "site"
        for field in ("title", "subtitle", "published", "modified", "section", "tags"):
            self._read(field, page, found)
        self._read_authors(page, found)
        self._date_from_elsewhere(page, found, link)
        found.body = self.read_body(page)
        found.lead_image = meta.read_image(page)
        found.layers.body = self._own_layer("body") if found.body else None
        found.layers.images = found.layers.body
        found.notice = rights.read_notice(page)
        found.directives = rights.read_directives(page)
        found.license = rights.read_license(page)
        return found

    @property
    def outlets(self) -> tuple[str, ...]:
        return (self.publisher, *self.also_called)

    def read_title(self, page: Page) -> str | None:
        return page.text(self.title_css)

    def read_subtitle(self, page: Page) -> list[str]:
        """The deck's lines; each element and each ``<br>`` begins one."""
        found = body.walk(page.css(self.subtitle_css), page.absolute)
        return [line for block in found if block.type != "image" for line in block.text.split("\n")]

    def read_byline(self, page: Page) -> list[str]:
        """Texts that name who wrote it."""
        return page.texts(self.byline_css)

    def read_published(self, page: Page) -> Moment | None:
        return self._times(page, self.published_css)[0]

    def read_modified(self, page: Page) -> Moment | None:
        if self.modified_css:
            published, modified = self._times(page, self.modified_css)
            return modified or published
        return self._times(page, self.published_css)[1]

    def read_section(self, page: Page) -> list[str]:
        """The breadcrumb, one name a level."""
        names = (name.strip() for text in page.texts(self.section_css) for name in text.split(">"))
        return [name for name in names if name and name not in self.NO_SECTIONS]

    def read_tags(self, page: Page) -> list[str]:
        return page.texts(self.tags_css)

    def read_body(self, page: Page) -> list[FoundBlock]:
        """Blocks, images and captions of the body's container: of several, the one with most text of its own."""
        containers = page.css(self.body_css)
        outside = page.css(self.drop_css)
        walked = [body.walk([container], page.absolute, outside) for container in containers]
        return max(walked, key=body.own_text, default=[])

    # How a field finds its layer

    def _read(self, field: str, page: Page, found: FoundArticle) -> None:
        layers: dict[Layer, Any] = {self._own_layer(field): self, **LAYERS}
        for layer, reader in layers.items():
            read = getattr(reader, f"read_{field}", None)
            value = read(page) if read else None
            if value and self.is_plausible(field, value, found):
                setattr(found, field, value)
                setattr(found.layers, f"{field}_at" if field in {"published", "modified"} else field, layer)
                return

    def is_plausible(self, field: str, value: Any, found: FoundArticle) -> bool:
        """Whether a layer's value can be right, given what was read before it; otherwise the next layer is asked."""
        if field == "modified" and found.published:
            # Many pages state the time of publication as that of the last change.
            return bool(value.time > found.published.time)
        return True

    def _read_authors(self, page: Page, found: FoundArticle) -> None:
        layers: dict[Layer, Any] = {self._own_layer("byline"): self, **LAYERS}
        for layer, reader in layers.items():
            people = [person for text in reader.read_byline(page) for person in parse_byline(text, found.outlets)]
            if people:
                found.authors = [Author(*person) for person in dict.fromkeys(people)]
                found.layers.authors = layer
                return

    def _date_from_elsewhere(self, page: Page, found: FoundArticle, link: Link | None) -> None:
        """A page without a date was published when the listing says, or else on the day its id was filed."""
        if found.published is None and link and link.time:
            found.published, found.layers.published_at = link.time, "listing"
        elif found.published is None and (filed := self.filed(found.article_id, page)):
            found.published, found.layers.published_at = filed, "url"

    def _own_layer(self, field: str) -> Layer:
        """``site`` when the site itself says how the field is read, ``family`` when it inherits it."""
        own = vars(type(self))
        # One line of the page often tells both times.
        names = (field, "published") if field == "modified" else (field,)
        return "site" if any(f"{name}_css" in own or f"read_{name}" in own for name in names) else "family"

    def _times(self, page: Page, css: Css) -> tuple[Moment | None, Moment | None]:
        texts = [element.get("datetime") or element.get("content") or "" for element in page.css(css)]
        return published_and_modified(" | ".join([*filter(None, texts), *page.texts(css)]), page.fetched_at)


def is_host_of(host: str, domains: Collection[str]) -> bool:
    """Whether a host is one of the domains or below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
