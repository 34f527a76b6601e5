"""An article's deck: the lines below its title, told by the markup's names and by where they stand."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.matcher import rule_of_line
from newscrawl.extract.layers.markup.container import is_sentence
from newscrawl.page.dom import HEADINGS, shown, shown_lines
from newscrawl.text.bylines import is_byline, may_sign, parse_byline
from newscrawl.text.dates import published_and_modified
from newscrawl.text.whitespace import letters_of

if TYPE_CHECKING:
    from newscrawl.page.document import Page

MOST_LINES = 5
"""Lines of a deck that nothing names."""
LEAST_LETTERS = 12
"""Of a line that nothing says is one; labels are shorter."""
_DECK = re.compile(r"^(?:sub|deck|stit|mid)[-_]?(?:title|tit|heading|headline|copy|ttl|tx?t|head)|[-_]sub[-_]?title|subtitle|"
                   r"summary[-_]view|article[-_]?sub|^(?:deck|lead|stit|sub|subhead\w*)$", re.IGNORECASE)
_DATED = re.compile(r"\d{4}\s?[-./년]\s?\d{1,2}")


def read_subtitle(page: Page) -> list[str]:
    """Lines of an element named as a deck, in the header or above the text; else the heading right below the title."""
    named: list[str] = []
    for line in page.header:
        if _is_named_deck(line.element) or (named and line.element.tag == "br"):
            if is_deck_line(line.text, page):
                named.append(line.text)
        elif named:
            break
    if named:
        return named
    if below := _headings_below_title(page) or _before_the_time(page) or _below_repeated_title(page):
        return below
    for block in page.blocks:
        if block.type in {"paragraph", "heading", "list"} and any(map(_DECK.search, block.marks)):
            named += [line for line in block.text.split("\n") if is_deck_line(line, page)]
        elif named or (block.type == "paragraph" and is_sentence(block.text)):
            break
    return named


def _headings_below_title(page: Page) -> list[str]:
    """The lines of the heading right below the title, and of those of its kind that follow it."""
    found: list[str] = []
    first: Element | None = None
    for text, element in page.header:
        heading = element if element.tag in HEADINGS else element.getparent() if element.tag == "br" else None
        if heading is None or heading.tag not in HEADINGS or not is_deck_line(text, page):
            break
        if first is not None and (heading.tag, heading.get("class")) != (first.tag, first.get("class")):
            break
        first = heading
        found.append(text)
    return found


def _before_the_time(page: Page) -> list[str]:
    """The lines that stand between the title and the line that tells the time or the reporter."""
    found: list[str] = []
    for text, element in page.header[:MOST_LINES + 1]:
        if any(published_and_modified(text, page.fetched_at)) or is_byline(text) or names_someone(text):
            return found
        if len(text) < LEAST_LETTERS or element.tag == "a" or is_sentence(text) or not is_deck_line(text, page):
            break
        found.append(text)
    return []


def _below_repeated_title(page: Page) -> list[str]:
    """The lines between the title, where the text itself begins with it, and the first sentence, as press releases have them."""
    texts = [block.text for block in page.blocks[:MOST_LINES + 2] if block.type in {"paragraph", "heading", "list"}]
    title = letters_of(shown(page.title_element)) if page.title_element is not None else ""
    if not texts or not title or letters_of(texts[0]) != title:
        return []
    lines_below = [line for text in texts[1:] for line in text.split("\n")]
    end = next((n for n, line in enumerate(lines_below) if is_sentence(line) or not is_deck_line(line, page)), len(lines_below))
    return lines_below[:end] if 0 < end <= MOST_LINES and end < len(lines_below) and is_sentence(lines_below[end]) else []


def deck(headers: list[Element]) -> list[str]:
    """The lines between a header's title and what first tells a time."""
    for header in headers:
        title = next((shown(element) for element in header.iter(*HEADINGS) if shown(element)), None)
        lines_shown = shown_lines(header)
        if title in lines_shown:
            below = lines_shown[lines_shown.index(title) + 1:]
            end = next((n for n, line in enumerate(below) if _DATED.search(line)), len(below))
            return below[:end]
    return []


def is_deck_line(text: str, page: Page) -> bool:
    """Whether a line can be one of a deck: no label, no byline, no time."""
    return (len(text) > 4 and not rule_of_line(text) and not is_byline(text)
            and not any(published_and_modified(text, page.fetched_at)) and not names_someone(text))


def names_someone(text: str) -> bool:
    """Whether a short line names somebody in a role."""
    return len(text) < 40 and may_sign(text) and any(person.role for person in parse_byline(text))


def is_deck(element: Element) -> bool:
    return element.tag in HEADINGS or _is_named_deck(element)


def _is_named_deck(element: Element) -> bool:
    """Whether a class name of the element, or of the one around it, is that of a deck."""
    around = element.getparent()
    return names_deck(element) or (around is not None and names_deck(around))


def names_deck(element: Element) -> bool:
    class_names, own_id = element.get("class"), element.get("id")
    return bool(class_names and _is_deck_class(class_names)) or bool(own_id and _DECK.search(own_id))


@lru_cache(maxsize=20_000)
def _is_deck_class(class_names: str) -> bool:
    return any(map(_DECK.search, class_names.split()))
