"""Quick tests that come before the rules let everything through that a rule knows."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.pipelines.body import is_ordinary
from newscrawl.text.boilerplate import LINE_RULES, rule_of_line
from newscrawl.text.bylines import is_byline
from newscrawl.text.captions import RULES, Rule, is_caption
from newscrawl.text.dates import FORMS, Form, _plain, _shape

SENTENCE = "새 기술이 나왔다. 업계는 이 기술이 내년부터 널리 쓰일 것으로 보고 벌써 준비를 시작했다고 조심스럽게 밝혔다."
PARTS = st.sampled_from([
    "기자", "홍길동", "저작권자", "무단 전재", "금지", "사진", "제공", "=", "/", "[", "]", "ⓒ", "▲", "구독", "제보", "회원", "로그인", " ", "다.",
    "이 기사를 공유합니다.", "원본 사진을 보실 수 있습니다.", "이 요약은 AI가 만들었습니다.", "트위터", "댓글", "관련 기사", "입력",
    "가나뉴스", "연합뉴스", "hong@a.kr", "By ", "관련기사", "촬영", "모습", "\"", SENTENCE])


@pytest.mark.parametrize("line", [rule.example for rule in (*LINE_RULES, *RULES)])
def test_no_example_is_ordinary(line: str) -> None:
    assert not is_ordinary(line)


@given(st.lists(PARTS, max_size=12).map("".join))
def test_nothing_takes_an_ordinary_line(line: str) -> None:
    if is_ordinary(line):
        assert rule_of_line(line) is None
        assert not is_byline(line)
        assert not is_caption(line)


def test_most_sentences_are_ordinary() -> None:
    assert is_ordinary(SENTENCE)
    assert is_ordinary("그는 웃었다.")


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.cue], ids=lambda rule: rule.name)
def test_credits_have_their_cue(rule: Rule) -> None:
    assert rule.cue
    assert rule.cue.search(rule.example)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_dates_have_their_cue(form: Form) -> None:
    assert re.search(form.cue, _shape(_plain(form.example)))
