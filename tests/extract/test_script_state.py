"""The article in a page's state: every way in which a script may carry it, and what must not be taken for it."""
from __future__ import annotations

import html
import json
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from newscrawl.extract import blocks as body
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.extract.layers.script_state.body import html_parts
from newscrawl.extract.layers.script_state.layer import SCRIPT_STATE
from newscrawl.page.document import Page
from newscrawl.text.bylines import Person, parse_byline
from tests.saved import FETCHED_AT

Json = Any
HANKOOK = Path(__file__).parents[3] / "shared" / "pages" / "hankook-2026-01.html"

URL = "https://www.narae.example/news/view/N2026111700451"
TITLE = "나래전자, 스스로 식는 “얼음 칩” 첫 공개"
LEAD = "나래전자가 스스로 열을 식히는 칩을 처음으로 공개했다. 이 칩은 물이나 바람을 쓰지 않는다."
MIDDLE = "회사 쪽은 시험 결과 온도가 절반으로 내려갔다고 밝혔다. 양산은 내년 가을에 시작한다. 값은 아직 정해지지 않았다."
END = "업계에서는 자료가 부족하다는 말도 나온다. 한 연구원은 “시험 조건을 함께 내놓아야 한다”고 말했다."
PARAGRAPHS = [LEAD, MIDDLE, END]
HTML = "".join(f'<p class="txt">{text}</p>' for text in PARAGRAPHS)
SUMMARY = ("가람통신이 바다 밑으로 새 통신선을 놓는다. 공사는 세 해 동안 이어지며 배 열두 척이 나선다. 회사는 비용을 밝히지 않았다. "
           "주민 설명회는 다음 달에 열린다. 반대하는 목소리도 작지 않다. 시는 검토를 마치는 대로 결과를 알리겠다고 했다.")
OTHERS = [{"id": f"N202611160030{n}", "title": f"가람통신 바다 밑 통신선 {n}차 공사", "content": f"{SUMMARY} {n}번째 소식이다."}
          for n in range(4)]

# One article, told in the keys of four kinds of site.
STYLES: dict[str, dict[str, Json]] = {
    "portal": {
        "articleId": "N2026111700451", "title": TITLE, "webTitle": "나래전자의 얼음 칩", "subTitle": "물도 바람도 없이<br>내년 가을 양산",
        "contentHtml": HTML, "sectionCd": "tech", "sectionName": "산업·IT", "deployDt": "2026.11.17 11:45",
        "reDeployDt": "2026.11.17 13:10", "writerName": None, "tags": [{"tagId": "1-2", "tag": "칩"}, {"tagId": "1-3", "tag": "나래전자"}],
        "byLines": [{"writerType": "WRITER", "writerName": "홍길동", "writerJobName": "기자", "writerEmail": "hong@narae.example"}]},
    "camel": {
        "id": "N2026111700451", "headline": TITLE, "subHeadline": ["물도 바람도 없이", "내년 가을 양산"], "body": "\n\n".join(PARAGRAPHS),
        "publishedAt": "2026-11-17T02:45:00Z", "updatedAt": "2026-11-17T04:10:00.000Z", "categoryName": "산업·IT",
        "author": {"name": "홍길동", "position": "기자", "email": "hong@narae.example"}, "keywords": "칩, 나래전자", "publisher": "나래신문"},
    "snake": {
        "news_no": "N2026111700451", "news_title": html.escape(TITLE), "sub_title": "물도 바람도 없이\r\n내년 가을 양산",
        "article_body": html.escape(HTML), "reg_dt": "20261117114500", "mod_dt": "20261117131000", "section_name": "산업·IT",
        "reporter_name": "홍길동 기자", "reporter_email": "hong@narae.example", "tag_list": ["#칩", "#나래전자"]},
    "arc": {
        "_id": "QWERTYUIOPASDFGHJKLZXCVBNM", "type": "story", "canonical_url": "/news/view/N2026111700451",
        "headlines": {"basic": TITLE, "mobile": ""}, "subheadlines": {"basic": "물도 바람도 없이\n내년 가을 양산"},
        "content_elements": [{"_id": str(n), "type": "text", "content": text} for n, text in enumerate(PARAGRAPHS)],
        "credits": {"by": [{"type": "author", "name": "홍길동 기자", "email": "hong@narae.example", "slug": "hong"}]},
        "display_date": "2026-11-17T02:45:00.123Z", "last_updated_date": "2026-11-17T04:10:00Z", "publish_date": "2026-11-17T04:10:01Z",
        "taxonomy": {"sections": [{"_id": "/tech", "name": "산업·IT"}], "tags": [{"text": "칩", "slug": "chip"}, {"text": "나래전자"}]}},
}


# Pages of scripts

def script(text: str, attributes: str = "") -> str:
    return f"<script {attributes}>{text}</script>"


def dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def page(*scripts: str, title: str = f"{TITLE} | 나래신문", url: str = URL) -> Page:
    source = f"<html><head><title>{title}</title></head><body><div id=root></div>{''.join(scripts)}</body></html>"
    return Page.from_bytes(source.encode("utf-8", "surrogatepass"), url, {"Content-Type": "text/html; charset=utf-8"}, FETCHED_AT)


def json_script(value: Json, attributes: str = "") -> str:
    return script(dumped(value), f'type="application/json" {attributes}')


def row(name: str, value: Json) -> bytes:
    """A row of a flight payload; bytes are a text row."""
    if isinstance(value, bytes):
        return f"{name}:T{len(value):x},".encode() + value
    return f"{name}:{json.dumps(value)}\n".encode()


def pushed(payload: bytes, size: int = 700) -> list[str]:
    """The payload in chunks, over as many scripts."""
    text = payload.decode()
    chunks = [text[place:place + size] for place in range(0, len(text), size)]
    return [script("(self.__next_f=self.__next_f||[]).push([0])"),
            *(script(f"self.__next_f.push({dumped([1, chunk])})") for chunk in chunks)]


def flat(value: Json) -> list[Json]:
    """As Nuxt lays a value flat."""
    laid: list[Json] = []

    def lay(thing: Json) -> int:
        place = len(laid)
        laid.append(None)
        if isinstance(thing, dict):
            laid[place] = {key: lay(inner) for key, inner in thing.items()}
        elif isinstance(thing, list):
            laid[place] = [lay(inner) for inner in thing]
        else:
            laid[place] = thing
        return place

    laid.append(["ShallowReactive", 1])
    lay({"data": value, "once": None})
    return laid


def in_flight(value: Json) -> Page:
    refers = {**value, "detail": {key: "$24" if text == HTML else text for key, text in value["detail"].items()}}
    rows = [b':HL["/_next/a.woff2","font",{"crossOrigin":""}]\n', row("1", "$Sreact.fragment"), b'3:I[13578,["1","a.js"],"default"]\n',
            row("24", HTML.encode()), row("5", ["$", "$L3", None, {"state": {"data": refers, "at": "$undefined"}, "children": "$L6"}]),
            row("6", ["$", "div", None, {"children": "$5"}])]
    return page(*pushed(b"".join(rows)))


SOURCES: dict[str, Callable[[Json], Page]] = {
    "flight": in_flight,
    "next": lambda value: page(json_script({"props": {"pageProps": value}, "page": "/view"}, 'id="__NEXT_DATA__"')),
    "json": lambda value: page(json_script({"menu": ["홈"]}), script("[1,2", 'type="application/json"'), json_script(value)),
    "nuxt": lambda value: page(json_script(flat(value), 'id="__NUXT_DATA__" data-ssr="true"')),
    "nuxt assigned": lambda value: page(script(f"window.__NUXT__={dumped({'data': [value]})};")),
    "apollo": lambda value: page(script(f"window.__APOLLO_STATE__ = {dumped({'ROOT_QUERY': value})}; window.b = {{}}")),
    "initial": lambda value: page(script(f'var a = 1; window["__INITIAL_STATE__"] = {dumped(value)}\n;(function(){{}}())')),
    "preloaded": lambda value: page(script(f"__PRELOADED_STATE__=JSON.parse({dumped(dumped(value))})")),
    "not quite JSON": lambda value: page(script(f"__STATE__={dumped({'at': 1, **value})}".replace('"at": 1', '"at":undefined'))),
    "fetched": lambda value: page(json_script({"status": 200, "body": json.dumps(value)}, "data-sveltekit-fetched")),
    "fusion": lambda value: page(
        script("window.Fusion=window.Fusion||{};Fusion.arcSite='narae';Fusion.globalContent="
               f"{dumped(value['detail'])};Fusion.globalContentConfig={{}};Fusion.contentCache={dumped({'feed': {'{}': value}})};")),
}


def told(found: Page) -> dict[str, Any]:
    """All that the layer reads, dates in short."""
    published, modified = SCRIPT_STATE.read_published_at(found), SCRIPT_STATE.read_modified_at(found)
    return {
        "title": SCRIPT_STATE.read_title(found), "subtitle": SCRIPT_STATE.read_subtitle(found), "section": SCRIPT_STATE.read_section(found),
        "people": [person for text in SCRIPT_STATE.read_byline(found) for person in parse_byline(text)], "tags": SCRIPT_STATE.read_tags(found),
        "published": published and f"{published.time:%m-%d %H:%M}", "modified": modified and f"{modified.time:%m-%d %H:%M}",
        "body": [(block.type, block.text) for block in SCRIPT_STATE.read_body(found)]}


ANSWER = {
    "title": TITLE, "subtitle": ["물도 바람도 없이", "내년 가을 양산"], "section": ["산업·IT"], "tags": ["칩", "나래전자"],
    "people": [Person("홍길동", "hong@narae.example", "기자")], "published": "11-17 11:45", "modified": "11-17 13:10",
    "body": [("paragraph", text) for text in PARAGRAPHS]}
NOTHING: dict[str, Any] = {"title": None, "subtitle": [], "section": [], "tags": [], "people": [], "published": None, "modified": None, "body": []}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("source", SOURCES)
def test_every_source_and_style(source: str, style: str) -> None:
    value = {"popular": {"title": "많이 본 뉴스", "items": OTHERS}, "detail": STYLES[style], "related": OTHERS}
    assert told(SOURCES[source](value)) == ANSWER


# What must not be taken for the article

@pytest.mark.parametrize("scripts", [
    [], [script("window.a = 1;")], [json_script({"title": TITLE, "content": "짧다."})], [json_script([1, "가", None])],
    [json_script({"related": OTHERS})], [json_script({"title": TITLE, "description": SUMMARY, "content": f"{SUMMARY[:140]}..."})],
    [json_script({"title": TITLE, "articles": OTHERS})], [script(dumped(STYLES["portal"]), 'type="application/ld+json"')],
    [json_script({"title": TITLE, "content": "The chip cools itself. It needs no water. " * 9})],
    [script(f"window.__NUXT__=(function(a){{return {{title:a}}}}({dumped(HTML)}))")],
], ids=str)
def test_no_article(scripts: list[str]) -> None:
    assert state_article(page(*scripts)) is None
    assert told(page(*scripts)) == NOTHING


def test_a_brief_is_the_article_if_the_page_has_its_title_and_its_address() -> None:
    sentence = "나래전자가 17일 얼음 칩을 내년 가을에 양산한다고 밝혔다."
    brief = {"headlines": {"basic": TITLE}, "canonical_url": "/news/view/N2026111700451", "content_elements": [{"type": "text", "content": sentence}]}
    assert told(page(json_script(brief)))["body"] == [("paragraph", sentence)]
    label = {**brief, "content_elements": [{"type": "text", "content": "기사 전문은 내일 자 지면에"}]}
    for other in ({**brief, "canonical_url": "/news/view/N2026111700452"}, {**brief, "headlines": {"basic": "가람통신 소식"}}, label):
        assert state_article(page(json_script(other))) is None


def test_of_two_articles_the_page_names_one() -> None:
    longer = {"articleId": "N2026111600999", "title": "가람통신, 바다 밑 통신선 공사 시작", "contentHtml": HTML * 6}
    value = json_script({"a": longer, "b": STYLES["portal"]})
    assert SCRIPT_STATE.read_title(page(value)) == TITLE
    assert SCRIPT_STATE.read_title(page(value, title="나래신문")) == TITLE, "its id is in the address"
    assert SCRIPT_STATE.read_title(page(value, title=f"{longer['title']} - 나래신문")) == longer["title"]
    nowhere = "https://www.narae.example/app"
    assert SCRIPT_STATE.read_title(page(value, title="나래신문", url=nowhere)) == longer["title"], "by far the longest"
    others = page(json_script([longer, {**longer, "title": "또 다른 소식"}]), title="나래신문", url=nowhere)
    assert state_article(others) is None


def test_of_one_article_told_twice_the_longer_body_counts() -> None:
    teaser = {"title": TITLE, "content": f"{LEAD} {MIDDLE}"}
    assert told(page(json_script([teaser, STYLES["portal"], teaser])))["body"] == ANSWER["body"]


def test_markup_is_preferred_to_the_same_text_without() -> None:
    article = {"title": TITLE, "contentText": " ".join(PARAGRAPHS) + " 끝.", "content": HTML}
    assert told(page(json_script(article)))["body"] == ANSWER["body"]


@pytest.mark.parametrize(("address", "url", "same"), [
    ("/news/articleView.html?idxno=12345", "https://a.example/news/articleView.html?idxno=12345&page=2", True),
    ("/news/articleView.html?idxno=12346", "https://a.example/news/articleView.html?idxno=12345", False),
    ("/news/articleView.html", "https://a.example/news/articleView.html?idxno=12345", False),
    ("https://a.example/it/2026/11/17/abc/", "https://a.example/it/2026/11/17/abc?x=1", False),
    ("https://a.example/it/2026/11/17/abc/", "https://a.example/it/2026/11/17/abc", True),
    ("https://[broken", "https://a.example/it/1", False),
])
def test_an_address_names_the_article(address: str, url: str, same: bool) -> None:
    articles = [{"title": f"{number}번째 소식", "url": link, "content": HTML} for number, link in enumerate([address, "/it/9", "/it/8"])]
    assert SCRIPT_STATE.read_title(page(json_script(articles), title="나래신문", url=url)) == ("0번째 소식" if same else None)


# Bodies

def blocks(content: Json, key: str = "content") -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in SCRIPT_STATE.read_body(page(json_script({"title": TITLE, key: content})))]


def test_arc_elements() -> None:
    image = {"type": "image", "url": "https://img.example/a.jpg?x=1&y=2", "caption": "새 칩을 든 연구원.", "subtitle": "제목",
             "credits": {"affiliation": [{"type": "author", "name": "나래전자"}]}}
    elements = [
        image, {"type": "text", "content": LEAD.replace("나래전자가", "<b>나래전자</b>가")},
        {"type": "interstitial_link", "url": "/a", "content": "다른 기사 보기"}, {"type": "header", "level": 2, "content": "값은 아직"},
        {"type": "raw_html", "content": f"<div>{MIDDLE}<br/><br/>{END}</div><script>var a</script>"},
        {"type": "list", "list_type": "unordered", "items": [{"type": "text", "content": "첫째"}, {"type": "text", "content": "둘째 &amp; 끝"}]},
        {"type": "quote", "content_elements": [{"type": "text", "content": "“얼음 같다.”"}]}, {"type": "story", "headlines": {"basic": "남"},
         "content": SUMMARY}, {"type": "gallery", "content_elements": [{"type": "image", "url": "/b.png", "credits": {}}]},
        {"type": "table", "header": [{"content": "이름"}, {"content": "값"}], "rows": [[{"content": "가"}, {"content": "1"}]]},
    ]
    assert blocks(elements, "content_elements") == [
        ("image", "https://img.example/a.jpg?x=1&y=2"), ("caption", "새 칩을 든 연구원. /나래전자"), ("paragraph", LEAD),
        ("heading", "값은 아직"), ("paragraph", MIDDLE), ("paragraph", END), ("list", "첫째\n둘째 & 끝"), ("quote", "“얼음 같다.”"),
        ("image", "https://www.narae.example/b.png"), ("table", "이름\t값\n가\t1")]


@pytest.mark.parametrize("content", [
    {"rendered": HTML}, PARAGRAPHS, "\r\n".join(PARAGRAPHS), html.escape(html.escape(HTML)), {"html": HTML, "text": " ".join(PARAGRAPHS)},
    "<br /><br />".join(PARAGRAPHS), [{"type": "text", "data": text} for text in PARAGRAPHS], [{"paragraph": text} for text in PARAGRAPHS],
    {"time": 1, "blocks": [{"id": "a", "type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]},
    {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text[:9]}, {"type": "text", "text": text[9:]}]}
                                for text in PARAGRAPHS]},
    [{"_type": "block", "style": "normal", "children": [{"_type": "span", "text": text}]} for text in PARAGRAPHS],
    {"blocks": [{"key": "a", "text": text, "type": "unstyled", "entityRanges": []} for text in PARAGRAPHS], "entityMap": {}},
    [{"type": "paragraph", "children": [{"text": text[:9]}, {"type": "link", "url": "/a", "children": [{"text": text[9:]}]}]}
     for text in PARAGRAPHS],
], ids=["rendered", "strings", "lines", "escaped twice", "html and text", "breaks", "data", "paragraphs", "editor.js", "prosemirror",
        "portable text", "draft", "slate"])
def test_shapes_of_a_body(content: Json) -> None:
    assert blocks(content) == ANSWER["body"]


@pytest.mark.parametrize("marker", ["$$ARTICLEAD$$", "[[AD]]", "{{ad}}", "%%AD%%", "##AD_1##", "[[ article_ad2 ]]", "[[광고]]"])
def test_advertisement_markers_are_dropped(marker: str) -> None:
    assert blocks(HTML.replace("</p>", f"</p>{marker}", 1)) == ANSWER["body"]
    assert blocks("\n".join([LEAD, f" {marker} ", MIDDLE, END])) == ANSWER["body"]
    inside = LEAD.replace("이 칩은", f"이 {marker} 칩은")
    assert blocks([inside, MIDDLE, END])[0] == ("paragraph", inside), "inside a sentence it is what the article talks about"


def test_placeholders_of_media_are_dropped() -> None:
    assert blocks(f"[%%IMAGE1%%]\n{LEAD}[%%IMAGE2%%]\n{MIDDLE}\n{END}") == ANSWER["body"]


@pytest.mark.parametrize("text", ["값은 [[READ]]다", "A$$B$$", "{{이름}}"])
def test_other_signs_stay(text: str) -> None:
    assert blocks([*PARAGRAPHS, text])[-1] == ("paragraph", text)


def test_a_writer_box_keeps_its_marks() -> None:
    found = SCRIPT_STATE.read_body(page(json_script({"title": TITLE, "content": f'{HTML}<div class="writer">홍길동 기자</div>'})))
    assert found[-1].marks == {"writer"}


# Flight payloads

def flight_page(payload: bytes) -> Page:
    return page(*pushed(payload))


ARTICLE = STYLES["portal"]


@pytest.mark.parametrize("rows", [
    [row("2", {"title": TITLE, "content": "$a"}), row("a", "$b:html"), row("b", {"html": "$c"}), row("c", HTML.encode())],
    [row("2", {"title": "$b:props:children:1", "content": "$L3"}), row("3", [LEAD, "$4", END]), row("4", MIDDLE.encode()),
     row("b", ["$", "h1", None, {"children": ["홈", TITLE]}])],
    [row("c", f"$$ARTICLEAD$${HTML}".encode()), row("2", {"title": TITLE, "content": "$c"})],
    [b"2:A4,\x00\n1:", row("c", HTML.encode()), row("3", {"title": TITLE, "content": "$c"})],
    [row("c", HTML.encode()).replace(b"T%x" % len(HTML.encode()), b"T%x" % (len(HTML.encode()) - 6)), row("3", {"title": TITLE, "content": "$c"})],
], ids=["chain", "path", "text that begins like a reference", "binary row", "length too short"])
def test_references(rows: list[bytes]) -> None:
    found = flight_page(b"".join(rows))
    assert SCRIPT_STATE.read_title(found) == TITLE
    assert [text for kind, text in told(found)["body"]][:2] == PARAGRAPHS[:2]


def test_escapes_and_dates() -> None:
    value = {"title": f"$${TITLE}", "content": HTML, "publishedAt": "$D2026-11-17T02:45:00.000Z", "author": "$undefined", "tags": "$9"}
    found = flight_page(row("2", value))
    assert told(found) | {"body": []} == NOTHING | {"title": f"${TITLE}", "published": "11-17 11:45"}


def test_a_reference_to_itself_ends() -> None:
    rows = row("2", {"title": TITLE, "content": HTML, "tags": "$2", "authors": "$3", "body": ["$2:body"]}) + row("3", "$3")
    assert SCRIPT_STATE.read_title(flight_page(rows)) == TITLE


def test_a_chunk_in_base64() -> None:
    rows = row("2", {"title": TITLE, "content": "$3"}) + row("3", HTML.encode())
    halves = [[1, rows[:40].decode("ascii", "ignore")], [3, b64encode(rows[40:]).decode()]]
    assert rows[:40].isascii() or (halves := [[3, b64encode(rows).decode()]])
    assert told(page(*(script(f"self.__next_f.push({json.dumps(half)})") for half in halves)))["body"] == ANSWER["body"]


@pytest.mark.parametrize("keep", [0.05, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_cut_payload(keep: float) -> None:
    rows = row("24", HTML.encode()) + row("5", {**ARTICLE, "contentHtml": "$24"})
    scripts = pushed(rows)
    assert state_article(page(*scripts[:int(len(scripts) * keep)])) is None
    cut = page("".join(scripts)[:int(len("".join(scripts)) * keep)])
    assert SCRIPT_STATE.read_title(cut) in {None, TITLE}


# Fields

@pytest.mark.parametrize(("fields", "people"), [
    ({"author": "홍길동 기자"}, ["홍길동"]), ({"authors": ["홍길동 기자", "김하늘 기자"]}, ["홍길동", "김하늘"]),
    ({"reporterList": [{"name": "홍길동", "deptName": "산업부", "jobTitle": "기자"}, {"name": "김하늘"}]}, ["홍길동", "김하늘"]),
    ({"writerDisplay": "홍길동 기자", "byLines": []}, ["홍길동"]), ({"reporterNm": "홍길동", "reporterDeptNm": "김포지국"}, ["홍길동"]),
    ({"credits": {"by": [{"name": "홍길동", "org": "나래신문"}], "affiliation": []}}, ["홍길동"]),
    ({"writer": "admin01", "author": {"id": 7}, "journalists": None}, []), ({"publisher": "김하늘"}, []), ({"authors": [[["홍길동 기자"]]]}, []),
], ids=str)
def test_bylines(fields: Json, people: list[str]) -> None:
    found = page(json_script({"title": TITLE, "content": HTML, **fields}))
    assert [person.name for text in SCRIPT_STATE.read_byline(found) for person in parse_byline(text)] == people


@pytest.mark.parametrize(("fields", "published", "modified"), [
    ({"datePublished": 1795056300, "dateModified": 1795061400000}, "11-19 11:45", "11-19 13:10"),
    ({"first_publish_date": "2026-11-17T02:45:00Z", "display_date": "2026-11-18T02:45:00Z"}, "11-17 11:45", None),
    ({"publisher": "2026-11-01 10:00", "publishYn": "Y", "serviceDaytime": "2026-11-17 11:45:00"}, "11-17 11:45", None),
    ({"createDate": "2026-11-17 11:45", "updateDate": "2026-11-17 13:10"}, "11-17 11:45", "11-17 13:10"),
    ({"embargoEndDate": "2026-11-01 10:00", "inputDateTime": "20261117114500", "lastModified": False}, "11-17 11:45", None),
    ({"publishedAt": None, "regist_dt": "2026.11.17 11:45", "editDt": ""}, "11-17 11:45", None), ({"pubDate": "곧"}, None, None),
], ids=str)
def test_times(fields: Json, published: str | None, modified: str | None) -> None:
    said = told(page(json_script({"title": TITLE, "content": HTML, **fields})))
    assert (said["published"], said["modified"]) == (published, modified)


@pytest.mark.parametrize(("fields", "sections", "tags"), [
    ({"section": {"name": "tech", "label": "산업"}, "tags": "#칩 # 나래, 전자"}, ["산업"], ["칩", "나래", "전자"]),
    ({"section": "tech", "categories": [{"name": "IT"}, {"name": "반도체"}], "hashtags": [{"name": "칩"}, None, 3]}, ["IT", "반도체"], ["칩"]),
    ({"category1Name": "경제 > IT", "category2Name": "반도체", "tagStr": "칩"}, ["경제", "IT", "반도체"], ["칩"]),
    ({"tags": [], "section": 3}, [], []),
], ids=str)
def test_sections_and_tags(fields: Json, sections: list[str], tags: list[str]) -> None:
    said = told(page(json_script({"title": TITLE, "content": HTML, **fields})))
    assert (said["section"], said["tags"]) == (sections, tags)


# Whatever comes

NAMES = ["title", "headlines", "content", "content_elements", "type", "text", "body", "items", "children", "data", "url", "credits", "by",
         "byLines", "authors", "writerName", "subTitle", "tags", "taxonomy", "sections", "publishedAt", "regDt", "updatedAt", "id", "__ref"]
LEAVES = (st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
          | st.sampled_from([HTML, LEAD, TITLE, "$1", "$L2:a:0", "image", "list", "table", "header", "\ud800<p>", "<p" * 9, "ROOT_QUERY"]))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=5))


@pytest.mark.slow
@given(VALUES, st.dictionaries(st.sampled_from(NAMES), VALUES), st.sampled_from(sorted(SOURCES)))
@settings(max_examples=150, deadline=None)
def test_any_state_can_be_read(value: Json, fields: dict[str, Json], source: str) -> None:
    value = json.loads(json.dumps(value))
    article = {"content": HTML, **fields, "title": TITLE}
    found = SOURCES[source]({"detail": {"a": value}, "other": article}) if source != "fusion" else page(json_script([value, article]))
    said = told(found)
    json.dumps(said, default=str, ensure_ascii=False).encode()
    assert said["title"] in {None, TITLE}


PARTS = ["1:", "2:T", "ff,", "\n", '"$1"', '{"title":"', "a:[", "]", "}", HTML, ":HL", "1:I[", '2:{"content":"$1"}\n', "3:A9,", "$1:0:props"]


@given(st.lists(st.text(max_size=30) | st.sampled_from(PARTS), max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_payload_can_be_read(parts: list[str]) -> None:
    payload = "".join(parts).encode("utf-8", "ignore")
    told(page(*pushed(payload), script("self.__next_f.push([1,"), script("self.__next_f.push([3,\"é=\"])")))
    told(page(script(payload.decode().replace("<", " "), 'type="application/json"'), script(f"__STATE__={payload.decode().replace('<', ' ')}")))


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [
    [json_script([{"id": n, "title": f"소식 {n}", "content": [{"type": "text", "content": SUMMARY[:60]}]} for n in range(9_000)])],
    [script("window.__A__=" + "[" * 500_000), script("[" * 500_000, 'type="application/json"'), script("__a" * 500_000)],
    pushed(row("1", SUMMARY.encode() * 3_000) + row("2", [{"title": f"소식 {n}", "content": "$1"} for n in range(9_000)]), 10**9),
    pushed(row("1", SUMMARY.encode() * 3_000) + row("2", ["$1", "$2", "$1"]) + row("3", ["$1"] * 4_000)
           + row("4", [{"title": "$1", "body": ["$3", n], "content": {"type": "list", "items": ["$3", "$2"] * 90}} for n in range(900)]), 10**9),
    [json_script({"title": TITLE, "content": "<" * 300_000 + "<p " * 200_000 + "&lt;p" * 200_000})],
], ids=["many articles", "deep nesting", "one row, many articles", "multiplied", "no markup"])
def test_a_large_state_takes_linear_time(scripts: list[str]) -> None:
    large = page(*scripts)
    started = time.process_time()
    told(large)
    assert time.process_time() - started < 10, "about a second is usual; a quadratic step takes minutes"


# A real page

@pytest.mark.skipif(not HANKOOK.exists(), reason="the shared pages are not there")
def test_hankook() -> None:
    answer = json.loads(HANKOOK.with_suffix(".json").read_text("utf-8"))
    found = Page.from_bytes(HANKOOK.read_bytes(), answer["url"], None, FETCHED_AT)
    said = told(found)
    published, modified = SCRIPT_STATE.read_published_at(found), SCRIPT_STATE.read_modified_at(found)
    # The page shows the section alone, its state the subsection too.
    assert (said["title"], said["section"][:len(answer["section"])]) == (answer["title"], answer["section"])
    assert [person.name for person in said["people"]] == answer["authors"]
    assert published is not None
    assert modified is not None
    assert [f"{moment.time:%Y-%m-%dT%H:%M:%S}" for moment in (published, modified)] == [answer["published_at"], answer["modified_at"]]
    texts = [block.text for block in SCRIPT_STATE.read_body(found) if block.type not in {"image", "caption"} and body.own_text([block])]
    ours, theirs = Counter(" ".join(texts).split()), Counter(answer["body"].split())
    assert 2 * (ours & theirs).total() / (ours.total() + theirs.total()) >= 0.98
    assert [block.text for block in SCRIPT_STATE.read_body(found) if block.type == "image"] == [image["url"] for image in answer["images"]]
    assert not any(unwanted in text for text in texts for unwanted in answer["must_not"])


def test_blocks_of_code_and_video() -> None:
    """Those of Editor.js, of Arc and of ProseMirror."""
    code = 'if a < 1:\n    print("1")'
    blocks = [
        {"type": "paragraph", "data": {"text": LEAD}},
        {"type": "code", "data": {"code": code}},
        {"type": "embed", "data": {"service": "youtube", "embed": "https://www.youtube.com/embed/a1", "caption": "시험하는 모습"}},
        {"type": "paragraph", "data": {"text": MIDDLE}},
        {"type": "oembed_response", "subtype": "youtube", "raw_oembed": {"html": '<iframe src="https://www.youtube.com/embed/b2"></iframe>'}},
        {"type": "video", "url": "https://vod.narae.example/1.mp4"},
        {"type": "codeBlock", "content": [{"type": "text", "text": code}]},
        {"type": "paragraph", "data": {"text": END}}]
    pieces = [one for piece in html_parts(blocks) for one in body.walk([fromstring(f"<div>{piece}</div>")], str)]
    assert [(block.type, block.text) for block in pieces] == [
        ("paragraph", LEAD), ("code", code), ("video", "https://www.youtube.com/embed/a1"), ("caption", "시험하는 모습"), ("paragraph", MIDDLE),
        ("video", "https://www.youtube.com/embed/b2"), ("video", "https://vod.narae.example/1.mp4"), ("code", code), ("paragraph", END)]
