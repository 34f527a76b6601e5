"""Headlines of listings against titles of pages."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.headlines import likeness, share_in

TITLE = "[단독] 새솔전자, ‘접는 화면’ 값 절반으로…\"내년 봄 양산\""


@pytest.mark.parametrize("headline", [
    TITLE, "새솔전자, '접는 화면' 값 절반으로… \"내년 봄 양산\"", "새솔전자, &lsquo;접는 화면&rsquo; 값 절반으로&hellip;",
    "[단독]새솔전자, ‘접는 화면’ 값 절반…",
    "📱 " + TITLE, TITLE + " 공장을 둘러본 기자에게 회사는 내년 봄부터 만든다고 밝혔다.", f"{TITLE} - 가나신문"])
def test_the_same(headline: str) -> None:
    assert likeness(TITLE, headline) == "same"
    assert likeness(headline, TITLE) == "same"


@pytest.mark.parametrize(("title", "headline", "expected"), [
    ("접는 화면 값, 새솔전자가 절반으로 내렸다", TITLE, "similar"), ("서비스 점검 안내", TITLE, "unlike"), ("", TITLE, "unlike"),
    ("오늘의 시세 12", "오늘의 시세 13", "unlike"), ("2번 기사의 제목", "12번 기사의 제목", "unlike"), ("새솔", TITLE, "unlike")])
def test_others(title: str, headline: str, expected: str) -> None:
    assert likeness(title, headline) == expected


@given(st.text(), st.text())
def test_it_takes_any_text_and_is_of_both_the_same(one: str, other: str) -> None:
    assert (likeness(one, other) == "unlike") == (likeness(other, one) == "unlike")
    assert 0 <= share_in(one, other) <= 1


@given(st.text(alphabet="가나다라마바사아자차", min_size=2, max_size=40))
def test_every_headline_is_its_own(headline: str) -> None:
    assert likeness(headline, headline) == "same"
    assert share_in(headline, f"앞 {headline} 뒤") == 1
