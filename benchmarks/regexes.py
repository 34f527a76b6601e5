"""That no regular expression is slow: how each of ``newscrawl`` grows with its input.

::

    python benchmarks/regexes.py [NAME]

Each is tried on 10,000 to 80,000 characters of all that has ever made one slow; with NAME, those whose name contains it. Exit code 1
where one is not linear.
"""
from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import newscrawl

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
    parser.add_argument("name", nargs="?", default="", help="only the regular expressions whose name contains this")
    if broken := list(check_patterns(parser.parse_args().name)):
        sys.exit(f"{len(broken)} regular expressions are not linear")


if __name__ == "__main__":
    main()
