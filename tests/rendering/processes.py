"""Which processes a crawl has started, found by a mark in their environment."""
from __future__ import annotations

import os
import time
from pathlib import Path

MARK = "NEWSCRAWL_TEST_MARK"


def marked(mark: str) -> set[int]:
    """Ids of the living processes that were started with the mark, children's children too."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.add(int(folder.name))
            except OSError:  # it has ended
                continue
    return found - {os.getpid()}


def gone_within(mark: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while marked(mark):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
