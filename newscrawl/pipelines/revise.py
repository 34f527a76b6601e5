"""Writes an article that is stored already only if it has changed, as its next revision."""
from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article, Change
from newscrawl.ledger.entries import StoredArticle
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.hold import proof_of
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
        if not isinstance(item, Article) or ledger is None or item.revision > 1:
            return item  # a revision that was held back has its number
        stored = ledger.stored(item.site, item.id.removeprefix(f"{item.site}:"))
        if stored is None:
            return item
        if stored.digest == item.digest and not stored.deleted:
            raise RejectedItem("unchanged", "it is as it was", log_level="DEBUG")
        return replace(item, revision=stored.revision + 1, change=change_of(item, stored, proof_of(self.crawler, item).template))


def change_of(item: Article, stored: StoredArticle, template: str) -> Change:
    """``edited`` if the paper changed the article; ``reread`` if our reading, or the design of the page, changed instead.

    That is so if another version of newscrawl reads the text differently and the page states no later change; and if the text comes
    from another layer or template than before and the page states no change since the last look.
    """
    if stored.deleted:
        return "edited"
    came_from = ((stored.body_layer, item.provenance.layers.body), (stored.template, template))
    if any(before and now and before != now for before, now in came_from):
        return "edited" if item.modified_at is not None and item.modified_at > stored.last_seen else "reread"
    later = item.modified_at is not None and (stored.modified is None or item.modified_at > stored.modified)
    return "edited" if item.provenance.program == stored.program or later else "reread"
