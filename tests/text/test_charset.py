"""A page reads right whatever its header and its head say of its encoding."""
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse, XmlResponse

from newscrawl.middlewares.received import Received
from newscrawl.page.document import Page
from newscrawl.text.charset import choose_encoding, content_type
from tests.saved import FETCHED_AT

URL = "https://www.boannews.com/media/view.asp?idx=1"
BAD = b"\xff"


def by_rule(body: bytes, declared: str | None) -> str:
    return body.decode(choose_encoding(body, declared), "replace").removeprefix("\ufeff")


def by_page(body: bytes, declared: str | None) -> str:
    return Page.from_bytes(body, URL, {"content-TYPE": declared} if declared else None, FETCHED_AT).response.text


def by_crawl(body: bytes, declared: str | None) -> str:
    response = HtmlResponse(URL, headers={"Content-Type": declared} if declared else None, body=body)
    received = Received().process_response(Request(URL), response)
    assert isinstance(received, TextResponse)
    return received.text


READERS = [by_rule, by_page, by_crawl]
Reader = Callable[[bytes, str | None], str]


def html(meta: str = "", script: str = "") -> str:
    """A page of Korean prose with syllables that are in CP949 but not in EUC-KR."""
    return (f"<html><head>{script}{meta}<title>펲시와 똠방각하</title></head><body><p>뷁! 똠얌꿍 값이 올랐다고 업계는 설명했다. "
            "AI 반도체 수요가 늘면서 펲사이트 소재를 찾는 곳도 많아졌다.</p></body></html>")


def http(label: str) -> str:
    return f"text/html; charset={label}"


def meta(label: str) -> str:
    return f'<meta charset="{label}">'


EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">'
LABELS = ["euc-kr", "EUC-KR", "ks_c_5601-1987", "ms949", "uhc", "cp949", "x-windows-949", "windows-949", "no-such-charset"]
LIES: dict[str, tuple[str, str, str | None]] = {
    # The page, how it is encoded, and what the header says.
    "a: header utf-8, body cp949": (html(meta("euc-kr")), "cp949", http("utf-8")),
    "b: header euc-kr, body utf-8": (html(), "utf-8", http("euc-kr")),
    "c: header latin-1, meta euc-kr": (html(meta("euc-kr")), "cp949", http("ISO-8859-1")),
    "d: meta utf-8, body cp949": (html(meta("utf-8")), "cp949", None),
    "header windows-1252, body cp949": (html(), "cp949", http("windows-1252")),
    "header us-ascii, body cp949": (html(), "cp949", http("us-ascii")),
    "header and meta euc-kr, body utf-8": (html(meta("euc-kr")), "utf-8", http("euc-kr")),
    "undeclared cp949": (html(), "cp949", None),
    "undeclared utf-8": (html(), "utf-8", None),
    "header without charset, cp949": (html(), "cp949", "text/html"),
    "http-equiv, cp949": (html(EQUIV), "cp949", "text/html"),
    "meta after 3 KB of script": (html(meta("euc-kr"), f"<script>{'var a;' * 500}</script>"), "cp949", None),
    "lying meta after 3 KB of script": (html(meta("utf-8"), f"<script>{'var a;' * 500}</script>"), "cp949", None),
    "utf-8 with its mark, all say euc-kr": (html(EQUIV), "utf-8-sig", http("euc-kr")),
    "utf-16 with its mark, all say euc-kr": (html(EQUIV), "utf-16", http("euc-kr")),
    **{f"header {label}, body cp949": (html(), "cp949", http(label)) for label in LABELS},
    **{f"meta {label}, body cp949": (html(meta(label)), "cp949", None) for label in LABELS},
    **{f"header {label}, body utf-8": (html(), "utf-8", http(label)) for label in LABELS},
}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("page", "encoding", "declared"), LIES.values(), ids=LIES)
def test_a_whole_page(page: str, encoding: str, declared: str | None, read: Reader) -> None:
    assert read(page.encode(encoding), declared) == page


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("label", ["utf-8", "euc-kr", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_bad_byte_costs_one_character(encoding: str, label: str, read: Reader) -> None:
    before, after = html(meta(label)).split("업계는")
    body = before.encode(encoding) + BAD + "업계는".encode(encoding) + after.encode(encoding)
    assert read(body, http(label)) == f"{before}\ufffd업계는{after}"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("label", ["utf-8", "euc-kr", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_cut_costs_one_character(encoding: str, label: str, read: Reader) -> None:
    before = html(meta(label)).partition("많아졌다")[0]
    body = before.encode(encoding) + "많".encode(encoding)[:-1]
    assert read(body, http(label)) == f"{before}\ufffd"


def test_names() -> None:
    assert choose_encoding(b"", http("euc-kr")) == "utf-8"
    assert choose_encoding(b"plain ASCII", http("euc-kr")) == "utf-8"
    assert choose_encoding("뷁".encode("cp949")) == "cp949"
    assert choose_encoding("café".encode("cp1252"), http("cp1252")) != "cp1252"


def test_the_header_is_found_in_any_case() -> None:
    assert content_type({"Server": "x", "CONTENT-type": "text/html"}) == "text/html"
    assert content_type({"X-Content-Type": "text/html"}) is None
    assert content_type(None) is None


# A sentence ends in 다, as Korean ones do: a few rare rows of CP949, with nothing else beside them, are valid UTF-8.
syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
letters = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
sentences = st.tuples(st.text(syllables, min_size=10), st.text(syllables | letters), st.permutations("뷁똠펲 .")).map(
    lambda parts: f"{parts[0]}{parts[1]}{''.join(parts[2])}다.")
encodings = st.sampled_from(["utf-8", "cp949"])
declarations = st.sampled_from([None, "text/html", *map(http, [*LABELS, "utf-8", "UTF8", "iso-8859-1", "us-ascii"])])


@pytest.mark.parametrize("read", READERS)
@given(text=sentences, encoding=encodings, declared=declarations)
def test_korean_reads_back(text: str, encoding: str, declared: str | None, read: Reader) -> None:
    assert read(text.encode(encoding), declared) == text


@given(before=sentences, after=sentences, encoding=encodings, declared=declarations)
def test_a_bad_byte_changes_nothing_else(before: str, after: str, encoding: str, declared: str | None) -> None:
    body = before.encode(encoding) + BAD + after.encode(encoding)
    assert by_rule(body, declared) == f"{before}\ufffd{after}"


@pytest.mark.parametrize("bad", [b"", BAD, b"\x80", b"<"], ids=ascii)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_byte_lost_or_spoilt_anywhere_does_not_change_the_encoding(encoding: str, bad: bytes) -> None:
    body = html().encode(encoding)
    for at, byte in enumerate(body):
        if byte >= 0x80:
            assert choose_encoding(body[:at] + bad + body[at + 1:], http("euc-kr")) == encoding


@given(st.binary(), st.none() | st.text(), declarations)
def test_any_bytes_have_an_encoding(body: bytes, anything: str | None, declared: str | None) -> None:
    body.decode(choose_encoding(body, anything or declared), "replace")


# The rest of what ``Received`` does


@pytest.mark.clock
def test_the_time_of_receipt_is_noted() -> None:
    request = Request(URL)
    before = datetime.now(UTC)
    Received().process_response(request, HtmlResponse(URL, request=request))
    assert before <= request.meta["fetched_at"] <= datetime.now(UTC)


def test_the_time_in_the_archive_is_kept() -> None:
    request = Request(URL, meta={"fetched_at": FETCHED_AT, "archive": "pages.warc.gz:0"})
    Received().process_response(request, HtmlResponse(URL, request=request))
    assert request.meta["fetched_at"] == FETCHED_AT


@pytest.mark.clock
def test_a_retry_has_the_time_of_the_answer_that_counts() -> None:
    first = datetime(2000, 1, 1, tzinfo=UTC)
    request = Request(URL, meta={"fetched_at": first})
    Received().process_response(request, HtmlResponse(URL, request=request))
    assert request.meta["fetched_at"] > first



def test_the_rest_of_a_response_stays_what_it_is() -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?><p>{html()}</p>'
    response = XmlResponse(URL, 404, {"X-Odd": "1", "Content-Type": "text/xml"}, text.encode("cp949"), ["cached"])
    received = Received().process_response(Request(URL), response)
    assert isinstance(received, XmlResponse)
    assert (received.url, received.status, received.headers, received.body, received.flags) == (
        response.url, response.status, response.headers, response.body, response.flags)
    assert received.text == text


PAGE = "<!doctype html><html><p>본문</p></html>".encode()
PDF = b"%PDF-1.7\x00\x01"


@pytest.mark.parametrize(("declared", "body", "kind"), [
    ("application/pdf", PDF, Response),
    ("application/octet-stream", PDF, Response),
    (None, PDF, Response),
    ("text/html; charset=euc-kr", PAGE, HtmlResponse),
    (None, PAGE, HtmlResponse),
    ("application/octet-stream", PAGE, HtmlResponse),
    (None, "본문".encode(), TextResponse),
    ("application/json", b"{}", JsonResponse),
    ("application/rss+xml", b"<?xml version='1.0'?><rss/>", XmlResponse),
])
@pytest.mark.parametrize("address", ["articleView.html?idxno=8", "articleView.html", "view.pdf", "view.php?no=1.html", "view"])
@pytest.mark.parametrize("given", [Response, TextResponse, HtmlResponse, XmlResponse])
def test_header_and_content_say_what_a_response_is_and_its_address_does_not(
        declared: str | None, body: bytes, kind: type[Response], address: str, given: type[Response]) -> None:
    request = Request(f"https://www.thelec.kr/news/{address}")
    response = given(request.url, 200, {"Content-Type": declared} if declared else None, body, ["cached"], request)
    received = Received().process_response(request, response)
    assert type(received) is kind
    assert (received.url, received.headers, received.body, received.flags, received.request) == (
        response.url, response.headers, response.body, response.flags, request)


def test_what_is_no_text_passes() -> None:
    request, response = Request(URL), Response(URL, 404, body=b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert Received().process_response(request, response) is response
    assert "fetched_at" in request.meta
