"""A page costs no more than its budget: reading is linear in its size, its size has limits, and what takes too long is given up."""
from __future__ import annotations

import gc
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newscrawl import NotAListing, NotAnArticle, read_listing, read_page
from newscrawl.budget import reading_budget
from newscrawl.errors import PageTooCostly
from newscrawl.page.index import ClassPattern
from newscrawl.page.limits import MAX_ADDRESS_CHARS, MAX_IMAGES, MAX_TAGS, MAX_TITLE_CHARS, kept_if_short
from tests.hostile import ARTICLES, LISTING_URL, LISTINGS, OWN_URL, TITLE, URL, article, bare, state
from tests.saved import FETCHED_AT

SIZE = 60_000
"""Bytes of the smaller page."""
MOST = 2.5
"""Twice the size may cost so many times as much."""
FLOOR = 0.5
"""Seconds of the processor that the larger page may take in any case; a quadratic shape of this size takes some."""
ROUNDS = 10
"""A shape that seems to grow too fast is measured so often; noise only ever adds."""
ROOT = Path(__file__).parents[1]


def read(shape: str, url: str, size: int) -> None:
    try:
        if url == LISTING_URL:
            read_listing(LISTINGS[shape](size), url, fetched_at=FETCHED_AT)
        else:
            read_page(ARTICLES[shape](size), url, fetched_at=FETCHED_AT)
    except (NotAnArticle, NotAListing) as refused:
        if refused.kind == "too-costly":
            raise


def seconds(work: Callable[[], None]) -> float:
    """Of the processor, so that a busy machine does not count; nor do the objects of other tests, which the garbage collector goes through."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def assert_linear(shape: str, url: str) -> None:
    smaller = larger = float("inf")
    for _ in range(ROUNDS):
        larger = min(larger, seconds(lambda: read(shape, url, 2 * SIZE)))
        if larger < FLOOR:
            return
        smaller = min(smaller, seconds(lambda: read(shape, url, SIZE)))
        if larger < MOST * smaller:
            return
    pytest.fail(f"{shape}: {smaller:.2f} s, and {larger:.2f} s at twice the size")


@pytest.mark.slow
@pytest.mark.parametrize("shape", ARTICLES)
def test_reading_an_article_is_linear(shape: str) -> None:
    assert_linear(shape, URL)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [shape for shape in ARTICLES if shape.startswith((
    "nested", "siblings", "classes", "ids", "img", "base", "title", "author", "nuxt", "text: same"))])
def test_reading_an_article_by_selectors_is_linear(shape: str) -> None:
    assert_linear(shape, OWN_URL)


@pytest.mark.slow
@pytest.mark.parametrize("shape", LISTINGS)
def test_reading_a_listing_is_linear(shape: str) -> None:
    assert_linear(shape, LISTING_URL)


MEMORY = """
import json, re, resource, sys
from pathlib import Path
from tests.hostile import ARTICLES, LISTINGS, LISTING_URL, URL
from tests.test_budgets import read

for shapes, url in ((ARTICLES, URL), (LISTINGS, LISTING_URL)):
    for shape in shapes:
        read(shape, url, 50_000)
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps(int(peak[1]) // 1024 if peak else 0))
"""
MAX_MEGABYTES = 250
"""For a process that has read every shape, one after the other; it has 60 before."""


@pytest.mark.slow
def test_the_memory_of_a_process_that_has_read_every_shape() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr[-2_000:]) == (0, "")
    assert json.loads(done.stdout) < MAX_MEGABYTES


MANY_NAMES = """
import re
from pathlib import Path
from newscrawl import read_page
from tests.hostile import URL, article

def megabytes():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

def read(numbers):
    for number in numbers:
        names = " ".join(f"n{number}x{place}" for place in range(30_000))
        read_page(article(f"<p class='{names}'>문장이다.</p><p id='{names}'>문장이다.</p>" + "".join(
            f"<p class='{name}'>문장이다.</p>" for name in names.split()[:1_000])), URL)

read(range(3))
before = megabytes()
read(range(3, 23))
print(megabytes() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is seen on Linux only")
def test_no_cache_grows_with_the_length_of_what_pages_say() -> None:
    """300 kB of class names on each of 20 pages; 5 MB a page stayed in memory once."""
    done = subprocess.run([sys.executable, "-c", MANY_NAMES], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr[-2_000:]) == (0, "")
    assert int(done.stdout) < 40


# Limits

def test_a_page_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(NotAnArticle, match=f"a page may have {MAX_TAGS}") as refused:
        read_page(article("<br>" * (MAX_TAGS + 1)), URL)
    assert refused.value.kind == "too-large"
    with pytest.raises(NotAListing) as listing_refused:
        read_listing(article("<br>" * (MAX_TAGS + 1)), URL)
    assert listing_refused.value.kind == "too-large"


def test_explain_says_in_one_line_that_a_page_is_too_large(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes(article("<br>" * (MAX_TAGS + 1)))
    done = subprocess.run([sys.executable, "-m", "newscrawl", "explain", str(saved), "--url", URL], capture_output=True, text=True, cwd=ROOT,
                          check=False)
    assert done.returncode != 0
    assert f"a page may have {MAX_TAGS}" in done.stderr
    assert done.stderr.count("\n") == 1


def json_ld(**stated: Any) -> str:
    return state({"@type": "NewsArticle", "headline": TITLE, **stated}, 'type="application/ld+json"')


def by(names: Iterable[str]) -> bytes:
    return article(head=json_ld(author=[{"@type": "Person", "name": name} for name in names])).replace("홍길동 기자".encode(), b"")


SYLLABLES = "가나다라마바사아자차카"
IMAGE = "<p>문장이 있다고 한다.</p><img src='/a{}.jpg'>"
SENTENCE = "가온전자가 스스로 열을 식히는 칩을 처음으로 공개했다고 밝혔다."
LONG = "a" * MAX_ADDRESS_CHARS
CUTS: dict[str, tuple[bytes, str]] = {
    "class": (article(f"<p class='{'a ' * 600}'>문장이다.</p>"), "page: the end of a long class attribute was not read"),
    "depth": (article("<div>" * 200 + "깊은 문장이다." + "</div>" * 200), "page: what is nested too deep was read as plain text"),
    "base": (article("<img src='a.jpg'>", head=f"<base href='https://www.paper.example/{LONG}'>"), "<base>: more than 2048 characters are not read"),
    "title tag": (article(title="제목 " * 400), "<title>: more than 1000 characters are not read"),
    "title": (article(head=json_ld(headline=f"{TITLE} " * 100)), "title: more than 1000 characters are not read"),
    "long meta": (article(head=f"<meta name='description' content='{'설명 ' * 4_000}'>"), "<meta>: more than 10000 characters are not read"),
    "many metas": (article(head="<meta name='keywords' content='낱말'>" * 201), "<meta>: more than 200 values of one name are not read"),
    "images": (article("".join(IMAGE.format(number) for number in range(501))), "body: more than 500 images and videos are not read"),
    "image address": (article(IMAGE.format(LONG)), "body: the address of an image is none, or has more than 2048 characters"),
    "blocks": (article("<p>문장이 있다고 한다.</p>" * 20_001), "body: more than 20000 blocks are not read"),
    "bylines": (by(f"김{first}{second}" for first in SYLLABLES for second in SYLLABLES), "authors: more than 100 bylines are not read"),
    "people": (by("·".join(f"김{first}{second}" for second in SYLLABLES) for first in SYLLABLES), "authors: more than 100 people are not read"),
    "tags": (article(head=json_ld(keywords=[f"낱말{number}" for number in range(201)])), "tags: more than 200 texts are not read"),
    "state": (bare(state({"article": {"title": TITLE, "body": [SENTENCE] * 5_001}})), "body: more than 5000 blocks of the state are not read"),
}


@pytest.mark.parametrize("name", CUTS)
def test_what_is_cut_is_said_in_the_record(name: str) -> None:
    page, warning = CUTS[name]
    assert warning in read_page(page, URL, fetched_at=FETCHED_AT).provenance.warnings


def test_a_title_that_another_text_completes_has_its_limit_too() -> None:
    page = article(title=f"{TITLE}, 그리고…").replace(f"<h1>{TITLE}".encode(), f"<h1>{TITLE}, 그리고 {'긴 제목 ' * 1_000}".encode())
    made = read_page(page, URL, fetched_at=FETCHED_AT)
    assert len(made.title) <= MAX_TITLE_CHARS


def test_an_ordinary_page_has_no_such_warning() -> None:
    made = read_page(article("".join(IMAGE.format(number) for number in range(30))), URL, fetched_at=FETCHED_AT)
    assert made.provenance.warnings == []


def test_a_record_that_is_too_large_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="a record may have 2000000") as refused:
        read_page(article(f"<p>{'긴 문장이 끝없이 이어진다고 한다. ' * 60_000}</p>"), URL, fetched_at=FETCHED_AT)
    assert refused.value.kind == "too-large"


def test_a_long_base_does_not_stand_before_each_image() -> None:
    made = read_page(ARTICLES["base: long, with images"](100_000), URL)
    assert all(len(image.url) <= MAX_ADDRESS_CHARS for image in made.images)
    assert len(made.images) <= MAX_IMAGES


def test_what_stands_too_deep_is_read_as_text_and_the_record_says_so() -> None:
    deep = "<div>" * 500 + "깊은 곳에 있는 문장도 읽힌다고 한다." + "</div>" * 500
    made = read_page(article(deep), URL)
    assert "깊은 곳에 있는 문장도 읽힌다고 한다." in made.body
    assert any("too deep" in warning for warning in made.provenance.warnings)


def test_no_result_is_kept_for_a_long_text() -> None:
    asked: list[str] = []

    @kept_if_short(maxsize=10)
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length(text) for text in ("a", "a", "b" * 1_000, "b" * 1_000)] == [1, 1, 1_000, 1_000]
    assert asked == ["a", "b" * 1_000, "b" * 1_000]
    assert ClassPattern("photo").is_in("photo " * 100_000)


# The budget of time and memory

def spin() -> None:
    while True:
        pass


def search() -> None:
    re.search(r"(a*)*b", "a" * 40)


def swallow() -> None:
    while True:
        with suppress(Exception):  # as a careless library would
            spin()


@pytest.mark.parametrize("work", [spin, search, swallow])
def test_what_takes_too_long_is_given_up(work: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(PageTooCostly, match=r"more than 0\.1 seconds of the processor"), reading_budget(0.1):
        work()
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited on Linux only")
def test_what_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(PageTooCostly, match="more than 100 MB of memory"), reading_budget(10, 100):
        bytearray(200_000_000)
    assert len(bytearray(200_000_000)) == 200_000_000


def test_a_budget_inside_another_is_the_outer_one_and_a_thread_has_none() -> None:
    ended: list[bool] = []

    def in_thread() -> None:
        with reading_budget(0.001):
            ended.append(sum(range(1_000_000)) > 0)

    with reading_budget(5):
        with reading_budget(0.001):
            assert sum(range(1_000_000)) > 0
        thread = threading.Thread(target=in_thread)
        thread.start()
        thread.join()
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 1
    assert ended == [True]


def test_a_budget_of_nothing_is_without_a_limit() -> None:
    with reading_budget(0, 0):
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
        assert sum(range(1_000_000)) > 0
