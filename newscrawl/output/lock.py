"""One run a site: a lock that the system lifts when its process ends, however it ends."""
from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from newscrawl.errors import SiteLockedError
from newscrawl.text.dates import KST

PATIENCE, PAUSE = 0.1, 0.01
"""For how many seconds, and how often, a lock is tried again that may be held by ``holder`` alone."""


class SiteLock:
    """Held from its making until ``release``."""

    def __init__(self, output: Path, site: str) -> None:
        """Raises SiteLockedError, and OSError where no file can be made or locked, as where a symbolic link stands in its place."""
        path = _path(output, site)
        path.parent.mkdir(parents=True, exist_ok=True)
        # No soft lock where the disk has none: its file would outlive a process that is killed.
        self._lock = FileLock(path, timeout=PATIENCE, poll_interval=PAUSE, thread_local=False, fallback_to_soft=False, on_acquired=_sign)
        try:
            self._lock.acquire()
        except Timeout:
            raise SiteLockedError(f"another run of {site} is going on in {output}: {_who(path.read_bytes())}") from None

    def release(self) -> None:
        """Frees the site for other runs; more than once does no harm."""
        self._lock.release()


def holder(output: Path, site: str) -> str | None:
    """The live process that holds a site's lock, as ``process 123, since 2026-11-22 03:00:00``; None when none does.

    Raises OSError where the lock cannot be read.
    """
    try:
        # Nothing but the lock itself: not what a link in its place leads to, and a pipe there holds nobody up.
        file = os.fdopen(os.open(_path(output, site), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    except FileNotFoundError:
        return None
    with file:
        try:
            # No look without a lock, but a shared one, which filelock has not, and only for this moment.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _who(file.read())
    return None


def _path(output: Path, site: str) -> Path:
    return output / "runs" / site / ".lock"


def _sign(file: int) -> None:
    """Says in the lock's file who holds it."""
    os.ftruncate(file, 0)
    os.pwrite(file, f"process {os.getpid()}, since {datetime.now(KST):%Y-%m-%d %H:%M:%S}".encode(), 0)


def _who(signature: bytes) -> str:
    return signature.decode("ascii", "replace").strip() or "its process is just starting"
