"""The kinds of line that a crawl writes: one row says all that writing, recovery, check and rebuild need to know of a kind.

A new kind is a dataclass with a schema in ``items.py`` and a row here. Its items are yielded by a spider and pass the pipelines.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA, TOMBSTONE_SCHEMA, Article, RejectedPage, Tombstone
from newscrawl.ledger.entries import ArticleLine, Deleted, Entry, Refused
from newscrawl.ledger.visits import next_visit
from newscrawl.schemas.versions import Record

NEVER_AGAIN = frozenset({"duplicate", "forbids-ai"})
"""Reasons of rejection that time does not change."""


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of line. Its files are ``output/<folder>/<site>/<run>.jsonl``."""

    folder: str
    schema: str
    """Of the lines that are written today; ``schemas.versions`` reads the older ones."""

    item: type
    """The dataclass of a line."""

    entry: Callable[[str, Record, Sequence[int]], Entry | None]
    """What the ledger says of a line, from (the site's own id, the line in today's version, ages in days at which articles are asked
    again); None where it says nothing."""

    has_revisions: bool
    """Whether a line replaces those of its id with a lower ``revision``, over all kinds that have them. Lines of the other kinds are on
    the disk before those of the same page that have: after a kill they may come twice, but are never missing."""

    count_as: Callable[[Any], str] | None
    """The word under which an item is counted in ``store/…``; None for a kind that the store writes by itself."""


def own_id(record_id: str) -> str:
    """The site's own id of ``<site>:<id>``."""
    return record_id.partition(":")[2]


def _article(article_id: str, record: Record, ages: Sequence[int]) -> ArticleLine:
    seen = datetime.fromisoformat(record["crawled_at"])
    published, modified = (datetime.fromisoformat(record[key]) if record[key] else None for key in ("published_at", "modified_at"))
    return ArticleLine(
        article_id, record["url"], record["listing"], seen, published, modified, record["digest"], record["revision"],
        record["provenance"]["program"], next_visit(published or seen, seen, ages))


def _tombstone(article_id: str, record: Record, ages: Sequence[int]) -> Deleted:
    return Deleted(article_id, record["url"], datetime.fromisoformat(record["deleted_at"]), record["revision"])


def _rejected(article_id: str, record: Record, ages: Sequence[int]) -> Refused:
    at = datetime.fromisoformat(record["fetched_at"])
    return Refused(article_id, record["url"], None, at, record["reason"], 0, None if record["reason"] in NEVER_AGAIN else at)


def no_entry(article_id: str, record: Record, ages: Sequence[int]) -> None:
    """For kinds of which the ledger knows nothing."""


ARTICLES = OutputKind("articles", ARTICLE_SCHEMA, Article, _article, has_revisions=True, count_as=lambda item: str(item.change))
DELETED = OutputKind("deleted", TOMBSTONE_SCHEMA, Tombstone, _tombstone, has_revisions=True, count_as=lambda item: "deleted")
REJECTED = OutputKind("rejected", REJECTED_SCHEMA, RejectedPage, _rejected, has_revisions=False, count_as=None)
KINDS: list[OutputKind] = [ARTICLES, DELETED, REJECTED]
"""In the order in which a run finishes its files."""


def kind_of(item: object) -> OutputKind | None:
    """The kind that an item which passed the pipelines is written as; None for what is not ours."""
    return next((kind for kind in KINDS if kind.count_as and isinstance(item, kind.item)), None)
