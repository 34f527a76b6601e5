"""Changes to files and folders that are on the disk when they return. All raise OSError."""
from __future__ import annotations

import errno
import os
from pathlib import Path

_READ = 1 << 20


def cut_torn_line(path: Path) -> int:
    """Cuts a file after its last whole line, and brings it to the disk; how many bytes are left."""
    with path.open("r+b") as file:
        end = _end_of_last_line(path)
        file.truncate(end)
        file.flush()
        os.fsync(file.fileno())
    return end


def _end_of_last_line(path: Path) -> int:
    with path.open("rb") as file:
        place = file.seek(0, os.SEEK_END)
        while place:
            start = max(place - _READ, 0)
            file.seek(start)
            found = file.read(place - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            place = start
    return 0


def rename(old: Path, new: Path) -> None:
    """Renames a file that is not open, and brings that to the disk. Raises OSError, also where ``new`` is there already."""
    if new.exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(new))
    old.rename(new)
    sync_folder(new.parent)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, and brings them to the disk."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for above in missing:
        sync_folder(above.parent)


def sync_folder(folder: Path) -> None:
    """Brings to the disk which files are in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
