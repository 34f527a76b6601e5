"""Each rule drops its examples and keeps its near-misses, run through the whole cleaner within an article."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from newscrawl.cleaning.cleaner import clean_body
from newscrawl.cleaning.rules import comments
from newscrawl.cleaning.rules.cues import cues
from newscrawl.cleaning.rules.matcher import (
    CLASS_RULES,
    LINE_RULES,
    LINK_RULES,
    SENTENCE_RULES,
    families_of_classes,
    is_sentence,
    rule_of_class,
    rule_of_line,
)
from newscrawl.cleaning.rules.rule import ClassRule, LineRule, LinkRule
from newscrawl.cleaning.trace import Segment
from newscrawl.extracted import ExtractedArticle, ExtractedBlock

BEFORE = ("새 기술이 나왔다. 업계는 이 기술이 내년부터 널리 쓰일 것으로 본다.", "연구진은 시험을 세 해 동안 했다고 설명했다.")
AFTER = ("다른 나라도 비슷한 시험을 시작했다.", "연구진은 내년 봄에 결과를 내놓을 계획이라고 밝혔다.")
ADDRESS = "https://www.hanbit.example/1"
SITES = SpiderLoader.from_settings(get_project_settings())
DECLARED = list(dict.fromkeys(rule for name in SITES.list() for rule in getattr(SITES.load(name), "boilerplate", ())))
ALL_LINE_RULES = [*LINE_RULES, *(rule for rule in DECLARED if isinstance(rule, LineRule))]
ALL_CLASS_RULES = [*CLASS_RULES, *(rule for rule in DECLARED if isinstance(rule, ClassRule))]


def cleaned(*blocks: ExtractedBlock, rules: tuple[Any, ...] = ()) -> list[Segment]:
    extracted = ExtractedArticle("hanbit", "1", ADDRESS, ADDRESS, datetime(2026, 11, 20, tzinfo=UTC), title="제목", body=list(blocks),
                                 boilerplate=rules)
    return clean_body(extracted).segments


def paragraphs(*texts: str) -> list[ExtractedBlock]:
    return [ExtractedBlock("paragraph", text) for text in texts]


def in_the_middle(block: ExtractedBlock, rules: tuple[Any, ...] = ()) -> list[Segment]:
    segments = cleaned(*paragraphs(*BEFORE), block, *paragraphs(*AFTER), rules=rules)
    return segments[2:-2]


def at_the_end(block: ExtractedBlock, rules: tuple[Any, ...] = ()) -> Segment:
    return cleaned(*paragraphs(*BEFORE, *AFTER), block, rules=rules)[4]


def lines_of(rules: list[Any], which: str) -> list[Any]:
    return [pytest.param(rule, line, id=f"{rule.id} {which} {line[:24]}") for rule in rules for line in getattr(rule, which)]


def own(rule: Any) -> tuple[Any, ...]:
    return (rule,) if rule in DECLARED else ()


def advice(rule: Any, line: str, became: str | None, wanted: str) -> str:
    return (f"rule {rule.id}: {line!r} {wanted}, but {f'was dropped by {became}' if became else 'was kept'}. Change the rule's pattern or "
            f"its scope ({rule.id} in newscrawl/cleaning/rules/, or the site's module), or, where {became or rule.id} is right, the example")


def opens_comments(rule: LineRule, line: str) -> bool:
    """Whether a title counts comments: after some sentences it and all that follows it go."""
    return rule is comments.TITLE and comments.announces_comments(line) and comments.counts_comments(line)


# Wording


@pytest.mark.parametrize(("rule", "line"), lines_of(ALL_LINE_RULES, "drops"))
def test_a_line_rule_drops_its_example_after_the_text(rule: LineRule, line: str) -> None:
    became = at_the_end(ExtractedBlock("paragraph", line), own(rule)).rule
    assert became == rule.id, advice(rule, line, became, "is to be dropped by it after the text")


@pytest.mark.parametrize(("rule", "line"), lines_of(ALL_LINE_RULES, "drops"))
def test_in_the_middle_the_scope_decides(rule: LineRule, line: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", line), own(rule))[0].rule
    goes = (rule.scope.position == "anywhere" and not is_sentence(line)) or opens_comments(rule, line)
    assert became == (rule.id if goes else None), advice(rule, line, became, f"is to {'go' if goes else 'stay'} in the middle")


@pytest.mark.parametrize(("rule", "line"), lines_of(ALL_LINE_RULES, "keeps"))
def test_a_line_rule_keeps_its_near_miss_in_the_middle(rule: LineRule, line: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", line), own(rule))[0].rule
    assert became is None, advice(rule, line, became, "is to stay in the middle of an article")


@pytest.mark.parametrize(("rule", "line"), lines_of(ALL_LINE_RULES, "drops") + lines_of(ALL_LINE_RULES, "keeps"))
def test_neither_headings_nor_single_items_go_by_their_wording(rule: LineRule, line: str) -> None:
    became = in_the_middle(ExtractedBlock("heading", line), own(rule))[0].rule
    assert became is None or opens_comments(rule, line), advice(rule, line, became, "is to stay as a subheading")
    for segment in in_the_middle(ExtractedBlock("list", f"가나 반도체\n{line}\n다라 전지"), own(rule)):
        assert segment.rule is None, advice(rule, line, segment.rule, "is to stay as one item of a list")


@pytest.mark.parametrize("rule", ALL_LINE_RULES, ids=lambda rule: rule.id)
def test_cues_are_in_every_line_that_a_pattern_matches(rule: LineRule) -> None:
    needed = cues(rule.pattern)
    for line in rule.drops:
        assert not needed or any(cue in line.lower() for cue in needed), (rule.id, line, needed)


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@pytest.mark.parametrize("rule", SENTENCE_RULES, ids=lambda rule: rule.id)
@given(data=st.data())
def test_cues_are_in_whatever_a_pattern_on_sentences_matches(rule: LineRule, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    assert any(cue in line.lower() for cue in cues(rule.pattern))


def test_ids_are_unique_and_have_a_family() -> None:
    ids = [rule.id for rule in (*ALL_LINE_RULES, *ALL_CLASS_RULES, *LINK_RULES)]
    assert len(set(ids)) == len(ids)
    assert all(len(rule_id.split(".")) == 2 and all(rule_id.split(".")) for rule_id in ids)


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
def test_article_sentences_stay_even_at_the_end(sentence: str) -> None:
    assert at_the_end(ExtractedBlock("paragraph", sentence)).rule is None


@given(st.lists(st.text(max_size=60) | st.sampled_from([line for rule in LINE_RULES for line in rule.drops]), max_size=8),
       st.sampled_from(["paragraph", "heading", "list", "quote", "caption", "table"]), st.floats(0, 1))
def test_every_text_is_traced_once(lines: list[str], block_type: Any, link_share: float) -> None:
    blocks = [ExtractedBlock(block_type, line, link_share=link_share) for line in lines]
    segments = cleaned(*paragraphs(*BEFORE), *blocks, *paragraphs(*AFTER))
    expected = [text for block in blocks for text in ([block.text] if block_type in {"caption", "table"} else block.text.split("\n"))]
    assert [segment.text for segment in segments[2:-2]] == expected
    assert all((segment.rule is not None) == (segment.fate == "dropped") for segment in segments)


# Class names


@pytest.mark.parametrize(("rule", "name"), lines_of(ALL_CLASS_RULES, "drops"))
def test_a_class_rule_drops_what_carries_its_example(rule: ClassRule, name: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", "한 문장을 말했다.", frozenset({name})), own(rule))[0].rule
    assert became == rule.id, advice(rule, name, became, "is to be dropped by it")


@pytest.mark.parametrize(("rule", "name"), lines_of(ALL_CLASS_RULES, "keeps"))
def test_a_class_rule_keeps_its_near_miss(rule: ClassRule, name: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", "한 문장을 말했다.", frozenset({name})), own(rule))[0].rule
    assert became is None, advice(rule, name, became, "is to stay")


@pytest.mark.parametrize("name", ["article_txt", "news_content", "articleBody", "article-view-content-div", "col-12",
                                  "story-news", "text", "lead", "content-20220216111019", "view_con", "cont_view",
                                  "par", "art_txt", "dic_area", "a_ict_word", "paragraph", "read", "adjust"])
def test_containers_are_no_junk(name: str) -> None:
    assert rule_of_class(name) is None
    assert families_of_classes(f"{name} article-sns") == {"share"}


# Links


@pytest.mark.parametrize(("rule", "line"), lines_of(list(LINK_RULES), "drops"))
def test_a_link_rule_drops_its_example(rule: LinkRule, line: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", line, link_share=1.0))[0].rule
    assert became == rule.id, advice(rule, line, became, "is to be dropped by it where all of it is a link")


@pytest.mark.parametrize(("rule", "line"), lines_of(list(LINK_RULES), "keeps"))
def test_a_link_rule_keeps_its_near_miss(rule: LinkRule, line: str) -> None:
    became = in_the_middle(ExtractedBlock("paragraph", line, link_share=1.0))[0].rule
    assert became is None, advice(rule, line, became, "is to stay though all of it is a link")


@pytest.mark.parametrize("line", ["가" * 201, "트위터 " * 60])
def test_long_lines_meet_no_rule(line: str) -> None:
    assert rule_of_line(line) is None
