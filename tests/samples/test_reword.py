"""A reworded page is read like the page itself, and says nothing of what it said."""
from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

import newscrawl
from newscrawl.commands.save_page import names_of
from newscrawl.page.document import Page
from newscrawl.read import reader_for
from newscrawl.samples.answer import of_article
from newscrawl.samples.mail import invented_local
from newscrawl.samples.reword import replacement, reword, reword_url
from newscrawl.text.captions import RULES, is_caption, parse_caption
from newscrawl.text.charset import choose_encoding, content_type
from tests.saved import SavedPage, saved_pages
from tests.text.test_captions import CAPTIONS, CREDITS, NO_CAPTIONS

SAVED = [page for page in saved_pages() if page.site != "koreaittimes"]
"""Its English words would stay."""
PAGES = [page for page in SAVED if not page.is_listing]
ROOT = Path(newscrawl.__file__).parents[1]
READ_OTHERWISE = {
    # The house's address now looks like its author's.
    "itworld/article_throw_logs_away": ["authors"],
}
IN_LATIN_LETTERS = {"Mara Quill"}
"""Names that stay; ``save_page`` says so."""


def reworded(page: SavedPage) -> bytes:
    reader = reader_for(Page.from_bytes(page.body, page.url, page.headers, page.fetched_at))
    return reword(page.body, names_of(reader), content_type(page.headers))


def record_of(page: SavedPage, body: bytes) -> dict[str, Any]:
    try:
        return of_article(newscrawl.read_page(body, page.url, headers=page.headers, fetched_at=page.fetched_at))
    except newscrawl.NotAnArticle as refused:
        return {"kind": refused.kind}


def structure(record: dict[str, Any]) -> dict[str, Any]:
    """What of a record does not hang on its words."""
    if "kind" in record:
        return record
    same = ("published_at", "published_precision", "modified_at", "agency", "language")
    return {
        **{key: record[key] for key in same},
        "blocks": [block["type"] for block in record["blocks"]],
        "lines": [block["text"].count("\n") for block in record["blocks"]],
        "images": [(image["url"], bool(image["caption"]), bool(image["credit"])) for image in record["images"]],
        "authors": [(len(author["name"]), bool(author["email"]), author["role"]) for author in record["authors"]],
        "counts": [len(record[key]) for key in ("title", "subtitle", "tags", "section")],
        "provenance": record["provenance"],
        "rights": [bool(record["rights"][key]) for key in ("notice", "ai")],
    }


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_read_alike(page: SavedPage) -> None:
    before, after = structure(record_of(page, page.body)), structure(record_of(page, reworded(page)))
    if "images" in before:
        before["images"] = [(reword_url(url), *rest) for url, *rest in before["images"]]
    for key in READ_OTHERWISE.get(str(page), ()):
        assert before.pop(key) != after.pop(key)
    assert after == before


def texts(record: dict[str, Any]) -> Iterator[str]:
    yield from (block["text"] for block in record["blocks"])
    yield from (image["caption"] or "" for image in record["images"])
    yield from (record["title"], *record["subtitle"])


def runs_of_three(text: str) -> set[tuple[str, ...]]:
    """Words that follow each other with no markup between."""
    # Units that follow a number stay, as in dates.
    pieces = (re.findall(r"(?<![가-힣\d])[가-힣]+", piece) for piece in re.split('[<>"]', text))
    return {run for words in pieces for run in zip(words, words[1:], words[2:], strict=False)}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_nothing_of_the_text_survives(page: SavedPage) -> None:
    record = record_of(page, page.body)
    if "kind" in record:
        return
    told = set().union(*(runs_of_three(text) for text in texts(record)))
    left = reworded(page)
    assert not told & runs_of_three(left.decode(choose_encoding(left, content_type(page.headers)), "replace"))
    for author in record["authors"]:
        assert author["name"].encode() not in left or author["name"] in IN_LATIN_LETTERS
        if author["email"]:
            assert author["email"].encode() not in left


@pytest.mark.parametrize("page", [page for page in SAVED if page.is_listing and not page.site.endswith(".example")], ids=str)
def test_a_listing_keeps_its_addresses_and_times(page: SavedPage) -> None:
    site: Any = reader_for(Page.from_bytes(page.body, page.url, page.headers, page.fetched_at))
    links = site.article_links(Page.from_bytes(reworded(page), page.url, page.headers, page.fetched_at))
    expected = page.answer["links"]
    assert [(link.url, link.id) for link in links] == [(reword_url(link["url"]), link["id"]) for link in expected]
    assert [link.time.time.isoformat() if link.time else None for link in links] == [link["time"] for link in expected]
    assert all(link.title != old["title"] for link, old in zip(links, expected, strict=True))


def test_markup_and_encoding_stay() -> None:
    page = SavedPage("boannews", "article_cooking_app_malware")
    signs = re.compile(rb"<[a-zA-Z/](?:(?!mailto:)[^>\x80-\xff])*>")
    assert signs.findall(reworded(page)) == signs.findall(page.body)
    assert choose_encoding(reworded(page)) == choose_encoding(page.body) != "utf-8"


def test_a_word_is_the_same_however_it_is_written() -> None:
    word = "누리집"
    new = replacement(word)
    page = f'<a href="/%EB%88%84%EB%A6%AC%EC%A7%91/">{word}</a><p>{"".join(f"&#{ord(letter)};" for letter in word)}</p>' \
           r'<script>{"headline": "\ub204\ub9ac\uc9d1", "name": "누리집"}</script>'
    left = reword(page.encode()).decode()
    assert word not in left
    assert left.count(new) == 2
    assert new.encode("unicode-escape").decode() in left
    assert "".join(f"&#{ord(letter)};" for letter in new) in left
    assert reword_url("/%EB%88%84%EB%A6%AC%EC%A7%91/") in left
    assert len(left) == len(page)


def test_bytes_that_are_no_text_stay() -> None:
    assert reword(b"<p>\xff\xfe \xea\xb0\x80</p>").startswith(b"<p>\xff\xfe ")


@pytest.mark.parametrize("kept", ["입력 2026.11.20 15:24", "3분 전", "2026년 11월 20일 오후 3시", "저작권자 © 한빛경제 무단전재 및 재배포 금지",
                                  "페이스북 트위터 URL복사", "[관련기사]"])
def test_labels_and_times_stay(kept: str) -> None:
    assert reword(f"<p>{kept}</p>".encode()).decode() == f"<p>{kept}</p>"


def test_names_go_and_the_shape_of_the_byline_stays() -> None:
    left = reword("<p>[서울=연합뉴스] 홍길동 인턴기자 hong.gd@paper.example</p>".encode()).decode()
    assert re.fullmatch(r"<p>\[서울=연합뉴스\] 홍[가-힣]{2} 인턴기자 [a-z]{4}\.[a-z]{2}@paper\.example</p>", left)
    assert "홍길동" not in left
    assert "hong.gd" not in left


WAYS = ["{}@paper.example", "{}@PAPER.co.example", "{}&#64;paper.example", "{}&#x40;paper&#46;example", "{}&commat;paper.example",
        "{}%40paper.example", "{}\\u0040paper.example", "{}[at]paper.example", "{} (AT) paper (dot) example", "{}골뱅이paper.example",
        "{} at paper.example", "{}<span>@</span>paper.example", "{}' + '@' + 'paper.example", "{}＠paper.example"]
"""How addresses are written."""
PLACES = ["<p>{}</p>", '<a href="mailto:{}">Mail</a>', r'<script>{{"email": "{}", "n": "\n{}"}}</script>', "<b data-mail='{}'></b>",
          r"\u003e{}&nbsp;{}", "<b data-user='{}' data-domain='paper.example'></b>"]
"""Where they stand."""


@pytest.mark.parametrize("local", ["20231234", "hong.gd+news", "HONG_GD", "a"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_every_mail_address_gets_another_local_part(local: str, way: str, place: str) -> None:
    def page(local: str) -> str:
        written = local if "domain" in place else way.format(local)
        return place.format(*[written] * place.count("{}"))

    assert reword(page(local).encode()).decode() == page(invented_local(local)).replace("골뱅이", replacement("골뱅이"))
    assert all(old != new for old, new in zip(local, invented_local(local), strict=True) if old.isalnum())


def test_an_address_in_entities() -> None:
    written = "".join(f"&#{ord(letter)};" for letter in "hong@paper.example")
    left = reword(f"<p>{written}</p>".encode()).decode()
    assert unescape(left) == f"<p>{invented_local('hong')}@paper.example</p>"
    assert re.fullmatch(r"<p>(?:&#\d+;){18}</p>", left)


def test_one_address_is_one_address_however_it_is_written() -> None:
    left = reword(b"<p>Hong.GD@paper.example hong.gd&#64;paper.example</p>").decode()
    first, second = re.fullmatch(r"<p>(\w+\.\w+)@paper\.example (\w+\.\w+)&#64;paper\.example</p>", left).groups()  # type: ignore[union-attr]
    assert first.lower() == second
    assert first[0].isupper()
    assert first != "Hong.GD"


def test_an_address_that_cloudflare_scrambled() -> None:
    def scrambled(address: str) -> str:
        return bytes([0x5A, *(letter ^ 0x5A for letter in address.encode())]).hex()

    left = reword(f'<a href="/cdn-cgi/l/email-protection#{scrambled("hong@paper.example")}" data-cfemail="{scrambled("no mail")}">'.encode()).decode()
    assert left == (f'<a href="/cdn-cgi/l/email-protection#{scrambled(invented_local("hong") + "@paper.example")}" '
                    f'data-cfemail="{scrambled("no mail")}">')


@pytest.mark.parametrize("page", [
    "<img src='icon@2x.png'>", "<script src='https://cdn.example/npm/jquery@3.6.0/dist/jquery.min.js'>", "<style>a@media{}</style>",
    "<a href='https://video.example/@paper.example'>", "<p>5 @ 6.7</p>", "{\"@context\": \"https://schema.org\"}", "<p>look at them</p>"])
def test_what_is_no_mail_address_stays(page: str) -> None:
    assert reword(page.encode()).decode() == page


def captions() -> list[str]:
    written = [*(rule.example for rule in RULES), *(f"신제품을 살펴보고 있다.{credit}" for credit in CREDITS), *CAPTIONS, *NO_CAPTIONS]
    return [*dict.fromkeys(written)]


@pytest.mark.parametrize("caption", captions())
def test_a_caption_keeps_its_credit(caption: str) -> None:
    left = unescape(reword(f"<p>{escape(caption)}</p>".encode()).decode()[3:-4])
    assert shape(left) == shape(caption), left


def shape(caption: str) -> tuple[bool, ...]:
    read, glued = parse_caption(caption), parse_caption(caption, certain=True)
    return bool(read.text), bool(read.credit), bool(glued.credit), is_caption(caption)


@pytest.mark.slow
def test_a_page_in_another_language_is_refused() -> None:
    page = next(page for page in saved_pages() if page.site == "koreaittimes" and not page.is_listing)
    done = run(str(page.path), "--reword")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"its text is not Korean" in done.stderr


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "scrapy", "save_page", *arguments], cwd=ROOT, capture_output=True, timeout=60, check=False)


@pytest.mark.slow
def test_command_to_standard_output() -> None:
    page = SavedPage("sannae-times.example", next(page.slug for page in PAGES if page.site == "sannae-times.example"))
    first, second = run(str(page.path), "--reword"), run(str(page.path), "--reword")
    assert first.returncode == 0
    assert first.stdout == second.stdout, "nothing is random"
    assert first.stdout != page.body


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "message"), [
    (["/no/such.html", "--reword"], b"scrapy save_page: cannot read /no/such.html: No such file or directory\n"),
    ([str(PAGES[0].path), "--url", "https://nobody.example/1"], b"scrapy save_page: no site 'nobody.example' is known; "),
    (["/dev/null", "--reword"], b"scrapy save_page: /dev/null is empty\n"),
    ([sys.executable, "--reword"], f"scrapy save_page: {sys.executable} is no HTML page\n".encode()),
    (["pyproject.toml", "--url", "https://www.thelec.kr/news/articleView.html?idxno=1"], b"scrapy save_page: pyproject.toml is no HTML page\n"),
    ([str(PAGES[0].path), "--url", "https://www.thelec.kr/news/articleView.html?idxno=1", "--slug", "../../x"],
     b"scrapy save_page: --slug ../../x is no name for a test page; "),
    ([str(PAGES[0].path), "--url", "neither"], b"scrapy save_page: --url neither is no address; write it as https://www.example.com/1\n"),
    ([str(PAGES[0].path), "--url", "https://www.thelec.kr/"], b"scrapy save_page: https://www.thelec.kr/ is no address of an article "),
])
def test_mistakes_are_one_line(arguments: list[str], message: bytes) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert done.stderr.startswith(message)
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("page", ["가" * 200_000, "가 " * 100_000, "\\uac00" * 100_000, "%EA%B0%80" * 50_000, "&#44032;" * 50_000,
                                  "a.b+" * 50_000 + "@", "@a.kr" * 40_000, "a&#64;" * 30_000, "<b>" * 60_000 + "@a.kr",
                                  "\\" * 200_000 + "@a.kr", '"' * 200_000, "<" * 200_000], ids=lambda page: str(page[:9]))
def test_strange_pages_cost_no_more_than_their_length(page: str) -> None:
    begun = time.process_time()
    reword(page.encode())
    assert time.process_time() - begun < 5
