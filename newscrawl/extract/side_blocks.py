"""Finds the blocks beside a page's content: menus, rankings, advertisements, comments."""
from __future__ import annotations

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.matcher import families_of_classes
from newscrawl.page.dom import is_hidden

SIDE_TAGS = frozenset({"a", "aside", "button", "footer", "nav", "option", "select", "textarea", "title"})
SIDE_RULES = frozenset({"ad", "comment", "hidden", "navigation", "ranking", "related", "reporter", "share", "subscribe", "summary"})


def in_side(element: Element, known: dict[Element, bool], tags: frozenset[str] = SIDE_TAGS,
            rules: frozenset[str] = SIDE_RULES) -> bool:
    """Whether an element is in a side block; ``known`` caches results."""
    unknown: list[Element] = []
    ancestor: Element | None = element
    while ancestor is not None and ancestor not in known:
        unknown.append(ancestor)
        ancestor = ancestor.getparent()
    inside = ancestor is not None and known[ancestor]
    for around in reversed(unknown):
        inside = inside or around.tag in tags or _is_side(around, rules)
        known[around] = inside
    return inside


def _is_side(element: Element, rules: frozenset[str]) -> bool:
    # Most elements have no attributes. Class names on the whole page (has-mobile-share) do not make it a side block.
    if not element.keys() or element.tag in {"body", "html"}:
        return False
    return (not rules.isdisjoint(families_of_classes(element.get("class", ""))) or not rules.isdisjoint(families_of_classes(element.get("id", "")))
            or ("hidden" in rules and is_hidden(element)))
