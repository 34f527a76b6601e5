"""What a crawl by newscrawl is measured against: the same walk by spiders that do next to nothing."""
from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector

STATS_FILE = "NEWSCRAWL_BENCH_STATS"


class LinksSpider(Spider):
    """Follows the links that the real spider follows, and reads nothing."""

    name = "links"
    start_urls = ["https://www.metroseoul.co.kr/"]

    def parse(self, response: Response) -> Iterator[Request]:
        listing = response.xpath('//a[text()="인터넷"]/@href').get()
        yield response.follow(f"{listing}?page=1", self.parse_listing)

    def parse_listing(self, response: Response) -> Iterator[Request]:
        if links := response.css(".news-list .media-body > a"):
            yield from response.follow_all(links, self.parse_article)
            yield response.follow(f"?page={int(response.url.rpartition('=')[2]) + 1}", self.parse_listing)

    def parse_article(self, response: Response) -> Any:
        pass


class FieldsSpider(LinksSpider):
    """Reads four fields by CSS, as a quick script would."""

    name = "fields"

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {
            "title": response.css(".article-title h1::text").get(),
            "date": response.css(".article-title div span:nth-of-type(2)::text").get(),
            "section": response.css(".article-title .path::text").get(),
            "body": "\n".join(response.css(".container div.col-12 p::text").getall()),
        }


def processor_seconds(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


class WrittenStats(MemoryStatsCollector):
    """Leaves the stats of a crawl in the file that the environment names, as JSON."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.at_start = processor_seconds(resource.RUSAGE_SELF)

    def _persist_stats(self, stats: dict[str, Any]) -> None:
        super()._persist_stats(stats)
        stats["processor_seconds"] = processor_seconds(resource.RUSAGE_SELF) - self.at_start
        stats["processor_seconds/worker"] = processor_seconds(resource.RUSAGE_CHILDREN)
        Path(os.environ[STATS_FILE]).write_text(json.dumps(stats, default=str), "utf-8")
