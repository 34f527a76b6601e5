"""The header of an article: the lines between its title and its text."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import SIDE_RULES, SIDE_TAGS, in_side, not_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import BLOCK_TAGS, HEADING_TAGS, INVISIBLE_TAGS
from newscrawl.page.limits import kept_if_short
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import one_line

# In a header, links and reporters' boxes are bylines, not side blocks.
HEADER_SIDE_TAGS, HEADER_SIDE_RULES = SIDE_TAGS - {"a"}, SIDE_RULES - {"reporter"}
MAX_LINES = 80
"""A header has no more lines."""
MAX_LABEL_CHARS = 100
"""A line with times or names is no longer."""
DECK = re.compile(r"^(?:sub|deck|stit|mid)[-_]?(?:title|tit|heading|headline|copy|ttl|tx?t|head)|[-_]sub[-_]?(?:title|tit|ttl|head)|subtitle|"
                  r"(?:title|tit|head(?:line)?)[-_]?sub(?:$|[-_])|small[-_]?title|title[-_]?small|"
                  r"summary[-_]view|article[-_]?sub|^(?:deck|lead|stit|sub|subhead\w*)$", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the header, and the element in which it begins."""

    text: str
    element: Element


@once_per_page
def header_lines(page: Page) -> list[Line]:
    """The lines after the title, up to the article's text or its first sentence; [] if the page has no title."""
    title, container = title_element(page), text_container(page)
    if title is None:
        return []
    side = not_side(title.iterancestors())
    found: list[Line] = []
    texts, line_element = [title.tail or ""], title
    inside = container is None or container in title.iterancestors()
    for element, begins in _after(title, page):
        if begins and (element is container or len(found) >= MAX_LINES
                       or (inside and is_sentence(element.text or "") and not may_be_deck(element))):
            break
        if element.tag in BLOCK_TAGS or element.tag == "br" or names_deck(element):
            if texts:
                found += _line(texts, line_element)
            texts, line_element = [], element
        text = element.text if begins else element.tail
        if not text or text.isspace() or element.tag in INVISIBLE_TAGS:
            continue
        around = element if begins else element.getparent()
        if around is not None and not in_side(around, side, HEADER_SIDE_TAGS, HEADER_SIDE_RULES):
            texts.append(text)
    return found + _line(texts, line_element)


def _after(title: Element, page: Page) -> Iterator[tuple[Element, bool]]:
    """(element, begins) for each start and end of an element after the title, in page order."""
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


def _line(texts: list[str], line_element: Element) -> list[Line]:
    text = one_line(" ".join(texts))
    return [Line(text, line_element)] if text else []


def may_be_deck(element: Element) -> bool:
    """Whether an element with a sentence may be a deck."""
    return element.tag in HEADING_TAGS or in_named_deck(element)


def in_named_deck(element: Element) -> bool:
    """Whether the element or its parent has a deck's class name or id."""
    around = element.getparent()
    return names_deck(element) or (around is not None and names_deck(around))


def names_deck(element: Element) -> bool:
    """Whether the element has a deck's class name or id."""
    class_names, own_id = element.get("class"), element.get("id")
    return bool(class_names and _names_deck(class_names)) or bool(own_id and DECK.search(own_id))


def has_named_deck(page: Page) -> bool:
    """Whether any element has a deck's class name or id; a quick test."""
    return any(map(_names_deck, page.index.positions_by_class)) or any(map(_names_deck, page.index.ids))


@kept_if_short(maxsize=20_000)
def _names_deck(class_names: str) -> bool:
    return any(map(DECK.search, class_names.split()))
