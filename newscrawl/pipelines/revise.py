"""Writes an article that is stored already only if it has changed, as its next revision."""
from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article, Change
from newscrawl.ledger.entries import StoredArticle
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.validate import RejectedItem


class Revise:
    """The stage after validation. An article that has not changed is dropped quietly, as ``unchanged``."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        ledger = ledger_of(self.crawler)
        if not isinstance(item, Article) or ledger is None:
            return item
        stored = ledger.stored(item.site, item.id.removeprefix(f"{item.site}:"))
        if stored is None:
            return item
        if stored.digest == item.digest and not stored.deleted:
            raise RejectedItem("unchanged", "it is as it was", log_level="DEBUG")
        return replace(item, revision=stored.revision + 1, change=change_of(item, stored))


def change_of(item: Article, stored: StoredArticle) -> Change:
    """``edited`` if the paper changed the article; ``reread`` if another version of newscrawl reads the text differently and the page
    states no later change."""
    same_program = item.provenance.program == stored.program
    later = item.modified_at is not None and (stored.modified is None or item.modified_at > stored.modified)
    return "edited" if same_program or later or stored.deleted else "reread"
