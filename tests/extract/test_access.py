"""Whether a page shows all of its article, by what it declares and by what stands below the text."""
from __future__ import annotations

import json

import pytest

import newscrawl

SENTENCES = "".join(f"<p>{text}</p>" for text in (
    "물속에서만 켜지는 손전등이 나왔다. 땅에서는 아무리 눌러도 켜지지 않는다. 잠수부보다 설거지하는 사람이 먼저 샀다.",
    "만든 회사는 어두운 개수대를 보고 떠올렸다고 밝혔다. 배터리는 물이 흐를 때 스스로 채워진다. 값은 만 원을 조금 넘는다.",
    "바다를 연구하는 사람들도 관심을 보인다. 해파리가 이 빛을 따라온다는 보고가 두 건 있었다. 회사는 해파리에게 팔 뜻은 없다고 했다.",
    "지난달에는 손전등을 켠 채 세수하는 영상이 인기를 끌었다. 눈이 부시다는 말이 많았지만 주문은 세 배로 늘었다. 공장은 밤에도 돈다.",
    "회사는 물속에서만 들리는 라디오도 만들고 있다. 첫 방송은 개구리 소리로 시작한다. 청취자 게시판은 욕실 벽에 붙는다.",
    "한 초등학교는 이 손전등으로 물의 굴절을 가르친다. 아이들은 빛이 꺾이는 곳에 손가락을 대 보았다. 손가락도 꺾여 보였다고 적었다."))
FREE = {"isAccessibleForFree": True}
PAID = {"isAccessibleForFree": "False"}
PAID_PART = {"hasPart": {"isAccessibleForFree": False, "cssSelector": ".rest"}}
LOCKED = '<meta property="article:content_tier" content="locked">'
NOTICE = "<div class='guide'><strong>이 기사는 유료회원 전용입니다.</strong></div>"
WALL = '<div class="paywall-box"></div><div class="paywall"><a href="/join">가입</a></div>'


def access_of(json_ld: dict[str, object], below: str = "", head: str = "") -> str | None:
    stated = json.dumps({"@type": "NewsArticle", "headline": "물속에서만 켜지는 손전등", **json_ld})
    page = (f'<html><head><meta charset="utf-8"><title>물속에서만 켜지는 손전등</title>{head}'
            f'<script type="application/ld+json">{stated}</script></head>'
            f"<body><article><h1>물속에서만 켜지는 손전등</h1><p>2026.11.20 10:00</p><div class='story'>{SENTENCES}</div>{below}</article>"
            "<footer>물빛신문</footer></body></html>")
    return newscrawl.read_page(page.encode(), "https://www.mulbit.example/news/20261120001").access


@pytest.mark.parametrize(("json_ld", "below", "head"), [
    (PAID, NOTICE, ""), (PAID, WALL, ""), (PAID_PART, NOTICE, ""), (PAID_PART, '<div class="rest"></div>', ""), ({}, NOTICE, LOCKED),
    (PAID, "<p>전문은 구독자만 볼 수 있습니다.</p>", ""), (PAID, "<p>구독 후 이용하실 수 있습니다.</p>", ""),
    (PAID, "<p>나머지 내용은 멤버십 회원에게 공개됩니다.</p>", ""), (PAID, "<p>Subscribe to continue reading</p>", ""),
    ({"isAccessibleForFree": "http://schema.org/False"}, NOTICE, ""), ({}, NOTICE, '<meta itemprop="isAccessibleForFree" content="false">'),
])
def test_the_beginning_of_a_paid_article(json_ld: dict[str, object], below: str, head: str) -> None:
    assert access_of(json_ld, below, head) == "preview"


@pytest.mark.parametrize(("json_ld", "head"), [
    (FREE, ""), ({"isAccessibleForFree": "http://schema.org/True"}, ""), ({}, '<meta itemprop="isAccessibleForFree" content="True">'),
    ({}, '<meta property="article:content_tier" content="free">')])
def test_a_free_article(json_ld: dict[str, object], head: str) -> None:
    assert access_of(json_ld, "<p>물빛신문 구독하기</p>", head) == "full"


@pytest.mark.parametrize(("json_ld", "below", "head"), [
    ({}, "", ""), ({}, NOTICE, ""), ({}, WALL, ""),  # nothing is declared
    (PAID, "", ""), (PAID_PART, '<div class="rest"><p>손전등은 물속에서 오래 켜진다.</p></div>', ""), ({}, WALL, LOCKED),  # no sign that it is cut
    (PAID, f'<div style="display:none">{NOTICE}</div>', ""), (PAID, '<div class="unlocked">다음 기사</div>', ""),
    (PAID, "<p>유료회원 안내</p><p>구독 서비스가 늘었다.</p>", ""),
    (FREE, NOTICE, ""), (FREE, "", LOCKED),  # it contradicts itself
    ({}, "", '<meta property="article:content_tier" content="metered">'),
    ({"isAccessibleForFree": "maybe"}, NOTICE, ""),
])
def test_what_is_not_known(json_ld: dict[str, object], below: str, head: str) -> None:
    assert access_of(json_ld, below, head) is None
