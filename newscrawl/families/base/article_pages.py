"""What a site's article pages look like: addresses, ids, selectors, and one method a field."""
from __future__ import annotations

import re
from functools import cache
from typing import ClassVar
from urllib.parse import urlsplit

from newscrawl.cleaning.rules.rule import Rule
from newscrawl.extract import blocks as body
from newscrawl.extract.layers.markup.body import lead_media
from newscrawl.families.base.layered_reading import LayeredReading
from newscrawl.items import FoundArticle, FoundBlock, Link, safe_id
from newscrawl.page.document import Css, Page, once_per_page
from newscrawl.page.dom import visible_text_lines
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.hosts import is_host_of


class ArticlePages(LayeredReading):
    """What a site's article pages look like. Pure functions of a page: no settings, no crawler, no network.

    A site sets the address patterns and those selectors that differ from its family's; a field whose selector is empty
    or finds nothing is read from the layers behind (see ``LayeredReading``). What CSS cannot say is an overridden ``read_*``
    method.
    """

    name: str
    publisher: str | None
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
    """Inside the body, yet no part of the article, and not known by a rule of ``cleaning``."""

    boilerplate: tuple[Rule, ...] = ()
    """Rules of cleaning that hold for this paper's or this CMS's pages only."""

    tags_css: Css = ""

    NO_SECTIONS: ClassVar = frozenset({"홈", "HOME", "Home", "현재위치"})

    # Addresses

    def article_id(self, url: str) -> str | None:
        """The site's own id in an address on any of its hosts, or None."""
        match = self._match(url)
        return safe_id(match["id"]) if match else None

    def canonical_url(self, article_id: str) -> str:
        return self.article_url.format(id=article_id)

    def article_link(self, url: str) -> Link | None:
        """The link to the article at an address in any of its forms; None when it is no article of this site."""
        article_id = self.article_id(url)
        return Link(self.canonical_url(article_id), article_id) if article_id else None

    def page_id(self, page: Page) -> str | None:
        """The id of the article on a page; read from the page itself by sites whose addresses carry none."""
        return self.article_id(page.url)

    def is_article_page(self, link: Link, page: Page) -> bool:
        """Whether the page that a link led to, maybe by redirects, is an article of this site."""
        return self.page_id(page) is not None

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
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
            fetched_at=page.fetched_at, publisher=self.publisher, outlets=self.outlets, listing=listing, boilerplate=self.boilerplate,
            language=self.language, archive=page.archive)
        found.layers.publisher = "site" if self.publisher else None
        self.read_fields(page, found)
        if found.published_at is None and link and link.time:
            found.published_at, found.layers.published_at = link.time, "listing"
        elif found.published_at is None and (filed := self.date_from_id(article_id, page)):
            found.published_at, found.layers.published_at = filed, "url"
        return found

    @property
    def outlets(self) -> tuple[str, ...]:
        return (self.publisher, *self.also_called) if self.publisher else self.also_called

    def read_title(self, page: Page) -> str | None:
        return page.text(self.title_css)

    def read_subtitle(self, page: Page) -> list[str]:
        """The deck's lines; each element and each ``<br>`` begins one."""
        return [line for element in page.css(self.subtitle_css) for line in visible_text_lines(element)]

    def read_byline(self, page: Page) -> list[str]:
        """Texts that name who wrote it."""
        return page.texts(self.byline_css)

    def read_published_at(self, page: Page) -> Moment | None:
        return times_shown(page, self.published_css)[0]

    def read_modified_at(self, page: Page) -> Moment | None:
        if self.modified_css:
            published, modified = times_shown(page, self.modified_css)
            return modified or published
        return times_shown(page, self.published_css)[1]

    def read_section(self, page: Page) -> list[str]:
        """The breadcrumb, one name a level."""
        names = (name.strip() for text in page.texts(self.section_css) for name in text.split(">"))
        return [name for name in names if name and name not in self.NO_SECTIONS]

    def read_tags(self, page: Page) -> list[str]:
        return page.texts(self.tags_css)

    def read_body(self, page: Page) -> list[FoundBlock]:
        """Blocks, images and captions of the body's container: of several, the one with most text of its own.

        Before it the videos that stand between the title and it, and before a body without pictures those too.
        """
        outside, containers = page.css(self.drop_css), body.largest(page.css(self.body_css))
        walked = [body.walk([container], page.absolute, outside) for container in containers]
        blocks = max(walked, key=body.own_text, default=[])
        if not blocks:
            return blocks
        has_pictures = any(block.type == "image" for block in blocks)
        lead = lead_media(page, containers[walked.index(blocks)], pictures=not has_pictures)
        return body.walk(lead, page.absolute, outside) + blocks


@once_per_page
def times_shown(page: Page, selectors: Css) -> tuple[Moment | None, Moment | None]:
    """When what ``page.css(selectors)`` shows, or states in ``datetime`` or ``content``, says it was published and modified."""
    stated = [element.get("datetime") or element.get("content") or "" for element in page.css(selectors)]
    text = " | ".join([*filter(None, stated), *page.texts(selectors)])
    return published_and_modified(text, page.fetched_at)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
