"""The feeds of the run's files: URIs like ``stored:articles`` in the setting FEEDS lead to the run's store."""
from __future__ import annotations

from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from newscrawl.output.exporter import OrjsonLinesExporter, line_of
from newscrawl.output.kinds import KINDS
from newscrawl.output.store import RunStore, store_of


def feeds() -> dict[str, dict[str, Any]]:
    """A feed for each kind of item that passes the pipelines."""
    return {f"stored:{kind.folder}": {"format": "stored", "item_classes": [kind.item]} for kind in KINDS if kind.count_as}


class RunStorage:
    """A feed storage whose file is the run's store."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> RunStore | None:
        return store_of(self.crawler)

    def store(self, file: RunStore | None) -> None:
        """The store finishes its files itself, after all feeds have closed."""


class StoredLinesExporter(OrjsonLinesExporter):
    """Passes every item and its line to the run's store."""

    def export_item(self, item: Any) -> None:
        store: RunStore | None = self.file  # type: ignore[assignment]
        if store:
            store.take(item, line_of(item))
