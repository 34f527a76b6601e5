"""Every version of every record that was ever written, and how an older one becomes today's.

Each stored line says its schema. Whoever reads lines (``load_articles``, the ledger's recovery, check and rebuild) lifts them with
``upgrade`` and so meets today's records only. A new version is one row in ``UPGRADES``, a sample in ``tests/records`` and a line in the
table of ``docs/record.md``; the JSON Schema of the version before is kept as it is, with its sha256 in ``tests/test_record_versions.py``.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newscrawl.errors import UnknownSchemaError
from newscrawl.items import RUN_SCHEMA, safe_id
from newscrawl.schemas import SCHEMAS

Record = dict[str, Any]
"""A line as JSON gives it."""


def _article_2(record: Record) -> Record:
    """Ids became file names, and a record says how much of the article was shown, and which videos it holds."""
    upgraded: Record = {}
    for key, value in record.items():
        upgraded[key] = value
        if key == "images":
            upgraded["videos"] = []
        elif key == "language":
            upgraded["access"] = None
    return upgraded | {"schema": "newscrawl/article/2", "id": safe_id(record["id"]), "cluster": record["cluster"] and safe_id(record["cluster"])}


def _with_safe_id(schema: str) -> Callable[[Record], Record]:
    return lambda record: record | {"schema": schema, "id": record["id"] and safe_id(record["id"])}


def _run_2(record: Record) -> Record:
    """A manifest says what went wrong, how far each walk reached, and what was met on the pages."""
    walks = [{**walk, "trouble": None, "reached": None, "shallow": False} for walk in record.get("walks") or ()]
    return {**record, **({"walks": walks} if "walks" in record else {}), "schema": "newscrawl/run/2", "trouble": "", "tallies": {}}


UPGRADES: dict[str, Callable[[Record], Record]] = {
    "newscrawl/article/1": _article_2,
    "newscrawl/tombstone/1": _with_safe_id("newscrawl/tombstone/2"),
    "newscrawl/run/1": _run_2,
    "newscrawl/rejected/1": _with_safe_id("newscrawl/rejected/2"),
}
"""An older schema -> what makes a record of it one of the next."""


def name_of(schema: str) -> str:
    """A schema without its version: ``newscrawl/article``."""
    return schema.rpartition("/")[0]


def check_known(schema: object, expected: str | None = None) -> None:
    """Raises UnknownSchemaError for a schema that is neither today's nor one that can be upgraded; with ``expected`` (a name without a
    version) also for one of another name."""
    known = {*SCHEMAS, RUN_SCHEMA, *UPGRADES}
    if not isinstance(schema, str) or name_of(schema) not in ({expected} if expected else map(name_of, known)):
        raise UnknownSchemaError(f"is {schema!r}, not {expected or 'a schema of newscrawl'}")
    if schema not in known:
        raise UnknownSchemaError(f"was written by a newer newscrawl ({schema}); update newscrawl")


def upgrade(record: Record) -> Record:
    """The record in today's version; the same object where it is that already.

    Raises UnknownSchemaError for a schema that is not known, KeyError for a record that is not of the schema it states.
    """
    check_known(record.get("schema"))
    while step := UPGRADES.get(record["schema"]):
        record = step(record)
    return record
