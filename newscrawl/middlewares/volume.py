"""How much a run is sent at most."""
from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

TOO_MANY_BYTES = "too_many_bytes"
"""Why a run is closed; ``output.outcome`` tells of it."""


class Volume:
    """Closes a run that has been sent more than RUN_MAX_MEGABYTES. Its order is below that of Scrapy's DownloaderStats (850), which counts them."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.max_bytes = crawler.settings.getfloat("RUN_MAX_MEGABYTES") * 1_000_000
        if not self.max_bytes:
            raise NotConfigured
        self.is_full = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        stats, engine = self.crawler.stats, self.crawler.engine
        if not self.is_full and stats and engine and stats.get_value("downloader/response_bytes", 0) > self.max_bytes:
            self.is_full = True
            deferred_from_coro(engine.close_spider_async(reason=TOO_MANY_BYTES))
        return response
