"""The record of a night: written when it begins, and again when it ends. A night whose record has no end died."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import msgspec
import orjson

from newscrawl.output.disk import write_whole

FOLDER = "nights"


@dataclass(slots=True)
class SiteRun:
    """What became of one site in a night."""

    site: str
    outcome: str = "not reached"
    """A run's outcome; ``not reached``, ``killed``, ``busy``, ``done before``, or ``left out`` with the reason in ``line``."""

    exit_code: int | None = None
    line: str = ""
    """What the crawl said, in one line."""

    seconds: float = 0.0


@dataclass(slots=True)
class NightRecord:
    """``output/nights/<night>.json``."""

    night: date
    began: datetime
    process: int
    sites: list[SiteRun] = field(default_factory=list)
    ended: datetime | None = None
    deadline: datetime | None = None
    cut_short: str | None = None
    """Why it ended before all sites were crawled; None if it did not."""

    alerts: list[str] = field(default_factory=list)
    """What became of the alerts, a line each."""


def write_record(output: Path, record: NightRecord) -> Path:
    """Writes the record, whole or not at all. Raises OSError."""
    path = output / FOLDER / f"{record.night}.json"
    write_whole(path, orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return path


def read_record(output: Path, night: date) -> NightRecord | None:
    """The record of a night; None if there is none, or if it cannot be read."""
    try:
        return msgspec.json.decode((output / FOLDER / f"{night}.json").read_bytes(), type=NightRecord)
    except (OSError, msgspec.DecodeError):
        return None


def nights_with_record(output: Path) -> list[date]:
    """Oldest first."""
    found = []
    for path in sorted((output / FOLDER).glob("*.json")):
        try:
            found.append(date.fromisoformat(path.stem))
        except ValueError:
            continue  # no file of ours
    return found
