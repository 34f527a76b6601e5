"""Rejects an article whose id, or whose text on the same site, was written before."""
from __future__ import annotations

import hashlib
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.hold import proof_of
from newscrawl.pipelines.validate import RejectedItem
from newscrawl.signals import article_doubted


class DropDuplicates:
    """The last stage. The article that comes first is written; a later duplicate is rejected and names it.

    One text under two ids is a duplicate only if both are proved. Else it is ``stale`` (a cache, a notice), and both are asked again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.ids: dict[str, bool] = {}
        """Id -> whether it is proved, for this run: the ledger does not know all of them yet."""
        self.texts: dict[bytes, str] = {}
        """Digest of site and text -> id, likewise."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, Article):
            return item
        if item.id in self.ids:
            raise RejectedItem("duplicate", f"{item.id} went out already in this run", log_level="DEBUG")
        is_proved = proof_of(self.crawler, item).is_strong
        text = hashlib.sha256(f"{item.site} {item.digest}".encode()).digest()
        first, first_is_proved = self.duplicate_of_this_run(text) or self.stored_duplicate(item) or (item.id, is_proved)
        if first != item.id and is_proved and first_is_proved:
            raise RejectedItem("duplicate", f"the same text as {first}", log_level="DEBUG")
        if first != item.id:
            self.crawler.signals.send_catch_log(article_doubted, record_id=first, at=item.crawled_at)
            raise RejectedItem("stale", f"the same text as {first}, and nothing shows whose it is")
        self.ids[item.id] = is_proved
        self.texts[text] = item.id
        return item

    def duplicate_of_this_run(self, text: bytes) -> tuple[str, bool] | None:
        """The id of an article with a text, and whether it is proved."""
        first = self.texts.get(text)
        return (first, self.ids[first]) if first else None

    def stored_duplicate(self, item: Article) -> tuple[str, bool] | None:
        """The id of an article of an earlier run with the same text, and whether it was proved; if that is not known, it counts as such."""
        ledger = ledger_of(self.crawler)
        first = ledger.id_with_digest(item.site, item.digest) if ledger else None
        known = ledger.stored(item.site, first) if ledger and first else None
        return (f"{item.site}:{first}", known is None or known.is_proved is not False) if first else None
