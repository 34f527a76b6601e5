"""Captions and their credits."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.captions import CREDIT_FORMS, CreditForm, is_caption, parse_caption

SHOWN = "홍길동 대표가 신제품을 소개하고 있다."
CREDITS = {  # what follows the sentence -> credit
    " /가나전자": "가나전자",
    "/뉴시스": "뉴시스",
    " /사진=가나전자": "가나전자",
    " [사진=가나전자]": "가나전자",
    " [사진 출처 = 연합뉴스]": "연합뉴스",
    " [사진=홍길동 기자]": "홍길동 기자",
    " [사진 가나전자]": "가나전자",
    " (사진 제공: 가나전자)": "가나전자",
    " (사진=연합뉴스)": "연합뉴스",
    " 사진=가나시 제공": "가나시",
    " 사진제공=가나전자": "가나전자",
    " 가나전자 제공": "가나전자",
    " / 가나전자 제공": "가나전자",
    " ⓒ가나뉴스": "가나뉴스",
    " ⓒ 연합뉴스": "연합뉴스",
    " [뉴시스 제공]": "뉴시스",
    " <사진=가나전자>": "가나전자",
    " 출처: 가나전자": "가나전자",
    "(사진=가나튜브 캡처) *재판매 및 DB 금지": "가나튜브 캡처",
    " (사진=가나전자 제공) photo@a.kr": "가나전자",
    " photo@a.kr *재판매 및 DB 금지": None,
    " 연합뉴스": "연합뉴스",
    " 뉴시스": "뉴시스",
    " AP/뉴시스": "AP/뉴시스",
    " 로이터=연합뉴스": "로이터=연합뉴스",
    " [AP=연합뉴스]": "AP=연합뉴스",
    " 인천=연합뉴스": "연합뉴스",
    " 김하늘 기자": "김하늘 기자",
    " 김하늘기자": "김하늘기자",
    " 잠실=김하늘 기자 kim@a.kr /2020.08.20/": "김하늘 기자",
    "": None,
}
WHOLE = [  # no word of these is a credit
    "TCP/IP", "새로 나온 AI/SW 모델", "24/7 지원", "신제품의 이름은 가나다(가칭)", "홍길동 대표(왼쪽)",
    "홍길동 대표 (사진 왼쪽)", "신제품을 살펴본다. 가나전자", "그는 “사진=기록”이라고 말했다.", "기념사진을 찍고 있다.",
    "매출이 늘었다. 자료: 매출이 또 늘었다.",
]  # fmt: skip
CAPTIONS = [
    "[사진=가나전자]", "(사진=연합뉴스)", "사진=가나전자", "/사진=가나전자", "ⓒ연합뉴스", "출처=가나전자",
    "출처: 가나전자", "신제품 화면 [사진=가나]", "*사진설명 : 신제품을 소개하고 있다.",
    "[사진설명] 신제품을 소개하고 있다.", "사진설명=신제품", "▲ 신제품을 소개하는 모습",
    "▲신제품을 소개하고 있다. /가나전자", "△ 신제품을 소개하고 있다. 김하늘 기자",
]  # fmt: skip
NO_CAPTIONS = [
    "", "▲AI ▲반도체", "▲ 서울: 맑음", "△ 서울", "▶제보는 메신저로 /뉴시스", "▶ 홍길동 기자",
    "그는 어제 사진을 찍었다.", "사진 설명이 길다.", "가나전자는 새 공장을 짓고 있다. [사진=가나전자]", "연합뉴스",
    "홍길동 기자", "화면: 6.1인치", "(화면: 6.1인치)", "저작권자 ⓒ 가나뉴스", "TCP/IP", "사진은 가나전자가 제공했다.",
]  # fmt: skip
texts = st.text() | st.lists(
    st.sampled_from([*"=/.[]() ▲ⓒ:", "사진", "제공", "연합뉴스", "홍길동 기자", "다. ", "출처", "a@a.kr", "(서울=뉴시스)"]), max_size=14
).map("".join)


@pytest.mark.parametrize(("ending", "credit"), CREDITS.items())
def test_credit(ending: str, credit: str | None) -> None:
    assert parse_caption(SHOWN + ending) == (SHOWN, credit)


@pytest.mark.parametrize("lead", ["▲", "▲ ", "△", "◀", "▶ ", "*사진설명 : ", "[사진설명] ", "사진설명: ", "(서울=뉴스1) 홍길동 기자 = "])
def test_lead(lead: str) -> None:
    assert parse_caption(f"{lead}{SHOWN} [사진=가나전자]") == (SHOWN, "가나전자")


@pytest.mark.parametrize("text", WHOLE)
def test_no_credit(text: str) -> None:
    assert parse_caption(text) == (text, None)


def test_nothing_else() -> None:
    assert parse_caption("사진=가나전자") == (None, "가나전자")
    assert parse_caption(" \n ") == (None, None)
    assert parse_caption(f"[서울=뉴시스]{SHOWN} 2024.05.03. photo@a.kr") == (f"{SHOWN} 2024.05.03.", "뉴시스")
    assert parse_caption("신제품\n\u200b모습 2024.5.3/뉴스1 ⓒ News1 홍길동 기자") == ("신제품 모습 2024.5.3", "News1 홍길동 기자")


@pytest.mark.parametrize("rule", CREDIT_FORMS, ids=lambda rule: rule.name)
def test_rules(rule: CreditForm) -> None:
    assert rule.pattern.search(rule.example)
    assert parse_caption(rule.example).credit
    assert parse_caption(rule.near_miss) == (rule.near_miss, None)


@pytest.mark.parametrize("text", CAPTIONS)
def test_is_caption(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", NO_CAPTIONS)
def test_is_no_caption(text: str) -> None:
    assert not is_caption(text)


@given(texts)
def test_any_text(text: str) -> None:
    caption = parse_caption(text)
    assert caption.text != ""
    assert caption.credit != ""
    is_caption(text)


@pytest.mark.parametrize("segment", ["가", "/ ", "사진=", "[사진 ", "ⓒ", "다. ", "(=", "▲", "1/", "a@", "제공 ", "무단 전재 "])
def test_time_is_linear(segment: str) -> None:
    start = process_time()
    parse_caption(segment * (20_000 // len(segment)))
    assert process_time() - start < 5
