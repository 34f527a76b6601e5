"""Pages on which the reading goes wrong, as nobody can foresee: a spider middleware that does so where a page says how."""
from __future__ import annotations

import os
import re
import signal
from typing import Any, Self

from scrapy.crawler import Crawler

KILLS, SPINS, STANDS_STILL, FILLS = "[kills]", "[spins]", "[stands still]", "[fills]"


class Poison:
    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        read_article = spider.read_article

        def read(page: Any, *more: Any) -> Any:
            said = page.source.decode()
            if KILLS in said:
                os.kill(os.getpid(), signal.SIGKILL)
            if FILLS in said:
                bytearray(10**12)
            if STANDS_STILL in said:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)  # as a library of C that does not return
            while STANDS_STILL in said:
                pass
            if SPINS in said:
                re.search(r"(a*)*b", "a" * 40)
            return read_article(page, *more)

        spider.read_article = read
        return cls()
