"""Waits when the site says 429 (Too Many Requests) or 503 with Retry-After, and ends the run when the wait is too long."""
from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

from newscrawl.middlewares.refusals import SiteBlocked

logger = logging.getLogger(__name__)

TOO_MANY, UNAVAILABLE = 429, 503
BLOCKED = "blocked"
"""The reason passed to Scrapy when the run ends because the site wants no requests."""
LOOK_SECONDS = 0.25
"""How often a waiting request looks whether the run is being ended."""


class BackOff:
    """Sends no request while the site wants none.

    Retry-After (RFC 9110, 10.2.3) is waited for up to MAX_RETRY_AFTER seconds; a 429 without it BACK_OFF_SECONDS, twice as long
    for each that follows. When the wait is longer, or the site still says 429 after RETRY_TIMES waits, the run ends as ``blocked``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("MAX_RETRY_AFTER")
        self.first_wait = crawler.settings.getfloat("BACK_OFF_SECONDS")
        self.retries = crawler.settings.getbool("RETRY_ENABLED")
        self.until = 0.0
        """When the next request may be sent, by the monotonic clock."""
        self.in_a_row = 0
        """How many answers of 429 there were since another one."""
        self.blocked = ""
        """Why the run is ending; "" while it is not."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Waits. Raises SiteBlocked."""
        while not self.blocked and (rest := self.until - monotonic()) > 0:
            if not self.crawler.crawling:
                raise SiteBlocked("the site wants a pause, and the run was ended meanwhile")
            await asyncio.sleep(min(rest, LOOK_SECONDS))
        if self.blocked:
            raise SiteBlocked(self.blocked)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Raises SiteBlocked."""
        stated = _seconds(response)
        if response.status != TOO_MANY and (response.status != UNAVAILABLE or stated is None):
            self.in_a_row = 0
            return response
        wait = stated if stated is not None else self.first_wait * 2 ** self.in_a_row
        self.in_a_row += 1
        if wait > self.longest:
            raise self._end(f"the site answered {response.status} and wants no request for {wait:.0f} seconds")
        self.until = max(self.until, monotonic() + wait)
        logger.info("%s answered %d: no request for %.0f seconds", response.url, response.status, wait)
        if again := self._again(request, str(response.status)):
            return again
        if response.status == TOO_MANY:
            raise self._end(f"the site still answered {response.status} after every pause")
        return response

    def _again(self, request: Request, reason: str) -> Request | None:
        """The same request, before all others; None after RETRY_TIMES, and where nothing is asked again."""
        spider = self.crawler.spider
        assert spider is not None
        if not self.retries or request.meta.get("dont_retry"):
            return None
        return get_retry_request(request, spider=spider, reason=reason, priority_adjust=1)

    def _end(self, why: str) -> SiteBlocked:
        """Ends the run: what was not asked for is asked by the next one."""
        if not self.blocked:
            self.blocked = why
            if stats := self.crawler.stats:
                stats.set_value("back_off/blocked", why)
            logger.error("%s; the run ends here", why)
            if self.crawler.engine.running:
                deferred_from_coro(self.crawler.engine.close_spider_async(reason=BLOCKED))
        return SiteBlocked(why)


def _seconds(response: Response) -> float | None:
    """How long Retry-After says to wait; None where it says nothing.

    A date counts from the response's own Date, since the site's clock may be wrong.
    """
    stated = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if stated.isascii() and stated.isdecimal():
        return float(stated)
    until = _date(stated)
    if until is None:
        return None
    now = _date((response.headers.get("Date") or b"").decode("latin-1")) or datetime.now(UTC)
    return max((until - now).total_seconds(), 0.0)


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
