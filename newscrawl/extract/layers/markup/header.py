"""What stands between an article's title and its text, told by place and wording: the generic layer for all but the body."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HEADER
from newscrawl.extract.layers.markup.container import SIDE_RULES, SIDE_TAGS, in_side, is_sentence
from newscrawl.extract.layers.markup.deck import is_deck, names_deck, names_someone
from newscrawl.extract.layers.markup.deck import read_subtitle as read_subtitle
from newscrawl.extract.layers.markup.section import read_section as read_section
from newscrawl.items import FoundBlock
from newscrawl.page.dom import BREAKING, UNSEEN, shown
from newscrawl.text.bylines import is_byline, may_sign, parse_byline
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.whitespace import letters_of, one_line

if TYPE_CHECKING:
    from newscrawl.page.document import Page

# In a header, links and reporters' boxes are bylines.
HEADER_SIDE_TAGS, HEADER_SIDE_RULES = SIDE_TAGS - {"a"}, SIDE_RULES - {"reporter"}
MOST_LINES = 80
"""Lines of a header; what follows them is another part of the page."""
LONGEST_SIGNATURE = 250
"""Letters of what a reporter's box says."""
LONGEST_LABEL = 100
"""Characters; a line of times or names is shorter."""

_SIGNING = re.compile("/reporter|/journalist")
PUBLISHED = ("datePublished", "data-date-time", "data-published-time", "datetime")
MODIFIED = ("dateModified", "data-modify-date-time")
_STATING = {name: XPath(f"//@{name}/.. | //@itemprop[. = '{name}']/..") for name in (*PUBLISHED, *MODIFIED)}
_LABEL = re.compile(r"입력|승인|등록|작성일|게시일|송고")
# A paper's own registration, which every footer states: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")


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
                       or (inside and is_sentence(element.text or "") and not is_deck(element))):
            break
        if element.tag in BREAKING or element.tag == "br" or names_deck(element):
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


def marked(page: Page, blocks: list[FoundBlock]) -> list[FoundBlock]:
    """The blocks of a container that holds the title too, those of its header marked ``HEADER``: bylines and times have rules of their own."""
    tells = [n for n, line in enumerate(page.header) if any(published_and_modified(line.text, page.fetched_at)) or is_byline(line.text)]
    labels = {letters_of(line.text) for n, line in enumerate(page.header[:max(tells, default=0)]) if n not in tells}
    begins = next((n for n, block in enumerate(blocks) if block.type == "paragraph" and is_sentence(block.text)), 0)
    return [replace(block, marks=block.marks | {HEADER}) if block.type != "image" and letters_of(block.text) in labels else block
            for block in blocks[:begins]] + blocks[begins:]


def read_title(page: Page) -> str | None:
    return shown(page.title_element) if page.title_element is not None else page.title_tag or None


def read_byline(page: Page) -> list[str]:
    return page.header_byline


def byline(page: Page) -> list[str]:
    """Lines of the header that name people in a role, else texts of elements named for their author."""
    in_header = [line.text for line in page.header if len(line.text) <= LONGEST_LABEL and may_sign(line.text) and any(
        person.role or person.email for person in parse_byline(line.text))]
    if in_header:
        return in_header
    boxed = _boxed(page)
    if len(boxed) > 1:
        return boxed
    said = signatures(signing_elements(page))
    signed = next((element for text, element in said if parse_byline(text)), None)
    if signed is not None:
        # Several reporters stand in elements of one kind.
        alike = (text for text, element in said if element.get("class") == signed.get("class"))
        return [text for text in alike if parse_byline(text)]
    return boxed


def _boxed(page: Page) -> list[str]:
    """Who is named in an element of his own in the boxes that are named for reporters."""
    said = (shown(inner) for box in page.census.named("signer") for inner in box.iter("strong", "b", "dt", "a", "span"))
    return [text for text in dict.fromkeys(said) if names_someone(text)]


def signing_elements(page: Page) -> list[Element]:
    """Elements that are named for a reporter or author, or that lead to one's page."""
    named = page.census.named("signer")
    if not (_SIGNING.search(page.census.addresses) or b"author" in page.source):  # links are many
        return named
    return named + [link for link, address in page.census.links if _SIGNING.search(address) or link.get("rel") == "author"]


def signatures(elements: Iterable[Element]) -> list[Signature]:
    """What such elements say, those left out that say nothing or too much."""
    said = ((shown(element), element) for element in elements)
    return [Signature(text, element) for text, element in said if 0 < len(text) <= LONGEST_SIGNATURE]


def signers(page: Page, words: Collection[str]) -> list[str]:
    """What the signing elements say in which one of the words stands."""
    signing = signing_elements(page)
    if not signing:  # as on most pages; to look for the words takes much longer
        return []
    telling = [element for word in words for element, text in page.census.texts if word in text]
    around: set[Element] = set()
    for element in telling:
        place: Element | None = element
        while place is not None and place not in around:
            around.add(place)
            place = place.getparent()
    return [signature.text for signature in signatures(filter(around.__contains__, signing))]


def mail_addresses(page: Page) -> list[tuple[str, str]]:
    """(text, address) of each ``mailto:`` link: the link's text, or that of what is around it when it says no more."""
    found = []
    for link, written in page.census.links if "mailto:" in page.census.addresses else ():
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


def read_tags(page: Page) -> list[str]:
    """Links that begin with ``#``."""
    tagged = (element for element, text in page.census.texts if element.tag == "a" and text.lstrip().startswith("#"))
    return [shown(link).lstrip("#").strip() for link in dict.fromkeys(tagged) if (link.text or "").lstrip().startswith("#")]


def _line(pieces: list[str], owner: Element) -> list[Line]:
    text = one_line(" ".join(pieces))
    return [Line(text, owner)] if text else []


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
