"""Times of publication and change: from the header, a label, or an attribute of a visible element."""
from __future__ import annotations

import re
from datetime import timedelta

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import MAX_LABEL_CHARS, header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.whitespace import one_line

PUBLISHED = ("datePublished", "data-date-time", "data-published-time", "datetime")
MODIFIED = ("dateModified", "data-modify-date-time")
MAX_TEXTS_ABOVE = 6
"""A date above the title is in one of so many texts before it."""
MIN_ENTRIES = 3
"""A live blog has so many entries with different times."""
MAX_SPAN = timedelta(days=3)
"""The entries of a live blog are of so few days."""
MAX_ENTRY_CHARS = 40
"""A line with an entry's time is no longer."""
_CLOCK = re.compile(r"\d{1,2}[.월/-]\s?\d{1,2}.{1,12}\d{1,2}\s?[:시]")
_STATING = {name: XPath(f"//*[@{name} or @itemprop = '{name}']") for name in (*PUBLISHED, *MODIFIED)}
_LABEL = re.compile(r"입력|승인|등록|작성일|게시일|송고|발행|게재")
# The paper's own registration in the footer: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")


def published_at(page: Page) -> Moment | None:
    first, found = _entries(page)[0], times(page)[0]
    if found and first:
        return first if found.precision == "day" and found.time.date() == first.time.date() else min(found, first)
    return found or first or _stated(page, PUBLISHED)


def modified_at(page: Page) -> Moment | None:
    return times(page)[1] or _stated(page, MODIFIED) or _entries(page)[1]


@once_per_page
def times(page: Page) -> tuple[Moment | None, Moment | None]:
    """(published, modified) from the header, else above the title, else from a label with a time anywhere on the page."""
    dated = " | ".join(line.text for line in header_lines(page) if len(line.text) <= MAX_LABEL_CHARS)
    times = published_and_modified(dated, page.fetched_at)
    if any(times):
        return times
    if above := _above_title(page):
        return above
    labelled_elements = [element for element, text in page.index.texts if len(text) < 2 * MAX_LABEL_CHARS and _LABEL.search(text)]
    for element in dict.fromkeys(labelled_elements):
        # The label may be in its own cell.
        for labelled in (element, element.getparent()):
            text = visible_text(labelled)[:2 * MAX_LABEL_CHARS] if labelled is not None else ""
            times = published_and_modified(text, page.fetched_at)
            if times[0] and not _REGISTRATION.search(text):
                return times
    return None, None


def _above_title(page: Page) -> tuple[Moment | None, Moment | None] | None:
    """The times in a line above the title, in its parent or the parent of that: the date of today is further up."""
    title = title_element(page)
    if title is None:
        return None
    around = title.getparent()
    for _ in range(2):
        if around is None or around.tag in {"body", "html"}:
            return None
        begins = page.index.order[title]
        texts = [text for element in around.iter() if page.index.order[element] < begins and isinstance(element.tag, str)
                 for text in (element.text, *(child.tail for child in element if page.index.order[child] < begins)) if text and not text.isspace()]
        line = one_line(" ".join(texts[-MAX_TEXTS_ABOVE:]))
        if len(line) <= MAX_LABEL_CHARS and any(found := published_and_modified(line, page.fetched_at)):
            return found
        around = around.getparent()
    return None


@once_per_page
def _entries(page: Page) -> tuple[Moment | None, Moment | None]:
    """(first, last) of the times of a live blog's entries: several ``<time>`` elements or lines in the text, of few days; else none."""
    container = text_container(page)
    if container is None:
        return None, None
    side: dict[Element, bool] = {}
    stated = [element.get("datetime") or "" for element in container.iter("time") if not in_side(element, side)]
    if len(stated) < MIN_ENTRIES:
        dated = ((element, text) for element in container.iter() for text in (element.text, element.tail)
                 if text and len(text) <= MAX_ENTRY_CHARS and _CLOCK.search(text))
        stated = [text for element, text in dated if not in_side(element, side)]
    if len(stated) < MIN_ENTRIES:
        return None, None
    moments = sorted({moment for text in stated if (moment := parse_moment(text, page.fetched_at)) and moment.precision != "day"})
    is_live = len(moments) >= MIN_ENTRIES and moments[-1].time - moments[0].time < MAX_SPAN
    return (moments[0], moments[-1]) if is_live else (None, None)


def _stated(page: Page, names: tuple[str, ...]) -> Moment | None:
    """The time in an attribute of a visible element: ``datetime``, ``data-…``, or an ``itemprop``'s."""
    for name in names:
        if name.encode() not in page.source:
            continue
        for element in _STATING[name](page.tree):
            stated = element.get(name) or element.get("datetime") or element.get("content") or visible_text(element)
            if moment := parse_moment(stated, page.fetched_at):
                return moment
    return None
