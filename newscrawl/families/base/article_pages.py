"""A site's article pages: URLs, ids, selectors, and one ``read_*`` method a field."""
from __future__ import annotations

import re
from functools import cache
from typing import ClassVar
from urllib.parse import urlsplit

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import Rule
from newscrawl.extract import blocks as body
from newscrawl.extract import proof
from newscrawl.extract.layers.markup.body import lead_blocks
from newscrawl.extract.notices import MAX_PREVIEW_CHARS, NotArticle, notice_instead
from newscrawl.extract.page_type import why_not_article
from newscrawl.extracted import ExtractedArticle, ExtractedBlock, Link, Proof
from newscrawl.families.base.layered_reading import LayeredReading
from newscrawl.items import Article, safe_id
from newscrawl.page.document import Css, Page, once_per_page
from newscrawl.page.dom import visible_text_lines
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.hosts import is_host_of


class ArticlePages(LayeredReading):
    """Reads a site's article pages. Its methods are pure functions of a page: no settings, no crawler, no network.

    A site sets the URL patterns, and the selectors that differ from its family's. A field whose selector is empty or matches nothing is
    read from the other layers (see ``LayeredReading``). Where CSS is not enough, override a ``read_*`` method.
    """

    name: str
    publisher: str | None
    """The paper's name, as it writes it itself."""

    also_called: tuple[str, ...] = ()
    """Other names of the paper in titles and bylines."""

    language = "ko"
    allowed_domains: list[str]

    article_url: str
    """The canonical URL, with ``{id}``."""

    id_patterns: tuple[str, ...]
    """Regular expressions matched at the start of a URL's path and query, newest form first. Group ``id`` is the article id; group
    ``date`` (``YYYYMMDD``) the day in ids that begin with one."""

    title_css: Css = ""
    subtitle_css: Css = ""
    byline_css: Css = ""
    published_css: Css = ""
    """The time is read from the elements' text or ``datetime``; labels such as 입력 and 수정 are understood."""

    modified_css: Css = ""
    section_css: Css = ""
    body_css: Css = ""
    drop_css: Css = ""
    """Elements inside the body that are not part of the article, and that no cleaning rule drops."""

    boilerplate: tuple[Rule, ...] = ()
    """Cleaning rules for this paper's or this CMS's pages only."""

    tags_css: Css = ""

    NO_SECTIONS: ClassVar = frozenset({"홈", "HOME", "Home", "현재위치"})

    # Addresses

    def article_id(self, url: str) -> str | None:
        """The site's own article id in a URL on any of its hosts, or None."""
        match = self._match(url)
        return safe_id(match["id"]) if match else None

    def canonical_url(self, article_id: str) -> str:
        return self.article_url.format(id=article_id)

    def article_link(self, url: str) -> Link | None:
        """The link to the article at a URL, in any of its forms; None if the URL is not an article of this site."""
        article_id = self.article_id(url)
        return Link(self.canonical_url(article_id), article_id) if article_id else None

    def page_id(self, page: Page) -> str | None:
        """The id of the article on a page. Sites whose URLs have no id override it to read the id from the page."""
        return self.article_id(page.url)

    def is_article_page(self, link: Link, page: Page) -> bool:
        """Whether the page behind a link (after redirects) is an article of this site."""
        return self.page_id(page) is not None

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
        """The day in an id that begins with a date; None if it has none."""
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

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        """Reads the article on a page. ``link`` is the listing's link; its time is used if the page states none.

        Raises ValueError if neither the page's URL nor ``link`` has an article id.
        """
        article_id = self.article_id(page.url) or (link and link.id)
        if not article_id:
            raise ValueError(f"{page.url} is no address of an article of {self.name}")
        extracted = ExtractedArticle(
            site=self.name, article_id=article_id, url=self.canonical_url(article_id), fetched_url=page.url,
            fetched_at=page.fetched_at, publisher=self.publisher, outlets=self.outlets, listing=listing, boilerplate=self.boilerplate,
            language=self.language, archive=page.archive)
        extracted.layers.publisher = "site" if self.publisher else None
        if len(containers := body.largest(page.css(self.body_css))) == 1:
            page.body = containers[0]
        self.read_fields(page, extracted)
        if extracted.published_at is None and link and link.time:
            extracted.published_at, extracted.layers.published_at = link.time, "listing"
        elif extracted.published_at is None and (id_date := self.date_from_id(article_id, page)):
            extracted.published_at, extracted.layers.published_at = id_date, "url"
        return extracted

    def judge(self, page: Page, extracted: ExtractedArticle, headline: str | None = None, article: Article | None = None) -> Proof | NotArticle:
        """The proof that ``extracted`` is the article that was asked for, or what its page shows instead.

        The one judge of article pages: the crawl, revisits, ``read_page`` and ``check`` ask it. ``headline`` is that of the link, or
        the title stored earlier; ``article`` is the cleaned one, where there is one already.
        """
        asked = proof.Asked(extracted.article_id, headline, self.article_id)
        verdict = proof.judge(page, extracted, asked, (self.title_css, self.body_css))
        is_proved = isinstance(verdict, Proof) and verdict.is_strong
        if is_proved and body.own_text(extracted.body) >= MAX_PREVIEW_CHARS:
            return verdict
        if not is_proved and (notice := notice_instead(page, extracted)):
            return notice
        return why_not_article(page, extracted, article or clean(extracted)[0], declared=True) or verdict

    @property
    def outlets(self) -> tuple[str, ...]:
        return (self.publisher, *self.also_called) if self.publisher else self.also_called

    def read_title(self, page: Page) -> str | None:
        return page.text(self.title_css)

    def read_subtitle(self, page: Page) -> list[str]:
        """The lines of the deck; each element and each ``<br>`` starts a line."""
        return [line for element in page.css(self.subtitle_css) for line in visible_text_lines(element)]

    def read_byline(self, page: Page) -> list[str]:
        """The byline's texts; the record's ``authors`` are the people in them."""
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

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        """Blocks, images and captions of the body's container; of several containers, the one with most text that is not links.

        The videos between the title and the body come first; so do the images there, if the body has none.
        """
        outside, containers = page.css(self.drop_css), body.largest(page.css(self.body_css))
        walked = [body.walk([container], page.absolute, outside, page.hidden_names) for container in containers]
        blocks = max(walked, key=body.own_text, default=[])
        if not blocks:
            return blocks
        has_images = any(block.type == "image" for block in blocks)
        return lead_blocks(page, containers[walked.index(blocks)], outside, pictures=not has_images) + blocks


@once_per_page
def times_shown(page: Page, selectors: Css) -> tuple[Moment | None, Moment | None]:
    """(published, modified), from the text, ``datetime`` and ``content`` of the elements that match."""
    stated = [element.get("datetime") or element.get("content") or "" for element in page.css(selectors)]
    text = " | ".join([*filter(None, stated), *page.texts(selectors)])
    return published_and_modified(text, page.fetched_at)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
