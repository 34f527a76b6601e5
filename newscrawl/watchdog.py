"""Ends a crawl whose event loop stands still: a page may keep libxml2 busy for hours, and nothing that Scrapy counts goes on meanwhile.

The process ends at once, as if it were killed: what was written stays, and the next run finishes the files and reads the page last.
"""
from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import sys
import threading
import time
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

logger = logging.getLogger(__name__)
FAILED = 1
"""The exit code, as of every run that failed."""
GRACE = 30
"""Seconds after which the process is ended by a thread of C, where the one of Python cannot run, and its stack is printed."""


class Watchdog:
    """An extension: the event loop sets a clock, and a thread ends the process when the clock has not been set for too long."""

    def __init__(self, crawler: Crawler) -> None:
        self.seconds = crawler.settings.getfloat("STANDSTILL_SECONDS")
        if not self.seconds:
            raise NotConfigured
        self.crawler = crawler
        self.stopped = threading.Event()
        self.alive_at = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        watchdog = cls(crawler)
        crawler.signals.connect(watchdog.engine_started, signals.engine_started)
        crawler.signals.connect(watchdog.engine_stopped, signals.engine_stopped)
        return watchdog

    def engine_started(self) -> None:
        self.set_clock()
        threading.Thread(target=self.watch, name="watchdog", daemon=True).start()

    def engine_stopped(self) -> None:
        self.stopped.set()
        faulthandler.cancel_dump_traceback_later()

    def set_clock(self) -> None:
        """Runs in the event loop, again and again."""
        if self.stopped.is_set():
            return
        self.alive_at = time.monotonic()
        if sys.stderr and sys.__stderr__:
            faulthandler.dump_traceback_later(self.seconds + GRACE, exit=True, file=sys.__stderr__)
        asyncio.get_running_loop().call_later(self.seconds / 10, self.set_clock)

    def watch(self) -> None:
        while not self.stopped.wait(self.seconds / 10):
            if (still := time.monotonic() - self.alive_at) > self.seconds:
                line = (f"{self.crawler.spidercls.name}: failed: the crawl stood still for {still:.0f} seconds, and was ended; "
                        "the next run goes on from here")
                logger.critical("%s", line)
                os.write(2, f"{line}\n".encode())
                logging.shutdown()
                os._exit(FAILED)
