"""Whether files, manifests and ledger agree."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newscrawl.feed.kinds import KINDS
from newscrawl.feed.lines import TornLineError, kind_of_file, record_of
from newscrawl.feed.manifest import FileEntry, Manifest, ManifestError, entry_of, manifests
from newscrawl.feed.run import PART
from newscrawl.ledger.ledger import Ledger
from newscrawl.schemas.versions import UnknownSchemaError


class Last(NamedTuple):
    """The last line of an article in the files."""

    revision: int
    run: str
    digest: str | None
    """None for a tombstone."""


def disagreements(output: Path, site: str, ledger: Ledger) -> Iterator[str]:
    """One line for each place where they don't agree. Raises OSError and sqlite3.Error."""
    try:
        told = manifests(output, site)
    except ManifestError as error:
        yield str(error)
        return
    yield from _files(output, site, told)
    known = ledger.runs(site)
    yield from (f"the ledger does not know the run {site}/{manifest.run}" for manifest in told if known.get(manifest.run, "open") == "open")
    last: dict[str, Last] = {}
    for manifest in told:
        for file in manifest.files:
            if (output / file.path).exists():
                yield from _lines(output, file, manifest.run, last)
    yield from _entries(site, ledger, last)


def _files(output: Path, site: str, told: list[Manifest]) -> Iterator[str]:
    """What manifests say of files, against the files."""
    named = {file.path: file for manifest in told for file in manifest.files}
    for path, file in named.items():
        if not (output / path).exists():
            yield f"{path} is missing"
        elif entry_of(output, output / path, file.schema) != file:
            yield f"{path} is not what its manifest says: it was changed after it was finished"
    for kind in KINDS:
        for found in sorted((output / kind.folder / site).glob("*.jsonl*")):
            name = str(found.relative_to(output))
            if name.endswith(PART):
                yield f"{name} is not finished: a run is going on, or the next one will finish it"
            elif name not in named:
                yield f"{name} is in no manifest: the next run will write it"


def _lines(output: Path, file: FileEntry, run: str, last: dict[str, Last]) -> Iterator[str]:
    """What is wrong with the lines of a file; ``last`` is brought up to date."""
    try:
        kind = kind_of_file(output, file)
    except ManifestError as error:
        yield str(error)
        return
    with (output / file.path).open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = record_of(line, file)
                article_id, revision = record["id"], record["revision"] if kind.has_revisions else 0
            except (TornLineError, KeyError):
                yield f"{file.path}, line {number} is torn"
                continue
            except UnknownSchemaError as error:
                yield f"{file.path}, line {number} {error}"
                continue
            if not kind.has_revisions:
                continue
            before = last.get(article_id)
            if before and before.revision >= revision:
                yield f"{article_id} is there twice: revision {revision} in {file.path}, line {number}, and {before.revision} in {before.run}"
                continue
            last[article_id] = Last(revision, run, record.get("digest"))


def _entries(site: str, ledger: Ledger, last: dict[str, Last]) -> Iterator[str]:
    """What the ledger says of articles, against their last lines."""
    known = {f"{site}:{one.id}": Last(one.revision, one.run, None if one.deleted else one.digest) for one in ledger.all_written(site)}
    for article_id in sorted(known.keys() | last.keys()):
        if article_id not in known:
            yield f"the ledger does not know {article_id}, revision {last[article_id].revision} in {last[article_id].run}"
        elif article_id not in last:
            yield f"{article_id} is in the ledger, but in no file"
        elif known[article_id] != last[article_id]:
            yield (f"{article_id} is revision {last[article_id].revision} in the files ({last[article_id].run}), "
                   f"{known[article_id].revision} in the ledger ({known[article_id].run}), or its text differs")
