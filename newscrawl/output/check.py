"""Whether files, manifests and ledger agree, also while a crawl goes on."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from newscrawl.errors import ManifestError, TornLineError, UnknownSchemaError
from newscrawl.ledger.entries import RunState, Written
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.kinds import KINDS, OutputKind
from newscrawl.output.lines import kind_of_file, record_of
from newscrawl.output.lock import holder
from newscrawl.output.manifest import Manifest, entry_of, manifests
from newscrawl.output.run import PART, lines_path, names_in

MAX_LOOKS = 3
"""A look is repeated when a crawl began or ended during it."""


class Last(NamedTuple):
    """The last line of an article in the files."""

    revision: int
    run: str
    digest: str | None
    """None for a tombstone."""


def disagreements(output: Path, site: str, ledger: Ledger) -> list[str]:
    """One line for each place where they don't agree. What a live crawl of the site has not finished yet counts as none.

    Raises OSError and sqlite3.Error.
    """
    found: list[str] = []
    for _ in range(MAX_LOOKS):
        is_busy = holder(output, site) is not None
        with ledger.snapshot():
            runs, entries = ledger.runs(site), [*ledger.all_written(site)]
        found = [*_disagreements(output, site, runs, entries, is_busy=is_busy)]
        if not found or (ledger.runs(site) == runs and is_busy == (holder(output, site) is not None)):
            break
    return found


def _disagreements(output: Path, site: str, runs: Mapping[str, RunState], entries: list[Written], *, is_busy: bool) -> Iterator[str]:
    """``runs`` and ``entries`` are the ledger's, as they stood before any file is read here."""
    try:
        finished = manifests(output, site)
    except ManifestError as error:
        yield str(error)
        return
    held = _held(output, site, runs, finished) if is_busy else set[str]()
    yield from _files(output, site, finished, held)
    yield from (f"the ledger does not know the run {site}/{manifest.run}" for manifest in finished
                if runs.get(manifest.run, "open") == "open" and manifest.run not in held)
    last: dict[str, Last] = {}
    for manifest in finished:
        for file in manifest.files:
            if (output / file.path).exists():
                try:
                    kind = kind_of_file(output, file)
                except ManifestError as error:
                    yield str(error)
                    continue
                with (output / file.path).open("rb") as lines:
                    yield from _lines(lines, kind, file.path, file.schema, manifest.run, last)
    for run in sorted(held - {manifest.run for manifest in finished}):
        for kind in KINDS:
            path = lines_path(kind, site, run)
            yield from _lines(_whole_lines(output / path), kind, path, kind.schema, run, last)
    yield from _entries(site, entries, last, held)


def _held(output: Path, site: str, runs: Mapping[str, RunState], finished: list[Manifest]) -> set[str]:
    """The runs that a live crawl is at work on: its own, or before that has begun and after it has ended, all without a manifest."""
    going_on = {run for run, state in runs.items() if state == "open"}
    return going_on or (names_in(output, site) | set(runs)) - {manifest.run for manifest in finished}


def _files(output: Path, site: str, finished: list[Manifest], held: Collection[str]) -> Iterator[str]:
    """What manifests say of files, against the files."""
    named = {file.path: file for manifest in finished for file in manifest.files}
    for path, file in named.items():
        if not (output / path).exists():
            yield f"{path} is missing"
        elif entry_of(output, output / path, file.schema) != file:
            yield f"{path} is not what its manifest says: it was changed after it was finished"
    for kind in KINDS:
        for found in sorted((output / kind.folder / site).glob("*.jsonl*")):
            name = str(found.relative_to(output))
            if name in named or found.name.partition(".")[0] in held:
                continue
            if name.endswith(PART):
                yield f"{name} was left by a run that died: the next crawl of {site} finishes it"
            else:
                yield f"{name} is in no manifest: the next crawl of {site} writes it"


def _whole_lines(path: Path) -> list[bytes]:
    """Of a file that is being written, maybe finished meanwhile; [] when there is none."""
    for name in (path.with_name(path.name + PART), path):
        try:
            return name.read_bytes().rpartition(b"\n")[0].splitlines()
        except FileNotFoundError:
            continue
    return []


def _lines(lines: Iterable[bytes], kind: OutputKind, path: str, schema: str, run: str, last: dict[str, Last]) -> Iterator[str]:
    """What is wrong with the lines of a file; ``last`` is brought up to date."""
    for number, line in enumerate(lines, start=1):
        try:
            record = record_of(line, schema)
            article_id, revision = record["id"], record["revision"] if kind.has_revisions else 0
        except (TornLineError, KeyError):
            yield f"{path}, line {number} is torn"
            continue
        except UnknownSchemaError as error:
            yield f"{path}, line {number} {error}"
            continue
        if not kind.has_revisions:
            continue
        before = last.get(article_id)
        if before and before.revision >= revision:
            yield f"{article_id} is there twice: revision {revision} in {path}, line {number}, and {before.revision} in {before.run}"
            continue
        last[article_id] = Last(revision, run, record.get("digest"))


def _entries(site: str, entries: list[Written], last: dict[str, Last], held: Collection[str]) -> Iterator[str]:
    """What the ledger says of articles, against their last lines. A line is on the disk before the ledger knows it."""
    known = {f"{site}:{one.id}": Last(one.revision, one.run, None if one.deleted else one.digest) for one in entries}
    for article_id in sorted(known.keys() | last.keys()):
        entry, line = known.get(article_id), last.get(article_id)
        if line and line.run in held and (entry is None or entry.revision < line.revision):
            continue
        if line is None:
            yield f"{article_id} is in the ledger, but in no file"
        elif entry is None:
            yield f"the ledger does not know {article_id}, revision {line.revision} in {line.run}"
        elif entry != line:
            yield (f"{article_id} is revision {line.revision} in the files ({line.run}), "
                   f"{entry.revision} in the ledger ({entry.run}), or its text differs")
