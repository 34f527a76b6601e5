"""The kinds of output: one row has all that writing, recovery, check and rebuild need to know about a kind.

A new kind is a dataclass with a schema in ``items.py``, listed in ``schemas.SCHEMAS``, and a row here. Its items are yielded by a spider
and pass the pipelines.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA, TOMBSTONE_SCHEMA, Article, RejectedPage, Tombstone
from newscrawl.ledger.entries import ArticleEntry, Entry, RejectionEntry, TombstoneEntry
from newscrawl.ledger.visits import next_visit
from newscrawl.schemas.versions import Record

NO_RETRY = frozenset({"duplicate", "forbids-ai", "no-such-id"})
"""Reasons of rejection for which a page is not retried."""


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of output. Its files are ``output/<folder>/<site>/<run>.jsonl``."""

    folder: str
    schema: str
    """Of the lines that are written today; ``schemas.versions`` reads the older ones."""

    item: type
    """The dataclass of a line."""

    entry: Callable[[str, Record, Sequence[int]], Entry | None]
    """Makes a line's ledger entry from (the site's own id, the record in today's version, the ages in days at which articles are
    rechecked); None for a line that has none."""

    has_revisions: bool
    """Whether a line replaces the lines of its id with a lower ``revision``, across all kinds with revisions. Lines of other kinds are
    written before those of the same page that have revisions: after a kill they may come twice, but are never missing."""

    count_as: Callable[[Any], str] | None
    """Returns the word under which an item is counted in the stats (``store/<word>``); None if the store itself writes the kind."""


def own_id(record_id: str) -> str:
    """The site's own id of ``<site>:<id>``."""
    return record_id.partition(":")[2]


def _article(article_id: str, record: Record, ages: Sequence[int]) -> ArticleEntry:
    seen = datetime.fromisoformat(record["crawled_at"])
    published, modified = (datetime.fromisoformat(record[key]) if record[key] else None for key in ("published_at", "modified_at"))
    return ArticleEntry(
        article_id, record["url"], record["listing"], seen, published, modified, record["digest"], record["revision"],
        record["provenance"]["program"], next_visit(published or seen, seen, ages), title=record.get("title"),
        body_layer=record["provenance"].get("layers", {}).get("body"))


def _tombstone(article_id: str, record: Record, ages: Sequence[int]) -> TombstoneEntry:
    return TombstoneEntry(article_id, record["url"], datetime.fromisoformat(record["deleted_at"]), record["revision"])


def _rejected(article_id: str, record: Record, ages: Sequence[int]) -> RejectionEntry:
    at = datetime.fromisoformat(record["fetched_at"])
    return RejectionEntry(article_id, record["url"], None, at, record["reason"], 0, None if record["reason"] in NO_RETRY else at)


def no_entry(article_id: str, record: Record, ages: Sequence[int]) -> None:
    """For kinds that have no entry in the ledger."""


ARTICLES = OutputKind("articles", ARTICLE_SCHEMA, Article, _article, has_revisions=True, count_as=lambda item: str(item.change))
DELETED = OutputKind("deleted", TOMBSTONE_SCHEMA, Tombstone, _tombstone, has_revisions=True, count_as=lambda item: "deleted")
REJECTED = OutputKind("rejected", REJECTED_SCHEMA, RejectedPage, _rejected, has_revisions=False, count_as=None)
KINDS: list[OutputKind] = [ARTICLES, DELETED, REJECTED]
"""In the order in which a run finishes its files."""


def kind_of(item: object) -> OutputKind | None:
    """The kind of an item that passed the pipelines; None for items that are not newscrawl's."""
    return next((kind for kind in KINDS if kind.count_as and isinstance(item, kind.item)), None)
