"""Sites whose pages a script draws. Look for the feed or the JSON that the script asks for first: a browser costs eighty times more."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings

from newscrawl.families.base.news_spider import NewsSpider, Step
from newscrawl.families.base.walk import Walk
from newscrawl.items import FoundArticle, Link
from newscrawl.page.document import Page
from newscrawl.rendering.wish import KEY, UNFINISHED, Rendering
from newscrawl.text.dates import KST

WARNING = "page: read as a browser drew it, not as the server sent it"


class RenderedListings(NewsSpider):
    """Crawl a site whose listings are drawn by a script; its articles are fetched as they are.

    What it is for: a listing that holds no article without a browser, and no JSON or feed that could be asked instead.
    What to set: ``wait_for_css``; ``more_button_css`` or ``scroll`` where a listing is one page that grows.
    What to override: nothing; the page as drawn is read by the same methods as any other.
    """

    rendered = True
    listing_shape = "numbered pages, drawn in a browser"

    wait_for_css: str = ""
    """What is on a listing once it is drawn."""

    more_button_css: str = ""
    """The button (더보기) that adds to a listing."""

    scroll = False
    """Whether a listing adds to itself when it is scrolled to its end."""

    most_steps = 20
    """How often the button is pressed or the listing scrolled, at most; it ends sooner with the days wanted, and on known ground."""

    render_seconds = 60
    """How long a page may take to be drawn, all steps included."""

    patience_seconds = 10
    """How long to wait for ``wait_for_css``, and for a step to show an effect."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # Here, so that no other crawl knows of a browser.
        handler = "newscrawl.rendering.handler.RenderingHandler"
        settings.set("DOWNLOAD_HANDLERS", {**settings.getdict("DOWNLOAD_HANDLERS"), "http": handler, "https": handler}, "spider")

    @property
    def is_one_page(self) -> bool:
        """Whether a listing is a single page that grows."""
        return bool(self.more_button_css or self.scroll)

    def listing_request(self, walk: Walk, address: str, page_number: int) -> Request:
        most = min(self.most_steps, walk.max_pages - 1) if walk.max_pages else self.most_steps
        return self.rendered_request(
            super().listing_request(walk, address, page_number), wait_for_css=self.wait_for_css,
            more_button_css=self.more_button_css, scroll=self.scroll, steps=most if self.is_one_page else 0,
            enough=lambda markup: self.goes_back_far_enough(walk, self._drawn(address, markup)))

    def rendered_request(self, request: Request, **wish: Any) -> Request:
        """The request, to be answered with the page as a browser draws it."""
        rendering = Rendering(tuple(self.allowed_domains), patience=self.patience_seconds, **wish)
        return request.replace(meta={**request.meta, KEY: rendering, "download_timeout": self.render_seconds})

    def goes_back_far_enough(self, walk: Walk, page: Page) -> bool:
        """Whether the last article that a growing listing shows is older than wanted, or known from a walk before."""
        links = self.article_links(page)
        if not links:
            return False
        known = self.ledger.known(self.name, links[-1].id) if self.ledger else None
        if walk.known_to is not None and known and known.first_run <= walk.known_to:
            return True
        hint = self.time_hint(links[-1], page)
        if walk.is_endless:
            walk = replace(walk)
            self.start_walk(walk, page)
        return hint is not None and walk.is_older(hint)

    def parse_listing(self, response: Response, walk: Walk, page_number: int) -> Iterator[Step]:
        """A listing that could have grown further leaves its walk open."""
        yield from super().parse_listing(response, walk, page_number)
        if response.meta.get(UNFINISHED) and walk.in_order:
            walk.in_order, walk.ended = False, "the listing was not drawn to its end"
            self.logger.warning("%s: %s; see most_steps", walk.listing, walk.ended)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        return None if self.is_one_page else super().next_listing(page, code, page_number, since)

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        found = super().read_article(page, listing, link)
        if "playwright" in page.response.flags:
            found.warnings.append(WARNING)
        return found

    def _drawn(self, address: str, markup: str) -> Page:
        return Page(HtmlResponse(address, body=markup.encode(), encoding="utf-8"), datetime.now(KST))


class RenderedPages(RenderedListings):
    """Crawl a site whose listings and articles are drawn by a script.

    What to set besides: ``wait_for_article_css``.
    """

    wait_for_article_css: str = ""
    """What is on an article's page once it is drawn."""

    def article_request(self, link: Link, walk: Walk) -> Request:
        return self.rendered_request(super().article_request(link, walk), wait_for_css=self.wait_for_article_css)
