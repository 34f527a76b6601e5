"""What reading a page costs, as a multiple of one lxml parse of the same page; and that no regular expression is slow.

The pages are those of ``tests/pages``, and of ``../shared/pages`` when it is there. The unit is
``lxml.html.document_fromstring`` of the page correctly decoded and encoded as UTF-8, with a parser told so: of the bytes as
served lxml would stop early where the charset lies, and look quick. All figures are CPU time, each the best of several rounds
in which every page is read by everybody once, so that a busy machine slows all alike. Peers that are not installed are
left out: they get the decoded page, as lxml does, while newscrawl has to find the charset.

``--regexes`` measures instead how each regular expression of ``newscrawl`` grows with its input, from 10,000 to 80,000
characters of all that has ever made one slow. A broken bound is exit code 1.
"""
from __future__ import annotations

import argparse
import importlib
import json
import math
import pkgutil
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

import newscrawl
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.read import reader_for

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "pages"
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
MOST = {"declared": 2.5, "undeclared": 4.0}
"""Parses that reading all pages of a kind may cost."""
LARGEST_EXPONENT = 1.3
"""With which the time of a regular expression may grow: 1 is linear, 2 is quadratic."""
SIZES = (10_000, 80_000)
"""Characters of the inputs."""
NOTICED = 0.010
"""Seconds at the largest size; what is quicker can hardly be told from noise, and hurts nobody."""
ENOUGH = 5.0
"""Seconds; of what would take longer, even if linear, the smaller sizes tell enough."""
MAX_INPUTS = 3
"""On which a pattern is found to be slow; then the next is looked at."""


class Case(NamedTuple):
    name: str
    kind: str
    body: bytes
    text: str
    url: str
    headers: dict[str, str]


def cases() -> list[Case]:
    sys.path.insert(0, str(ROOT))
    from tests.saved import saved_pages

    found = [(str(page), page.body, page.url, page.headers) for page in saved_pages() if not page.is_listing]
    found += [(path.stem, path.read_bytes(), json.loads(path.with_suffix(".json").read_text("utf-8"))["url"], {})
              for path in sorted(SHARED.glob("*.html"))]
    made = []
    for name, body, url, headers in found:
        page = Page.from_bytes(body, url, headers, FETCHED_AT)
        kind = "declared" if isinstance(reader_for(page), NewsSpider) else "undeclared"
        made.append(Case(name, kind, body, page.response.text, url, headers))
    return made


# Who is measured

def parse(case: Case) -> None:
    lxml.html.document_fromstring(case.text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))


def read(case: Case) -> None:
    with suppress(newscrawl.NotAnArticle):
        newscrawl.read_page(case.body, case.url, headers=case.headers, fetched_at=FETCHED_AT)


def trafilatura() -> Callable[[Case], Any]:
    from trafilatura import bare_extraction

    return lambda case: bare_extraction(case.text, url=case.url, with_metadata=True, include_comments=False)


def readability() -> Callable[[Case], Any]:
    from readability import Document

    return lambda case: Document(case.text, url=case.url).summary()


def selectolax() -> Callable[[Case], Any]:
    from selectolax.lexbor import LexborHTMLParser

    return lambda case: LexborHTMLParser(case.text)


def resiliparse() -> Callable[[Case], Any]:
    from resiliparse.parse.html import HTMLTree

    return lambda case: HTMLTree.parse(case.text)


PEERS: dict[str, Callable[[], Callable[[Case], Any]]] = {
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "selectolax (parse only)": selectolax,
    "resiliparse (parse only)": resiliparse,
}


def measure(readers: dict[str, Callable[[Case], Any]], pages: list[Case], rounds: int) -> dict[str, list[float]]:
    """The best CPU seconds of each reader for each page."""
    best = {name: [math.inf] * len(pages) for name in readers}
    for number in range(rounds + 1):
        for place, case in enumerate(pages):
            names = list(readers)
            turn = number % len(names)
            for name in names[turn:] + names[:turn]:
                seconds = _timed(readers[name], case)
                if number:  # the first round fills the caches
                    best[name][place] = min(best[name][place], seconds)
    return best


def _timed(reader: Callable[[Case], Any], case: Case) -> float:
    started = time.process_time()
    try:
        reader(case)
    except Exception:  # noqa: BLE001 - a peer may fail on a page; that took its time too
        return time.process_time() - started
    return time.process_time() - started


def compare(rounds: int) -> Iterator[str]:
    """Prints the table, and yields the bounds that are broken."""
    readers: dict[str, Callable[[Case], Any]] = {"lxml": parse, "newscrawl": read}
    for name, importing in PEERS.items():
        try:
            readers[name] = importing()
        except ImportError:
            say(f"{name}: not installed")
    pages = cases()
    best = measure(readers, pages, rounds)
    say(f"{'':26}{'':12}{'pages':>6}{'KB':>8}{'ms/page':>10}{'total':>9}{'median':>9}{'worst':>9}  (parses)")
    for kind, most in MOST.items():
        places = [place for place, case in enumerate(pages) if case.kind == kind]
        size = sum(len(pages[place].body) for place in places) / 1000
        unit = [best["lxml"][place] for place in places]
        for name in readers:
            spent = [best[name][place] for place in places]
            each = [one / parsed for one, parsed in zip(spent, unit, strict=True)]
            worst = max(places, key=lambda place: best[name][place] / best["lxml"][place])
            total = sum(spent) / sum(unit)
            say(f"{name:26}{kind:12}{len(places):6}{size:8.0f}{1000 * sum(spent) / len(places):10.2f}{total:9.2f}"
                f"{statistics.median(each):9.2f}{max(each):9.2f}  {pages[worst].name if name == 'newscrawl' else ''}")
            if name == "newscrawl" and total > most:
                yield f"too slow: reading {kind} pages costs {total:.2f} parses, must be {most:.2f}"


# Regular expressions

BITS = (
    "(", "[", "<", "&lt;", '"', " ", "\n", "\t", "\N{NO-BREAK SPACE}", "1", "가", "a", "A", "a.", "a-", "_", "-", ".", ",",
    "·", "/", "▲", "=", ":", "|", "ⓒ", "$", "@", "!", "다.", "가 ", "가나 ", "가나.", "1.", "1 ", "기자 ", "입력 ", "사진=",
    "제공 ", "홍길동·", "a@a.", "a@", "트위터 ", "트위터페이스북", "글자크기 가 ", "관련기사", "2025.1.1", "2025-",
    "20250101", "11:45:", "3시간 ", "11월 17일 ", "무단 전재 ", "저작권자 ", "(c) ", "로그인 ", "구독 ", "제보 ", "금지 ",
    "가 < ", "< 가", "가|", " - ", "::", " >> ", "[[ad", "%%", "\n \n", "<p", "<p ", "<br/>", "</", "&amp;", "__a=", "__a",
    "$1:", "1:", "1:T1,", "\\u", "undefined,", "alert('", "display", "display:", "article-", "sns-", "caption-", "ab",
    "news", "date", "time", "reg", "http://", "www.", "검색", "[사진", "(사진=", "가(나)", "대한 ", "없는 ", "이미 ", "A.",
    "O'", "Mc", "Kim-", "Mar", "PM ", "오후 ", "오후 3시 5분 ", "입력 2026-11-20 15:24 ", "Copyright ", "기자의 ",
    "이 기사는 ", "카카오톡:", "댓글 ", "회원 ", "확대 ", "끝",
)
"""What a hostile text repeats."""
ENDS = ("", "\0", "가")
"""What may stand after the last repetition and spoil the match."""


AT_THE_BEGINNING = {
    "newscrawl.text.bylines._OPENING": "only matched, at the beginning of a paragraph",
    "newscrawl.extract.layers.script_state.decode._ROW": "only matched, at a row's beginning",
    "newscrawl.extract.layers.script_state.body._TEASER_END": "searched in 40 characters",
}
"""Patterns that are not linear when searched for in a long text, and why none does that."""


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module of newscrawl holds, alone, in a rule or in a collection."""
    found: dict[str, re.Pattern[Any]] = {}
    for info in pkgutil.walk_packages(newscrawl.__path__, "newscrawl."):
        if info.name.endswith("__main__") or info.name.startswith("newscrawl.demo"):  # the demo reads but its own texts
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError:  # of an extra that is not installed; it has no patterns
            continue
        for name, value in vars(module).items():
            if not name.startswith("__"):
                for pattern in _patterns_in(value, 3):
                    found.setdefault(f"{module.__name__}.{name}: {str(pattern.pattern)[:60]!r}", pattern)
    unlike: dict[tuple[Any, int], str] = {}
    for name, pattern in found.items():
        unlike.setdefault((pattern.pattern, pattern.flags), name)
    return {name: found[name] for name in unlike.values()}


def _patterns_in(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, str) and depth < 3 and re.search(r"\(\?|\\[wds]|\][*+{]", value):
        try:
            yield re.compile(value)
        except re.error:
            return
    elif depth and isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _patterns_in(part, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from _patterns_in(part, depth - 1)
    elif depth and hasattr(value, "pattern") and isinstance(value.pattern, re.Pattern):
        yield value.pattern


def slow_inputs(pattern: re.Pattern[Any]) -> Iterator[tuple[float, float, str]]:
    """Seconds, exponent and input, of the inputs on which a pattern grows too fast."""
    for bit in BITS:
        for end in ENDS:
            if growth := _growth(pattern, bit, end):
                yield (*growth, f"{bit!r} * n + {end!r}")
                break


def _growth(pattern: re.Pattern[Any], bit: str, end: str) -> tuple[float, float] | None:
    """Seconds at the largest size that is tried, and the exponent, when it is too large."""
    def seconds(size: int, rounds: int) -> float:
        text: Any = bit * (size // len(bit)) + end
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        return min(_search_time(pattern, text) for _ in range(rounds))

    small, large = SIZES
    times = large // small
    # A glance at smaller sizes, where even a quadratic one that would not be noticed at the largest is quick.
    glance = seconds(small, 1)
    if glance < NOTICED / times**2 or glance < seconds(small // times, 2) * times ** ((1 + LARGEST_EXPONENT) / 2):
        return None
    for rounds in (1, 5):  # what seems slow once is measured again
        first = seconds(small, rounds)
        if first * times > ENOUGH:
            return first, math.log(first / seconds(small // times, rounds), times)
        last = seconds(large, rounds)
        exponent = math.log(last / first, times)
        if last < NOTICED or exponent <= LARGEST_EXPONENT:
            return None
    return last, exponent


def _search_time(pattern: re.Pattern[Any], text: Any) -> float:
    """Of whichever is slowest: finding all, and matching at the beginning and as a whole, as the rules do."""
    slowest = 0.0
    for use in (pattern.finditer, pattern.fullmatch):
        started = time.process_time()
        found = use(text)
        if found is not None and not isinstance(found, re.Match):
            for _ in found:
                pass
        slowest = max(slowest, time.process_time() - started)
    return slowest


def check_patterns(only: str) -> Iterator[str]:
    """Prints how far it is, and yields the patterns that are not linear."""
    found = {name: pattern for name, pattern in patterns().items() if only in name}
    say(f"{len(found)} patterns, {len(BITS)} inputs with {len(ENDS)} ends, up to {SIZES[-1]} characters")
    for name, pattern in found.items():
        if name.partition(":")[0] in AT_THE_BEGINNING:
            continue
        if slow := list(islice(slow_inputs(pattern), MAX_INPUTS)):
            seconds, exponent, text = max(slow)
            say(line := f"not linear: n^{exponent:.2f}, {1000 * seconds:.0f} ms: {name} on {text}")
            yield line


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--regexes", nargs="?", const="", metavar="NAME", help="check the regular expressions (whose name contains this)")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("at least 1 round")
    broken = list(compare(options.rounds) if options.regexes is None else check_patterns(options.regexes))
    if broken:
        sys.exit("\n".join(broken) if options.regexes is None else f"{len(broken)} regular expressions are not linear")


if __name__ == "__main__":
    main()
