"""The deck: lines below the title, found by class names and by position."""
from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HEADER, OUTSIDE
from newscrawl.cleaning.rules.matcher import rule_of_line
from newscrawl.extract.layers.markup.body import body_blocks
from newscrawl.extract.layers.markup.byline import english_names, names_person
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import DECK, header_lines, in_named_deck, names_deck
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extracted import MEDIA
from newscrawl.page.document import Page
from newscrawl.page.dom import HEADING_TAGS, visible_text
from newscrawl.page.limits import text_nodes
from newscrawl.text.bylines import is_byline
from newscrawl.text.dates import published_and_modified
from newscrawl.text.names import SECTION_NAME
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import letters_of

MAX_LINES = 5
"""A deck without a class name has no more lines."""
_BULLET = re.compile(r"[ㆍ·•ㅡ―–-]\s?(?=\S)")
_ARROWS = "▲△▼▽◀▶◁▷"
"""Marks of captions."""
_CREDIT = re.compile(r"[(\[]?\s?(?:사진|그래픽|영상|출처|자료|이미지|일러스트|삽화)\s?(?:제공|출처|설명)?\s?[=:/|)\]]|"
                     r".{1,20}\s?(?:제공|캡처)\s?[)\]]?$|[ⓒ©]")
_MARKS = _ARROWS + "[<(■□◆◇●○※*"
"""Marks of captions, labels and subheadings."""
_QUOTES = "\"'”’"
MAX_LINE_CHARS = 80
"""A longer line is a text without its full stop."""
MIN_CHARS = 12
"""A shorter line without a class name is a label."""


def deck(page: Page) -> list[str]:
    """Lines of an element with a deck's class name, in the header or above the text; else by position below the title.

    None of them is the title again, a section, a credit or a byline.
    """
    return _without_titles(page, _named_in_header(page) or _by_position(page) or _named_in_text(page) or _bulleted(page) or _only_heading(page)
                           or _in_title(page) or _unlike_the_text(page))


def named_deck(page: Page) -> list[str]:
    """Lines of an element with a deck's class name only."""
    lines = _named_in_header(page)
    if not lines and (container := text_container(page)) is not None and any(map(names_deck, container.iter("*"))):
        lines = _named_in_text(page)
    return _without_titles(page, lines)


def _without_titles(page: Page, lines: list[str]) -> list[str]:
    if not lines:
        return []
    headline = title_element(page)
    titles = {letters_of(text) for text in (page.title_tag, *page.meta.get("og:title", []), visible_text(headline) if headline is not None else "")}
    return [line for line in lines if letters_of(line) not in titles]


def _named_in_header(page: Page) -> list[str]:
    named: list[str] = []
    for line in header_lines(page):
        if in_named_deck(line.element) or (named and line.element.tag == "br"):
            if is_deck_line(line.text, page):
                named.append(line.text)
        elif named:
            break
    return named


def _by_position(page: Page) -> list[str]:
    return _headings_below_title(page) or _before_the_time(page) or _below_repeated_title(page)


def _named_in_text(page: Page) -> list[str]:
    """The lines of blocks with a deck's class name before the first sentence."""
    named: list[str] = []
    beside_image: frozenset[str] = frozenset()
    for block in body_blocks(page):
        if block.type in {"paragraph", "heading", "list"} and any(map(DECK.search, block.marks)):
            named += [line for line in block.text.split("\n") if is_deck_line(line, page)]
        elif named or (block.type == "paragraph" and is_sentence(block.text) and block.marks.isdisjoint(beside_image)):
            break
        elif block.type == "image":
            beside_image = block.marks  # a caption has a box with the image
    return named


def _only_heading(page: Page) -> list[str]:
    """The lines of a heading directly before the first sentence, if the text has no other: more of them part it."""
    blocks = body_blocks(page)
    headings = [number for number, block in enumerate(blocks) if block.type == "heading"]
    first = next((number for number, block in enumerate(blocks) if block.type == "paragraph" and is_sentence(block.text)), 0)
    if len(headings) > 1 or (headings and headings[0] > first):
        return []
    above = [text for text, element in header_lines(page)[-MAX_LINES:] if element.tag in HEADING_TAGS and element.tag != "h1"]
    lines = blocks[headings[0]].text.split("\n") if headings else above
    return [line for line in lines if len(line) >= MIN_CHARS and is_deck_line(line, page) and not is_sentence(line) and line[0] not in _ARROWS]


def _in_title(page: Page) -> list[str]:
    """The lines that an element of their own holds in the title's heading, beside the title."""
    heading = title_element(page)
    titles = {letters_of(title) for title in (*page.meta.get("og:title", [])[:1], page.title_tag)}
    inner = [element for element in heading.iterdescendants("small", "span", "em", "p", "strong") if (element.text or "").strip()
             ] if heading is not None else []
    if heading is None or titles.isdisjoint(map(letters_of, text_nodes(heading))):
        return []
    return [text for element in inner if (text := visible_text(element)) and letters_of(text) not in titles
            and len(text) >= MIN_CHARS and is_deck_line(text, page)]


def _unlike_the_text(page: Page) -> list[str]:
    """The lines before the first sentence, if they stand in an element of their own that nothing else in the text is like."""
    texts = [block for block in body_blocks(page) if block.type not in MEDIA and block.marks.isdisjoint({HEADER, OUTSIDE})]
    first = next((number for number, block in enumerate(texts) if block.type == "paragraph" and _has_sentence(block.text)), 0)
    above = texts[:first]
    if not above or len({block.marks for block in above}) > 1 or any(block.marks == above[0].marks for block in texts[first:]):
        return []
    lines = [line for block in above for line in block.text.split("\n")]
    if len(lines) > MAX_LINES or any(block.link_share or block.type not in {"paragraph", "heading"} for block in above):
        return []
    is_deck = len(lines[0]) >= MIN_CHARS and all(
        len(line) <= MAX_LINE_CHARS and not _has_sentence(line) and line[0] not in _MARKS and is_deck_line(line, page) for line in lines)
    return lines if is_deck else []


def _has_sentence(text: str) -> bool:
    """Whether a text has a sentence with its full stop; a deck may end in a quotation: "소리는 저장 안 한다"."""
    return any(is_sentence(line.rstrip(_QUOTES)) for line in text.split("\n"))


def _bulleted(page: Page) -> list[str]:
    """The lines with a mark before the first sentence: ``ㆍ부제목``."""
    found: list[str] = []
    for block in body_blocks(page)[:MAX_LINES]:
        lines = block.text.split("\n") if block.type in {"paragraph", "heading", "list"} else []
        if any(not _BULLET.match(line) or is_sentence(line) or not is_deck_line(line, page) for line in lines):
            return found
        found += lines
    return []


def _headings_below_title(page: Page) -> list[str]:
    """The lines of the heading directly below the title, and of following headings of the same kind."""
    found: list[str] = []
    first: Element | None = None
    for text, element in header_lines(page):
        heading = element if element.tag in HEADING_TAGS else element.getparent() if element.tag == "br" else None
        if heading is None or heading.tag not in HEADING_TAGS or not is_deck_line(text, page):
            break
        if first is not None and (heading.tag, heading.get("class")) != (first.tag, first.get("class")):
            break
        first = heading
        found.append(text)
    return found


def _before_the_time(page: Page) -> list[str]:
    """The lines between the title and the line with the time or the reporter."""
    found: list[str] = []
    for text, element in header_lines(page)[:MAX_LINES + 1]:
        if any(published_and_modified(text, page.fetched_at)) or is_byline(text) or names_person(text):
            return found
        if len(text) < MIN_CHARS or element.tag == "a" or is_sentence(text) or not is_deck_line(text, page):
            break
        found.append(text)
    return []


def _below_repeated_title(page: Page) -> list[str]:
    """The lines before the first sentence, if the text begins with the title, as in press releases."""
    texts = [block.text for block in body_blocks(page)[:MAX_LINES + 2] if block.type in {"paragraph", "heading", "list"}]
    headline = title_element(page)
    title = letters_of(visible_text(headline)) if headline is not None else ""
    if not texts or not title or letters_of(texts[0]) != title:
        return []
    lines_below = [line for text in texts[1:] for line in text.split("\n")]
    end = next((n for n, line in enumerate(lines_below) if is_sentence(line) or not is_deck_line(line, page)), len(lines_below))
    return lines_below[:end] if 0 < end <= MAX_LINES and end < len(lines_below) and is_sentence(lines_below[end]) else []


def is_deck_line(text: str, page: Page) -> bool:
    """Whether a line can belong to a deck: no label, section, credit, byline or time."""
    return (len(text) > 4 and not SECTION_NAME.fullmatch(text) and not _CREDIT.match(text) and not rule_of_line(text) and not is_byline(text)
            and not any(published_and_modified(text, page.fetched_at)) and not names_person(text)
            and not english_names(text))
