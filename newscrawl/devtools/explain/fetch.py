"""Fetching one page as the crawl would: robots.txt obeyed, our user agent, from the archive where REPLAY names one."""
from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.devtools.limits import LIMITS, why_ended
from newscrawl.errors import NotFetchedError
from newscrawl.failures import failure_reason
from newscrawl.page.document import Page
from newscrawl.text.hosts import registered_domain


class OnePage(Spider):
    """Asks for ``url`` and keeps the answer, or why there is none, in ``answers``."""

    name = "explain"
    custom_settings = {
        # A person waits, and can ask again.
        "RETRY_ENABLED": False,
        # Nothing is exported, so nothing may be written.
        "EXTENSIONS": {},
        "ITEM_PIPELINES": {},
        **LIMITS,
    }

    def __init__(self, url: str, answers: list[Response | str]) -> None:
        super().__init__()
        self.url = url
        # A redirect may lead to another host of the same owner, and no farther.
        self.allowed_domains = [registered_domain(urlsplit(url).netloc)]
        self.answers = answers

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.url, self.parse, errback=self.failed)

    def parse(self, response: Response, **_: Any) -> None:
        self.answers.append(response)

    def failed(self, failure: Failure) -> None:
        self.answers.append(" ".join(failure_reason(failure)[1].split()))

    def closed(self, reason: str) -> None:
        if told := why_ended(reason, self.settings):
            self.answers.append(told)


def fetch(url: str, process: AsyncCrawlerProcess | CrawlerProcess) -> Page:
    """The page at an address. Raises NotFetchedError."""
    answers: list[Response | str] = []
    process.crawl(OnePage, url=url, answers=answers)
    process.start()
    answer = answers[0] if answers else "the crawler did not start"
    if isinstance(answer, str):
        raise NotFetchedError(answer)
    try:
        return Page.from_response(answer)
    except TypeError:
        kind = answer.headers.get("Content-Type") or b"of no kind"
        raise NotFetchedError(f"it is not text but {kind.decode('latin-1')}") from None
