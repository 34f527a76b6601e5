"""The files of a running crawl: lines are written first, then the ledger, in small batches.

So a line is on the disk before the ledger knows its article.
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
"""At most so many entries are pending."""
MAX_WAIT_SECONDS = 5.0
"""The longest time between two commits while entries arrive."""


class RunFiles:
    """What one run writes. ``add``, ``add_entry``, ``commit`` and ``finish`` may raise OSError and sqlite3.Error. Then call
    ``close_after_error``, which leaves whole lines for the next run, and write nothing more."""

    def __init__(self, output: Path, site: str, run: str, ledger: Ledger) -> None:
        self.output, self.site, self.run, self.ledger = output, site, run, ledger
        self.files = {kind.folder: PartFile(output / lines_path(kind, site, run), kind.schema) for kind in KINDS}
        self._pending: list[Entry] = []
        self._last_commit = monotonic()

    def add(self, kind: OutputKind, line: bytes, entry: Entry | None) -> None:
        """Adds a line and its ledger entry."""
        self.files[kind.folder].add(line)
        if entry:
            self.add_entry(entry)

    def add_entry(self, entry: Entry) -> None:
        """Adds a ledger entry that has no line."""
        self._pending.append(entry)
        if len(self._pending) >= BATCH or monotonic() - self._last_commit > MAX_WAIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Writes the pending lines to the disk, then the pending entries to the ledger."""
        # Kinds with revisions last: other lines of the same page may come twice after a kill, but are never missing.
        for kind in sorted(KINDS, key=lambda kind: kind.has_revisions):
            self.files[kind.folder].sync()
        if self._pending:
            self.ledger.record(self.site, self.run, self._pending)
            self._pending = []
        self._last_commit = monotonic()

    def close_after_error(self) -> None:
        """After an error: closes the files, with whole lines only. Raises OSError."""
        self._pending = []
        for file in self.files.values():
            file.close_after_error()

    def finish(self) -> list[FileEntry]:
        """Renames the files to their final names. Returns their manifest entries."""
        self.commit()
        return [entry for file in self.files.values() if (entry := file.finish(self.output))]
