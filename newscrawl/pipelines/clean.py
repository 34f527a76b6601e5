"""ExtractedArticle -> Article."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newscrawl.budget import reading_budget
from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import family
from newscrawl.errors import PageRefused
from newscrawl.items import ExtractedArticle
from newscrawl.pipelines.validate import RejectedItem


class CleanArticle:
    """The first stage. It counts what it drops by family of rules, in the stats under ``dropped/``. Cleaning has the budget of a page."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.limits = crawler.settings.getfloat("PAGE_SECONDS"), crawler.settings.getint("PAGE_MEGABYTES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, ExtractedArticle):
            return item
        try:
            with reading_budget(*self.limits):
                article, trace = clean(item)
        except PageRefused as refused:
            raise RejectedItem(refused.reason, str(refused)) from None
        if self.stats:
            for segment in trace.dropped:
                self.stats.inc_value(f"dropped/{family(segment.rule or '')}")
        return article
