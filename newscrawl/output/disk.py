"""File operations that are on the disk (fsync) when they return. All raise OSError."""
from __future__ import annotations

import errno
import os
from pathlib import Path

_CHUNK_BYTES = 1 << 20


def cut_torn_line(path: Path) -> int:
    """Truncates a file after its last whole line, and syncs it. Returns the bytes that are left. Raises OSError for a symbolic link, too."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_NOFOLLOW), "r+b") as file:
        end = _end_of_last_line(path)
        file.truncate(end)
        file.flush()
        os.fsync(file.fileno())
    return end


def _end_of_last_line(path: Path) -> int:
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        while position:
            start = max(position - _CHUNK_BYTES, 0)
            file.seek(start)
            found = file.read(position - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            position = start
    return 0


def rename(old: Path, new: Path) -> None:
    """Renames a closed file, and syncs its folder. Raises OSError, also if ``new`` exists."""
    if new.exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(new))
    old.rename(new)
    sync_folder(new.parent)


def make_folder(folder: Path) -> None:
    """Creates a folder and its parents, and syncs them."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for above in missing:
        sync_folder(above.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file, whole or not at all, in the place of what was there; makes its folder."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Syncs a folder, so that its new or renamed files survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
