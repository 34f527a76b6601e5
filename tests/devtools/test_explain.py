"""``scrapy explain``: what it says is what the reading did, whoever asks and whatever the page holds."""
from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.cells import cell_len

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.trace import Trace
from newscrawl.demo.pack import pack
from newscrawl.devtools.explain import terminal
from newscrawl.devtools.explain.explanation import Explanation, explain
from newscrawl.devtools.explain.find import find
from newscrawl.devtools.explain.rules import rule_in_words
from newscrawl.devtools.explain.segments import Segment, segments
from newscrawl.devtools.explain.webpage import render
from newscrawl.errors import NoBrowserError
from newscrawl.extracted import ExtractedArticle, ExtractedBlock
from newscrawl.items import Article, Layers
from newscrawl.page.document import Page
from newscrawl.read import article_reader
from newscrawl.rendering.browser import check_browser
from tests.loopback import PORT, Answer, Site, serving
from tests.saved import FETCHED_AT, KNOWN, SavedPage, saved_pages

ROOT = Path(__file__).parents[2]
DECLARED = SavedPage("thelec", "article_glass_substrate")
UNDECLARED = SavedPage("sigan-dang.example", "article_future_date_in_json_ld")
NO_ARTICLE = SavedPage("pixel-ilbo.example", "not_photo_gallery")
THREE = (DECLARED, UNDECLARED, NO_ARTICLE)
HOSTILE_URL = "https://www.hostile.example/news/1234"
SCRIPT = "<script>alert('제목')</script>"
HOSTILE = """<html><head><title>{0}</title><meta property="og:title" content="{0}"><meta property="og:type" content="article"></head>
<body><h1>{0}</h1><div>입력 2026-11-20 10:00</div><div id="article">
<p>첫 문단은 &lt;b onclick="x"&gt;태그처럼&lt;/b&gt; 생겼다고 한다. &amp;amp;는 그대로다.</p>
<p>둘째 문단에는 &#27;[31m제어 문자&#27;[0m와 &#8238;거꾸로 쓰는 문자가 들어 있다고 전했다.</p><p>셋째 문단은 아무 일도 없이 끝난다고 밝혔다.</p>
<p>&lt;/p&gt;&lt;img src=x&gt; Copyright ⓒ 적대신문 무단전재 금지</p></div></body></html>
""".format("&lt;script&gt;alert('제목')&lt;/script&gt; 읽기를 묻는 기사")


def page_of(saved: SavedPage) -> Page:
    return Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)


def reading(page: Page) -> tuple[ExtractedArticle, Article, Trace]:
    extracted = article_reader(page).read_article(page)
    return extracted, *clean(extracted)


def explained(page: Page) -> Explanation:
    return explain(page, article_reader(page))


def scrapy_explain(*arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-m", "scrapy", "explain", *arguments], cwd=ROOT, check=False, capture_output=True,
                          env={**os.environ, **environment}, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def of_saved(saved: SavedPage) -> list[str]:
    return [str(saved.path), "--url", saved.url, "--fetched-at", FETCHED_AT.isoformat()]


@cache
def said(saved: SavedPage) -> str:
    code, out, err = scrapy_explain(*of_saved(saved))
    assert (code, err) == (0, "")
    return out


# What it says


@pytest.mark.slow
@pytest.mark.parametrize("saved", THREE, ids=str)
def test_each_field_with_its_layers_and_the_winner(saved: SavedPage) -> None:
    page = page_of(saved)
    layers = reading(page)[1].provenance.layers
    fields = dict.fromkeys(Layers.__slots__, "")
    field = ""
    for line in said(saved).split("THE FIELDS")[1].split("THE BODY")[0].splitlines():
        if (begun := re.match(r"  (\w+) ", line)) and begun[1] in fields:
            field = begun[1]
        elif field:
            fields[field] += f"{line}\n"
    assert {name: re.findall(r"✓ (\S+)", text) for name, text in fields.items()} == {
        name: [layer] if (layer := getattr(layers, name)) else [] for name in Layers.__slots__}
    for field in explained(page).fields:
        shown = re.findall(r"^    [✓·✗] (\S+)", fields[field.field], re.MULTILINE)
        assert shown == [answer.layer for answer in field.answers]
        assert all(answer.note in fields[field.field] for answer in field.answers)


@pytest.mark.slow
@pytest.mark.parametrize("saved", THREE, ids=str)
def test_every_dropped_piece_once_with_its_rule_in_page_order(saved: SavedPage) -> None:
    _, article, body = reading(page_of(saved))
    in_page_order = list(body.dropped)
    shown = said(saved).split("THE BODY")[1].split("WARNINGS")[0]
    expected = [f"[{segment.rule}] " + segment.text.replace("\n", "\n      ") for segment in in_page_order]
    assert expected
    assert re.findall(r"^  − (\[.*(?:\n {6}.*)*)", shown, re.MULTILINE) == expected
    kept = re.findall(r"^  \+ \[(?!image)\w+\] (.*(?:\n {6}.*)*)", shown, re.MULTILINE)
    assert [text.replace("\n      ", "\n").replace(" | ", "\t") for text in kept] == [block.text for block in article.blocks]


@pytest.mark.slow
def test_what_a_page_was_taken_for() -> None:
    declared, undeclared, no_article = map(said, THREE)
    assert "  paper          디일렉 (thelec), a site that newscrawl knows: newscrawl/spiders/thelec.py, on the CMS ND Soft\n" in declared
    assert "  kind           an article\n" in declared
    assert "  id             thelec:47213, from the page's address\n" in declared
    assert "which no spider of newscrawl declares" in undeclared
    assert f"{UNDECLARED.url}, from <link rel=\"canonical\">\n" in undeclared
    assert "    ✗ json-ld    2027-11-18 09:40:00 (refused: it is still to come)\n" in undeclared
    assert "  ! published_at: what json-ld says is still to come\n" in undeclared
    assert "  kind           no article: the page shows pictures or a video without an article's text (photo). A crawl" in no_article
    assert "  + [image] https://www.pixel-ilbo.example/upload/2026/1118/mud_01.jpg\n" in no_article


def test_the_encoding_declared_and_chosen() -> None:
    saved = SavedPage("boannews", "listing_lying_header")
    facts = dict(explained(page_of(saved)).facts)
    assert facts["encoding"] == ("cp949; the HTTP header says utf-8 and the page says cp949; "
                                 "they disagree with each other or with the bytes, so the one that breaks fewest letters is taken")
    assert facts["id"] == (
        "boannews.com:4c2668f1329dad93, from the host and a digest of the canonical url, as nobody declared where its addresses carry an id")
    assert facts["paper"] == "보안뉴스 (boannews.com), at an address that the site boannews does not know: its selectors are tried first"
    assert facts["kind"].startswith("no article: the page lists articles and is none itself (listing)")


def test_a_site_that_was_named_for_a_page_of_another() -> None:
    saved = SavedPage("boannews", "listing_lying_header")
    facts = dict(explain(page_of(saved), article_reader(page_of(saved), "thelec")).facts)
    assert facts["id"] == "none, since the address carries none"
    assert facts["kind"].startswith(f"no article: {saved.url} is no address of an article of thelec (address)")


def test_the_evidence() -> None:
    """Each row of the table that holds, and the sum that decides."""
    saved = SavedPage("soribaram.example", "not_mission")
    facts = dict(explained(page_of(saved)).facts)
    assert facts["evidence"].split("\n") == [
        "+1 og:type says article",
        "+1 the title stands on the page as a heading",
        "+1 the text has several sentences",
        "+2 the text has many sentences",
        "+1 the sentences are in the plain style of news",
        "+1 most sentences of the page are in the text",
        "= -2 with -9 for any page, where an article has at least 0"]
    known = dict(explained(page_of(SavedPage("etnews", "article_old_public_saas"))).facts)
    assert known["evidence"].endswith(" with -9 for any page, which does not decide here: the address is an article's")


@pytest.mark.parametrize("saved", saved_pages(), ids=str)
def test_it_tells_the_truth_of_every_page(saved: SavedPage) -> None:
    page = page_of(saved)
    explanation = explained(page)
    reader = article_reader(page)
    if not reader.page_id(page):
        assert explanation.not_article
        return
    found, article, body = reading(page)
    layers = article.provenance.layers
    for field in explanation.fields:
        winner = [answer.layer for answer in field.answers if answer.outcome == "taken"]
        assert winner == [layer for layer in [getattr(layers, field.field)] if layer]
        assert bool(field.value) == bool(getattr(article, field.field))
    by_fate: dict[str, list[Segment]] = {
        fate: [segment for segment in explanation.segments if segment.fate == fate] for fate in ("kept", "dropped", "image", "video")}
    assert [(segment.label, segment.text) for segment in by_fate["dropped"]] == [
        (segment.rule, segment.text) for segment in body.dropped]
    assert "\n".join(segment.text for segment in by_fate["kept"]) == "\n".join(block.text for block in article.blocks)
    assert [segment.media for segment in by_fate["image"]] == article.images
    assert [segment.media for segment in by_fate["video"]] == (article.videos if by_fate["video"] else [])
    lines = [line for segment in explanation.segments for line in segment.text.split("\n")]
    assert lines == [line for block in found.body for line in block.text.split("\n")] or found.lead_image in lines
    assert explanation.warnings == article.provenance.warnings


def test_lines_within_a_block_have_fates_of_their_own() -> None:
    address = "https://a.example/1"
    extracted = ExtractedArticle("a", "1", address, address, FETCHED_AT, title="제목", lead_image="https://a.example/l.jpg", body=[
        ExtractedBlock("caption", "아래 사진의 설명"),
        ExtractedBlock("caption", "설명만 있고"),
        ExtractedBlock("image", "https://a.example/1.jpg"),
        ExtractedBlock("paragraph", "사진 설명이다. /연합뉴스\n첫 문장을 말했다.\n- 광고 -\n둘째 문장을 말했다."),
        ExtractedBlock("image", "https://a.example/1.jpg"),
        ExtractedBlock("caption", "사진 없는 설명"),
        ExtractedBlock("paragraph", "마지막 문장을 말했다. 홍길동 기자 hong@a.example\n[관련기사]"),
        ExtractedBlock("paragraph", "트위터 페이스북")])
    shown = [(segment.fate, segment.label, segment.text) for segment in segments(clean(extracted)[1])]
    assert shown == [
        ("caption", "caption", "아래 사진의 설명"), ("caption", "caption", "설명만 있고"), ("image", "image", "https://a.example/1.jpg"),
        ("caption", "caption", "사진 설명이다. /연합뉴스"), ("kept", "paragraph", "첫 문장을 말했다."), ("dropped", "ad.label", "- 광고 -"),
        ("kept", "paragraph", "둘째 문장을 말했다."), ("repeated", "image", "https://a.example/1.jpg"),
        ("dropped", "caption.without-image", "사진 없는 설명"), ("kept", "paragraph", "마지막 문장을 말했다."),
        ("dropped", "byline.closing", "홍길동 기자 hong@a.example"),
        ("dropped", "related.title", "[관련기사]"), ("dropped", "share.words", "트위터 페이스북")]


# What became of a text


@pytest.mark.parametrize(("text", "told"), [
    ("유리로 만든 것으로, 열에 덜 휘고", ["in the record's body, as paragraph: “미르반도체가 반도체 유리기판 시험 라인을"]),
    ("시제품 <사진=미르반도체>", ["taken for a caption of the image or video above or below it: “"]),
    ("인공지능신문 무단전재", []),
    ("노을찬 기자 eulchan", ["dropped from the body by the rule byline.line (newscrawl/cleaning/passes.py): a line that only says who wrote"]),
    ("무단전재 및   재배포", ["dropped from the body by the rule copyright.ndsoft (declared as boilerplate by the site or its CMS): what stands in"]),
    ("mail to webmaster", ["on the page, in footer#user-footer > p.copyright: outside of the body's container article#article-view-content-div"]),
])
def test_what_became_of_a_text(text: str, told: list[str]) -> None:
    page = page_of(DECLARED)
    found = find(text, explained(page), page)
    assert [line[:len(beginning)] for line, beginning in zip(found, told, strict=False)] == told
    assert bool(found) == bool(told)


def test_a_text_that_no_reader_sees_or_that_spans_lines() -> None:
    page = page_of(DECLARED)
    explanation = explained(page)
    assert find("articleView.html?idxno=47213", explanation, page) == [
        "not seen by a reader: it stands in a script, in <meta> or in an attribute, and no field of the record was read from it"]
    page = page_of(UNDECLARED)
    explanation = explained(page)
    first, second = [block.text for block in explanation.article.blocks][:2]
    assert find(first[-12:] + second[:12], explanation, page) == [
        "in the body's container div#a, on more than one line; give the text of one line"]


def test_find_from_the_shell() -> None:
    code, out, err = scrapy_explain(*of_saved(DECLARED), "--find", "노을찬 기자 eulchan")
    assert (code, err) == (0, "")
    assert out.startswith("dropped from the body by the rule byline.line ")
    assert scrapy_explain(*of_saved(DECLARED), "--find", "어디에도 없는 말") == (
        1, "", f"scrapy explain: {DECLARED.url} does not have the text “어디에도 없는 말”; give less of it, as the page writes it\n")


@pytest.mark.parametrize("saved", saved_pages(), ids=str)
def test_every_rule_that_drops_something_can_be_explained(saved: SavedPage) -> None:
    explanation = explained(page_of(saved))
    for segment in explanation.segments:
        if segment.fate == "dropped":
            assert rule_in_words(segment.label, explanation.boilerplate).startswith(f"{segment.label} (")


def test_generic_fields_name_the_element_that_they_were_read_from() -> None:
    notes = {field.field: field.note for field in explained(page_of(UNDECLARED)).fields}
    assert notes["published_at"].startswith("read from div#v > p.d")
    assert notes["body"].startswith("read from div#a")
    assert notes["title"] == "nothing in the scripts' data"
    declared = {field.field: field.note for field in explained(page_of(DECLARED)).fields}
    assert declared["body"].startswith("read from article#article-view-content-div, which body_css “#article-view-content-div” selects")


# Where it says it


def in_terminal(columns: int, *arguments: str, **environment: str) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    shell = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    with subprocess.Popen([sys.executable, "-m", "scrapy", "explain", *arguments], cwd=ROOT, stdout=theirs,
                          env={**shell, "TERM": "xterm", **environment}) as running:
        os.close(theirs)
        written = b""
        try:
            while segment := os.read(ours, 65536):
                written += segment
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    assert running.returncode == 0
    return written.decode().replace("\r\n", "\n")


@pytest.mark.slow
def test_a_terminal_has_colours_and_whole_letters_to_its_edge() -> None:
    shown = in_terminal(64, *of_saved(DECLARED))
    assert "\x1b[32m    ✓ family\x1b[0m" in shown
    plain = re.sub(r"\x1b\[\d+m", "", shown)
    widths = [cell_len(line) for line in plain.splitlines()]
    assert 60 < max(widths) <= 64
    assert "".join(plain.split()) == "".join(said(DECLARED).split())
    assert in_terminal(64, *of_saved(DECLARED), NO_COLOR="1") == plain == in_terminal(64, *of_saved(DECLARED), TERM="dumb")


@pytest.mark.slow
def test_a_pipe_has_neither_colours_nor_broken_lines(tmp_path: Path) -> None:
    assert "\x1b" not in said(DECLARED)
    article = reading(page_of(DECLARED))[1]
    assert all(line in said(DECLARED) for block in article.blocks for line in block.text.split("\n"))
    file = tmp_path / "hostile.html"
    file.write_text(HOSTILE)
    _, out, _ = scrapy_explain(str(file), "--url", HOSTILE_URL)
    assert not {"\x1b", "\u202e"} & set(out)
    assert "[31m제어 문자[0m와 거꾸로" in out


@pytest.mark.slow
def test_whoever_stops_reading_is_not_told_of_errors() -> None:
    running = subprocess.Popen([sys.executable, "-m", "scrapy", "explain", *of_saved(DECLARED)], cwd=ROOT, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0


@pytest.mark.parametrize(("text", "width", "lines"), [
    ("가나다 라마바", 6, ["가나다", "라마바"]),
    ("가나다라마바", 5, ["가나", "다라", "마바"]),
    ("ab 가나다라", 6, ["ab", "가나다", "라"]),
    ("ab 가나다", 4, ["ab", "가나", "다"]),
    ("\u1100\u1161\u1100\u1161\u1100\u1161", 4, ["\u1100\u1161\u1100\u1161", "\u1100\u1161"]),  # decomposed
    ("a b c", 80, ["a b c"]),
    ("", 80, [""]),
])
def test_wrapping_counts_columns(text: str, width: int, lines: list[str]) -> None:
    assert list(terminal.wrap(text, width, width)) == lines


# The page


class Seen(HTMLParser):
    """The tags, attributes and text of a page; ends where its tags are not balanced."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("saved", saved_pages(), ids=str)
def test_the_page_stands_alone(saved: SavedPage) -> None:
    page = page_of(saved)
    explanation = explained(page)
    written = render(explanation, page)
    seen = Seen(written)
    assert set(seen.attributes) <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert not seen.tags & {"script", "link", "img", "iframe", "a", "object", "base", "form"}
    assert "url(" not in written.split("</style>")[0]
    assert "@import" not in written
    for segment in explanation.segments:
        assert all(line in seen.text for line in segment.text.split("\n"))
    assert all(answer.note in seen.text for field in explanation.fields for answer in field.answers)


def test_the_page_shows_what_the_saved_page_says() -> None:
    page = page_of(DECLARED)
    beside = render(explained(page), page).split("<aside>")[1]
    assert '<p class="piece dropped"><small>related.class</small>관련기사</p>' in beside
    assert '<p class="piece field"><small>title</small>미르반도체, 유리기판 시험 라인 가동…&quot;2028년 양산&quot;</p>' in beside
    assert beside.count('class="piece kept"') == sum(block.text.count("\n") + 1 for block in reading(page)[1].blocks)
    assert '<p class="piece ">' in beside


# How a browser lays it out: whether a Korean word is broken though it would fit in a line, what scrolls, and where the article begins.
LAYOUT = """() => {
    const broken = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (const details of document.querySelectorAll("details")) details.open = true
    while (walker.nextNode()) {
        const node = walker.currentNode
        if (node.parentElement.closest(".address")) continue
        for (const word of node.data.matchAll(/[가-힣]+/g)) {
            const range = document.createRange()
            range.setStart(node, word.index)
            range.setEnd(node, word.index + word[0].length)
            if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) broken.push(word[0])
        }
    }
    for (const details of document.querySelectorAll("details")) details.open = false
    const scrolls = [...document.querySelectorAll("body *")].filter(e => /auto|scroll/.test(getComputedStyle(e).overflow)).length
    return {broken, scrolls, sideways: document.documentElement.scrollWidth > innerWidth,
            firsts: ["main", "aside"].map(part => document.querySelector(`${part} .kept`).getBoundingClientRect().top)}
}"""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_browser_shows_the_article_first_and_breaks_no_korean_word(tmp_path: Path, width: int, height: int) -> None:
    api = pytest.importorskip("playwright.sync_api")
    try:
        chromium = check_browser()
    except NoBrowserError:
        if "CI" in os.environ:
            raise
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": width, "height": height})
        for saved in (DECLARED, UNDECLARED, SavedPage("yna", "article_seabed_cable_quake")):
            page = page_of(saved)
            (tmp_path / "page.html").write_text(render(explained(page), page), encoding="utf-8")
            window.goto((tmp_path / "page.html").as_uri())
            layout = window.evaluate(LAYOUT)
            firsts = layout.pop("firsts")
            assert layout == {"broken": [], "scrolls": 0, "sideways": False}
            assert firsts[0] < height / 2
            if width > 1000:
                assert firsts[1] < height, "the page's menus are folded"
        browser.close()


def test_long_menus_are_folded() -> None:
    page = page_of(DECLARED)
    beside = render(explained(page), page).split("<aside>")[1]
    folded = re.findall(r"<details><summary>(\d+) lines: [^<]+</summary>\n(.*?)</details>", beside, re.DOTALL)
    assert [int(count) for count, _ in folded] == [lines.count("<p ") for _, lines in folded]
    assert [count for count, _ in folded] == ["18", "4", "27"]
    assert not re.search(r'class="piece (?:kept|dropped|field)"', "".join(lines for _, lines in folded))
    short = re.sub(r"<details>.*?</details>", "|", beside, flags=re.DOTALL)
    assert not re.search(r'(?:<p class="piece ">.*\n){4}', short)


@pytest.mark.parametrize("saved", THREE, ids=str)
def test_what_it_says_is_in_plain_words(saved: SavedPage) -> None:
    page = page_of(saved)
    seen = Seen(render(explained(page), page)).text
    for jargon in ("json-ld taken", "generic not asked", "✓ family", "✓ site", "✓ json-ld", "nothing in state"):
        assert jargon not in seen
    assert "generic not asked" not in said(saved)


@pytest.mark.slow
def test_what_a_hostile_page_says_is_only_seen(tmp_path: Path) -> None:
    file, out = tmp_path / "hostile.html", tmp_path / "out.html"
    file.write_text(HOSTILE)
    assert scrapy_explain(str(file), "--url", HOSTILE_URL, "--html", str(out)) == (0, f"{out}\n", "")
    written = out.read_text()
    seen = Seen(written)
    assert "script" not in seen.tags
    assert "b" not in seen.tags
    assert seen.text.count(SCRIPT) >= 3
    assert "<h1>&lt;script&gt;alert(&#x27;제목&#x27;)&lt;/script&gt; 읽기를 묻는 기사</h1>" in written
    assert '<b onclick="x">태그처럼</b> 생겼다고 한다. &amp;는 그대로다.' in seen.text
    assert not {"\x1b", "\u202e"} & set(written)


# A page that is fetched


@pytest.mark.slow
def test_an_address_is_answered_from_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "demo.warc.gz"
    pack(archive)
    url = "https://www.metroseoul.co.kr/article/20261118500045"
    code, out, err = scrapy_explain(url, "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path / 'output'}")
    assert (code, err) == (0, "")
    assert "  fetched        2026-11-23 03:00:00 Korean time, from the archive demo.warc.gz:" in out
    assert "  id             metroseoul:20261118500045, from the page's address\n" in out
    assert "  − [ad.class] 광고\n" in out
    assert [path.name for path in tmp_path.iterdir()] == ["demo.warc.gz"]
    missing = url.replace("2026", "2099")
    assert scrapy_explain(missing, "-s", f"REPLAY={archive}") == (
        1, "", f"scrapy explain: {missing}: the site answered 404 (answered from {archive}, which may not hold the page)\n")


@pytest.mark.slow
def test_an_address_is_asked_once_and_as_robots_txt_allows(tmp_path: Path) -> None:
    site = Site()
    site.pages["www.thelec.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /admin/\n")
    site.pages["www.thelec.kr/news/articleView.html?idxno=47213"] = Answer(DECLARED.body)
    site.pages["www.thelec.kr/broken"] = Answer(b"", 503)
    site.pages["www.thelec.kr/paper.pdf"] = Answer(b"%PDF-1.7\x00\x01", headers={"Content-Type": "application/pdf"})
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    more = ["-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0", "-s", "CONTACT=tests@example.org"]
    with serving(site) as port:
        def ask(path: str) -> tuple[int, str, str]:
            return scrapy_explain(f"https://www.thelec.kr/{path}", *more, **{PORT: str(port)})
        code, out, err = ask("news/articleView.html?idxno=47213")
        assert site.asked == ["www.thelec.kr/robots.txt", "www.thelec.kr/news/articleView.html?idxno=47213"]
        assert site.agents == {"newscrawl/0.3.0 (+tests@example.org)"}
        assert (code, err) == (0, "")
        assert out.split("THE FIELDS")[1] == said(DECLARED).split("THE FIELDS")[1]
        failed = {path: ask(path) for path in ("admin/1", "broken", "paper.pdf")}
    assert {path: (code, out) for path, (code, out, _) in failed.items()} == dict.fromkeys(failed, (1, ""))
    assert [err for *_, err in failed.values()] == [
        "scrapy explain: https://www.thelec.kr/admin/1: Forbidden by robots.txt\n",
        "scrapy explain: https://www.thelec.kr/broken: the site answered 503\n",
        "scrapy explain: https://www.thelec.kr/paper.pdf: it is not text but application/pdf\n"]
    assert (site.times_asked("www.thelec.kr/admin/1"), site.times_asked("www.thelec.kr/broken")) == (0, 1)


# What is wrong is said in a line


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "message"), [
    (["/none.html", "--url", DECLARED.url], "cannot read /none.html: No such file or directory"),
    (["README.md", "--url", "www.thelec.kr/1"], "--url www.thelec.kr/1 is no address; write it as https://www.example.com/1"),
    (["README.md", "--url", "http://[::1"], "--url http://[::1 is no address; write it as https://www.example.com/1"),
    (["README.md"], "README.md: say with --url where the page came from; an address to fetch begins with https://"),
    (["README.md", "--url", DECLARED.url, "--site", "qqqqqqqqqq"], KNOWN),
    (["README.md", "--url", DECLARED.url, "--fetched-at", "2026-11-22"],
     "--fetched-at 2026-11-22 has no time zone; write it as 2026-11-22T03:00:00+09:00"),
    (["README.md", "--url", DECLARED.url, "--html", "/none/out.html"], "cannot write /none/out.html: No such file or directory"),
    ([DECLARED.url, "--header", "A:b"], "--header and --fetched-at are for a saved FILE; what is fetched comes with its own"),
    ([DECLARED.url, "-s", "REPLAY=/none.warc"], "cannot read the archive /none.warc: No such file or directory"),
])
def test_a_mistake_is_told_in_a_line(arguments: list[str], message: str) -> None:
    assert scrapy_explain(*arguments) == (1, "", f"scrapy explain: {message}\n")


@pytest.mark.slow
def test_no_network_is_told_in_a_line() -> None:
    code, out, err = scrapy_explain("http://127.0.0.1:9/1")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("scrapy explain: http://127.0.0.1:9/1: ")


def test_an_empty_page_is_explained() -> None:
    for body in (b"", b"<html></html>", b"\xff\xfe"):
        explanation = explained(Page.from_bytes(body, DECLARED.url, {}, FETCHED_AT))
        assert explanation.not_article
        assert "No text was found." in terminal.render(explanation, 80, colours=True)
