"""A file of lines that is being written, and becomes the finished one by being renamed."""
from __future__ import annotations

import hashlib
import os
from pathlib import Path

from newscrawl.output.disk import cut_torn_line, make_folder, rename, sync_folder
from newscrawl.output.manifest import FileEntry
from newscrawl.output.run import PART


class PartFile:
    """Lines for ``path``, in ``path.part`` until they are finished. Every method but the first may raise OSError."""

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self.part = path.with_name(path.name + PART)
        self.schema = schema
        self.lines = self.bytes = 0
        """On disk."""
        self._waiting: list[bytes] = []
        self._digest = hashlib.sha256()
        self._file: int | None = None

    def add(self, line: bytes) -> None:
        """Takes a line, line feed included; it is on disk after ``sync``."""
        self._waiting.append(line)

    def sync(self) -> None:
        """Brings the lines taken so far to the disk. After an error the file may end within a line: ``cut_back``."""
        if not self._waiting:
            return
        if self._file is None:
            self._file = self._open()
        written = b"".join(self._waiting)
        rest = memoryview(written)
        while rest:
            rest = rest[os.write(self._file, rest):]
        os.fsync(self._file)
        self._digest.update(written)
        self.lines += len(self._waiting)
        self.bytes += len(written)
        self._waiting = []

    def _open(self) -> int:
        make_folder(self.path.parent)
        file = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        sync_folder(self.path.parent)
        return file

    def cut_back(self) -> None:
        """After an error: leaves the whole lines on disk, for the next run to find, and closes the file."""
        self._waiting = []
        if self._file is not None:
            os.close(self._file)
            self._file = None
            cut_torn_line(self.part)

    def finish(self, output: Path) -> FileEntry | None:
        """Gives the file its name; what it is called in the manifest, or None when there were no lines."""
        self.sync()
        if self._file is None:
            return None
        os.close(self._file)
        self._file = None
        rename(self.part, self.path)
        return FileEntry(str(self.path.relative_to(output)), self.schema, self.lines, self.bytes, self._digest.hexdigest())
