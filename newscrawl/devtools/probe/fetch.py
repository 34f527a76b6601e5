"""Fetches a listing and a few of its articles as a crawl does: obeys robots.txt, one request at a time, with a delay."""
from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import ProtegoRobotParser
from twisted.python.failure import Failure

from newscrawl.budget import reading_budget
from newscrawl.devtools.limits import LIMITS, why_ended
from newscrawl.devtools.probe.addresses import article_addresses
from newscrawl.errors import PageRefused, ProbeError
from newscrawl.failures import failure_reason
from newscrawl.page.document import Page
from newscrawl.text.dates import KST
from newscrawl.text.hosts import registered_domain

MAX_ARTICLES = 3
MAX_ROBOTS_BYTES = 500 * 1024
"""As much of robots.txt counts (RFC 9309, 2.5)."""


@dataclass
class Fetched:
    robots: str = ""
    """What robots.txt said, with the day."""

    listing: Page | None = None
    articles: list[Page] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What could not be fetched, a line each."""


class ProbeSpider(Spider):
    """Asks for robots.txt, the listing, and articles that it offers; keeps them in ``fetched``."""

    name = "probe"
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "FEEDS": {}, "RETRY_ENABLED": False, **LIMITS}

    def __init__(self, url: str, fetched: Fetched) -> None:
        super().__init__()
        self.url = url
        self.allowed_domains = [registered_domain(urlsplit(url).netloc)]
        self.fetched = fetched

    async def start(self) -> AsyncIterator[Any]:
        yield Request(urljoin(self.url, "/robots.txt"), self.parse_robots, errback=self.robots_failed,
                      meta={"dont_obey_robotstxt": True, "handle_httpstatus_all": True})

    def parse_robots(self, response: Response) -> Iterator[Request]:
        agent = self.settings["USER_AGENT"]
        day = f"{datetime.now(KST):%Y-%m-%d}"
        if response.status != 200:
            self.fetched.robots = f"{day}: there is none ({response.status})"
        elif ProtegoRobotParser(response.body[:MAX_ROBOTS_BYTES], self).allowed(self.url, agent):
            self.fetched.robots = f"{day}: allows the listing"
        else:
            self.fetched.robots = f"{day}: forbids the listing"
        yield self.listing_request()

    def robots_failed(self, failure: Failure) -> Iterator[Request]:
        yield self.listing_request()

    def listing_request(self) -> Request:
        return Request(self.url, self.parse_listing, errback=self.failed)

    def parse_listing(self, response: Response) -> Iterator[Request]:
        if not isinstance(response, TextResponse):
            self.fetched.problems.append(f"{response.url}: it is not text")
            return
        page = Page.from_response(response)
        try:
            with reading_budget():
                addresses = article_addresses(page)[:MAX_ARTICLES]
        except PageRefused as refused:
            self.fetched.problems.append(f"{response.url}: {refused}")
            return
        self.fetched.listing = page
        for address in addresses:
            yield Request(address, self.parse_article, errback=self.failed)

    def parse_article(self, response: Response) -> None:
        self.fetched.articles.append(Page.from_response(response))

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self.fetched.problems.append(f"{request.url}: {failure_reason(failure)[1]}")

    def closed(self, reason: str) -> None:
        if told := why_ended(reason, self.settings):
            self.fetched.problems.append(f"{self.url}: {told}")


def fetch(url: str, process: AsyncCrawlerProcess | CrawlerProcess, keep: Path) -> Fetched:
    """The pages, also written to the folder ``keep``. Raises ProbeError when the listing could not be had."""
    fetched = Fetched()
    process.crawl(ProbeSpider, url=url, fetched=fetched)
    process.start()
    if fetched.listing is None:
        raise ProbeError("; ".join(fetched.problems) or f"{url}: the crawler did not start")
    keep.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate([fetched.listing, *fetched.articles]):
        name = f"article_{number}" if number else "listing"
        (keep / f"{name}.html").write_bytes(page.response.body)
        (keep / f"{name}.url").write_text(page.url + "\n", encoding="utf-8")
    return fetched
