"""A file of lines while it is written; renaming it makes it the finished file."""
from __future__ import annotations

import hashlib
import os
from pathlib import Path

from newscrawl.output.disk import cut_torn_line, make_folder, rename, sync_folder
from newscrawl.output.manifest import FileEntry
from newscrawl.output.run import PART


class PartFile:
    """Writes lines to ``path.part``, which becomes ``path`` when finished. Every method except ``__init__`` and ``add`` may raise OSError."""

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self.part = path.with_name(path.name + PART)
        self.schema = schema
        self.lines = self.bytes = 0
        """On disk."""
        self._pending: list[bytes] = []
        self._digest = hashlib.sha256()
        self._file: int | None = None

    def add(self, line: bytes) -> None:
        """Adds a line, line feed included; it is on the disk after ``sync``."""
        self._pending.append(line)

    def sync(self) -> None:
        """Writes the added lines to the disk. After an error the file may end within a line: call ``close_after_error``."""
        if not self._pending:
            return
        if self._file is None:
            self._file = self._open()
        data = b"".join(self._pending)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest):]
        os.fsync(self._file)
        self._digest.update(data)
        self.lines += len(self._pending)
        self.bytes += len(data)
        self._pending = []

    def _open(self) -> int:
        make_folder(self.path.parent)
        file = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        sync_folder(self.path.parent)
        return file

    def close_after_error(self) -> None:
        """After an error: cuts the file after its last whole line and closes it. The next run finishes it."""
        self._pending = []
        if self._file is not None:
            os.close(self._file)
            self._file = None
            cut_torn_line(self.part)

    def finish(self, output: Path) -> FileEntry | None:
        """Renames the file to its final name. Returns its manifest entry, or None if there were no lines."""
        self.sync()
        if self._file is None:
            return None
        os.close(self._file)
        self._file = None
        rename(self.part, self.path)
        return FileEntry(str(self.path.relative_to(output)), self.schema, self.lines, self.bytes, self._digest.hexdigest())
