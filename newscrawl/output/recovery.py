"""What the start of a run does for the runs before it: what a killed one left is finished, and the ledger knows every file.

Each step can be broken off anywhere and done again: a part file is cut to whole lines and renamed, then its lines are entered,
then its manifest is written.
"""
from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from newscrawl.items import RUN_SCHEMA
from newscrawl.ledger.entries import WalkEntry
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.disk import cut_torn_line, rename
from newscrawl.output.kinds import KINDS
from newscrawl.output.lines import entries, schema_in
from newscrawl.output.manifest import Counts, Manifest, WalkReport, entry_of, manifests, write_manifest
from newscrawl.output.run import PART, lines_path, manifest_path, names_in, start_of
from newscrawl.text.dates import KST

logger = logging.getLogger(__name__)
DIED = "died"
"""The reason in the manifest of a run that did not write it itself."""


def recover(output: Path, site: str, ledger: Ledger, program: str, ages: Sequence[int]) -> list[str]:
    """Finishes what earlier runs of a site left, and enters into the ledger what it does not know; names the lines that were torn.

    Must be called with the site's lock held. Raises OSError, sqlite3.Error and ManifestError.
    """
    finish_parts(output, site)
    known = ledger.runs(site)
    for run in sorted(names_in(output, site) | {run for run, state in known.items() if state == "open"}):
        if not (output / manifest_path(site, run)).exists():
            logger.warning("The run %s of %s was broken off; its files are finished now", run, site)
            write_manifest(output, _recovered(output, site, run, ledger, program))
    torn: list[str] = []
    for manifest in manifests(output, site):
        if known.get(manifest.run, "open") == "open":
            torn += enter(output, manifest, ledger, ages)
    return torn


def finish_parts(output: Path, site: str) -> None:
    """Gives every part file its name, without a torn last line; one without a whole line is removed."""
    for kind in KINDS:
        for part in sorted((output / kind.folder / site).glob(f"*.jsonl{PART}")):
            if cut_torn_line(part):
                rename(part, part.with_name(part.name.removesuffix(PART)))
            else:
                part.unlink()


def _recovered(output: Path, site: str, run: str, ledger: Ledger, program: str) -> Manifest:
    """The manifest of a run that died before it wrote one."""
    paths = ((output / lines_path(kind, site, run), kind) for kind in KINDS)
    files = [entry_of(output, path, schema_in(path, kind)) for path, kind in paths if path.exists()]
    walks = [WalkReport(walk.listing, walk.state, walk.since and walk.since.astimezone(KST), 0, None) for walk in ledger.walks(site, run)]
    return Manifest(RUN_SCHEMA, site, run, program, "recovered", DIED, None, start_of(run), datetime.now(KST).replace(microsecond=0),
                    {}, files, walks, Counts())


def enter(output: Path, manifest: Manifest, ledger: Ledger, ages: Sequence[int]) -> list[str]:
    """Writes into the ledger what a finished run's files and manifest say; names the lines that are torn."""
    torn: list[str] = []
    ledger.begin_run(manifest.site, manifest.run, manifest.started)
    told = [entry for file in manifest.files for entry in entries(output, file, ages, torn)]
    told += [WalkEntry(walk.listing, walk.state, walk.since) for walk in manifest.walks]
    ledger.record(manifest.site, manifest.run, told, "recovered" if manifest.outcome == "recovered" else "finished")
    return torn
