"""Checks that files, manifests and ledger agree, also while a crawl is running."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from newscrawl.errors import DamagedManifestError, ManifestError, TornLineError, UnknownSchemaError
from newscrawl.ledger.entries import RunState, StoredArticle
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.kinds import KINDS, OutputKind
from newscrawl.output.lines import kind_of_file, record_of
from newscrawl.output.lock import holder
from newscrawl.output.manifest import Manifest, entry_of, manifests
from newscrawl.output.run import PART, lines_path, names_in

MAX_ATTEMPTS = 3
"""A check is repeated if a crawl started or ended during it."""


class LastLine(NamedTuple):
    """The last line of an article in the files."""

    revision: int
    run: str
    digest: str | None
    """None for a tombstone."""


def disagreements(output: Path, site: str, ledger: Ledger) -> list[str]:
    """One line for each disagreement. What a running crawl of the site has not finished yet is left out.

    Raises OSError and sqlite3.Error.
    """
    found: list[str] = []
    for _ in range(MAX_ATTEMPTS):
        is_busy = holder(output, site) is not None
        with ledger.snapshot():
            runs, entries = ledger.runs(site), [*ledger.all_stored(site)]
        found = [*_disagreements(output, site, runs, entries, is_busy=is_busy)]
        if not found or (ledger.runs(site) == runs and is_busy == (holder(output, site) is not None)):
            break
    return found


def _disagreements(output: Path, site: str, runs: Mapping[str, RunState], entries: list[StoredArticle], *, is_busy: bool) -> Iterator[str]:
    """``runs`` and ``entries`` are from the ledger, read before any file."""
    try:
        finished = manifests(output, site)
    except DamagedManifestError as error:
        yield f"{error}; the next crawl of {site} sets it aside and writes another"
        return
    except ManifestError as error:
        yield str(error)
        return
    unfinished = _unfinished_runs(output, site, runs, finished) if is_busy else set[str]()
    yield from _files(output, site, finished, unfinished)
    yield from (f"the ledger does not know the run {site}/{manifest.run}" for manifest in finished
                if runs.get(manifest.run, "open") == "open" and manifest.run not in unfinished)
    last: dict[str, LastLine] = {}
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
    for run in sorted(unfinished - {manifest.run for manifest in finished}):
        for kind in KINDS:
            path = lines_path(kind, site, run)
            yield from _lines(_whole_lines(output / path), kind, path, kind.schema, run, last)
    yield from _entries(site, entries, last, unfinished)


def _unfinished_runs(output: Path, site: str, runs: Mapping[str, RunState], finished: list[Manifest]) -> set[str]:
    """The runs that a running crawl may be writing: the open ones; if none is recorded as open, all without a manifest."""
    open_runs = {run for run, state in runs.items() if state == "open"}
    return open_runs or (names_in(output, site) | set(runs)) - {manifest.run for manifest in finished}


def _files(output: Path, site: str, finished: list[Manifest], unfinished: Collection[str]) -> Iterator[str]:
    """Compares the manifests with the files."""
    named = {file.path: file for manifest in finished for file in manifest.files}
    for path, file in named.items():
        if not (output / path).exists():
            yield f"{path} is missing"
        elif entry_of(output, output / path, file.schema) != file:
            yield f"{path} is not what its manifest says: it was changed after it was finished"
    for kind in KINDS:
        for found in sorted((output / kind.folder / site).glob("*.jsonl*")):
            name = str(found.relative_to(output))
            if name in named or found.name.partition(".")[0] in unfinished:
                continue
            if name.endswith(PART):
                yield f"{name} was left by a run that died: the next crawl of {site} finishes it"
            else:
                yield f"{name} is in no manifest: the next crawl of {site} writes it"


def _whole_lines(path: Path) -> list[bytes]:
    """The whole lines of a file that is being written, or was finished meanwhile; [] if there is none."""
    for name in (path.with_name(path.name + PART), path):
        try:
            return name.read_bytes().rpartition(b"\n")[0].splitlines()
        except FileNotFoundError:
            continue
    return []


def _lines(lines: Iterable[bytes], kind: OutputKind, path: str, schema: str, run: str, last: dict[str, LastLine]) -> Iterator[str]:
    """What is wrong with the lines of a file. Updates ``last``, the last line of each article id."""
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
        last[article_id] = LastLine(revision, run, record.get("digest"))


def _entries(site: str, entries: list[StoredArticle], last: dict[str, LastLine], unfinished: Collection[str]) -> Iterator[str]:
    """Compares the ledger's articles with their last lines. A line is on the disk before the ledger knows it."""
    known = {f"{site}:{article.id}": LastLine(article.revision, article.run, None if article.deleted else article.digest) for article in entries}
    for article_id in sorted(known.keys() | last.keys()):
        entry, line = known.get(article_id), last.get(article_id)
        if line and line.run in unfinished and (entry is None or entry.revision < line.revision):
            continue
        if line is None:
            yield f"{article_id} is in the ledger, but in no file"
        elif entry is None:
            yield f"the ledger does not know {article_id}, revision {line.revision} in {line.run}"
        elif entry != line:
            yield (f"{article_id} is revision {line.revision} in the files ({line.run}), "
                   f"{entry.revision} in the ledger ({entry.run}), or its text differs")
