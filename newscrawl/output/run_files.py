"""The files of a run while it goes on: lines first, then the ledger.

A line is on the disk before the ledger knows its article; the two are brought up to date in small batches.
"""
from __future__ import annotations

from pathlib import Path
from time import monotonic

from newscrawl.ledger.entries import Entry
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.kinds import KINDS, OutputKind
from newscrawl.output.manifest import FileEntry
from newscrawl.output.part import PartFile
from newscrawl.output.run import lines_path

BATCH = 16
"""Entries that wait for the disk, at most."""
MAX_WAIT_CHARS = 5.0
"""Seconds, at most, while entries come."""


class RunFiles:
    """What one run writes. ``add``, ``note``, ``commit`` and ``finish`` may raise OSError and sqlite3.Error; then ``cut_back``
    leaves what is whole to the next run, and nothing more may be written."""

    def __init__(self, output: Path, site: str, run: str, ledger: Ledger) -> None:
        self.output, self.site, self.run, self.ledger = output, site, run, ledger
        self.files = {kind.folder: PartFile(output / lines_path(kind, site, run), kind.schema) for kind in KINDS}
        self._waiting: list[Entry] = []
        self._since = monotonic()

    def add(self, kind: OutputKind, line: bytes, entry: Entry | None) -> None:
        """Takes a line and what the ledger is to know of it."""
        self.files[kind.folder].add(line)
        if entry:
            self.note(entry)

    def note(self, entry: Entry) -> None:
        """Takes what the ledger is to know, without a line."""
        self._waiting.append(entry)
        if len(self._waiting) >= BATCH or monotonic() - self._since > MAX_WAIT_CHARS:
            self.commit()

    def commit(self) -> None:
        """Brings the lines to the disk, and then the ledger up to date."""
        # Articles last: what a page gave beside its article may come twice after a kill, and is never missing.
        for kind in sorted(KINDS, key=lambda kind: kind.has_revisions):
            self.files[kind.folder].sync()
        if self._waiting:
            self.ledger.record(self.site, self.run, self._waiting)
            self._waiting = []
        self._since = monotonic()

    def cut_back(self) -> None:
        """After an error: leaves whole lines only. Raises OSError."""
        self._waiting = []
        for file in self.files.values():
            file.cut_back()

    def finish(self) -> list[FileEntry]:
        """Gives the files their names; the manifest's entries of those that there are."""
        self.commit()
        return [entry for file in self.files.values() if (entry := file.finish(self.output))]
