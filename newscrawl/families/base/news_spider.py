"""The base of every spider: walks the site's section listings and reads their articles."""
from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.errors import ArgumentError
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.listing_crawl import ListingCrawl
from newscrawl.ledger.ledger import ledger_of
from newscrawl.worker.reader import Reader


class NewsSpider(ListingCrawl):
    """Crawl one Korean news site.

    What it is for: a site whose section listings are pages that link to its articles.
    What to set: ``name``, ``publisher``, ``allowed_domains``, ``sections``, ``listing_url``, ``article_url``,
    ``id_patterns``; then the selectors that the pages need (see ``ListingPages`` and ``ArticlePages``).
    What to override: ``article_links`` or a ``read_*`` method, where CSS is not enough.
    """

    def __init__(self, name: str | None = None, **given: str) -> None:
        """Raises ArgumentError for a wrong ``-a NAME=VALUE``."""
        super().__init__(name)
        self.given = given
        self.arguments = Arguments.parse(self.sections, given)
        if self.arguments.ids and self.article_id(self.canonical_url(f"{self.arguments.ids[0]}")) != f"{self.arguments.ids[0]}":
            raise ArgumentError(f"{self.name} does not number its articles, so that no ids can be asked for")
        self.walks = []
        self.not_begun = {}
        self.first_page_at = None
        self.published, self.proofs, self.unproved = {}, {}, {}
        self.reader = Reader()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **named: Any) -> Self:
        spider = super().from_crawler(crawler, *arguments, **named)
        spider.reader = Reader.from_crawler(crawler)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if cls.needs_cookies:
            settings.set("COOKIES_ENABLED", value=True, priority="spider")
        if cls.broken_certificate:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", value=False, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        if hasattr(self, "crawler"):
            self.ledger = ledger_of(self.crawler)
        if self.arguments.ids:
            for request in self.id_requests(self.arguments.ids):
                yield request
            return
        listings = self.arguments.sections
        for listing in listings:
            if listing in self.section_codes:
                yield self.first_request(listing, self.section_codes[listing])
        if any(listing not in self.section_codes for listing in listings):
            yield Request(self.menu_url, self.parse_menu, errback=self.listing_failed, dont_filter=True)
        for request in self.due_requests():
            yield request
