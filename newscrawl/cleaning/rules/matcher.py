"""Finds the rule that matches a line, a class name or a link. The rule's scope and the line's position decide whether it is dropped."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from newscrawl.cleaning.rules import classes, comments, labels, links, notices, related, rights, share
from newscrawl.cleaning.rules.cues import any_of, cues
from newscrawl.cleaning.rules.rule import MAX_LINE_CHARS, ClassRule, LineRule, LinkRule

LINE_RULES: tuple[LineRule, ...] = (
    *comments.RULES, *share.RULES, *labels.RULES, *rights.RULES, *related.RULES, *notices.RULES)
"""If several match a line, the first is reported."""
CLASS_RULES = classes.RULES
LINK_RULES = links.RULES

SENTENCE_RULES = tuple(rule for rule in LINE_RULES if rule.scope.sentences)


def _combined(rules: Iterable[LineRule]) -> re.Pattern[str]:
    """One pattern for all rules; the number of the matching group is the rule's."""
    return re.compile("|".join(f"({rule.pattern.pattern})" for rule in rules), re.IGNORECASE)


_ANY_LINE, _ANY_SENTENCE = _combined(LINE_RULES), _combined(SENTENCE_RULES)
# Every sentence that a rule matches contains one of these; few sentences of an article do.
_CUE = any_of({cue for rule in SENTENCE_RULES for cue in cues(rule.pattern)})
_NEWS_STYLE = re.compile(r"[^니]다[.!?\"'”’)\]]{1,4}$")
"""Sentences in news articles end in plain 다; notices to readers end in 합니다 or 해요."""
_SENTENCE = re.compile(r"[다요죠까][.!?][\"'”’)\]]{0,3}$")
_QUOTED_SENTENCE = re.compile(r"[가-힣][다요][.\"”']{1,3}$")
MAX_ENDING_CHARS = 5
"""The last characters show whether a line is a sentence."""


def is_sentence(line: str) -> bool:
    """Whether a line ends like a Korean sentence.

    >>> is_sentence("새 기술이 나왔다."), is_sentence("“새 기술이다”"), is_sentence("새 기술")
    (True, True, False)
    """
    ending = line[-MAX_ENDING_CHARS:]
    return _SENTENCE.search(ending) is not None or _QUOTED_SENTENCE.search(ending) is not None


def rule_of_line(line: str, own: Iterable[LineRule] = ()) -> LineRule | None:
    """The rule that matches a line's wording: one of the paper's own, or a general one.

    >>> rule_of_line("트위터 페이스북 카카오스토리").id, rule_of_line("트위터가 이름을 바꿨다.")
    ('share.words', None)
    """
    if len(line) > MAX_LINE_CHARS:
        return None
    for rule in own:
        if rule.pattern.fullmatch(line):
            return rule
    match = _ANY_LINE.fullmatch(line)
    return LINE_RULES[match.lastindex - 1] if match and match.lastindex else None


def rule_of_sentence(sentence: str, own: Iterable[LineRule] = ()) -> LineRule | None:
    """The rule for whole sentences that matches. None matches a sentence in plain style (다), which news is written in.

    >>> rule_of_sentence("이 요약은 AI가 만들었습니다.").id, rule_of_sentence("새 기술이 나왔다.")
    ('notice.machine', None)
    """
    if len(sentence) > MAX_LINE_CHARS or _NEWS_STYLE.search(sentence[-MAX_ENDING_CHARS - 1:]):
        return None
    for rule in own:
        if rule.scope.sentences and rule.pattern.fullmatch(sentence):
            return rule
    match = _ANY_SENTENCE.fullmatch(sentence) if _CUE.search(sentence.lower()) else None
    return SENTENCE_RULES[match.lastindex - 1] if match and match.lastindex else None


def rule_of_link(line: str, link_share: float) -> LinkRule | None:
    """The rule that matches a line by its share of link text.

    >>> rule_of_link("누리AI, 새 모형 공개", 1.0).id, rule_of_link("누리AI가 새 모형을 공개했다.", 1.0)
    ('link.only', None)
    """
    for rule in LINK_RULES:
        if link_share >= rule.share and (rule.begins.match(line) if rule.begins else not _SENTENCE.search(line[-MAX_ENDING_CHARS:])):
            return rule
    return None


@lru_cache(maxsize=4_000)
def rule_of_class(name: str) -> ClassRule | None:
    """The rule that matches a class name or id.

    >>> rule_of_class("article-sns").id, rule_of_class("article_txt")
    ('share.class', None)
    """
    return next((rule for rule in CLASS_RULES if rule.pattern.search(name)), None)


@lru_cache(maxsize=4_000)
def families_of_classes(names: str) -> frozenset[str]:
    """The families of the rules that match a name in a ``class`` or ``id`` attribute."""
    return frozenset(rule.family for name in names.split() if (rule := rule_of_class(name)))
