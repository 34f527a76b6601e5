"""Reads the lines of finished files, lifts them to today's version, and derives their ledger entries."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from newscrawl.errors import ManifestError, TornLineError, UnknownSchemaError
from newscrawl.ledger.entries import Entry
from newscrawl.output.kinds import KINDS, OutputKind, own_id
from newscrawl.output.manifest import FileEntry
from newscrawl.schemas.versions import Record, check_known, name_of, upgrade


def kind_of_file(output: Path, file: FileEntry) -> OutputKind:
    """The kind of a finished file. Raises ManifestError for one that this newscrawl does not know."""
    try:
        check_known(file.schema)
        return next(kind for kind in KINDS if name_of(kind.schema) == name_of(file.schema))
    except UnknownSchemaError as error:
        raise ManifestError(f"{output / file.path} {error}") from None


def schema_in(path: Path, kind: OutputKind) -> str:
    """The schema of the lines in an unfinished file, which an earlier newscrawl may have written. Raises OSError."""
    with path.open("rb") as lines:
        try:
            stated = orjson.loads(next(lines, b""))["schema"]
            check_known(stated, name_of(kind.schema))
        except (orjson.JSONDecodeError, KeyError, TypeError, UnknownSchemaError):
            return kind.schema
    return str(stated)


def record_of(line: bytes, schema: str) -> Record:
    """A line of a file with that schema, in today's version. Raises TornLineError, and UnknownSchemaError for an unknown schema."""
    try:
        record = orjson.loads(line)
        if record["schema"] != schema:
            check_known(record["schema"])
            raise TornLineError(f"it is of schema {record['schema']}")
        return upgrade(record)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise TornLineError(str(error)) from None


def records(output: Path, file: FileEntry, torn: list[str]) -> Iterator[Record]:
    """The records of a finished file in today's version. A torn line is skipped and named in ``torn``.

    Raises OSError, and ManifestError for a schema that this newscrawl does not know.
    """
    kind_of_file(output, file)
    with (output / file.path).open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{output / file.path}, line {number}"
            try:
                yield record_of(line, file.schema)
            except TornLineError:
                torn.append(where)
            except UnknownSchemaError as error:
                raise ManifestError(f"{where} {error}") from None


def entries(output: Path, file: FileEntry, ages: Sequence[int], torn: list[str]) -> Iterator[Entry]:
    """The ledger entry of each line of a finished file. Articles are rechecked at ``ages`` (days)."""
    kind = kind_of_file(output, file)
    for record in records(output, file, torn):
        try:
            entry = kind.entry(own_id(record["id"]), record, ages) if record["id"] is not None else None
        except (AttributeError, KeyError, TypeError, ValueError):
            torn.append(f"{output / file.path}, {record.get('id')}")
            continue
        if entry:
            yield entry
