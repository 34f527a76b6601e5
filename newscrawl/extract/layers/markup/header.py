"""The header of an article: the lines between its title and its text."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import SIDE_RULES, SIDE_TAGS, in_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import BLOCK_TAGS, HEADING_TAGS, INVISIBLE_TAGS
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import one_line

# In a header, links and reporters' boxes are bylines.
HEADER_SIDE_TAGS, HEADER_SIDE_RULES = SIDE_TAGS - {"a"}, SIDE_RULES - {"reporter"}
MAX_LINES = 80
"""Lines of a header; what follows them is another part of the page."""
MAX_LABEL_CHARS = 100
"""Characters; a line of times or names is shorter."""
DECK = re.compile(r"^(?:sub|deck|stit|mid)[-_]?(?:title|tit|heading|headline|copy|ttl|tx?t|head)|[-_]sub[-_]?title|subtitle|"
                   r"summary[-_]view|article[-_]?sub|^(?:deck|lead|stit|sub|subhead\w*)$", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the header, and the element in whose own text it begins."""

    text: str
    element: Element


@once_per_page
def header_lines(page: Page) -> list[Line]:
    """The lines after the title, up to the article's text or its first sentence; none without a title on the page."""
    title, container = title_element(page), text_container(page)
    if title is None:
        return []
    side: dict[Element, bool] = {}
    found: list[Line] = []
    pieces, owner = [title.tail or ""], title
    inside = container is None or container in title.iterancestors()
    for element, begins in _after(title, page):
        if begins and (element is container or len(found) >= MAX_LINES
                       or (inside and is_sentence(element.text or "") and not may_be_deck(element))):
            break
        if element.tag in BLOCK_TAGS or element.tag == "br" or names_deck(element):
            if pieces:
                found += _line(pieces, owner)
            pieces, owner = [], element
        text = element.text if begins else element.tail
        if not text or text.isspace() or element.tag in INVISIBLE_TAGS:
            continue
        around = element if begins else element.getparent()
        if around is not None and not in_side(around, side, HEADER_SIDE_TAGS, HEADER_SIDE_RULES):
            pieces.append(text)
    return found + _line(pieces, owner)


def _after(title: Element, page: Page) -> Iterator[tuple[Element, bool]]:
    """Where elements begin (True) and end (False) after the title, in page order."""
    start = page.index.elements.index(title) + len(list(title.iter()))
    still_open = [*title.iterancestors()][::-1]
    for element in page.index.elements[start:]:
        parent = element.getparent()
        while still_open and still_open[-1] is not parent:
            yield still_open.pop(), False
        if isinstance(element.tag, str):
            yield element, True
            still_open.append(element)
        else:
            yield element, False


def _line(pieces: list[str], owner: Element) -> list[Line]:
    text = one_line(" ".join(pieces))
    return [Line(text, owner)] if text else []


def may_be_deck(element: Element) -> bool:
    """Whether an element may be a deck though it holds a sentence."""
    return element.tag in HEADING_TAGS or in_named_deck(element)


def in_named_deck(element: Element) -> bool:
    """Whether a class name of the element, or of the one around it, is that of a deck."""
    around = element.getparent()
    return names_deck(element) or (around is not None and names_deck(around))


def names_deck(element: Element) -> bool:
    """Whether a class name or the id of the element is that of a deck."""
    class_names, own_id = element.get("class"), element.get("id")
    return bool(class_names and _names_deck(class_names)) or bool(own_id and DECK.search(own_id))


@lru_cache(maxsize=20_000)
def _names_deck(class_names: str) -> bool:
    return any(map(DECK.search, class_names.split()))
