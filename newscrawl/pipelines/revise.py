"""An article that earlier runs wrote goes out again only when it has changed, as its next revision."""
from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from newscrawl.items import Article, Change
from newscrawl.ledger.entries import Written
from newscrawl.ledger.ledger import ledger_of
from newscrawl.pipelines.validate import Rejected


class Revise:
    """The stage after validation. What is as it was is dropped quietly, as ``unchanged``."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        ledger = ledger_of(self.crawler)
        if not isinstance(item, Article) or ledger is None:
            return item
        known = ledger.written(item.site, item.id.removeprefix(f"{item.site}:"))
        if known is None:
            return item
        if known.digest == item.digest and not known.deleted:
            raise Rejected("unchanged", "it is as it was", log_level="DEBUG")
        return replace(item, revision=known.revision + 1, change=change_of(item, known))


def change_of(item: Article, known: Written) -> Change:
    """Who changed it: the paper, or, when another version of newscrawl reads other text and the page states no later change than it
    did, our reading."""
    same_program = item.provenance.program == known.program
    later = item.modified_at is not None and (known.modified is None or item.modified_at > known.modified)
    return "edited" if same_program or later or known.deleted else "reread"
