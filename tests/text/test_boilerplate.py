"""Each rule of boilerplate drops its example, keeps its counter-example, and no other rule takes the latter."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.boilerplate import LINE_RULES, MARK_RULES, Rule, rule_of_line, rule_of_mark


def name(rule: Rule) -> str:
    return f"{rule.name}-{rule.example[:16]}"


@pytest.mark.parametrize("rule", MARK_RULES, ids=name)
def test_mark_rule(rule: Rule) -> None:
    assert rule_of_mark(rule.example) == rule.name
    assert rule_of_mark(rule.counter_example) is None


@pytest.mark.parametrize("rule", LINE_RULES, ids=name)
def test_line_rule(rule: Rule) -> None:
    assert rule.pattern.fullmatch(rule.example)
    assert rule_of_line(rule.example) == rule.name
    assert rule_of_line(rule.counter_example) is None


@pytest.mark.parametrize("sentence", [
    "트위터와 페이스북은 나란히 순위를 지켰다.",
    "카카오스토리 이용자가 다시 늘고 있다고 밝혔다.",
    "Copyright 표기를 화면 아래에 넣는 관행이 도마에 올랐다.",
    "저작권자 표시와 무단전재 금지 문구를 자동으로 넣는 기능이다.",
    "무단전재 및 재배포 금지를 어긴 업체를 고발하겠다고 했다.",
    "관련기사를 모아 보여 주는 서비스가 나왔다.",
    "구독하기 단추를 누르면 월 9900원이 결제된다.",
    "광고 시장이 얼어붙으면서 매출이 줄었다.",
    "제보는 익명으로 처리된다고 설명했다.",
    "이메일로 문의하면 된다.",
])
def test_article_sentences_stay(sentence: str) -> None:
    assert rule_of_line(sentence) is None


@pytest.mark.parametrize("mark", ["article_txt", "news_content", "articleBody", "article-view-content-div", "col-12",
                                  "story-news", "text", "lead", "content-20220216111019", "view_con", "cont_view",
                                  "par", "art_txt", "dic_area", "a_ict_word", "paragraph", "read", "adjust"])
def test_containers_are_no_junk(mark: str) -> None:
    assert rule_of_mark(mark) is None


@given(st.text(max_size=300), st.floats(0, 1))
def test_any_text_is_judged(line: str, link_share: float) -> None:
    rule = rule_of_line(line, link_share)
    assert rule is None or rule in {known.name for known in LINE_RULES} | {"link"}
