"""What is our own, against the library that does the same: the figures of ``docs/decisions``.

::

    pip install dateparser trafilatura lxml_html_clean     # what of them is not installed is left out
    python benchmarks/libraries.py

Times are CPU time, each the best of several rounds, on the pages under ``tests/pages``. Nothing is judged: exit code 0.
"""
from __future__ import annotations

import importlib
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import orjson
from cssselect import HTMLTranslator
from lxml.etree import XPath
from parsel import Selector

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import newscrawl
from newscrawl.items import Article
from newscrawl.output.exporter import line_of
from newscrawl.output.manifest import Manifest, read_manifest, write_manifest
from newscrawl.page.css import select_on_page
from newscrawl.page.document import Page
from newscrawl.page.index import ElementIndex
from newscrawl.read import reader_for
from newscrawl.text.charset import choose_encoding
from newscrawl.text.dates import parse_moment
from newscrawl.text.hosts import registered_domain
from tests.output.test_manifest import MANIFEST
from tests.saved import FETCHED_AT, FOLDER, SavedPage, saved_pages
from tests.text.test_dates import NOW, READ

ROUNDS = 7
OTHER_HOST = "https://paper.example/view/20261122001"
"""An address that nobody declared."""


def main() -> None:
    articles = [page for page in saved_pages() if page.answer.get("blocks")]
    for compare in (domains, selectors, bodies, dates, charsets, records, manifests):
        sys.stdout.write(f"\n{compare.__name__}\n")
        for line in compare(articles):
            sys.stdout.write(f"  {line}\n")
            sys.stdout.flush()


def selectors(articles: list[SavedPage]) -> Iterator[str]:
    """The selectors that sites and families declare, on their own pages."""
    pages: list[tuple[Page, list[str]]] = []
    for saved in articles:
        page = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)
        site = reader_for(page)
        declared = [value for name in dir(type(site)) if name.endswith("_css") and isinstance(value := getattr(site, name), str) and value]
        pages.append((page, declared))
    compiled = Compiled()

    def ours() -> None:
        for page, declared in pages:
            index = ElementIndex(page.index.root)
            for css in declared:
                select_on_page(index, css)

    def cssselect() -> None:
        for page, declared in pages:
            for css in declared:
                compiled[css](page.index.root)

    def parsel() -> None:
        for page, declared in pages:
            selector = Selector(root=page.index.root, type="html")
            for css in declared:
                selector.css(css)

    cssselect()
    same = all(select_on_page(page.index, css) == compiled[css](page.index.root) for page, declared in pages for css in declared)
    yield f"{len(pages)} pages, {len(compiled)} selectors; {'the same elements' if same else 'OTHER ELEMENTS'}"
    for select in (ours, cssselect, parsel):
        yield f"{select.__name__:10} {best(select) / len(pages) * 1000:.3f} ms a page"
    document = importlib.import_module("newscrawl.page.document")
    for name, select_all in {"ours": select_on_page, "cssselect": lambda index, css: compiled[css](index.root)}.items():
        document.select_on_page = select_all
        yield f"{name:10} {best(lambda: [read(saved) for saved in articles], 4) / len(pages) * 1000:.3f} ms to read a page"
    document.select_on_page = select_on_page


def bodies(articles: list[SavedPage]) -> Iterator[str]:
    """The words of the body that are found, with no declaration to help. The pages are made for these tests, so ours is at home here."""
    readers: dict[str, Callable[[SavedPage], str]] = {"ours": lambda saved: read(saved, OTHER_HOST)}
    if library := installed("trafilatura"):
        readers["trafilatura"] = lambda saved: library.extract(text_of(saved), include_comments=False) or ""
    for name, body_of in readers.items():
        scores = [f1(body_of(saved), "\n".join(block["text"] for block in saved.answer["blocks"])) for saved in articles]
        yield f"{name:11} F1 {sum(scores) / len(scores):.3f} on {len(scores)} pages, nothing found on {scores.count(0.0)}"


def dates(_: list[SavedPage]) -> Iterator[str]:
    """The wordings that tests/text/test_dates.py wants read."""
    readers: dict[str, Callable[[str], Any]] = {"ours": lambda text: (moment := parse_moment(text, NOW)) and moment[0]}
    if library := installed("dateparser"):
        settings = {"TIMEZONE": "Asia/Seoul", "RETURN_AS_TIMEZONE_AWARE": True, "RELATIVE_BASE": NOW.replace(tzinfo=None)}
        readers["dateparser"] = lambda text: library.parse(text, languages=["ko", "en"], settings=settings)
    for name, read in readers.items():
        right = sum(read(text) == moment[0] for text, moment in READ.items())
        seconds = best(lambda read=read: [read(text) for text in READ], rounds=2)  # type: ignore[misc]
        yield f"{name:10} {right} of {len(READ)} right, {seconds / len(READ) * 1e6:.0f} µs each"


def charsets(_: list[SavedPage]) -> Iterator[str]:
    """The encoding of whole pages, and of what is broken."""
    library = importlib.import_module("charset_normalizer")
    pages = [path.read_bytes() for path in sorted(FOLDER.rglob("*.html"))]
    text = "<p>똠방각하 펲시를 마셨다고 전했다.</p>" * 200
    utf8, cp949 = text.encode(), text.encode("cp949")
    broken = {"UTF-8 with one broken byte": utf8[:500] + b"\xff" + utf8[500:], "CP949 with one broken byte": cp949[:501] + b"\xff" + cp949[501:],
              "UTF-8 cut within a letter": utf8[:601],
              "three letters of CP949 in 10 KB of tags": b"<div class=x></div>" * 500 + "기사를".encode("cp949")}

    def normalizer(body: bytes) -> str | None:
        match = library.from_bytes(body).best()
        return match and match.encoding

    for detect in (choose_encoding, normalizer):
        seconds = best(lambda detect=detect: [detect(body) for body in pages], rounds=2)  # type: ignore[misc]
        yield f"{detect.__name__:15} {seconds / len(pages) * 1e6:.0f} µs a page"
    for name, body in broken.items():
        yield f"{name}: ours {choose_encoding(body)}, charset-normalizer {normalizer(body)}"


def records(articles: list[SavedPage]) -> Iterator[str]:
    """Lines of JSON as records with checked types."""
    lines = [line_of(newscrawl.read_page(saved.body, saved.url, headers=saved.headers, fetched_at=FETCHED_AT)) for saved in articles]
    size = sum(map(len, lines)) / len(lines) / 1000
    yield f"{len(lines)} lines of {size:.1f} KB"
    for name, decode in {"json alone": json.loads, "orjson alone, no types": orjson.loads,
                         "orjson, msgspec.convert": lambda line: msgspec.convert(orjson.loads(line), Article)}.items():
        yield f"{name:24} {best(lambda decode=decode: [decode(line) for line in lines]) / len(lines) * 1e6:.1f} µs a line"  # type: ignore[misc]


def manifests(_: list[SavedPage]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        write_manifest(Path(folder), MANIFEST)
        [path] = Path(folder).glob("runs/*/*.json")
        assert isinstance(read_manifest(path), Manifest)
        yield f"msgspec {best(lambda: [read_manifest(path) for _ in range(200)]) / 200 * 1e6:.0f} µs"


def domains(_: list[SavedPage]) -> Iterator[str]:
    started = time.process_time()
    registered_domain("www.paper.co.kr")
    yield f"tldextract: the first call {1000 * (time.process_time() - started):.0f} ms"
    uncached = registered_domain.__wrapped__
    yield f"then {best(lambda: [uncached('www.paper.co.kr') for _ in range(1000)]) * 1000:.1f} µs a host, less for one that was asked before"


def best(action: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """CPU seconds."""
    seconds = []
    for _ in range(rounds):
        started = time.process_time()
        action()
        seconds.append(time.process_time() - started)
    return min(seconds)


class Compiled(dict[str, XPath]):
    """Selectors, each compiled once."""

    def __missing__(self, css: str) -> XPath:
        self[css] = XPath(HTMLTranslator().css_to_xpath(css))
        return self[css]


def read(saved: SavedPage, url: str | None = None) -> str:
    """The body; "" of what is taken for no article."""
    with suppress(newscrawl.NotAnArticle):
        return newscrawl.read_page(saved.body, url or saved.url, headers=saved.headers, fetched_at=FETCHED_AT).body
    return ""


def f1(found: str, wanted: str) -> float:
    """Of words, each as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", text)) for text in (found, wanted))
    return 2 * (ours & theirs).total() / ((ours.total() + theirs.total()) or 1)


def text_of(saved: SavedPage) -> str:
    return saved.body.decode(choose_encoding(saved.body, saved.headers.get("Content-Type")), "replace")


def installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.stdout.write(f"  {name} is not installed\n")
        return None


if __name__ == "__main__":
    main()
