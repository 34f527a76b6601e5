"""Article links of a page whose listing nobody described: by shape, side blocks left out."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from newscrawl.items import Link
from newscrawl.reading.elements import marks_of, shown
from newscrawl.reading.page import Page
from newscrawl.text.boilerplate import rule_of_mark

SIDE_TAGS = frozenset({"aside", "nav", "footer", "header"})
SIDE_RULES = frozenset({"ranking", "related", "navigation", "ad", "comment", "hidden"})
# What stands in the title's place in a thumbnail's link.
NO_TITLES = frozenset({"기사사진", "기사 썸네일", "썸네일", "사진", "이미지"})


def main_links(page: Page) -> Iterator[HtmlElement]:
    """Links in page order that do not stand in the menu, a ranking or another side block."""
    in_side: dict[HtmlElement, bool] = {}
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        in_side[element] = (parent is not None and in_side[parent]) or _is_side(element)
        if element.tag == "a" and element.get("href") and not in_side[element]:
            yield element


def links_by_shape(page: Page, link_of: Callable[[str], Link | None]) -> list[Link]:
    """Each article once, where it is first met; its title is the longest text of the links to it at that place."""
    links: dict[str, Link] = {}
    last = None
    for element in main_links(page):
        link = link_of(page.absolute(element.get("href", "")))
        if link is None:
            continue
        known = links.setdefault(link.id, link)
        # A summary is often linked too, after the title: only a thumbnail's missing title is made up for.
        if (known is link or last == link.id) and known.title is None:
            known.title = title_in(element)
        last = link.id
    return list(links.values())


def title_in(element: HtmlElement) -> str | None:
    """The title in a link's text, a heading's before the rest; None for a thumbnail."""
    heading = next((text for inner in element.iter("h1", "h2", "h3", "h4", "h5", "h6", "strong") if (text := shown(inner))), "")
    title = heading or shown(element)
    return None if not title or title in NO_TITLES else title


def _is_side(element: HtmlElement) -> bool:
    return element.tag in SIDE_TAGS or any(rule_of_mark(mark) in SIDE_RULES for mark in marks_of(element))
