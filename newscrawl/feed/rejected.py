"""Writes down every page that gave no article, so that nothing is lost silently."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.feed.exporter import line_of
from newscrawl.feed.run import rejected_path, run_name
from newscrawl.items import REJECTED_SCHEMA, Article, FoundArticle, RejectedPage
from newscrawl.text.dates import KST


class RejectedPages:
    """Lines of ``newscrawl/rejected/1`` in ``output/rejected/<site>/<run>.jsonl``, counted by reason in the stats."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.output = Path(crawler.settings["OUTPUT_DIR"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        return extension

    def item_dropped(self, item: Any, response: Response | Failure | None, exception: DropItem) -> None:
        reason = getattr(exception, "reason", "dropped")
        self.write(item, response, reason, getattr(exception, "message", str(exception)))

    def item_error(self, item: Any, response: Response | Failure | None, failure: Failure) -> None:
        self.write(item, response, "error", f"{type(failure.value).__name__}: {failure.value}")

    def spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        """An article page that reading failed on."""
        link = response.request.cb_kwargs.get("link") if response.request else None
        if link:
            page = RejectedPage(REJECTED_SCHEMA, spider.name, f"{spider.name}:{link.id}", link.url, response.status, "error",
                                f"{type(failure.value).__name__}: {failure.value}", response.meta["fetched_at"].astimezone(KST))
            self.append(page)

    def write(self, item: Any, response: Response | Failure | None, reason: str, message: str) -> None:
        # After a failed download Scrapy hands over the failure in the response's place.
        status = response.status if isinstance(response, Response) else None
        if isinstance(item, RejectedPage):
            self.append(item)
        elif isinstance(item, FoundArticle):
            self.append(RejectedPage(REJECTED_SCHEMA, item.site, f"{item.site}:{item.article_id}", item.url, status, reason,
                                     message, item.fetched_at))
        elif isinstance(item, Article):
            self.append(RejectedPage(REJECTED_SCHEMA, item.site, item.id, item.url, status, reason, message, item.crawled_at))

    def append(self, page: RejectedPage) -> None:
        if stats := self.crawler.stats:
            stats.inc_value(f"rejected/{page.reason}")
        spider = self.crawler.spider
        assert spider is not None
        path = self.output / rejected_path(spider.name, run_name(spider))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(line_of(page))
