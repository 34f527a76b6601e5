"""What a crawl reads its pages with: the worker, or, where there is none, its own process."""
from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ParamSpec, Self, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.budget import MEGABYTES, SECONDS, reading_budget
from newscrawl.errors import NoWorkerError
from newscrawl.worker.worker import Worker

logger = logging.getLogger(__name__)
_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")


class Reader:
    """Calls functions that read pages, each within the budget of a page."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES, worker: Worker | None = None) -> None:
        self.seconds, self.megabytes, self.worker = seconds, megabytes, worker

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With a worker, unless PAGE_WORKER is off; it is there as long as the spider."""
        limits = crawler.settings.getfloat("PAGE_SECONDS"), crawler.settings.getint("PAGE_MEGABYTES")
        reader = cls(*limits, Worker([crawler.spidercls.__module__], *limits) if crawler.settings.getbool("PAGE_WORKER") else None)
        crawler.signals.connect(reader.spider_opened, signals.spider_opened)
        crawler.signals.connect(reader.spider_closed, signals.spider_closed)
        return reader

    async def read(self, noted: AbstractContextManager[None], function: Callable[_Arguments, _Value], *arguments: _Arguments.args,
                   **named: _Arguments.kwargs) -> _Value:
        """What the function returns. Who asks first is answered first; ``noted`` is entered as long as the page is read.

        Raises PageTooCostly, and what the function raises.
        """
        if self.worker:
            try:
                return await self.worker.ask(noted, function, *arguments, **named)
            except NoWorkerError as error:
                self.do_without(error)
        with noted, reading_budget(self.seconds, self.megabytes):
            return function(*arguments, **named)

    def do_without(self, error: NoWorkerError) -> None:
        if self.worker:
            logger.warning("%s; pages are read in the crawl's own process", error)
        self.worker = None

    def spider_opened(self) -> None:
        """Starts the worker while the first page is on its way."""
        if self.worker:
            try:
                self.worker.start()
            except NoWorkerError as error:
                self.do_without(error)

    def spider_closed(self) -> None:
        if self.worker:
            self.worker.end()
