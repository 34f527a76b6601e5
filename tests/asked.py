"""Functions that tests ask a worker for. The module is small, since each worker imports it."""
from __future__ import annotations

import os
import signal
import time

from newscrawl.extracted import Link
from newscrawl.page.document import Page


def link_and_length(page: Page, link: Link, more: list[str]) -> tuple[Link, int]:
    return link, len(page.source) + sum(map(len, more))


def own_id() -> int:
    return os.getpid()


def spin() -> None:
    while True:
        pass


def fill() -> int:
    return len(bytearray(10**12))


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep() -> None:
    time.sleep(3600)


def fail() -> None:
    raise KeyError("a fault of ours")
