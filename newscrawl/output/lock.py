"""One run a site: a lock that the system lifts when its process ends, however it ends."""
from __future__ import annotations

import fcntl
import os
import time
from datetime import datetime
from pathlib import Path

from newscrawl.errors import SiteLockedError
from newscrawl.text.dates import KST

LOOKS, PAUSE = 3, 0.05
"""How often, and after how many seconds, a lock is tried again that may be held by ``holder`` alone."""


class SiteLock:
    """Held from its making until ``release``."""

    def __init__(self, output: Path, site: str) -> None:
        """Raises SiteLockedError, and OSError where no file can be made."""
        path = output / "runs" / site / ".lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _is_taken(self._file):
            who = _who(self._file)
            os.close(self._file)
            raise SiteLockedError(f"another run of {site} is going on in {output}: {who}")
        os.ftruncate(self._file, 0)
        os.write(self._file, f"process {os.getpid()}, since {datetime.now(KST):%Y-%m-%d %H:%M:%S}".encode())

    def release(self) -> None:
        """Frees the site for other runs; more than once does no harm."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def holder(output: Path, site: str) -> str | None:
    """The live process that holds a site's lock, as ``process 123, since 2026-11-22 03:00:00``; None when none does.

    Raises OSError where the lock cannot be read.
    """
    try:
        file = os.open(output / "runs" / site / ".lock", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        # No look without a lock, but a shared one, and only for this moment.
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _who(file)
    finally:
        os.close(file)
    return None


def _is_taken(file: int) -> bool:
    """Takes the lock, if no other run has it."""
    for look in range(LOOKS):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE if look + 1 < LOOKS else 0)
        else:
            return True
    return False


def _who(file: int) -> str:
    return os.read(file, 200).decode("ascii", "replace").strip() or "its process is just starting"
