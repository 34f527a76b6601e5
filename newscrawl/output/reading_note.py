"""Notes which page is being read, so that the run after one that died knows at which page it died.

Two files beside the site's lock: what is being read now, which each page overwrites in place, and at what earlier runs have died. A page is
noted without waiting for the disk, since the note must outlive the process only, not the machine.
"""
from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

MAX_DEATHS_KEPT = 100
"""At so many pages; older ones are forgotten."""


class ReadingNote:
    """Kept by the run that holds the site's lock. Its methods raise OSError."""

    def __init__(self, output: Path, site: str) -> None:
        folder = output / "runs" / site
        folder.mkdir(parents=True, exist_ok=True)
        self._kept = folder / ".deaths"
        self._file = os.open(folder / ".reading", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        self._deaths = _load(self._kept)
        if died_at := os.pread(self._file, 4096, 0).decode("utf-8", "replace"):
            self._deaths[died_at] = self._deaths.pop(died_at, 0) + 1
            self._save()
        self.ends()

    @property
    def deaths(self) -> Mapping[str, int]:
        """What was being read when earlier runs died -> how many did."""
        return self._deaths

    def begins(self, what: str) -> None:
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, what.encode("utf-8", "replace")[:4096], 0)

    def ends(self) -> None:
        os.ftruncate(self._file, 0)

    def close(self) -> None:
        """After the last page; more than once does no harm."""
        if self._file >= 0:
            self.ends()
            os.close(self._file)
            self._file = -1

    def _save(self) -> None:
        latest = dict(list(self._deaths.items())[-MAX_DEATHS_KEPT:])
        new = self._kept.with_name(".deaths.new")
        new.write_text(json.dumps(latest, ensure_ascii=False), "utf-8")
        new.replace(self._kept)


def _load(path: Path) -> dict[str, int]:
    """What is kept; nothing where the file is missing or no longer what was written."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {what: number for what, number in kept.items() if isinstance(number, int)} if isinstance(kept, dict) else {}
