"""The reader API: loads the articles of finished runs, each in its latest revision.

A run is finished if its manifest is in ``output/runs/``. ``docs/consume.md`` shows the same files in other tools.
"""
from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from io import BufferedReader
from pathlib import Path
from typing import Literal

import msgspec
import orjson

from newscrawl.errors import DatasetError, UnknownSchemaError
from newscrawl.items import ARTICLE_SCHEMA, RUN_SCHEMA, TOMBSTONE_SCHEMA, Article
from newscrawl.schemas.paths import named_file
from newscrawl.schemas.versions import Record, check_known, name_of, upgrade
from newscrawl.text.dates import KST

_ARTICLE, _TOMBSTONE = name_of(ARTICLE_SCHEMA), name_of(TOMBSTONE_SCHEMA)
_KEYS = {field.name for field in fields(Article)}


def load_articles(path: str | os.PathLike[str] = "output", *, sites: Collection[str] | None = None,
                  since: date | datetime | None = None, until: date | datetime | None = None,
                  revisions: Literal["latest", "all"] = "latest", verify: bool = False) -> Iterator[Article]:
    """The articles of every run that is finished at the time of the call, in order of (finished, line). Safe during a crawl.

    With ``latest`` each id comes once, in its highest revision, and not at all when that is a tombstone; of equal revisions the
    later line counts. This reads the files twice and first keeps about 230 bytes for each id in memory, but no text.
    With ``all`` every line of an article comes; this reads once and keeps nothing.

    ``sites`` are names of spiders. ``since`` and ``until`` are Korean days or aware datetimes, both included, and are compared
    with ``published_at``: an article without a date is left out as soon as one of them is given, and one of which only the
    day is known counts as of its midnight. ``verify`` checks the sha256 and the number of lines of each file before any of its
    lines is handed out.

    A folder without a finished run gives nothing. Raises DatasetError for a missing folder, a site that is not in it, a file
    that is missing, outside the folder or not as long as its manifest says, a torn line, and what a newer newscrawl wrote; ValueError for a time
    without a zone and for ``since`` after ``until``. Arguments and manifests are checked at the call, files as they are read.
    """
    if revisions not in {"latest", "all"}:
        raise ValueError(f"revisions={revisions!r} is neither 'latest' nor 'all'")
    first, last = _moment("since", since, time.min), _moment("until", until, time.max)
    if first and last and first > last:
        raise ValueError(f"since={since} is later than until={until}")
    files = _finished_files(Path(path), sites)
    articles = _latest(files, verify) if revisions == "latest" else _all(files, verify)
    return (article for article in articles if _is_within(article.published_at, first, last))


def _moment(name: str, wanted: date | datetime | None, of_day: time) -> datetime | None:
    if isinstance(wanted, datetime):
        if wanted.tzinfo is None:
            raise ValueError(f"{name}={wanted} has no time zone")
        return wanted
    if isinstance(wanted, date):
        return datetime.combine(wanted, of_day, KST)
    if wanted is not None:
        raise TypeError(f"{name}={wanted!r} is neither a date nor a datetime")
    return None


def _is_within(published: datetime | None, first: datetime | None, last: datetime | None) -> bool:
    if published is None:
        return first is None and last is None
    return (first is None or published >= first) and (last is None or published <= last)


# The manifests


@dataclass(frozen=True, slots=True)
class _File:
    """A file of articles or of tombstones, as a manifest names it."""

    path: Path
    schema: str
    lines: int
    bytes: int
    sha256: str


def _finished_files(output: Path, sites: Collection[str] | None) -> list[_File]:
    """In order of (finished, place in the manifest)."""
    if not output.is_dir():
        raise DatasetError(f"there is no folder {output}")
    manifests = sorted(output.glob("runs/*/*.json"))
    if manifests and sites is not None:
        _check_sites(output, sites)
        manifests = [path for path in manifests if path.parent.name in sites]
    runs = sorted((_run(output, path) for path in manifests), key=lambda run: run[0])
    return [file for _, files in runs for file in files]


def _check_sites(output: Path, sites: Collection[str]) -> None:
    if isinstance(sites, str):
        raise TypeError(f"sites={sites!r} is one name, not a collection of them")
    known = {folder.name for folder in output.glob("*/*") if folder.is_dir()}
    if unknown := sorted(set(sites) - known):
        raise DatasetError(f"{output} holds nothing of {', '.join(unknown)}; it holds {', '.join(sorted(known))}")


def _run(output: Path, manifest: Path) -> tuple[datetime, list[_File]]:
    """When a run finished, and its files of articles and tombstones; files of other kinds are none of a consumer's."""
    try:
        stated = _named(output, manifest, str(manifest.relative_to(output))).read_bytes()
    except OSError as error:
        raise DatasetError(f"cannot read the manifest {manifest}: {error.strerror}") from None
    run = _record(stated, RUN_SCHEMA, str(manifest))
    try:
        finished = _time(run["finished"])
        stated_files = [(str(file["path"]), str(file["schema"]), file["lines"], file["bytes"], file["sha256"])
                        for file in run["files"] if name_of(file["schema"]) in {_ARTICLE, _TOMBSTONE}]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DatasetError(f"{manifest} is no manifest: {error!r}") from None
    files = [_File(_named(output, manifest, path), *rest) for path, *rest in stated_files]
    for file in files:
        try:
            check_known(file.schema)
        except UnknownSchemaError as error:
            raise DatasetError(f"{file.path} {error}") from None
    return finished, files


def _named(output: Path, manifest: Path, stated: str) -> Path:
    try:
        return named_file(output, stated)
    except ValueError as error:
        raise DatasetError(f"{manifest} {error}") from None


# The lines


def _all(files: list[_File], verify: bool) -> Iterator[Article]:
    for file in files:
        if name_of(file.schema) == _ARTICLE:
            for number, line in _lines(file, verify):
                yield _article(file, number, line)


def _latest(files: list[_File], verify: bool) -> Iterator[Article]:
    is_latest = _latest_lines(files, verify)
    position = 0
    for file in files:
        for number, line in _lines(file):
            if is_latest[position] and name_of(file.schema) == _ARTICLE:
                yield _article(file, number, line)
            position += 1


def _latest_lines(files: list[_File], verify: bool) -> bytearray:
    """For each line of all files, in order: 1 if it is the latest line of its id, else 0."""
    latest: dict[str, tuple[int, int]] = {}
    position = 0
    for file in files:
        for number, line in _lines(file, verify):
            record = _record(line, file.schema, f"{file.path}:{number}")
            try:
                latest[record["id"]] = max(latest.get(record["id"], (0, 0)), (record["revision"], position))
            except (KeyError, TypeError) as error:
                raise DatasetError(f"{file.path}:{number} is no {file.schema}: {error!r}") from None
            position += 1
    is_latest = bytearray(position)
    for _, position in latest.values():
        is_latest[position] = 1
    return is_latest


def _lines(file: _File, verify: bool = False) -> Iterator[tuple[int, bytes]]:
    """The lines, counted from 1."""
    try:
        opened = file.path.open("rb")
    except OSError as error:
        raise DatasetError(f"{file.path} stands in a manifest and cannot be read: {error.strerror}") from None
    with opened:
        size = os.fstat(opened.fileno()).st_size
        if size != file.bytes:
            raise DatasetError(f"{file.path} has {size} bytes, and {file.bytes} in its manifest")
        if verify:
            _verify(file, opened)
        yield from enumerate(opened, 1)


def _verify(file: _File, opened: BufferedReader) -> None:
    if hashlib.file_digest(opened, "sha256").hexdigest() != file.sha256:
        raise DatasetError(f"{file.path} has another sha256 than in its manifest")
    opened.seek(0)
    lines = sum(1 for _ in opened)
    if lines != file.lines:
        raise DatasetError(f"{file.path} has {lines} lines, and {file.lines} in its manifest")
    opened.seek(0)


def _article(file: _File, number: int, line: bytes) -> Article:
    where = f"{file.path}:{number}"
    record = _record(line, file.schema, where)
    if unknown := record.keys() - _KEYS:
        raise DatasetError(f"{where} is no {file.schema}: it has the unknown key {min(unknown)}")
    try:
        return msgspec.convert(record, Article)
    except msgspec.ValidationError as error:
        raise DatasetError(f"{where} is no {file.schema}: {error}") from None


# What both are made of


def _record(text: bytes, schema: str, where: str) -> Record:
    """A JSON object of that schema, in today's version. A manifest may be of an earlier one; the lines of a file are all of its schema."""
    try:
        record = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise DatasetError(f"{where} is torn: {error}") from None
    if not isinstance(record, dict):
        raise DatasetError(f"{where} is no JSON object")
    stated = record.get("schema")
    try:
        check_known(stated, name_of(schema))
    except UnknownSchemaError as error:
        raise DatasetError(f"{where} {error}") from None
    if stated != schema != RUN_SCHEMA:
        raise DatasetError(f"{where} is {stated!r}, not {schema}")
    try:
        return upgrade(record)
    except (AttributeError, KeyError, TypeError) as error:
        raise DatasetError(f"{where} is no {schema}: {error!r}") from None


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment.astimezone(KST)
