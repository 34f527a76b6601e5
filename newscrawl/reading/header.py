"""What stands between an article's title and its text, told by place and wording: the generic layer for all but the body."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.reading.body import walk
from newscrawl.reading.elements import BREAKING, HEADINGS, UNSEEN, marks_of, shown
from newscrawl.reading.generic import HEADLINE, SIDE_RULES, SIDE_TAGS, in_side, is_sentence
from newscrawl.text.boilerplate import rule_of_line
from newscrawl.text.bylines import is_byline, parse_byline
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.titles import headline_in
from newscrawl.text.whitespace import one_line

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

# In a header, links and reporters' boxes are bylines.
HEADER_SIDE_TAGS, HEADER_SIDE_RULES = SIDE_TAGS - {"a"}, SIDE_RULES - {"reporter"}
NEAR = 60
"""Elements between a headline and the text."""
MOST_LINES = 80
"""Lines of a header; what follows them is another part of the page."""
LONGEST_LABEL = 100
"""Characters; a line of times or names is shorter."""

_HEADINGS = XPath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
_SUBJECTS = XPath("//*[contains(@class, 'subject') or contains(@class, 'title') or contains(@class, 'headline')]")
_TITLED = XPath("//*[not(*)][not(self::title or self::script or self::a or self::option)][normalize-space(.) = $title]")
_TIMES = XPath("//time[@datetime] | //*[@itemprop='datePublished' or @data-date-time or @data-published-time]")
_CHANGES = XPath("//*[@itemprop='dateModified' or @data-modify-date-time]")
_TIME_ATTRIBUTES = ("datetime", "data-date-time", "data-published-time", "data-modify-date-time", "content")
_LABELLED = XPath("//text()[string-length(.) < 200][contains(., '입력') or contains(., '승인') or contains(., '등록') or "
                  "contains(., '작성일') or contains(., '게시일') or contains(., '송고')]/..")
# A paper's own registration, which every footer states: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")
_SIGNERS = tuple(XPath(f"//*[{test}][string-length(normalize-space(.)) < 300]") for test in (
    "@rel = 'author' or @itemprop = 'author'",
    "contains(@class, 'byline') or contains(@class, 'journalist') or contains(@class, 'reporter')",
    "contains(@class, 'writer') or contains(@class, 'author')",
    "self::a and (contains(@href, '/reporter') or contains(@href, '/journalist'))"))
_BOXES = XPath("//*[contains(@class, 'reporter') or contains(@class, 'writer') or contains(@class, 'journalist')]")
_BREADCRUMBS = XPath("//*[contains(@class, 'breadcrumb') or contains(@class, 'location') or contains(@class, 'path') or "
                     "starts-with(normalize-space(.), '홈 >') or starts-with(normalize-space(.), '홈>')]"
                     "[count(.//a) < 6][string-length(normalize-space(.)) < 80]")
_CATEGORIES = XPath("//*[contains(@class, 'categor') or contains(@class, 'cate ') or @class = 'cate' or @class = 'cat' or "
                    "contains(@class, 'section-name') or contains(@class, 'section_name')][string-length(normalize-space(.)) < 25]")
_HOME = re.compile(r"홈|HOME|현재\s?위치|전체\s?기사|기사\s?본문|뉴스\s?홈|메인", re.IGNORECASE)
_MAILS = XPath("//a[starts-with(@href, 'mailto:')]")
_TAGS = XPath("//a[starts-with(normalize-space(.), '#')]")
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
        matching = [element for text, element in headings if headline_in(text, title)]
        if matching:
            return _last_before(page, matching)
    alike: list[HtmlElement] = []
    for title in titles:
        alike += _TITLED(page.tree, title=title)
    if alike or any(is_told_in(page, title) for title in titles):
        return alike[0] if alike else None
    return _nearest_heading(page, headings)


def is_told_in(page: Page, title: str) -> bool:
    """Whether the article's text speaks of what a title says, as it does not of the paper's motto."""
    text = shown(page.container) if page.container is not None else ""
    for name in page.meta.get("og:site_name", []):
        title = title.replace(name, "")
    words = [word[:2] for word in re.findall(r"[가-힣A-Za-z0-9]{2,}", title)]
    return bool(words) and sum(word in text for word in words) * 5 >= 2 * len(words)


def _last_before(page: Page, matching: list[HtmlElement]) -> HtmlElement:
    """The last of the headings before the text, for a bar that follows the reader may repeat the title above it; else the first."""
    if len(matching) == 1 or page.container is None:
        return matching[0]
    place = {element: number for number, element in enumerate(page.elements)}
    return max((element for element in matching if place[element] < place[page.container]), key=place.__getitem__, default=matching[0])


def _nearest_heading(page: Page, headings: list[tuple[str, HtmlElement]]) -> HtmlElement | None:
    """The last heading before the article's text, of a page whose titles name but the paper."""
    if page.container is None:
        return None
    headings = headings or [(shown(element), element) for element in _SUBJECTS(page.tree)]
    place = {element: number for number, element in enumerate(page.elements)}
    begins = next((place[element] for element in page.container.iter("*") if is_sentence(element.text or "")), place[page.container])
    side: dict[HtmlElement, bool] = {}
    before = [element for text, element in headings if place[element] < begins and len(text) in HEADLINE
              and not in_side([element, *element.iterancestors()], side)]
    # The first of the last two: the second is a deck.
    near = [element for element in before if begins - place[element] < NEAR]
    return near[-2:][0] if near else None


def lines(page: Page) -> list[Line]:
    """The lines after the title, up to the article's text or its first sentence; none without a title on the page."""
    title = page.title_element
    if title is None:
        return []
    side: dict[HtmlElement, bool] = {}
    found: list[Line] = []
    pieces, owner = [title.tail or ""], title
    inside = page.container is None or page.container in title.iterancestors()
    for element, begins in _after(title, page):
        if begins and (element is page.container or len(found) >= MOST_LINES
                       or (inside and is_sentence(element.text or "") and not _is_deck(element))):
            break
        if element.tag in BREAKING or element.tag == "br" or any(map(_DECK.search, marks_of(element))):
            found += _line(pieces, owner)
            pieces, owner = [], element
        text = element.text if begins else element.tail
        around = element if begins else element.getparent()
        if text and around is not None and element.tag not in UNSEEN and not in_side(
                [around, *around.iterancestors()], side, HEADER_SIDE_TAGS, HEADER_SIDE_RULES):
            pieces.append(text)
    return found + _line(pieces, owner)


def _after(title: HtmlElement, page: Page) -> Iterator[tuple[HtmlElement, bool]]:
    """Where elements begin (True) and end (False) after the title, in page order."""
    start = page.elements.index(title) + len(list(title.iter()))
    still_open = [*title.iterancestors()][::-1]
    for element in page.elements[start:]:
        parent = element.getparent()
        while still_open and still_open[-1] is not parent:
            yield still_open.pop(), False
        if isinstance(element.tag, str):
            yield element, True
            still_open.append(element)
        else:
            yield element, False


def read_title(page: Page) -> str | None:
    return shown(page.title_element) if page.title_element is not None else page.text("title")


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
    for named in _SIGNERS:
        elements = [element for element in named(page.tree) if parse_byline(shown(element))]
        if elements:
            # Several reporters stand in elements of one kind.
            return [shown(element) for element in elements if element.get("class") == elements[0].get("class")]
    boxed = [shown(element) for box in _BOXES(page.tree) for element in box.iter("strong", "b", "dt", "a", "span")]
    return [text for text in dict.fromkeys(boxed) if parse_byline_role(text)]


def mail_addresses(page: Page) -> list[tuple[str, str]]:
    """(text, address) of each ``mailto:`` link: the link's text, or that of what is around it when it says no more."""
    found = []
    for link in _MAILS(page.tree):
        around, text = link.getparent(), shown(link)
        if around is not None and ("@" in text or not text):
            text = shown(around)
        if len(text) <= 2 * LONGEST_LABEL:
            found.append((text, (link.get("href") or "").removeprefix("mailto:").split("?")[0].strip()))
    return found


def signers(page: Page) -> list[str]:
    """Texts of all elements that are named for a reporter or author."""
    return [shown(element) for named in _SIGNERS for element in named(page.tree)]


def read_published(page: Page) -> Moment | None:
    return _times(page)[0] or _stated(page, _TIMES)


def read_modified(page: Page) -> Moment | None:
    return _times(page)[1] or _stated(page, _CHANGES)


def read_section(page: Page) -> list[str]:
    """The breadcrumb's names, or one category."""
    for crumbs in _BREADCRUMBS(page.tree):
        names = [text for link in crumbs.iter("a") if (text := shown(link))] or re.split(r"\s?[>›»]\s?", shown(crumbs))
        if names := [name for name in names if 0 < len(name) <= 20 and not _HOME.fullmatch(name)]:
            return names
    for element in _CATEGORIES(page.tree):
        if (text := shown(element)) and not {"nav", "header", "footer", "aside"}.intersection(around.tag for around in element.iterancestors()):
            return [text]
    return []


def read_tags(page: Page) -> list[str]:
    """Links that begin with ``#``."""
    return [shown(link).lstrip("#").strip() for link in _TAGS(page.tree)]


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
    return element.tag in HEADINGS or _is_named_deck(element)


def _is_named_deck(element: HtmlElement) -> bool:
    """Whether a class name of the element, or of the one around it, is that of a deck."""
    around = element.getparent()
    marks = marks_of(element) | (marks_of(around) if around is not None else frozenset())
    return any(_DECK.search(mark) for mark in marks)


def _times(page: Page) -> tuple[Moment | None, Moment | None]:
    """Published and modified as the header says, or else a label with a time anywhere on the page."""
    dated = " | ".join(line.text for line in page.header if len(line.text) <= LONGEST_LABEL)
    times = published_and_modified(dated, page.fetched_at)
    if any(times):
        return times
    for element in _LABELLED(page.tree):
        # The label may stand in a cell of its own.
        for labelled in (element, element.getparent()):
            text = shown(labelled)[:2 * LONGEST_LABEL] if labelled is not None else ""
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
