"""Pages and archives that nobody has thought of: whatever is read, only documented exceptions come, no budget is used up, and records are sound.

Here each property is tried with the same examples each time, for about a minute. ``make fuzz`` tries new ones for 20 minutes
(``FUZZ_MINUTES``), and prints the smallest page that breaks a property.
"""
from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic, process_time
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

import newscrawl
from newscrawl.archive.replay import Archive
from newscrawl.errors import ArchiveError
from newscrawl.output.exporter import line_of
from newscrawl.text.hosts import is_public_address
from newscrawl.text.whitespace import verbatim
from tests.archive.test_replay import PAGES as ARCHIVED
from tests.archive.test_replay import write
from tests.hostile import ARTICLES, LISTING_URL, LISTINGS, OWN_URL, TITLE, URL
from tests.saved import FETCHED_AT
from tests.test_robustness import (
    ELSEWHERE,
    ENTITIES,
    HOSTILE,
    JSON_VALUES,
    ODD_CHARACTERS,
    PAGES,
    SPOILERS,
    VALIDATOR,
    strings,
)

EXAMPLES = 400
"""Of each property in a round; a round of all takes about a minute."""
SECONDS = 60 * float(os.environ.get("FUZZ_MINUTES", "0")) / 3
"""How long each of the three properties is tried in rounds of other examples; 0 is one round of the same ones."""
MAX_SECONDS = 5
"""Of the processor, for a page of 200 kB at most; a tenth of it is usual, and a page may have 30."""
MAX_LINE = 1_600_000
"""Bytes of a record beside twelve for each of its page: 500 images may have addresses of 2,000 characters each, and captions."""


def for_a_while(examples: st.SearchStrategy[Any], check: Callable[[Any], None]) -> None:
    """Tries a property with examples, in rounds."""
    begun = monotonic()
    for number in count():
        tried = settings(max_examples=EXAMPLES, database=None, deadline=None)(given(examples)(check))
        seed(number)(tried)()
        if monotonic() - begun >= SECONDS:
            return


# Pages

TAGS = ("div", "p", "span", "b", "a", "ul", "li", "table", "tr", "td", "figure", "figcaption", "img", "h1", "h2", "h3", "br", "blockquote", "pre",
        "code", "iframe", "video", "noscript", "template", "svg", "math", "script", "style", "form", "input", "button", "select", "option", "time",
        "article", "section", "header", "footer", "nav", "aside", "dl", "dt", "dd", "em", "strong", "sup", "base", "meta", "link", "title", "html",
        "body", "head", "frameset", "plaintext", "textarea", "details", "x-y")
NAMES = ("article-body", "article_view", "byline", "date", "photo", "caption", "ad", "related", "tags", "breadcrumb", "hidden", "sns", "copyright",
         "title", "subtitle", "reporter", "comment", "ranking", "paging", "a" * 2_000, "가", "")
VALUES = ("/a.jpg", "//x.example/a.jpg", "http://10.0.0.1/a.jpg", "javascript:alert(1)", "data:image/png;base64,AAAA", "http://[", "file:///etc/passwd",
          "https://user:secret@x.example/a.jpg", "2026-11-20T15:24:00+09:00", "9999-99-99", "display:none", "-1", "9" * 400, "http://a:99999999/",
          "https://www.youtube.com/embed/abcdefghijk", "/news/view/20261117002", "?page=2", "x" * 3_000, "\u202e", "가나다라", "&#1;", "")
ATTRIBUTES = ("class", "id", "style", "href", "src", "data-src", "srcset", "content", "property", "name", "itemprop", "datetime", "width", "alt",
              "rel", "hidden", "colspan", "rowspan", "type", "charset", "http-equiv", "aria-hidden")
META = ("og:title", "og:description", "og:image", "og:url", "og:type", "article:published_time", "article:author", "author", "keywords", "robots",
        "article:section", "og:site_name", "refresh")
TEXTS = (TITLE, "가온전자가 칩을 공개했다고 밝혔다. ", "홍길동 기자 hong@paper.example", "입력 2026-11-20 15:24", "ⓒ 가온, 무단 전재 금지",
         "▲ 사진=가온", "관련기사", "(서울=연합뉴스) 홍길동 기자 = ", "\U000e0041\U000e0042", "\u202e거꾸로\u202c", *ODD_CHARACTERS, *ENTITIES,
         *(text[:400] for text in HOSTILE.values()))

texts = st.sampled_from(TEXTS) | st.text(max_size=30)
attributes = st.lists(st.tuples(st.sampled_from(ATTRIBUTES), st.sampled_from(NAMES + VALUES + META) | st.text(max_size=20)), max_size=3).map(
    lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs))
json_ld = st.recursive(
    st.sampled_from([*TEXTS, *VALUES, None, True, 1, -1, 1e300]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["@type", "@id", "@graph", "headline", "name", "author", "datePublished", "articleBody", "image", "video", "url", "keywords", "contentUrl",
         "mainEntityOfPage", "license", "hasPart", "cssSelector", "isAccessibleForFree", "title", "body", "content", "$ref", "__ref"]),
        inner, max_size=5),
    max_leaves=15)
scripts = st.builds(lambda value, opening: f"<script {opening}{json.dumps(value)}</script>", json_ld, st.sampled_from([
    'type="application/ld+json">', 'type="application/json">', 'id="__NEXT_DATA__" type="application/json">', 'id="__NUXT_DATA__">',
    ">window.__NUXT__=", ">window.__APOLLO_STATE__ = ", ">self.__next_f.push([1,", ">Fusion.globalContent="]))
values = st.sampled_from(JSON_VALUES).map('<script type="application/ld+json">{{"@type":"NewsArticle","headline":{}}}</script>'.format)
elements = st.recursive(
    texts | scripts | values,
    lambda inner: st.builds(lambda tag, stated, parts, closed: f"<{tag}{stated}>{''.join(parts)}{f'</{tag}>' if closed else ''}",
                            st.sampled_from(TAGS), attributes, st.lists(inner, max_size=6), st.booleans()),
    max_leaves=30)
built = st.builds(lambda head, inner, times: (
    f'<html><head><meta property="og:type" content="article"><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{inner * times}</body></html>'
).encode("utf-8", "surrogatepass"), elements, elements, st.sampled_from([1, 1, 1, 2, 50]))
shapes = st.builds(lambda shape, size: shape(size), st.sampled_from([*ARTICLES.values(), *LISTINGS.values()]), st.integers(0, 30_000))
saved = st.sampled_from(PAGES).map(lambda page: page.body)
ways = st.lists(st.tuples(st.sampled_from(sorted(SPOILERS)), st.integers(0, 2**32)), max_size=4)
pages = st.builds(
    lambda page, other, place, ways: spoiled(page[:place % (len(page) + 1)] + other + page[place % (len(page) + 1):], ways),
    built | shapes | saved, st.just(b"") | built | shapes, st.integers(0, 2**20), ways)


def spoiled(page: bytes, ways: list[tuple[str, int]]) -> bytes:
    for spoiler, number in ways:
        page = SPOILERS[spoiler](page, Random(number))
    return page[:200_000]


@pytest.mark.slow
def test_any_page() -> None:
    for_a_while(st.tuples(pages, st.sampled_from([URL, OWN_URL, *ELSEWHERE])), check_page)


def check_page(example: tuple[bytes, str]) -> None:
    body, url = example
    begun = process_time()
    article = refused = None
    try:
        article = newscrawl.read_page(body, url, fetched_at=FETCHED_AT)
    except newscrawl.NotAnArticle as error:
        refused = error
    assert process_time() - begun < MAX_SECONDS
    if article:
        check_record(article, len(body))
    if refused:
        check_refusal(refused)


def check_refusal(refused: newscrawl.NotAnArticle | newscrawl.NotAListing) -> None:
    assert refused.kind != "too-costly"
    assert is_one_line(str(refused))


def check_record(article: Any, page_bytes: int) -> None:
    line = line_of(article)
    assert len(line) < MAX_LINE + 12 * page_bytes
    record = json.loads(line)
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []
    assert [text for text in strings(record) if text != without_invisible(text)] == []
    media = [medium["url"] for kind in ("images", "videos") for medium in record[kind]]
    assert [address for address in [*media, record["original_url"]] if address and not is_public_address(address)] == []
    assert record["title"]
    assert record["body"]


def without_invisible(text: str) -> str:
    """The text, if it holds nothing that no reader sees; NO-BREAK SPACE and empty lines at the ends do not count."""
    shown = verbatim(text)
    return text if shown == re.sub("^\\s+|\\s+$", "", text.replace("\u00a0", " ")) or shown == text else shown


def is_one_line(message: str) -> bool:
    return bool(message) and "\n" not in message and len(message) < 1_000


@pytest.mark.slow
def test_any_listing() -> None:
    for_a_while(st.tuples(pages, st.sampled_from([LISTING_URL, "https://www.etnews.com/news/section.html?id1=04", "https://www.paper.example/feed"])),
                check_listing)


def check_listing(example: tuple[bytes, str]) -> None:
    body, url = example
    begun = process_time()
    listing = refused = None
    try:
        listing = newscrawl.read_listing(body, url, fetched_at=FETCHED_AT)
    except newscrawl.NotAListing as error:
        refused = error
    assert process_time() - begun < MAX_SECONDS
    if listing:
        addresses = [link.url for link in listing.links] + [listing.next_page or URL]
        assert [address for address in addresses if not address.startswith(("http://", "https://")) or not address.isprintable()] == []
    if refused:
        check_refusal(refused)


# Archives

@pytest.mark.slow
def test_any_archive(tmp_path: Path) -> None:
    plain, compressed = tmp_path / "pages.warc", tmp_path / "pages.warc.gz"
    write(plain, ARCHIVED)
    write(compressed, ARCHIVED)

    def check(example: tuple[Path, list[tuple[str, int]], bool]) -> None:
        original, ways, again = example
        content = spoiled(original.read_bytes(), ways)
        path = tmp_path / f"spoiled-{original.name}"
        path.write_bytes(gzip.compress(content) if again else content)
        archive = None
        with suppress(ArchiveError):
            archive = Archive(path)
        answers = [archive.find(url) for url in archive.offsets] if archive else []
        assert all(100 <= answer.status <= 599 for answer in answers if answer)

    spoilers = st.sampled_from(["cut_out", "cut_end", "flip_bytes", "add_nul", "add_no_utf_8", "add_odd_characters", "spoil_texts"])
    for_a_while(st.tuples(st.sampled_from([plain, compressed]), st.lists(st.tuples(spoilers, st.integers(0, 2**32)), min_size=1, max_size=3),
                          st.booleans()), check)
