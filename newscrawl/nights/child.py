"""A crawl that is part of a night: it says how far it is, and ends in order when the night is gone."""
from __future__ import annotations

import logging
import os
import threading
from typing import Self

import orjson
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from newscrawl.output.outcome import counts_of

logger = logging.getLogger(__name__)
SECONDS = 1.0
"""Between two lines."""
STANDARD_INPUT, STANDARD_OUTPUT = 0, 1


class ReportsToNight:
    """An extension, on with the setting NIGHTLY_CHILD. Every second it writes a line of JSON with the run's counts to standard output.

    ``newscrawl nightly`` holds the other end of standard input: when that closes, however the night ended, the crawl stops in order.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.lines = create_looping_call(self.write_line)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("NIGHTLY_CHILD"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.begin, signals.engine_started)
        crawler.signals.connect(extension.end, signals.engine_stopped)
        return extension

    def begin(self) -> None:
        self.lines.start(SECONDS, now=True)
        threading.Thread(target=self.wait_for_the_night, daemon=True).start()

    def end(self) -> None:
        if self.lines.running:
            self.lines.stop()
        self.write_line()

    def write_line(self) -> None:
        counts = counts_of(self.crawler.stats.get_stats())
        try:
            os.write(STANDARD_OUTPUT, orjson.dumps(counts, option=orjson.OPT_APPEND_NEWLINE))
        except BrokenPipeError:
            return  # standard input has closed too, and ends the crawl

    def wait_for_the_night(self) -> None:
        """In a thread of its own: blocks until the other end of standard input is closed."""
        from twisted.internet import reactor  # not before Scrapy has chosen one

        while os.read(STANDARD_INPUT, 1024):
            pass
        reactor.callFromThread(self.stop)

    def stop(self) -> None:
        if self.crawler.engine and self.crawler.engine.running:
            logger.warning("The night has ended; this crawl ends in order")  # nobody reads standard error any more
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="shutdown"))
