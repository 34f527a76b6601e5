"""What reading a page costs, as a multiple of one lxml parse of the same page, and beside trafilatura and fundus.

The pages are those of ``tests/pages``, and those of ``../shared/pages``, from the web, when they are there. The unit is
``lxml.html.document_fromstring`` of the page correctly decoded and encoded as UTF-8, with a parser told so: of the bytes as
served lxml would stop early where the charset lies, and look quick. Times are by the wall, the best of many rounds; each page is parsed and read in
turn, and of all rounds the best counts. A busy machine slows reading more than parsing, so that rounds are added, up to
``--most-rounds``, until the bounds hold. A bound that is broken then is exit code 1.

Peers are measured after that, in rounds with newscrawl, on the pages that both can read; they get the decoded page, as lxml does, while
newscrawl has to find the charset. One that is not installed is left out, with a line that says how to install it. fundus needs lxml 5,
so it goes into an environment of its own; a parse takes longer there, so that the bounds say nothing.
"""
from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.html
from lxml.etree import LXML_VERSION

import newscrawl
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.read import reader_for
from newscrawl.text.hosts import is_host_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "pages"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
MAX_PARSES = {"declared": 6.0, "undeclared": 9.5, "from the web": 4.7}
"""Parses that reading all pages of a kind may cost; they guard against a relapse. Version 0.3 does not meet them: docs/decisions/009."""
PEER_ROUNDS = 5
MIN_CHARS = 200
"""Of a text that shows that a peer can read a page."""
FUNDUS_DATES = (date(2025, 6, 1), date(2020, 1, 1), date(2010, 1, 1))
"""Its parsers go by the day on which a page was fetched."""


class Case(NamedTuple):
    name: str
    kinds: frozenset[str]
    """Keys of ``MAX_PARSES``."""

    body: bytes
    text: str
    url: str
    headers: dict[str, str]


Reader = Callable[[Case], Any]


def cases() -> list[Case]:
    sys.path.insert(0, str(ROOT))
    from tests.saved import saved_pages

    found = [(str(page), page.body, page.url, page.headers, False) for page in saved_pages() if not page.is_listing]
    found += [(path.stem, path.read_bytes(), json.loads(path.with_suffix(".json").read_text("utf-8"))["url"], {}, True)
              for path in sorted(SHARED.glob("*.html"))]
    made = []
    for name, body, url, headers, is_real in found:
        page = Page.from_bytes(body, url, headers, FETCHED_AT)
        kind = "declared" if isinstance(reader_for(page), NewsSpider) else "undeclared"
        made.append(Case(name, frozenset({kind, "from the web"} if is_real else {kind}), body, page.response.text, url, headers))
    return made


# Who is measured


def parse(case: Case) -> Any:
    return lxml.html.document_fromstring(case.text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))


def read(case: Case) -> str:
    """The text; "" of what is no article."""
    with suppress(newscrawl.NotAnArticle):
        return newscrawl.read_page(case.body, case.url, headers=case.headers, fetched_at=FETCHED_AT).body
    return ""


def trafilatura() -> Reader:
    from trafilatura import bare_extraction

    def read_by(case: Case) -> str:
        found = bare_extraction(case.text, url=case.url, with_metadata=True, include_comments=False)
        return found.text or "" if found else ""

    return read_by


def fundus() -> Reader:
    """Of the Korean papers that it has a parser for. Of a parser's dated versions the first that finds a body is measured."""
    from fundus import PublisherCollection

    papers = {urlsplit(paper.domain).hostname.removeprefix("www."): paper for paper in PublisherCollection.kr}
    versions: dict[str, Any] = {}

    def body(parser: Any, case: Case) -> str:
        found = parser.parse(case.text, error_handling="suppress").get("body")
        return str(found) if found else ""

    def read_by(case: Case) -> str:
        paper = next((paper for host, paper in papers.items() if is_host_of(urlsplit(case.url).hostname or "", [host])), None)
        if paper is None:
            return ""
        if case.name not in versions:
            parsers = [paper.parser(day) for day in FUNDUS_DATES]
            versions[case.name] = next((parser for parser in parsers if body(parser, case)), parsers[0])
        return body(versions[case.name], case)

    return read_by


PEERS: dict[str, tuple[Callable[[], Reader], str]] = {
    "trafilatura": (trafilatura, "pip install -e '.[bench]'"),
    "fundus": (fundus, "in an environment of its own: pip install -e . fundus 'curl-cffi<0.14'"),
}
"""With how to install it."""


def installed() -> dict[str, Reader]:
    """The peers that are there; says of the others how to install them."""
    readers: dict[str, Reader] = {}
    for name, (importing, how) in PEERS.items():
        try:
            readers[name] = importing()
        except ImportError as error:
            say(f"{name} is not measured ({str(error).partition(chr(10))[0]}); {how}")
    return readers


# Measuring


class Times:
    """The best seconds of each reader for each page, by the wall: a processor clock is too coarse for a page on some machines."""

    def __init__(self, pages: Sequence[Case], readers: dict[str, Reader]) -> None:
        self.pages = pages
        self.readers = readers
        self.best = {name: [math.inf] * len(pages) for name in readers}
        self.rounds = 0

    def add_round(self) -> None:
        """Every page is read by everybody once; who begins changes from round to round."""
        names, turn = list(self.readers), self.rounds % len(self.readers)
        for number, case in enumerate(self.pages):
            for name in names[turn:] + names[:turn]:
                self.best[name][number] = min(self.best[name][number], _timed(self.readers[name], case))
        self.rounds += 1

    def ratio(self, name: str, unit: str, kind: str) -> float:
        """What one reader costs for all pages of a kind, in costs of another."""
        numbers = self.of_kind(kind)
        return sum(self.best[name][number] for number in numbers) / sum(self.best[unit][number] for number in numbers)

    def of_kind(self, kind: str) -> list[int]:
        return [number for number, case in enumerate(self.pages) if kind in case.kinds]

    def size(self, name: str, kind: str) -> str:
        """How many pages of a kind there are, their KB, and milliseconds a page."""
        numbers = self.of_kind(kind)
        kilobytes, seconds = sum(len(self.pages[number].body) for number in numbers) / 1000, sum(self.best[name][number] for number in numbers)
        return f"{len(numbers):6}{kilobytes:8.0f}{1000 * seconds / len(numbers):10.2f}"


def _timed(reader: Reader, case: Case) -> float:
    started = time.perf_counter_ns()
    reader(case)
    return (time.perf_counter_ns() - started) / 1e9


def can_read(reader: Reader, case: Case) -> bool:
    try:
        return len(reader(case)) >= MIN_CHARS
    except Exception:  # noqa: BLE001 - whatever a peer raises, it cannot read the page
        return False


def measure(rounds: int, most_rounds: int) -> Times:
    times = Times(cases(), {"lxml": parse, "newscrawl": read})
    for case in times.pages:  # fills the caches
        read(case)
    while times.rounds < rounds or (times.rounds < most_rounds and any(broken(times))):
        times.add_round()
    return times


def broken(times: Times) -> Iterator[str]:
    for kind, most in MAX_PARSES.items():
        if times.of_kind(kind) and (parses := times.ratio("newscrawl", "lxml", kind)) > most:
            yield f"too slow: reading the pages {kind} costs {parses:.2f} parses, must be {most:.2f}"


def show(times: Times) -> None:
    """Prints what reading costs."""
    say(f"lxml {'.'.join(map(str, LXML_VERSION[:3]))}, the best of {times.rounds} rounds")
    say(f"{'':14}{'':14}{'pages':>6}{'KB':>8}{'ms/page':>10}{'parses':>9}{'at most':>9}{'median':>9}{'worst':>9}")
    for kind, most in MAX_PARSES.items():
        if not (numbers := times.of_kind(kind)):
            say(f"{'newscrawl':14}{kind:14}{'none at hand':>12}")
            continue
        each = {number: times.best["newscrawl"][number] / times.best["lxml"][number] for number in numbers}
        worst = max(each, key=each.__getitem__)
        say(f"{'newscrawl':14}{kind:14}{times.size('newscrawl', kind)}{times.ratio('newscrawl', 'lxml', kind):9.2f}{most:9.2f}"
            f"{statistics.median(each.values()):9.2f}{each[worst]:9.2f}  {times.pages[worst].name}")


def compare(pages: Sequence[Case], rounds: int) -> None:
    """Prints the time of each peer as a multiple of newscrawl's, on the pages that both can read."""
    readable = [case for case in pages if can_read(read, case)]
    for name, reader in installed().items():
        times = Times([case for case in readable if can_read(reader, case)], {"newscrawl": read, name: reader})
        for _ in range(rounds):
            times.add_round()
        for kind in MAX_PARSES:
            if times.of_kind(kind):
                say(f"{name:14}{kind:14}{times.size(name, kind)}  {times.ratio(name, 'newscrawl', kind):.2f} times newscrawl")
            else:
                say(f"{name:14}{kind:14}{'none that both can read':>23}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="at least so many")
    parser.add_argument("--most-rounds", type=int, default=150, help="at most so many, on a busy machine")
    options = parser.parse_args()
    if not 1 <= options.rounds <= options.most_rounds:
        parser.error("at least 1 round, and no more than --most-rounds")
    times = measure(options.rounds, options.most_rounds)
    show(times)
    compare(times.pages, PEER_ROUNDS)
    if problems := list(broken(times)):
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
