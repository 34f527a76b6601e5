"""Describes a cleaning rule in words: where it is declared, what it matches and where it applies."""
from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from newscrawl.cleaning.rules import classes, comments, labels, links, notices, positions, related, rights, share
from newscrawl.cleaning.rules.rule import LineRule, LinkRule, Rule, Scope

_MODULES: tuple[ModuleType, ...] = (comments, share, labels, rights, related, notices, classes, links)
_GENERAL: dict[str, tuple[Rule | LinkRule, ModuleType]] = {
    rule.id: (rule, module) for module in _MODULES for rule in module.RULES}


def rule_in_words(rule_id: str, own: Iterable[Rule] = ()) -> str:
    """A rule's id and what it does; ``own`` are those that the paper's spider or its CMS declares.

    >>> rule_in_words("link.only")
    'link.only (newscrawl/cleaning/rules/links.py): lines of which 95 % or more are a link, like “누리AI, 새 모형 공개”'
    """
    if rule_id in positions.BY_POSITION:
        return f"{rule_id} (newscrawl/cleaning/passes.py): {positions.BY_POSITION[rule_id]}"
    declared = next((rule for rule in own if rule.id == rule_id), None)
    rule, module = (declared, None) if declared else _GENERAL[rule_id]
    where = f"{module.__name__.replace('.', '/')}.py" if module else "declared as boilerplate by the site or its CMS"
    return f"{rule_id} ({where}): {_about(rule)}, like “{rule.drops[0]}”"


def _about(rule: Rule | LinkRule) -> str:
    if isinstance(rule, LineRule):
        return f"lines of such a wording, {_where(rule.scope)}"
    if isinstance(rule, LinkRule):
        return f"lines of which {rule.share:.0%} or more are a link".replace("%", " %") + (", with such a beginning" if rule.begins else "")
    return "what stands in an element with such a class name or id"


def _where(scope: Scope) -> str:
    """
    >>> _where(Scope()), _where(Scope("edge", in_run=True))
    ('anywhere', 'before the first sentence or after the last one, or beside a line that such a rule dropped')
    """
    where = "anywhere" if scope.position == "anywhere" else "before the first sentence or after the last one"
    return (where + (", or beside a line that such a rule dropped" if scope.in_run else "")
            + (f", or where more than {scope.linked:.0%} of them are a link".replace("%", " %") if scope.linked < 1 else ""))
