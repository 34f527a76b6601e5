"""A site on whose pages the reading goes wrong, as nobody can foresee: how is said by the page."""
from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from newscrawl.extracted import ExtractedArticle
from newscrawl.page.document import Page
from newscrawl.spiders import aitimes_kr

KILLS, CRASHES, SPINS, STANDS_STILL, SLEEPS, FILLS, FAILS = "[kills]", "[crashes]", "[spins]", "[stands still]", "[sleeps]", "[fills]", "[fails]"


class AitimesKrSpider(aitimes_kr.AitimesKrSpider):
    def read_article(self, page: Page, *more: Any) -> ExtractedArticle:
        said = page.source.decode()
        if "READERS" in os.environ:
            Path(os.environ["READERS"]).write_text(f"{os.getpid()}")
        if KILLS in said:
            os.kill(os.getpid(), signal.SIGKILL)
        if CRASHES in said:
            ctypes.string_at(0)
        if FILLS in said:
            bytearray(10**12)
        if FAILS in said:
            raise KeyError("a fault of ours")
        if STANDS_STILL in said:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)  # as a library of C that does not return
        while STANDS_STILL in said:
            pass
        if SLEEPS in said:
            time.sleep(3600)
        if SPINS in said:
            re.search(r"(a*)*b", "a" * 40)
        return super().read_article(page, *more)
