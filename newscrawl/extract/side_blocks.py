"""Which parts of a page stand beside its content: menus, rankings, advertisements, comments."""
from __future__ import annotations

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.matcher import families_of_classes
from newscrawl.page.dom import is_hidden

SIDE_TAGS = frozenset({"a", "aside", "button", "footer", "nav", "option", "select", "textarea", "title"})
SIDE_RULES = frozenset({"ad", "comment", "hidden", "navigation", "ranking", "related", "reporter", "share", "subscribe", "summary"})


def in_side(element: Element, known: dict[Element, bool], tags: frozenset[str] = SIDE_TAGS,
            rules: frozenset[str] = SIDE_RULES) -> bool:
    """Whether an element stands in a side block; ``known`` keeps what was found."""
    unknown: list[Element] = []
    place: Element | None = element
    while place is not None and place not in known:
        unknown.append(place)
        place = place.getparent()
    inside = place is not None and known[place]
    for around in reversed(unknown):
        inside = inside or around.tag in tags or _is_side(around, rules)
        known[around] = inside
    return inside


def _is_side(element: Element, rules: frozenset[str]) -> bool:
    # Like most elements; and what a theme notes on the whole page (has-mobile-share) makes no side block of it.
    if not element.keys() or element.tag in {"body", "html"}:
        return False
    return (not rules.isdisjoint(families_of_classes(element.get("class", ""))) or not rules.isdisjoint(families_of_classes(element.get("id", "")))
            or ("hidden" in rules and is_hidden(element)))
