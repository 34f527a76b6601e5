"""Finds the blocks beside a page's content: menus, rankings, advertisements, comments."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.matcher import families_of_classes
from newscrawl.page.dom import is_hidden

SIDE_TAGS = frozenset({"a", "aside", "button", "footer", "nav", "option", "select", "textarea", "title"})
SIDE_RULES = frozenset({"ad", "comment", "hidden", "navigation", "ranking", "related", "reporter", "share", "subscribe", "summary"})

WRAPPER_RULES = frozenset({"ad", "navigation", "reporter", "share", "subscribe"})
"""Of these, marks around nearly all sentences of a page are names of its template, not of a side block."""
MAX_OUTSIDE = 0.2
"""The share of a page's sentences that may be outside of a block whose mark is not believed."""


def sides(chars: Mapping[Element, int], boxes: Iterable[Element] = ()) -> dict[Element, bool]:
    """Element -> whether it is in a side block or one of ``boxes``, for the elements of a page with sentences, of so many characters.

    If that would be said of nearly all, the marks around most of them are a wrapper's of the whole page, such as ``sub-wrap gnb-news``.
    """
    known = dict.fromkeys(boxes, True)
    found = {element: in_side(element, known) for element in chars}
    total = sum(chars.values())
    if sum(count for element, count in chars.items() if not found[element]) > MAX_OUTSIDE * total or not total:
        return found
    around = [element for element, inside in _counted(chars).items() if inside >= (1 - MAX_OUTSIDE) * total]
    if any(element.tag in SIDE_TAGS or _is_side(element, SIDE_RULES - WRAPPER_RULES) for element in around):
        return found
    known = not_side(around) | dict.fromkeys(boxes, True)
    return {element: in_side(element, known) for element in chars}


def not_side(elements: Iterable[Element]) -> dict[Element, bool]:
    """What ``in_side`` takes for known, where marks on these elements say nothing."""
    return dict.fromkeys(elements, False)


def _counted(chars: Mapping[Element, int]) -> dict[Element, int]:
    """Element -> characters in it, for all elements around these."""
    sums: dict[Element, int] = {}
    for element, count in chars.items():
        for around in (element, *element.iterancestors()):
            sums[around] = sums.get(around, 0) + count
    return sums


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
