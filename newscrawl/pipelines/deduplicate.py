"""One article id goes out once, and one text of a site goes out once."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.validate import Rejected


class DropDuplicates:
    """The last stage: the article that comes first in the walk goes out, a later double names it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.ids: set[str] = set()
        self.texts: dict[tuple[str, str], str] = {}
        """Of this run, some of which the ledger does not know yet."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, Article):
            return item
        if item.id in self.ids:
            raise Rejected("duplicate", f"{item.id} went out already in this run", log_level="DEBUG")
        first = self.texts.get((item.site, item.digest)) or self.known_with(item) or item.id
        if first != item.id:
            raise Rejected("duplicate", f"the same text as {first}", log_level="DEBUG")
        self.ids.add(item.id)
        self.texts[item.site, item.digest] = item.id
        return item

    def known_with(self, item: Article) -> str | None:
        """The article of an earlier run that has the same text."""
        ledger = ledger_of(self.crawler)
        first = ledger.id_of_text(item.site, item.digest) if ledger else None
        return f"{item.site}:{first}" if first else None
