"""Recovers earlier runs when a new one starts: finishes the files of killed runs, and enters missing files into the ledger.

Every step can be interrupted and repeated: a part file is cut after its last whole line and renamed, the manifest is written, then the
lines are entered into the ledger.
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
"""The ``reason`` in the manifest of a run that died before it wrote one."""


def recover(output: Path, site: str, ledger: Ledger, program: str, ages: Sequence[int]) -> list[str]:
    """Finishes the files of earlier runs of a site, and enters into the ledger what it lacks. Returns the torn lines.

    Must be called with the site's lock held. Raises OSError, sqlite3.Error and ManifestError.
    """
    finish_part_files(output, site)
    known = ledger.runs(site)
    for run in sorted(names_in(output, site) | {run for run, state in known.items() if state == "open"}):
        if not (output / manifest_path(site, run)).exists():
            logger.warning("The run %s of %s was broken off; its files are finished now", run, site)
            write_manifest(output, _recovered(output, site, run, ledger, program))
    torn: list[str] = []
    for manifest in manifests(output, site):
        if known.get(manifest.run, "open") == "open":
            torn += enter_run(output, manifest, ledger, ages)
    return torn


def finish_part_files(output: Path, site: str) -> None:
    """Renames every part file to its final name, without a torn last line; removes one that has no whole line."""
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


def enter_run(output: Path, manifest: Manifest, ledger: Ledger, ages: Sequence[int]) -> list[str]:
    """Enters the files and walks of a finished run into the ledger. Returns the torn lines."""
    torn: list[str] = []
    ledger.begin_run(manifest.site, manifest.run, manifest.started)
    ledger_entries = [entry for file in manifest.files for entry in entries(output, file, ages, torn)]
    ledger_entries += [WalkEntry(walk.listing, walk.state, walk.since) for walk in manifest.walks]
    ledger.record(manifest.site, manifest.run, ledger_entries, "recovered" if manifest.outcome == "recovered" else "finished")
    return torn
