"""The manifest of a run: what it wrote, how it ended. It is written last, and a run without one is not finished."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import orjson

from newscrawl.errors import DamagedManifestError, ManifestError, UnknownSchemaError
from newscrawl.items import RUN_SCHEMA
from newscrawl.output.disk import write_whole
from newscrawl.output.run import manifest_path
from newscrawl.schemas.paths import named_file
from newscrawl.schemas.versions import check_known, name_of, upgrade

Outcome = Literal["complete", "failed", "partial", "empty", "stopped", "blocked", "unreachable", "suspicious", "recovered"]


@dataclass(slots=True)
class FileEntry:
    path: str
    """Relative to the output folder: ``articles/metroseoul/20261122T030000.jsonl``."""

    schema: str
    """Of its lines."""

    lines: int
    bytes: int
    sha256: str
    """Hex."""


@dataclass(slots=True)
class WalkReport:
    listing: str
    """Our key of the listing."""

    state: Literal["open", "closed", "aside"]
    """``closed``: every article from the top of the listing down is known. ``open``: cut short, the next run completes it. ``aside``:
    detached, it read chosen days only and changes nothing for the next walk."""

    since: datetime | None
    """How far back it had to go; null if it went to articles that were known."""

    pages: int
    """Listing pages read."""

    end: str | None
    """Why it ended; null if the run ended first."""

    trouble: str | None = None
    """Why it did not end in order, in one word as for rejected pages; null if it did, or was limited by ``max_pages``."""

    reached: datetime | None = None
    """The time of the oldest article in the pages read; null if they state none."""

    shallow: bool = False
    """Whether the listing ended before the days wanted, and before what earlier runs have: articles between may be missing."""

    end_page: int | None = None
    """Number of the page after which the listing seemed to end, though no page proved it; null if that was proved, or it ended elsewhere."""


@dataclass(slots=True)
class RobotsReport:
    """What a host's robots.txt said in this run."""

    url: str
    status: int
    text: str
    """Its first 10,000 characters."""


@dataclass(slots=True)
class Counts:
    """Lines and pages."""

    new: int = 0
    edited: int = 0
    reread: int = 0
    deleted: int = 0
    unchanged: int = 0
    """Articles that were rechecked and have not changed."""

    rejected: int = 0
    """Pages that gave no article, duplicates included."""

    listing_pages: int = 0
    revisits: int = 0
    """Rechecks of articles and retries of rejected pages."""

    requests: int = 0
    """All, with robots.txt, menus, redirects and retries."""


@dataclass(slots=True)
class Manifest:
    """``output/runs/<site>/<run>.json``, schema ``newscrawl/run/2``."""

    schema: str
    site: str
    run: str
    """Its name: the start in Korean time, ``20261122T030000``."""

    program: str
    """``newscrawl 0.1.0``"""

    outcome: Outcome
    """``docs/scheduling.md`` says what each means. ``recovered``: the run died, and the next one finished its files."""

    reason: str
    """Why the crawl ended, in Scrapy's words: ``finished``, ``shutdown``, ``closespider_timeout``, …"""

    exit_code: int | None
    """Null if the run died."""

    started: datetime
    finished: datetime
    arguments: dict[str, str]
    """As given with ``-a``."""

    files: list[FileEntry]
    walks: list[WalkReport] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    robots: list[RobotsReport] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    """Versions of Python and of the libraries that read pages."""

    trouble: str = ""
    """What went wrong in plain words, as in the line that the run ended with."""

    tallies: dict[str, Any] = field(default_factory=dict)
    """Counts to compare with those of the night before, nested by name: ``layers`` (field, layer), ``rows``, ``template`` (``listing`` and
    ``article``, fingerprint), ``proof``, ``rejected`` (reason), ``response_ms`` (answers by time, as the upper end of its class in milliseconds)."""


_KEYS = {field.name for field in fields(Manifest)}


def write_manifest(output: Path, manifest: Manifest) -> None:
    """Writes the manifest, whole or not at all. Raises OSError."""
    write_whole(output / manifest_path(manifest.site, manifest.run), orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def read_manifest(path: Path) -> Manifest:
    """Raises ManifestError for what was written by a newer newscrawl, DamagedManifestError for what is no manifest or names files elsewhere."""
    output = path.parent.parent.parent
    try:
        content = named_file(output, str(path.relative_to(output))).read_bytes()
    except OSError as error:
        raise ManifestError(f"cannot read the manifest {path}: {error}") from error
    except ValueError as error:
        raise DamagedManifestError(f"the manifest {path} {error}") from error
    try:
        stored = msgspec.json.decode(content, type=dict[str, Any])
        check_known(stored.get("schema"), name_of(RUN_SCHEMA))
        stored = upgrade(stored)
        if unknown := stored.keys() - _KEYS:
            raise ManifestError(f"cannot read the manifest {path}: {min(unknown)} is not known")
        if missing := _KEYS - stored.keys():
            raise DamagedManifestError(f"cannot read the manifest {path}: {min(missing)} is missing")
        manifest = msgspec.convert(stored, Manifest)
    except UnknownSchemaError as error:
        raise ManifestError(f"{path} {error}") from error
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise DamagedManifestError(f"cannot read the manifest {path}: {error}") from error
    try:
        for file in manifest.files:
            named_file(output, file.path)
    except ValueError as error:
        raise DamagedManifestError(f"the manifest {path} {error}") from error
    return manifest


def manifests(output: Path, site: str) -> list[Manifest]:
    """All manifests of a site, in the order of their runs. Raises ManifestError."""
    return [read_manifest(path) for path in sorted((output / "runs" / site).glob("*.json"))]


def entry_of(output: Path, path: Path, schema: str) -> FileEntry:
    """The manifest's entry for a file on disk. Raises OSError."""
    digest, lines, size = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        for line in file:
            digest.update(line)
            lines += 1
            size += len(line)
    return FileEntry(str(path.relative_to(output)), schema, lines, size, digest.hexdigest())
