"""Rejects an article whose id, or whose text on the same site, was written before."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.validate import RejectedItem


class DropDuplicates:
    """The last stage. The article that comes first in the walk is written; a later duplicate is rejected and names it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.ids: set[str] = set()
        self.texts: dict[tuple[str, str], str] = {}
        """(site, digest) -> id, for this run: the ledger does not know all of them yet."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, Article):
            return item
        if item.id in self.ids:
            raise RejectedItem("duplicate", f"{item.id} went out already in this run", log_level="DEBUG")
        first = self.texts.get((item.site, item.digest)) or self.stored_duplicate(item) or item.id
        if first != item.id:
            raise RejectedItem("duplicate", f"the same text as {first}", log_level="DEBUG")
        self.ids.add(item.id)
        self.texts[item.site, item.digest] = item.id
        return item

    def stored_duplicate(self, item: Article) -> str | None:
        """The id of an article of an earlier run with the same text."""
        ledger = ledger_of(self.crawler)
        first = ledger.id_with_digest(item.site, item.digest) if ledger else None
        return f"{item.site}:{first}" if first else None
