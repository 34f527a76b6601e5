"""From the lines of finished files back to what the ledger says of them."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from newscrawl.feed.manifest import FileEntry, ManifestError
from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA, TOMBSTONE_SCHEMA
from newscrawl.ledger.entries import ArticleLine, Deleted, Entry, Refused
from newscrawl.ledger.visits import next_visit

SCHEMAS = {"articles": ARTICLE_SCHEMA, "deleted": TOMBSTONE_SCHEMA, "rejected": REJECTED_SCHEMA}
"""Of the lines in each folder."""
NEVER_AGAIN = frozenset({"duplicate"})
"""Reasons of rejection that time does not change."""


def records(output: Path, file: FileEntry, torn: list[str]) -> Iterator[dict[str, Any]]:
    """The records of a finished file. A line that is none is passed over and named in ``torn``. Raises OSError, and ManifestError for a
    newer schema."""
    if file.schema not in SCHEMAS.values():
        raise ManifestError(f"{output / file.path} was written by a newer newscrawl ({file.schema}); update newscrawl")
    with (output / file.path).open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError:
                torn.append(f"{output / file.path}, line {number}")
                continue
            if record.get("schema") != file.schema:
                raise ManifestError(f"{output / file.path}, line {number} is of schema {record.get('schema')}, which this newscrawl does "
                                    "not know; update newscrawl")
            yield record


def entries(output: Path, file: FileEntry, ages: Sequence[int], torn: list[str]) -> Iterator[Entry]:
    """What the ledger says of each line of a finished file; articles are asked again at ``ages`` (days)."""
    for record in records(output, file, torn):
        if record["id"] is None:
            continue
        article_id = record["id"].partition(":")[2]
        if file.schema == ARTICLE_SCHEMA:
            yield _article(article_id, record, ages)
        elif file.schema == TOMBSTONE_SCHEMA:
            yield Deleted(article_id, record["url"], datetime.fromisoformat(record["deleted_at"]), record["revision"])
        else:
            at = datetime.fromisoformat(record["fetched_at"])
            again = None if record["reason"] in NEVER_AGAIN else at
            yield Refused(article_id, record["url"], None, at, record["reason"], 0, again)


def _article(article_id: str, record: dict[str, Any], ages: Sequence[int]) -> ArticleLine:
    seen = datetime.fromisoformat(record["crawled_at"])
    published, modified = (datetime.fromisoformat(record[key]) if record[key] else None for key in ("published_at", "modified_at"))
    return ArticleLine(
        article_id, record["url"], record["listing"], seen, published, modified, record["digest"], record["revision"],
        record["provenance"]["program"], next_visit(published or seen, seen, ages))
