"""ExtractedArticle -> Article."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import family
from newscrawl.items import ExtractedArticle


class CleanArticle:
    """The first stage. It counts what it drops by family of rules, in the stats under ``dropped/``."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, ExtractedArticle):
            return item
        article, trace = clean(item)
        if self.stats:
            for segment in trace.dropped:
                self.stats.inc_value(f"dropped/{family(segment.rule or '')}")
        return article
