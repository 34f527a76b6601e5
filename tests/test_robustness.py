"""A page may be broken in any way: ``read_page`` gives a record that keeps to its schema, or says that it is no article."""
from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import newscrawl
from newscrawl.items import ARTICLE_SCHEMA
from newscrawl.output.exporter import line_of
from newscrawl.schemas import path_of
from tests.saved import FETCHED_AT, SavedPage, saved_pages

Record = dict[str, Any]
Spoiler = Callable[[bytes, Random], bytes]
ROOT = Path(__file__).parents[1]
PAGES = saved_pages()
VALIDATOR = Draft202012Validator(json.loads(path_of(ARTICLE_SCHEMA).read_text("utf-8")))
steady = settings(derandomize=True, database=None, deadline=None,
                  suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

TITLE = "가온전자, 스스로 식는 칩을 공개하다"
SENTENCES = "가온전자가 스스로 열을 식히는 칩을 처음으로 공개했다고 밝혔다. 이 칩은 값이 싸다는 말이 나온다. 업계는 반긴다고 한다. "
PARAGRAPHS = f"<p>{SENTENCES}</p>" * 4
END = "마지막 문장이 여기에 있다고 한다."
URL = "https://www.paper.example/news/view/20261117001"

ELSEWHERE = (
    "https://www.paper.example/news/view/20261117001",
    "https://www.etnews.com/20180319000234",
    "https://www.aitimes.kr/news/articleView.html?idxno=31229",
    "https://www.metroseoul.co.kr/article/20231206500284",
)
"""Addresses of an undeclared paper and of sites, at which a page is read as if it had been there."""

CHARSETS = ("utf-8", "utf-8-sig", "cp949", "euc-kr", "johab", "iso2022_kr", "latin-1", "shift_jis", "utf-16", "utf-16-le",
            "utf-16-be", "utf-32", "utf-7")
DECLARED = (*CHARSETS, "ks_c_5601-1987", "x-windows-949", "ascii", "binary", "none", "", "utf-8; charset=euc-kr", "\"", "rot13", "한글")
HOSTILE = {
    "parentheses": "(" * 20_000,
    "brackets": "[" * 20_000,
    "pairs": "[(" * 10_000 + ")]" * 10_000,
    "reporters": "기자 " * 10_000,
    "named reporters": "홍길동 기자 " * 4_000,
    "names": "홍길동·" * 6_000,
    "labels": "입력 " * 10_000,
    "times": "입력 2026-11-20 15:24 " * 3_000,
    "digits": "1" * 50_000,
    "spaces": "가" + " " * 50_000 + "나",
    "no-break spaces": "가" + "\N{NO-BREAK SPACE}" * 50_000 + "나",
    "triangles": "▲" * 20_000,
    "triangle lines": "▲ 가나\n" * 10_000,
    "quotes": '"' * 20_000,
    "less-than": "&lt;" * 20_000,
    "one letter": "가" * 100_000,
    "share bar": "트위터 페이스북 카카오스토리 " * 4_000,
    "share bar without end": "트위터 페이스북 " * 20 + "가",
    "mails": "a@a." * 20_000,
    "local part": "a." * 20_000 + "@",
    "hosts": "a@" + "a-" * 20_000,
    "dates": "2025.1.1" * 10_000,
    "dashes": "2025-" * 10_000,
    "clocks": "11:45:" * 10_000,
    "credits": "사진=" * 10_000,
    "slashes": "/가나" * 15_000,
    "sentences": "했다. " * 10_000,
    "copyright": "무단 전재 및 재배포 " * 4_000,
    "signs": "ⓒ" * 20_000,
    "pipes": "가 | " * 15_000,
    "breadcrumb": "가 &lt; " * 15_000,
    "addresses": "http://" * 8_000,
    "ad markers": "[[ad]] " * 8_000,
    "combining": "가" + "\N{COMBINING ACUTE ACCENT}" * 20_000,
    "jamo": "\u1100\u1161\u11a8" * 10_000,
    "right to left": "\u202e" * 10_000,
    "emoji": "🧑‍🚀" * 8_000,
}
ODD_CHARACTERS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0))] + list(
    "\u00ad\u200b\u2028\u2029\u202e\u2060\ufdd0\ufeff\uffff\ufffe\ufffd\U0001ffff\U0010ffff")
ENTITIES = ["&", "&;", "&#;", "&#x;", "&#0;", "&#1;", "&#11;", "&#27;", "&#127;", "&#133;", "&#150;", "&#xD800;", "&#xDFFF;", "&#xFFFE;",
            "&#xFFFF;", "&#x110000;", "&#99999999999;", "&#-1;", "&nbsp", "&lt", "&amp;lt;p&amp;gt;", "&gt;", "&quot", "&없음;", "&" * 50]
JSON_VALUES = ["null", "true", "0", "-1", "1e999", "NaN", "9" * 400, '""', '"\\ud800"', '"\\u0000\\u0007"', "[]", "[[]]", "[null]", "{}",
               '{"@graph":{}}', '{"name":[{}]}', '{"@type":null}', '[{"name":1}]', '"2026-13-45T99:99:99+99:99"', '"<p>"', '"$1:a"', "undefined",
               '{"by":{}}', '{"by":[null,1,[]]}', "[" * 2_000]


def article(inner: str, *, title: str = TITLE, line: str = "홍길동 기자", body: str = "", caption: str = "", link: str = "", meta: str = TITLE,
            head: str = "") -> bytes:
    """An article page of a paper that nobody declared, with texts at the places that are read in different ways."""
    escaped = meta.replace('"', "&quot;")
    return (f'<html><head><meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{escaped}">'
            f'<meta property="og:type" content="article">{head}</head><body><h1>{title}</h1><div>입력 2026-11-20 15:24</div><div>{line}</div>'
            f'<div class="text"><figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>{inner}<p>{body}</p>'
            f'<p><a href="/b">{link}</a></p></div></body></html>').encode("utf-8", "surrogatepass")


# Ways to spoil a page

def _some(matches: Iterator[re.Match[bytes]], random: Random, most: int) -> list[re.Match[bytes]]:
    found = list(matches)
    return sorted(random.sample(found, min(len(found), random.randint(1, most))), key=re.Match.start)


def _replaced(page: bytes, matches: list[re.Match[bytes]], made: Callable[[re.Match[bytes]], bytes]) -> bytes:
    parts, place = [], 0
    for match in matches:
        parts += [page[place:match.start()], made(match)]
        place = match.end()
    return b"".join([*parts, page[place:]])


def _inserted(page: bytes, random: Random, most: int, made: Callable[[], bytes]) -> bytes:
    for _ in range(random.randint(1, most)):
        place = random.randint(0, len(page))
        page = page[:place] + made() + page[place:]
    return page


def _text(page: bytes) -> str:
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode("cp949", "replace")


def cut_end(page: bytes, random: Random) -> bytes:
    return page[:random.randint(0, len(page))]


def cut_beginning(page: bytes, random: Random) -> bytes:
    return page[random.randint(0, len(page)):]


def cut_out(page: bytes, random: Random) -> bytes:
    start, end = sorted(random.randint(0, len(page)) for _ in range(2))
    return page[:start] + page[end:]


def remove_tags(page: bytes, random: Random) -> bytes:
    return _replaced(page, _some(re.finditer(rb"<[^<>]*>", page), random, 40), lambda _: b"")


def double_tags(page: bytes, random: Random) -> bytes:
    return _replaced(page, _some(re.finditer(rb"<[^<>]*>", page), random, 40), lambda tag: tag[0] * random.choice([2, 2, 3, 300]))


def mix_tags(page: bytes, random: Random) -> bytes:
    tags = re.findall(rb"<[^<>]*>", page) or [b"<p>"]
    return _replaced(page, _some(re.finditer(rb"<[^<>]*>", page), random, 40), lambda _: random.choice(tags))


def break_tags(page: bytes, random: Random) -> bytes:
    """Without what closes a tag, a quote or a comment."""
    return _replaced(page, _some(re.finditer(rb"[<>\"']|-->", page), random, 10), lambda _: b"")


def flip_bytes(page: bytes, random: Random) -> bytes:
    spoiled = bytearray(page)
    for _ in range(random.randint(1, 60)):
        if spoiled:
            spoiled[random.randrange(len(spoiled))] ^= 1 << random.randrange(8)
    return bytes(spoiled)


def add_nul(page: bytes, random: Random) -> bytes:
    return _inserted(page, random, 40, lambda: b"\0" * random.choice([1, 1, 2, 1_000]))


def add_odd_characters(page: bytes, random: Random) -> bytes:
    """Anywhere, and in each text."""
    page = _inserted(page, random, 20, lambda: random.choice(ODD_CHARACTERS).encode())
    return _replaced(page, _some(re.finditer(rb">(?=[^<>\s])", page), random, 60), lambda tag: tag[0] + random.choice(ODD_CHARACTERS).encode())


def add_no_utf_8(page: bytes, random: Random) -> bytes:
    """What looks like UTF-8 and is none: halves of surrogate pairs, overlong forms, ends missing."""
    return _inserted(page, random, 20, lambda: random.choice([b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2", b"\xff"]))


def break_entities(page: bytes, random: Random) -> bytes:
    page = _replaced(page, _some(re.finditer(rb"&#?\w+;", page), random, 20), lambda entity: entity[0][:-1])
    page = _inserted(page, random, 20, lambda: random.choice(ENTITIES).encode())
    return _replaced(page, _some(re.finditer(rb">(?=[^<>\s])", page), random, 40), lambda tag: tag[0] + random.choice(ENTITIES).encode())


def empty_attributes(page: bytes, random: Random) -> bytes:
    return _replaced(page, _some(re.finditer(rb"=\s*(\"[^\"]*\"|'[^']*')", page), random, 60), lambda _: b'=""')


def spoil_attributes(page: bytes, random: Random) -> bytes:
    values = [b" ", b"0", b"-1", "가".encode() * 3_000, b"http://[", b"//", b"javascript:", b"data:,", b"%00%ff%zz", b"x" * 3_000, b"a " * 3_000,
              b"&#1;&#x7f;", "٣".encode(), "²".encode(), "１".encode(), b"9" * 5_000, b"http://a:b:c/", "http://한.kr:99999/".encode(),
              b"\x00", b"?"]
    return _replaced(page, _some(re.finditer(rb"=\s*(\"[^\"]*\"|'[^']*')", page), random, 60), lambda _: b'="' + random.choice(values) + b'"')


def spoil_texts(page: bytes, random: Random) -> bytes:
    texts = _some(re.finditer(rb">\s*[^<>\s][^<>]*(?=<)", page), random, 4)
    return _replaced(page, texts, lambda _: b">" + random.choice(list(HOSTILE.values())).encode())


def spoil_json(page: bytes, random: Random) -> bytes:
    """Values of another kind than they should be, in JSON-LD, states and whatever looks like them."""
    values = re.finditer(rb"(?<=:)\s*(?:\"(?:[^\"\\]|\\.)*\"|\d+|null|true|false|\[|\{)(?=\s*[,}\]\"{\[])", page)
    return _replaced(page, _some(values, random, 6), lambda _: random.choice(JSON_VALUES).encode())


def double_page(page: bytes, random: Random) -> bytes:
    other = random.choice(PAGES).body
    place = random.randint(0, len(page))
    return page[:place] + other[random.randint(0, len(other)):] + page[place:]


def declare_wrongly(page: bytes, random: Random) -> bytes:
    text = _text(page)
    declared = f'<meta charset="{random.choice(DECLARED)}">' if random.random() < 0.8 else ""
    if random.random() < 0.3:
        declared = f'<meta http-equiv="Content-Type" content="text/html; charset={random.choice(DECLARED)}">'
    if random.random() < 0.2:
        declared = f'<?xml version="1.0" encoding="{random.choice(DECLARED)}"?>'
    text = declared + re.sub(r"<meta[^<>]*charset[^<>]*>", "", text)
    return text.encode(random.choice(CHARSETS), "replace")


SPOILERS: dict[str, Spoiler] = {spoiler.__name__: spoiler for spoiler in (
    cut_end, cut_beginning, cut_out, remove_tags, double_tags, mix_tags, break_tags, flip_bytes, add_nul, add_odd_characters, add_no_utf_8,
    break_entities, empty_attributes, spoil_attributes, spoil_texts, spoil_json, double_page, declare_wrongly)}


# The property

@cache
def body_of(page: SavedPage) -> bytes:
    return page.body


@cache
def url_of(page: SavedPage) -> str:
    return page.url


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def is_printable(text: str) -> bool:
    return not any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in text)


def check(body: bytes, url: str, headers: dict[str, str] | None = None) -> Record | None:
    """The record of a page, which must be sound; None when the page is no article."""
    try:
        article = newscrawl.read_page(body, url, headers=headers, fetched_at=FETCHED_AT)
    except newscrawl.NotAnArticle:
        return None
    record: Record = json.loads(line_of(article))
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    assert [text for text in strings(record) if not is_printable(text)] == []
    assert record["title"].strip()
    assert record["body"].strip()
    assert all(block["text"].strip() for block in record["blocks"])
    return record


addresses = st.sampled_from([None, None, *ELSEWHERE])
seeds = st.integers(0, 2**16)


@pytest.mark.slow
@pytest.mark.parametrize("spoiler", SPOILERS)
@settings(steady, max_examples=60)
@given(page=st.sampled_from(PAGES), seed=seeds, address=addresses)
def test_a_page_spoiled_in_one_way(spoiler: str, page: SavedPage, seed: int, address: str | None) -> None:
    check(SPOILERS[spoiler](body_of(page), Random(seed)), address or url_of(page))


@pytest.mark.slow
@settings(steady, max_examples=200)
@given(page=st.sampled_from(PAGES), ways=st.lists(st.tuples(st.sampled_from(sorted(SPOILERS)), seeds), min_size=2, max_size=5), address=addresses)
def test_a_page_spoiled_in_several_ways(page: SavedPage, ways: list[tuple[str, int]], address: str | None) -> None:
    body = body_of(page)
    for spoiler, seed in ways:
        body = SPOILERS[spoiler](body, Random(seed))
    check(body, address or url_of(page))


headers = st.fixed_dictionaries({}, optional={
    "Content-Type": st.sampled_from(DECLARED).map("text/html; charset={}".format) | st.text(max_size=30).map(ascii),
    "X-Robots-Tag": st.text(st.characters(max_codepoint=255), max_size=50),
    "TDM-Reservation": st.sampled_from(["1", "", "x" * 5_000])})


@settings(steady, max_examples=100)
@given(page=st.sampled_from(PAGES), seed=seeds, headers=headers)
def test_headers_of_any_kind(page: SavedPage, seed: int, headers: dict[str, str]) -> None:
    check(declare_wrongly(body_of(page), Random(seed)) if seed % 2 else body_of(page), url_of(page), headers)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["title", "line of the header", "body", "caption", "link", "meta"])
def test_a_hostile_text(text: str, place: str) -> None:
    check(article(PARAGRAPHS, **{place.split()[0]: HOSTILE[text]}), URL)


def test_each_odd_character_and_entity() -> None:
    for odd in [*ODD_CHARACTERS, *ENTITIES]:
        here = {"title": f"{TITLE}{odd} 하나", "line": f"홍길{odd}동 기자", "caption": f"사진{odd}", "body": f"본문{odd}이다."}
        dated = '<meta property="article:published_time" content="2026-11-20T15:24:00+09:00">'
        assert check(article(PARAGRAPHS, meta=TITLE + odd, head=dated, **here), URL), ascii(odd)


# Huge pages, each read in a process of its own

SECONDS = 60
"""Of the processor, in which a page must be read; the slowest here takes a tenth of it."""
MAX_MEMORY = 400, 25
"""Megabytes of the process, and bytes more for each byte of the page: text is held as UTF-8, in the tree, in blocks and joined."""

CHILD = """
import json, re, resource, sys
from pathlib import Path
import newscrawl
from newscrawl.output.exporter import line_of

resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]),) * 2)
body = sys.stdin.buffer.read()
record = kind = None
try:
    record = json.loads(line_of(newscrawl.read_page(body, sys.argv[1])))
except newscrawl.NotAnArticle as refused:
    kind = refused.kind
status = Path("/proc/self/status")  # the peak of this process alone, which getrusage does not tell
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(json.dumps({"record": record, "kind": kind, "peak": int(peak[1]) / 1024 if peak else 0}))
"""


def read_alone(body: bytes) -> Record:
    """What became of a page in a process of its own, whose time and memory are bounded."""
    done = subprocess.run([sys.executable, "-c", CHILD, URL, str(SECONDS)], input=body, capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr.decode()[-2_000:]) == (0, "")
    said: Record = json.loads(done.stdout)
    own, times = MAX_MEMORY
    assert said["peak"] < own + times * len(body) / 1e6
    return said


@pytest.mark.slow
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
@pytest.mark.parametrize("tag", ["div", "font", "table", "blockquote", "a"])
def test_a_megabyte_of_nested_elements(tag: str, closed: bool) -> None:
    """What stands too deep for libxml2 may be lost, but then the record says so; links are no text anyway."""
    number = 1_000_000 // len(f"<{tag}></{tag}>" if closed else f"<{tag}>")
    deep = f"<{tag}>" * number + f"<p>{END}</p>" + f"</{tag}>" * number * closed
    record = read_alone(article(PARAGRAPHS + deep))["record"]
    assert record["title"] == TITLE
    assert SENTENCES.strip() in record["body"]
    assert tag == "a" or END in record["body"] or any("deep" in warning for warning in record["provenance"]["warnings"])


def script(value: Any, attributes: str) -> str:
    return f"<script {attributes}>{json.dumps(value, ensure_ascii=False)}</script>"


def repeated(text: str, size: int) -> str:
    return text * (size // len(text.encode()))


LD = "application/ld+json"
HUGE: dict[str, Callable[[], bytes]] = {
    "50,000 links": lambda: article(PARAGRAPHS, line="".join(f'<a href="/news/{n}">다른 기사의 제목이 여기에 있다 {n}</a> ' for n in range(50_000))),
    "50,000 links in a list": lambda: article(
        PARAGRAPHS + "<ul>" + "".join(f'<li><a href="/{n}">기사 제목 {n}</a></li>' for n in range(50_000)) + "</ul>"),
    "20 MB of paragraphs": lambda: article(PARAGRAPHS + repeated(f"<p>{SENTENCES * 10}</p>", 20_000_000)),
    "20 MB of scripts": lambda: article(PARAGRAPHS, head=repeated(f"<script>var a = '{'x' * 1_000}';</script>", 20_000_000)),
    "one text of 20 MB": lambda: article(PARAGRAPHS + f"<p>{repeated(SENTENCES, 20_000_000)}</p>"),
    "one word of 20 MB": lambda: article(PARAGRAPHS + f"<p>{repeated('가', 20_000_000)}</p>"),
    "300,000 line breaks": lambda: article(PARAGRAPHS + "<br>" * 300_000),
    "100,000 lines of a letter": lambda: article(PARAGRAPHS + "가<br>" * 100_000),
    "50,000 pictures": lambda: article(PARAGRAPHS + "".join(f'<img src="/{n}.jpg">' for n in range(50_000))),
    "30,000 captions": lambda: article(PARAGRAPHS + "<figcaption>새 칩의 모습 /사진=가온전자</figcaption>" * 30_000),
    "10,000 bylines": lambda: article(PARAGRAPHS, head="".join(
        f'<meta property="article:author" content="김{chr(0xAC00 + n % 150)}{chr(0xAC00 + n // 150)} 기자">' for n in range(10_000))),
    "a title of 10,000 names": lambda: article(
        f'<div id="article-view-content-div">{PARAGRAPHS}</div>', line=f'<h1 class="heading">{TITLE}{" - 가온" * 10_000}</h1>',
        head='<meta property="og:site_name" content="가온">'),
    "100,000 comments": lambda: article(PARAGRAPHS + "<!-- -->" * 100_000),
    "100,000 rows": lambda: article(PARAGRAPHS + "<table>" + "<tr><td>가<td>나" * 100_000 + "</table>"),
    "5 MB of state that is no article": lambda: article(PARAGRAPHS, head=script(
        {"items": [{"title": f"제목 {n}", "url": f"/{n}", "text": "v" * 50} for n in range(40_000)]}, 'id="__NEXT_DATA__" type="application/json"')),
    "5 MB of other articles in the state": lambda: article(PARAGRAPHS, head=script(
        [{"title": f"다른 기사의 제목 {n}", "content": SENTENCES * 2} for n in range(12_000)], 'id="__NEXT_DATA__" type="application/json"')),
    "state nested 2,500,000 deep": lambda: article(PARAGRAPHS, head='<script type="application/json">' + "[" * 2_500_000 + "</script>"),
    "200,000 assignments": lambda: article(PARAGRAPHS, head="<script>" + "__a=[" * 200_000 + "__b=[1];" * 200_000 + "</script>"),
    "JSON-LD nested 200,000 deep": lambda: article(PARAGRAPHS, head=f'<script type="{LD}">' + '{"a":' * 200_000 + "1" + "}" * 200_000 + "</script>"),
    "JSON-LD nested 900 deep": lambda: article(PARAGRAPHS, head=f'<script type="{LD}">' + '{"@graph":[' * 450 + "]}" * 450 + "</script>"),
    "200,000 things in JSON-LD": lambda: article(PARAGRAPHS, head=script([{"@type": "Thing"}] * 200_000, f'type="{LD}"')),
    "100,000 chunks of flight": lambda: article(PARAGRAPHS, head="<script>self.__next_f.push([1,\"1:{}\\n\"])</script>" * 100_000),
}


REFUSED = {"50,000 links": "listing", "a title of 10,000 names": "other", "one text of 20 MB": "too-large", "one word of 20 MB": "too-large"}
"""Huge page -> what it is taken for, where that is no article; a record may have two million characters."""


@pytest.fixture(scope="module")
def readings() -> Iterator[dict[str, Future[Record]]]:
    """What becomes of each huge page; two are read at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield {name: pool.submit(lambda made: read_alone(made()), made) for name, made in HUGE.items()}
        pool.shutdown(cancel_futures=True)


@pytest.mark.slow
@pytest.mark.parametrize("page", HUGE)
def test_a_huge_page(page: str, readings: dict[str, Future[Record]]) -> None:
    said = readings[page].result()
    assert said["kind"] == REFUSED.get(page)
    if said["kind"]:
        return
    assert SENTENCES.strip() in said["record"]["body"]
