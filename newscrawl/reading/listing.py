"""Article links of a page whose listing nobody described: by shape, side blocks left out."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

from newscrawl.items import Link
from newscrawl.reading.elements import shown
from newscrawl.reading.generic import in_side
from newscrawl.reading.page import Page

_NUMBERED = re.compile(r"\d")
"""Every article's address has a digit."""
SIDE_TAGS = frozenset({"aside", "nav", "footer", "header"})
SIDE_RULES = frozenset({"ranking", "related", "navigation", "ad", "comment", "hidden"})
# What stands in the title's place in a thumbnail's link.
NO_TITLES = frozenset({"기사사진", "기사 썸네일", "썸네일", "사진", "이미지"})


def main_links(page: Page) -> Iterator[Element]:
    """Links in page order that do not stand in the menu, a ranking or another side block."""
    known: dict[Element, bool] = {}
    for link in page.tree.iter("a"):
        if link.get("href") and not in_side(link, known, SIDE_TAGS, SIDE_RULES):
            yield link


def links_by_shape(page: Page, link_of: Callable[[str], Link | None]) -> list[Link]:
    """Each article once, where it is first met; its title is the longest text of the links to it at that place."""
    links: dict[str, Link] = {}
    by_address: dict[str, Link | None] = {}
    last = None
    for element in main_links(page):
        address = element.get("href", "")
        if address not in by_address:
            by_address[address] = link_of(page.absolute(address)) if _NUMBERED.search(address) else None
        link = by_address[address]
        if link is None:
            continue
        known = links.setdefault(link.id, link)
        # A summary is often linked too, after the title: only a thumbnail's missing title is made up for.
        if (known is link or last == link.id) and known.title is None:
            known.title = title_in(element)
        last = link.id
    return list(links.values())


def title_in(element: Element) -> str | None:
    """The title in a link's text, a heading's before the rest; None for a thumbnail."""
    heading = next((text for inner in element.iter("h1", "h2", "h3", "h4", "h5", "h6", "strong") if (text := shown(inner))), "")
    title = heading or shown(element)
    return None if not title or title in NO_TITLES else title
