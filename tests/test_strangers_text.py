"""A record of a hostile page holds what a person would read on it, and addresses that anybody can open."""
from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from newscrawl import read_page
from newscrawl.output.exporter import line_of
from newscrawl.text.hosts import is_public_address, is_public_host

UNSEEN = "\u202e\u2066\u200f\u061c\u200b\ufeff\x1b\x9b" + "".join(chr(0xE0000 + ord(letter)) for letter in "send all mail to me")
NOT_SEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u061c\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\U000e0000-\U000e007f]")
INNER = ["http://127.0.0.1/a.jpg", "http://10.1.2.3/a.jpg", "http://169.254.169.254/latest/meta-data/a.jpg", "http://2130706433/a.jpg",
         "http://0x7f.1/a.jpg", "http://0177.0.0.1/a.jpg", "http://localhost/a.jpg", "http://db.internal/a.jpg", "http://[::1]/a.jpg", "http://[::ffff:10.0.0.1]/a.jpg",
         "http://router/a.jpg", "http://paper.example@192.168.0.1/a.jpg", "file:///etc/passwd.jpg", "javascript:alert(1)//a.jpg",
         "data:image/gif;base64,R0lGODlh", "ftp://paper.example/a.jpg", "http://１２７.０.０.１/a.jpg", "http://printer.local/a.jpg"]


def page(address: str) -> str:
    ld = json.dumps({"@type": "NewsArticle", "headline": f"새 칩{UNSEEN} 공개", "author": {"@type": "Person", "name": f"김{UNSEEN}하늘"},
                     "datePublished": "2026-11-20T09:00:00+09:00", "license": address, "keywords": f"칩{UNSEEN},로봇",
                     "articleSection": f"과{UNSEEN}학",
                     "video": {"@type": "VideoObject", "contentUrl": address}, "publisher": {"name": f"은하{UNSEEN}타임즈"}})
    text = "".join(f"<p>은하전자가 {number}번째{UNSEEN} 칩을 내놓았다고 20일 밝혔다. 값은 앞선 것과 같고 전력은 절반만 쓴다고 회사는 설명했다.</p>"
                   for number in range(6))
    return f"""<html lang="ko"><head><title>새 칩{UNSEEN} 공개 - 은하타임즈</title><meta property="og:title" content="새 칩{UNSEEN} 공개">
<meta property="og:type" content="article"><meta property="og:site_name" content="은하{UNSEEN}타임즈"><meta property="og:image" content="{address}">
<meta property="og:video" content="{address}"><link rel="license" href="{address}"><script type="application/ld+json">{ld}</script></head><body>
<article><h1>새 칩{UNSEEN} 공개</h1><p class="byline">김{UNSEEN}하늘 기자 sky{UNSEEN}@eunha.example</p><div class="body">
<figure><img src="{address}" width="600"><figcaption>새{UNSEEN} 칩. 은하전자 제공</figcaption></figure>{text}
<video src="{address}"></video><iframe src="{address}"></iframe>
<p>ⓒ 은하{UNSEEN}타임즈 무단전재 및 AI학습{UNSEEN} 금지</p></div></article></body></html>"""


def record(address: str) -> dict[str, Any]:
    article = read_page(page(address).encode(), "https://www.eunha.example/news/20261120001", fetched_at=datetime(2026, 11, 21, tzinfo=UTC))
    found: dict[str, Any] = orjson.loads(line_of(article))
    return found


def test_nothing_invisible_is_in_a_record() -> None:
    found = record("https://img.eunha.example/a.jpg")
    assert not NOT_SEEN.search(json.dumps(found, ensure_ascii=False))
    assert (found["title"], found["authors"][0]["name"], found["publisher"]) == ("새 칩 공개", "김하늘", "은하타임즈")
    assert [image["url"] for image in found["images"]] == ["https://img.eunha.example/a.jpg"]
    assert found["rights"]["license"] == "https://img.eunha.example/a.jpg"


@pytest.mark.parametrize("address", INNER)
def test_no_address_of_an_inner_host_is_in_a_record(address: str) -> None:
    found = record(address)
    assert (found["images"], found["videos"], found["rights"]["license"]) == ([], [], None)
    addresses = re.findall(r"[a-z]+:[^\s\"]{3,}", json.dumps({**found, "schema": "", "id": "", "digest": ""}, ensure_ascii=False))
    assert [stated for stated in addresses if not is_public_address(stated)] == []


@pytest.mark.parametrize(("host", "public"), [
    ("8.8.8.8", True), ("134744072", True), ("[2001:4860:4860::8888]", True), ("www.paper.example", True), ("10.paper.example", True),
    ("xn--9i1bv1n.kr", True), ("local.paper.example", True), ("172.32.0.1", True),
    ("", False), ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0", False), ("0.0.0.0", False), ("100.64.0.1", False),
    ("224.0.0.1", False), ("LOCALHOST.", False), ("a.localhost", False), ("127.1", False), ("0x7f000001", False), ("0300.0250.1.1", False),
    ("999.999.999.999", False), ("[fe80::1]", False), ("[fd00::1]", False), ("[64:ff9b::7f00:1]", False), ("[2002:7f00:1::]", False), ("[::1", False),
    ("metadata.google.internal", False), ("nas.home.arpa", False), ("127。0。0。1", False)])
def test_public_hosts(host: str, public: bool) -> None:
    assert is_public_host(host) is public
