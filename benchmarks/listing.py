"""How fast listings are read, by family, against the least that a script with parsel would do: parse the page, take every link.

The pages are the listings of ``tests/pages``, and of ``../shared/pages/listings`` when they are there. Both get the bytes as
served; parsel is told the charset, while newscrawl has to find it. All figures are by the wall, each the best of several rounds in
which every page is read by both once, so that a busy machine slows both alike. A broken bound is exit code 1.
"""
from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from parsel import Selector

import newscrawl
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.known import undeclared_listing
from newscrawl.families.cms.ndsoft import NdsoftPages
from newscrawl.page.document import Page
from newscrawl.read import reader_for

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "pages" / "listings"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
MOST = 6.0
"""Bare parsel passes that reading the listings of a family may cost."""


class Case(NamedTuple):
    family: str
    body: bytes
    text: str
    url: str
    headers: dict[str, str]


def cases() -> list[Case]:
    sys.path.insert(0, str(ROOT))
    from tests.saved import saved_pages

    found = [(page.body, page.url, page.headers) for page in saved_pages() if page.is_listing and page.answer["links"]]
    found += [(path.with_suffix(".html").read_bytes(), json.loads(path.read_text("utf-8"))["url"], {}) for path in sorted(SHARED.glob("*.json"))]
    made = []
    for body, url, headers in found:
        page = Page.from_bytes(body, url, headers, FETCHED_AT)
        made.append(Case(family_of(page), body, page.response.text, url, headers))
    return made


def family_of(page: Page) -> str:
    """Who reads the page, in the words of the table."""
    spider = reader_for(page)
    reader = spider if isinstance(spider, NewsSpider) else undeclared_listing(page)
    family = "ND Soft" if isinstance(reader, NdsoftPages) else "own CMS" if isinstance(reader, NewsSpider) else "by shape"
    return f"{'declared' if isinstance(reader, NewsSpider) else 'undeclared'}, {family}"


def bare(case: Case) -> list[tuple[str | None, str]]:
    return [(link.attrib.get("href"), " ".join(link.css("::text").getall())) for link in Selector(text=case.text, type="html").css("a")]


def read(case: Case) -> Any:
    return newscrawl.read_listing(case.body, case.url, headers=case.headers, fetched_at=FETCHED_AT)


def measure(pages: list[Case], rounds: int) -> dict[str, list[float]]:
    """The best seconds of both for each page."""
    readers: dict[str, Callable[[Case], Any]] = {"parsel": bare, "newscrawl": read}
    best = {name: [math.inf] * len(pages) for name in readers}
    for number in range(rounds + 1):
        for place, case in enumerate(pages):
            for name in sorted(readers, reverse=number % 2 == 0):
                started = time.perf_counter()
                readers[name](case)
                seconds = time.perf_counter() - started
                if number:  # the first round fills the caches
                    best[name][place] = min(best[name][place], seconds)
    return best


def compare(rounds: int) -> Iterator[str]:
    """Prints the table, and yields the bounds that are broken."""
    pages = cases()
    best = measure(pages, rounds)
    say(f"{'':24}{'pages':>6}{'KB':>7}{'newscrawl':>14}{'parsel':>14}{'ratio':>8}")
    for family in sorted({case.family for case in pages}):
        places = [place for place, case in enumerate(pages) if case.family == family]
        size = sum(len(pages[place].body) for place in places) / 1000
        ours, theirs = (sum(best[name][place] for place in places) for name in ("newscrawl", "parsel"))
        say(f"{family:24}{len(places):6}{size:7.0f}{len(places) / ours:12.0f}/s{len(places) / theirs:12.0f}/s{ours / theirs:8.2f}")
        if ours / theirs > MOST:
            yield f"too slow: listings of {family} cost {ours / theirs:.2f} bare passes, must be {MOST:.2f}"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("at least 1 round")
    if broken := list(compare(options.rounds)):
        sys.exit("\n".join(broken))


if __name__ == "__main__":
    main()
