"""One run a site: a lock that the system lifts when its process ends, however it ends."""
from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

from newscrawl.text.dates import KST


class BusyError(Exception):
    """Another run of the site is going on; the message is one line that names it."""


class SiteLock:
    """Held from its making until ``release``."""

    def __init__(self, output: Path, site: str) -> None:
        """Raises BusyError, and OSError where no file can be made."""
        path = output / "runs" / site / ".lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._file, 200).decode("ascii", "replace").strip()
            os.close(self._file)
            raise BusyError(f"another run of {site} is going on in {output}: {holder or 'its process is just starting'}") from None
        os.ftruncate(self._file, 0)
        os.write(self._file, f"process {os.getpid()}, since {datetime.now(KST):%Y-%m-%d %H:%M:%S}".encode())

    def release(self) -> None:
        """Frees the site for other runs; more than once does no harm."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
