"""What stands between an article's title and its text, told by place and wording: the generic layer for all but the body."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.reading.elements import BREAKING, HEADINGS, UNSEEN, shown, shown_lines
from newscrawl.reading.generic import SIDE_RULES, SIDE_TAGS, in_side, is_sentence
from newscrawl.text.boilerplate import rule_of_line
from newscrawl.text.bylines import is_byline, may_sign, parse_byline
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.whitespace import one_line

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

# In a header, links and reporters' boxes are bylines.
HEADER_SIDE_TAGS, HEADER_SIDE_RULES = SIDE_TAGS - {"a"}, SIDE_RULES - {"reporter"}
MOST_LINES = 80
"""Lines of a header; what follows them is another part of the page."""
MOST_CRUMBS = 6
LONGEST_SECTION = 20
LONGEST_SIGNATURE = 250
"""Letters of what a reporter's box says."""
LONGEST_LABEL = 100
"""Characters; a line of times or names is shorter."""

PUBLISHED = ("datePublished", "data-date-time", "data-published-time", "datetime")
MODIFIED = ("dateModified", "data-modify-date-time")
_STATING = {name: XPath(f"//@{name}/.. | //@itemprop[. = '{name}']/..") for name in (*PUBLISHED, *MODIFIED)}
_LABEL = re.compile(r"입력|승인|등록|작성일|게시일|송고")
# A paper's own registration, which every footer states: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")
_HOME = re.compile(r"홈|HOME|현재\s?위치|전체\s?기사|기사\s?본문|뉴스\s?홈|메인", re.IGNORECASE)
_DECK = re.compile(r"^(?:sub|deck|stit|mid)[-_]?(?:title|tit|heading|headline|copy|ttl|tx?t|head)|subtitle|summary[-_]view|article[-_]?sub|"
                   r"^(?:deck|lead|stit|sub|subhead\w*)$", re.IGNORECASE)
_DATED = re.compile(r"\d{4}\s?[-./년]\s?\d{1,2}")
_BREADCRUMB = re.compile(r"[^<>]{1,20}(?:>[^<>]{1,20}){1,3}")


class Line(NamedTuple):
    """A line of the header, and the element in whose own text it begins."""

    text: str
    element: Element


class Signature(NamedTuple):
    """What an element says that is named for the writer."""

    text: str
    element: Element


def lines(page: Page) -> list[Line]:
    """The lines after the title, up to the article's text or its first sentence; none without a title on the page."""
    title = page.title_element
    if title is None:
        return []
    side: dict[Element, bool] = {}
    found: list[Line] = []
    pieces, owner = [title.tail or ""], title
    inside = page.container is None or page.container in title.iterancestors()
    for element, begins in _after(title, page):
        if begins and (element is page.container or len(found) >= MOST_LINES
                       or (inside and is_sentence(element.text or "") and not _is_deck(element))):
            break
        if element.tag in BREAKING or element.tag == "br" or _names_deck(element):
            if pieces:
                found += _line(pieces, owner)
            pieces, owner = [], element
        text = element.text if begins else element.tail
        if not text or text.isspace() or element.tag in UNSEEN:
            continue
        around = element if begins else element.getparent()
        if around is not None and not in_side(around, side, HEADER_SIDE_TAGS, HEADER_SIDE_RULES):
            pieces.append(text)
    return found + _line(pieces, owner)


def _after(title: Element, page: Page) -> Iterator[tuple[Element, bool]]:
    """Where elements begin (True) and end (False) after the title, in page order."""
    start = page.census.elements.index(title) + len(list(title.iter()))
    still_open = [*title.iterancestors()][::-1]
    for element in page.census.elements[start:]:
        parent = element.getparent()
        while still_open and still_open[-1] is not parent:
            yield still_open.pop(), False
        if isinstance(element.tag, str):
            yield element, True
            still_open.append(element)
        else:
            yield element, False


def read_title(page: Page) -> str | None:
    return shown(page.title_element) if page.title_element is not None else page.title_tag or None


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
    if page.header and page.header[0].element.tag in HEADINGS and is_deck_line(page.header[0].text, page):
        return [page.header[0].text]
    for block in page.blocks:
        if block.type in {"paragraph", "heading", "list"} and any(map(_DECK.search, block.marks)):
            return [line for line in block.text.split("\n") if is_deck_line(line, page)]
        if block.type == "paragraph" and is_sentence(block.text):
            break
    return []


def is_deck_line(text: str, page: Page) -> bool:
    """Whether a line can be one of a deck: no label, no byline, no time."""
    return (len(text) > 4 and not rule_of_line(text) and not is_byline(text)
            and not any(published_and_modified(text, page.fetched_at)) and not names_someone(text))


def names_someone(text: str) -> bool:
    """Whether a short line names somebody in a role."""
    return len(text) < 40 and may_sign(text) and any(person.role for person in parse_byline(text))


def read_byline(page: Page) -> list[str]:
    return page.header_byline


def byline(page: Page) -> list[str]:
    """Lines of the header that name people in a role, else texts of elements named for their author."""
    in_header = [line.text for line in page.header if len(line.text) <= LONGEST_LABEL and may_sign(line.text) and any(
        person.role or person.email for person in parse_byline(line.text))]
    if in_header:
        return in_header
    said = signatures(signing_elements(page))
    signed = next((element for text, element in said if parse_byline(text)), None)
    if signed is not None:
        # Several reporters stand in elements of one kind.
        alike = (text for text, element in said if element.get("class") == signed.get("class"))
        return [text for text in alike if parse_byline(text)]
    boxed = [shown(inner) for box in page.census.named("signer") for inner in box.iter("strong", "b", "dt", "a", "span")]
    return [text for text in dict.fromkeys(boxed) if names_someone(text)]


def signing_elements(page: Page) -> list[Element]:
    """Elements that are named for a reporter or author, or that lead to one's page."""
    links = [link for link, address in page.census.links
             if "/reporter" in address or "/journalist" in address or link.get("rel") == "author"]
    return page.census.named("signer") + links


def signatures(elements: Iterable[Element]) -> list[Signature]:
    """What such elements say, those left out that say nothing or too much."""
    said = ((shown(element), element) for element in elements)
    return [Signature(text, element) for text, element in said if 0 < len(text) <= LONGEST_SIGNATURE]


def signers(page: Page, words: Collection[str]) -> list[str]:
    """What the signing elements say in which one of the words stands."""
    telling = [element for word in words for element, text in page.census.texts if word in text]
    around: set[Element] = set()
    for element in telling:
        place: Element | None = element
        while place is not None and place not in around:
            around.add(place)
            place = place.getparent()
    return [signature.text for signature in signatures(filter(around.__contains__, signing_elements(page)))]


def mail_addresses(page: Page) -> list[tuple[str, str]]:
    """(text, address) of each ``mailto:`` link: the link's text, or that of what is around it when it says no more."""
    found = []
    for link, written in page.census.links:
        if not written.startswith("mailto:"):
            continue
        around, text = link.getparent(), shown(link)
        if around is not None and ("@" in text or not text):
            text = shown(around)
        if len(text) <= 2 * LONGEST_LABEL:
            found.append((text, written.removeprefix("mailto:").split("?")[0].strip()))
    return found


def read_published(page: Page) -> Moment | None:
    return page.header_times[0] or _stated(page, PUBLISHED)


def read_modified(page: Page) -> Moment | None:
    return page.header_times[1] or _stated(page, MODIFIED)


def read_section(page: Page) -> list[str]:
    """The breadcrumb's names, or one category."""
    for crumbs in page.census.named("crumb"):
        links = list(crumbs.iter("a"))
        if len(links) < MOST_CRUMBS and len(text := shown(crumbs)) < LONGEST_LABEL:
            names = [name for link in links if (name := shown(link))] or re.split(r"\s?[>›»]\s?", text)
            if names := [name for name in names if 0 < len(name) <= LONGEST_SECTION and not _HOME.fullmatch(name)]:
                return names
    for element in page.census.named("category"):
        outside = {"nav", "header", "footer", "aside"}.isdisjoint(around.tag for around in element.iterancestors())
        if outside and 0 < len(text := shown(element)) <= LONGEST_SECTION:
            return [text]
    return []


def read_tags(page: Page) -> list[str]:
    """Links that begin with ``#``."""
    tagged = (element for element, text in page.census.texts if element.tag == "a" and text.lstrip().startswith("#"))
    return [shown(link).lstrip("#").strip() for link in dict.fromkeys(tagged) if (link.text or "").lstrip().startswith("#")]


def breadcrumb(headers: list[Element]) -> list[str]:
    """The names of the first text like ``IT/과학>IT/인터넷``."""
    for element in (inner for header in headers for inner in header.iter()):
        if isinstance(element.tag, str) and _BREADCRUMB.fullmatch(text := shown(element)):
            return [name.strip() for name in text.split(">")]
    return []


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


def _line(pieces: list[str], owner: Element) -> list[Line]:
    text = one_line(" ".join(pieces))
    return [Line(text, owner)] if text else []


def _is_deck(element: Element) -> bool:
    return element.tag in HEADINGS or _is_named_deck(element)


def _is_named_deck(element: Element) -> bool:
    """Whether a class name of the element, or of the one around it, is that of a deck."""
    around = element.getparent()
    return _names_deck(element) or (around is not None and _names_deck(around))


def _names_deck(element: Element) -> bool:
    class_names, own_id = element.get("class"), element.get("id")
    return bool(class_names and _is_deck_class(class_names)) or bool(own_id and _DECK.search(own_id))


@lru_cache(maxsize=20_000)
def _is_deck_class(class_names: str) -> bool:
    return any(map(_DECK.search, class_names.split()))


def times(page: Page) -> tuple[Moment | None, Moment | None]:
    """Published and modified as the header says, or else a label with a time anywhere on the page."""
    dated = " | ".join(line.text for line in page.header if len(line.text) <= LONGEST_LABEL)
    times = published_and_modified(dated, page.fetched_at)
    if any(times):
        return times
    labelled_elements = [element for element, text in page.census.texts if len(text) < 2 * LONGEST_LABEL and _LABEL.search(text)]
    for element in dict.fromkeys(labelled_elements):
        # The label may stand in a cell of its own.
        for labelled in (element, element.getparent()):
            text = shown(labelled)[:2 * LONGEST_LABEL] if labelled is not None else ""
            times = published_and_modified(text, page.fetched_at)
            if times[0] and not _REGISTRATION.search(text):
                return times
    return None, None


def _stated(page: Page, names: tuple[str, ...]) -> Moment | None:
    """The time that an attribute of a visible element states: ``datetime``, ``data-…``, or that of an ``itemprop``."""
    for name in names:
        if name.encode() not in page.source:
            continue
        for element in _STATING[name](page.tree):
            stated = element.get(name) or element.get("datetime") or element.get("content") or shown(element)
            if moment := parse_moment(stated, page.fetched_at):
                return moment
    return None
