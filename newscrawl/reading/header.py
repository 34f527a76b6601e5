"""What stands between an article's title and its text, told by place and wording: the generic layer for all but the body."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.reading.body import walk
from newscrawl.reading.elements import BREAKING, HEADINGS, UNSEEN, marks_of, shown
from newscrawl.reading.generic import in_side, is_sentence
from newscrawl.text.boilerplate import rule_of_line
from newscrawl.text.bylines import is_byline, parse_byline
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.titles import headline_in
from newscrawl.text.whitespace import one_line

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

MOST_LINES = 40
"""Lines of a header; what follows them is another part of the page."""
LONGEST_LABEL = 100
"""Characters; a line of times or names is shorter."""

_HEADINGS = XPath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
_TITLED = XPath("//*[not(*)][not(self::title or self::script or self::a or self::option)][normalize-space(.) = $title]")
_TIMES = XPath("//time[@datetime] | //*[@itemprop='datePublished' or @data-date-time or @data-published-time]")
_CHANGES = XPath("//*[@itemprop='dateModified' or @data-modify-date-time]")
_TIME_ATTRIBUTES = ("datetime", "data-date-time", "data-published-time", "data-modify-date-time", "content")
_LABELLED = XPath("//text()[string-length(.) < 200][contains(., '입력') or contains(., '승인') or contains(., '등록') or "
                  "contains(., '작성일') or contains(., '게시일') or contains(., '송고')]/..")
# A paper's own registration, which every footer states: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")
_SIGNERS = tuple(XPath(f"//*[{test}][string-length(normalize-space(.)) < 100]") for test in (
    "@rel = 'author' or @itemprop = 'author'",
    "contains(@class, 'byline') or contains(@class, 'journalist') or contains(@class, 'reporter')",
    "contains(@class, 'writer') or contains(@class, 'author')"))
_CATEGORIES = (XPath("//*[contains(@class, 'breadcrumb')]//a"),
               XPath("//*[contains(@class, 'categor') or contains(@class, 'cate ') or @class = 'cate']"))
_DECK = re.compile(r"^(?:sub|deck|stit|mid)[-_]?(?:title|tit|heading|headline|copy|ttl|tx?t|head)|subtitle|summary[-_]view|article[-_]?sub|"
                   r"^(?:deck|lead|stit|sub|subhead\w*)$", re.IGNORECASE)
_BREADCRUMB = re.compile(r"[^<>]{1,20}(?:>[^<>]{1,20}){1,3}")


class Line(NamedTuple):
    """A line of the header, and the element in whose own text it begins."""

    text: str
    element: HtmlElement


def title_element(page: Page) -> HtmlElement | None:
    """The heading that says what ``og:title`` or ``<title>`` says; failing that, another element that says just that."""
    titles = [*page.meta.get("og:title", [])[:1], *page.texts("title")[:1]]
    headings = [(shown(element), element) for element in _HEADINGS(page.tree)]
    for title in titles:
        for text, element in headings:
            if headline_in(text, title):
                return cast("HtmlElement", element)
    alike: list[HtmlElement] = []
    for title in titles:
        alike += _TITLED(page.tree, title=title)
    return alike[0] if alike else None


def lines(page: Page) -> list[Line]:
    """The lines after the title, up to the article's text or its first sentence; none without a title on the page."""
    title = page.title_element
    if title is None:
        return []
    side: dict[HtmlElement, bool] = {}
    found: list[Line] = []
    pieces, owner = [title.tail or ""], title
    for element, begins in _after(title, page):
        if begins and (element is page.container or len(found) >= MOST_LINES
                       or (is_sentence(element.text or "") and not _is_deck(element))):
            break
        if element.tag in BREAKING or element.tag == "br":
            found += _line(pieces, owner)
            pieces, owner = [], element
        text = element.text if begins else element.tail
        around = element if begins else element.getparent()
        if text and around is not None and element.tag not in UNSEEN and not in_side([around, *around.iterancestors()], side):
            pieces.append(text)
    return found + _line(pieces, owner)


def _after(title: HtmlElement, page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Where elements begin (True) and end (False) after the title, in page order."""
    start = page.elements.index(title) + len(list(title.iter("*")))
    still_open = [*title.iterancestors()][::-1]
    for element in page.elements[start:]:
        parent = element.getparent()
        while still_open and still_open[-1] is not parent:
            yield still_open.pop(), False
        yield element, True
        still_open.append(element)


def read_title(page: Page) -> str | None:
    return shown(page.title_element) if page.title_element is not None else page.text("title")


def read_subtitle(page: Page) -> list[str]:
    """Lines right below the title that stand in a heading or in an element named as a deck, or such blocks above the text."""
    lines_below: list[str] = []
    for line in page.header:
        if _is_deck(line.element) or (line.element.tag == "br" and lines_below):
            if is_deck_line(line.text, page):
                lines_below.append(line.text)
        elif lines_below or parse_moment(line.text, page.fetched_at):
            break
    if lines_below:
        return lines_below
    for block in page.blocks:
        if block.type in {"paragraph", "heading", "list"} and any(map(_DECK.search, block.marks)):
            return [line for line in block.text.split("\n") if is_deck_line(line, page)]
        if block.type == "paragraph" and is_sentence(block.text):
            break
    return []


def is_deck_line(text: str, page: Page) -> bool:
    """Whether a line can be one of a deck: no label, no byline, no time."""
    return (len(text) > 4 and not rule_of_line(text) and not is_byline(text)
            and not any(published_and_modified(text, page.fetched_at)) and not parse_byline_role(text))


def parse_byline_role(text: str) -> bool:
    """Whether a short line names somebody in a role."""
    return len(text) < 40 and any(person.role for person in parse_byline(text))


def read_byline(page: Page) -> list[str]:
    """Lines of the header that name people in a role, else texts of elements named for their author."""
    in_header = [line.text for line in page.header if len(line.text) <= LONGEST_LABEL and any(
        person.role or person.email for person in parse_byline(line.text))]
    if in_header:
        return in_header
    for signers in _SIGNERS:
        if named := [text for element in signers(page.tree) if (text := shown(element)) and parse_byline(text)]:
            return named[:1]
    return []


def read_published(page: Page) -> Moment | None:
    return _times(page)[0] or _stated(page, _TIMES)


def read_modified(page: Page) -> Moment | None:
    return _times(page)[1] or _stated(page, _CHANGES)


def read_section(page: Page) -> list[str]:
    for categories in _CATEGORIES:
        if names := [text for element in categories(page.tree) if (text := shown(element)) and len(text) <= 20]:
            return names[:1] if categories is _CATEGORIES[1] else names
    return []


def breadcrumb(headers: list[HtmlElement]) -> list[str]:
    """The names of the first text like ``IT/과학>IT/인터넷``."""
    for element in (inner for header in headers for inner in header.iter()):
        if isinstance(element.tag, str) and _BREADCRUMB.fullmatch(text := shown(element)):
            return [name.strip() for name in text.split(">")]
    return []


def deck(headers: list[HtmlElement], page: Page) -> list[str]:
    """The lines between a header's title and what first tells a time."""
    for header in headers:
        title = next((shown(element) for element in header.iter(*HEADINGS) if shown(element)), None)
        shown_lines = [line for block in walk([header], page.absolute) for line in block.text.split("\n")]
        if title in shown_lines:
            below = shown_lines[shown_lines.index(title) + 1:]
            end = next((n for n, line in enumerate(below) if parse_moment(line, page.fetched_at)), len(below))
            return below[:end]
    return []


def _line(pieces: list[str], owner: HtmlElement) -> list[Line]:
    text = one_line(" ".join(pieces))
    return [Line(text, owner)] if text else []


def _is_deck(element: HtmlElement) -> bool:
    parent = element.getparent()
    marks = marks_of(element) | (marks_of(parent) if parent is not None else frozenset())
    return element.tag in HEADINGS or any(_DECK.search(mark) for mark in marks)


def _times(page: Page) -> tuple[Moment | None, Moment | None]:
    """Published and modified as the header says, or else a label with a time anywhere on the page."""
    dated = " | ".join(line.text for line in page.header if len(line.text) <= LONGEST_LABEL)
    times = published_and_modified(dated, page.fetched_at)
    if any(times):
        return times
    for element in _LABELLED(page.tree):
        text = shown(element)[:200]
        times = published_and_modified(text, page.fetched_at)
        if times[0] and not _REGISTRATION.search(text):
            return times
    return None, None


def _stated(page: Page, elements: XPath) -> Moment | None:
    """The time that an attribute states."""
    for element in elements(page.tree):
        for name in _TIME_ATTRIBUTES:
            if (text := element.get(name)) and (moment := parse_moment(text, page.fetched_at)):
                return moment
    return None
