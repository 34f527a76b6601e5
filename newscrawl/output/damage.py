"""Damaged files: what cannot be read is set aside in ``output/damaged/``, and what can be read stays where it was.

Every step can be interrupted and repeated: the damaged file is kept first, then replaced by its good lines; the manifest is written last.
"""
from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from newscrawl.errors import DamagedManifestError, ManifestError, TornLineError, UnknownSchemaError
from newscrawl.ledger.entries import LOST, RejectionEntry
from newscrawl.output.disk import make_folder, sync_folder
from newscrawl.output.kinds import KINDS, OutputKind, own_id
from newscrawl.output.lines import kind_of_file, record_of, schema_in
from newscrawl.output.manifest import FileEntry, Manifest, entry_of, read_manifest, write_manifest
from newscrawl.output.run import lines_path
from newscrawl.schemas.paths import named_file
from newscrawl.schemas.versions import Record
from newscrawl.text.plurals import counted

FOLDER = "damaged"
_ID, _URL = (re.compile(rb'"%s":"((?:[^"\\]|\\["\\/])+)"' % name) for name in (b"id", b"url"))
"""In a torn line; they are among its first keys."""


@dataclass(slots=True)
class Damage:
    """What was found in the files of a site."""

    told: list[str] = field(default_factory=list)
    """One line for each file: what was wrong with it, and what was done."""

    torn: dict[str, list[RejectionEntry]] = field(default_factory=dict)
    """The articles of torn lines, as far as their beginnings name them, by run. They are due at once."""

    unknown: set[str] = field(default_factory=set)
    """The runs that have lost lines of which nothing is known."""


def intact_manifests(output: Path, site: str, damage: Damage) -> dict[str, Manifest]:
    """The manifests of a site, in the order of their runs. One that cannot be read is set aside.

    Raises OSError, and ManifestError for what a newer newscrawl wrote.
    """
    found: dict[str, Manifest] = {}
    for path in sorted((output / "runs" / site).glob("*.json")):
        try:
            found[path.stem] = read_manifest(path)
        except DamagedManifestError as error:
            kept = set_aside(output, path)
            damage.told.append(f"{error}; it is kept as {kept}, and the run's files get a new one")
    return found


def is_intact(output: Path, manifest: Manifest) -> bool:
    """Whether every file that it names is there, as long as it says; what is in them is not looked at."""
    return all(_size(output / file.path) == file.bytes for file in manifest.files)


def mend(output: Path, manifest: Manifest, damage: Damage) -> Manifest:
    """Keeps the good lines of a run's files, and writes its manifest anew.

    Raises OSError, and ManifestError for what a newer newscrawl wrote.
    """
    files: list[FileEntry] = []
    for file in manifest.files:
        path = output / file.path
        if not path.exists():
            damage.told.append(f"{path} is missing, with {counted(file.lines, 'line')}; the articles that only it had are fetched anew")
            damage.unknown.add(manifest.run)
        elif mend_file(output, path, file.schema, kind_of_file(output, file), damage):
            left = entry_of(output, path, file.schema)
            files.append(left)
            # It was cut between two lines, or a recovery that was killed had taken torn lines out already.
            if left.lines + len(damage.torn.get(manifest.run, ())) < file.lines:
                damage.unknown.add(manifest.run)
                damage.told.append(f"{path} has {counted(left.lines, 'line')}, and {file.lines} in its manifest; the articles of the others "
                                   "are fetched anew")
        else:
            damage.unknown.add(manifest.run)
    mended = replace(manifest, files=files)
    write_manifest(output, mended)
    return mended


def mend_files(output: Path, site: str, run: str, damage: Damage) -> list[FileEntry]:
    """Keeps the good lines of the files of a run without a manifest. Returns the files that are left."""
    files = []
    for kind in KINDS:
        path = output / lines_path(kind, site, run)
        try:
            named_file(output, lines_path(kind, site, run))
        except ValueError as error:
            damage.told.append(f"the run {run} of {site} {error}; that is kept as {set_aside(output, path)}")
            continue
        if path.exists() and mend_file(output, path, schema := schema_in(path, kind), kind, damage):
            files.append(entry_of(output, path, schema))
    return files


def mend_file(output: Path, path: Path, schema: str, kind: OutputKind, damage: Damage) -> bool:
    """Leaves only whole lines in a file, each article's last; whether there are any. A file of whole lines is not touched."""
    site, run = path.parent.name, path.name.partition(".")[0]
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    good: list[bytes] = []
    torn: list[int] = []
    revisions: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        record = _record_or_none(line, schema, kind, f"{path}, line {number}")
        if record is None:
            torn.append(number)
            _note_torn(line, site, run, kind, damage)
        elif not kind.has_revisions or record["revision"] > revisions.get(record["id"], 0):
            revisions[str(record["id"])] = record["revision"] if kind.has_revisions else 0
            good.append(line)
    if not lines:
        damage.told.append(f"{path} is empty; it is kept as {set_aside(output, path)}, and its articles are fetched anew")
        return False
    if len(good) == len(lines):
        return True
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.writelines(good)
        file.flush()
        os.fsync(file.fileno())
    kept = _keep(output, path)
    temporary.replace(path)
    if not good:
        path.unlink()
    sync_folder(path.parent)
    which = f"line {', '.join(map(str, torn))} is torn" if torn else "lines were there twice"
    damage.told.append(f"{path}, {which}; the file is kept as {kept}" + (", and the articles are fetched anew" if torn else ""))
    return bool(good)


def _record_or_none(line: bytes, schema: str, kind: OutputKind, where: str) -> Record | None:
    """The record of a line; None for a torn one. Raises ManifestError for what a newer newscrawl wrote."""
    try:
        record = record_of(line, schema)
        msgspec.convert(record, kind.item)
    except (TornLineError, msgspec.ValidationError):
        return None
    except UnknownSchemaError as error:
        raise ManifestError(f"{where} {error}") from None
    return record if line.endswith(b"\n") else None


def _note_torn(line: bytes, site: str, run: str, kind: OutputKind, damage: Damage) -> None:
    """Has a torn line's article fetched again, if the line still names it."""
    if not kind.has_revisions:
        return
    article_id, url = ((found[1].decode("utf-8", "replace").replace("\\", "") if (found := pattern.search(line)) else "") for pattern in (_ID, _URL))
    if article_id.startswith(f"{site}:") and url.startswith("http"):
        now = datetime.now(UTC)
        damage.torn.setdefault(run, []).append(RejectionEntry(own_id(article_id), url, None, now, LOST, 0, now))
    else:
        damage.unknown.add(run)


def revisions_in(output: Path, files: Sequence[FileEntry]) -> Iterator[tuple[str, int]]:
    """(the site's own id, revision) of every line that has one."""
    for file in files:
        if kind_of_file(output, file).has_revisions:
            with (output / file.path).open("rb") as lines:
                for line in lines:
                    record = record_of(line, file.schema)
                    yield own_id(record["id"]), record["revision"]


def set_aside(output: Path, path: Path) -> Path:
    """Moves a file to its place below ``damaged/``; the new path. Raises OSError."""
    kept = _keep(output, path)
    path.unlink()
    sync_folder(path.parent)
    return kept


def _keep(output: Path, path: Path) -> Path:
    """A second name of a file below ``damaged/``, numbered where there is one already."""
    wanted = output / FOLDER / path.relative_to(output)
    make_folder(wanted.parent)
    kept = next(name for number in range(10_000) if not (name := wanted.with_name(f"{wanted.name}.{number}" if number else wanted.name)).exists())
    kept.hardlink_to(path)
    sync_folder(kept.parent)
    return kept


def _size(path: Path) -> int:
    """-1 where there is no file."""
    return path.stat().st_size if path.is_file() else -1
