"""Sites that need JavaScript. First look for a feed, or for the JSON that the script requests: a browser is eighty times slower."""
from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings

from newscrawl.extracted import ExtractedArticle, Link
from newscrawl.families.base.article_crawl import SpiderOutput
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.base.walk import Walk
from newscrawl.page.document import Page
from newscrawl.rendering.options import META_KEY, UNFINISHED, RenderOptions
from newscrawl.text.dates import KST

WARNING = "page: read as a browser drew it, not as the server sent it"


class RenderedListings(NewsSpider):
    """Crawl a site whose listings are rendered in a browser; its articles are fetched without one.

    What it is for: listings that have no article without JavaScript, if there is no feed or JSON to request instead.
    What to set: ``wait_for_css``; ``more_button_css`` or ``scroll`` if a listing is one page that grows.
    What to override: nothing; a rendered page is read by the same methods as any other.
    """

    rendered = True
    listing_shape = "numbered pages, drawn in a browser"

    wait_for_css: str = ""
    """A selector that matches on a listing when it is rendered."""

    more_button_css: str = ""
    """The button (더보기) that adds articles to a listing."""

    scroll = False
    """Whether a listing adds articles when it is scrolled to its end."""

    max_steps = 20
    """The button is pressed, or the listing scrolled, at most so often; less if older or known articles come first."""

    render_seconds = 60
    """Timeout for rendering a page, with all steps."""

    wait_seconds = 10
    """Timeout for ``wait_for_css``, and for a step to add links."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # Set here, so that no other crawl loads a browser.
        handler = "newscrawl.rendering.handler.RenderingHandler"
        settings.set("DOWNLOAD_HANDLERS", {**settings.getdict("DOWNLOAD_HANDLERS"), "http": handler, "https": handler}, "spider")

    @property
    def is_one_page(self) -> bool:
        """Whether a listing is a single page that grows."""
        return bool(self.more_button_css or self.scroll)

    def listing_request(self, walk: Walk, address: str, page_number: int) -> Request:
        steps = min(self.max_steps, walk.max_pages - 1) if walk.max_pages else self.max_steps
        return self.rendered_request(
            super().listing_request(walk, address, page_number), wait_for_css=self.wait_for_css,
            more_button_css=self.more_button_css, scroll=self.scroll, steps=steps if self.is_one_page else 0,
            stop_when=lambda markup: self.reaches_far_enough(walk, self._rendered_page(address, markup)))

    def rendered_request(self, request: Request, **options: Any) -> Request:
        """The request, to be answered with the rendered page."""
        rendering = RenderOptions(tuple(self.allowed_domains), timeout=self.wait_seconds, **options)
        return request.replace(meta={**request.meta, META_KEY: rendering, "download_timeout": self.render_seconds})

    def reaches_far_enough(self, walk: Walk, page: Page) -> bool:
        """Whether the last article of a growing listing is older than wanted, or known from an earlier walk."""
        links = self.article_links(page)
        if not links:
            return False
        known = self.ledger.known(self.name, links[-1].id) if self.ledger else None
        if walk.known_up_to is not None and known and known.first_run <= walk.known_up_to:
            return True
        hint = self.time_hint(links[-1], page)
        if walk.is_unbounded:
            walk = replace(walk)
            self.start_walk(walk, page)
        return hint is not None and walk.is_older(hint)

    async def parse_listing(self, response: Response, walk: Walk, page_number: int) -> AsyncIterator[SpiderOutput]:
        """Leaves the walk open if the listing could have grown further."""
        async for step in super().parse_listing(response, walk, page_number):
            yield step
        if response.meta.get(UNFINISHED) and walk.completed:
            if walk.max_pages:
                walk.completed, walk.ended = False, f"max_pages={walk.max_pages}"
            else:
                self.break_off(walk, "unproved", "the listing was not drawn to its end; see max_steps")

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        return None if self.is_one_page else super().next_listing(page, code, page_number, since)

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        extracted = super().read_article(page, listing, link)
        if "playwright" in page.response.flags:
            extracted.warnings.append(WARNING)
        return extracted

    def _rendered_page(self, address: str, markup: str) -> Page:
        return Page(HtmlResponse(address, body=markup.encode(), encoding="utf-8"), datetime.now(KST))


class RenderedPages(RenderedListings):
    """Crawl a site whose listings and articles are rendered in a browser.

    What else to set: ``wait_for_article_css``.
    """

    wait_for_article_css: str = ""
    """A selector that matches on an article page when it is rendered."""

    def article_request(self, link: Link, walk: Walk) -> Request:
        return self.rendered_request(super().article_request(link, walk), wait_for_css=self.wait_for_article_css)
