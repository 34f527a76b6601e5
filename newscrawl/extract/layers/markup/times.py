"""Times of publication and change: from the header, a label, or an attribute of a visible element."""
from __future__ import annotations

import re

from lxml.etree import XPath

from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import MAX_LABEL_CHARS, header_lines
from newscrawl.extract.layers.markup.headline import title_element
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
_STATING = {name: XPath(f"//@{name}/.. | //@itemprop[. = '{name}']/..") for name in (*PUBLISHED, *MODIFIED)}
_LABEL = re.compile(r"입력|승인|등록|작성일|게시일|송고|발행|게재")
# The paper's own registration in the footer: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")


def published_at(page: Page) -> Moment | None:
    return times(page)[0] or _entries(page)[0] or _stated(page, PUBLISHED)


def modified_at(page: Page) -> Moment | None:
    return times(page)[1] or _stated(page, MODIFIED) or (None if times(page)[0] else _entries(page)[1])


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
    """(first, last) of the times of a live blog's entries: several ``<time>`` elements in the text; none if there are few."""
    container = text_container(page)
    stated = [element.get("datetime") or "" for element in container.iter("time")] if container is not None else []
    moments = sorted({moment for text in stated if text and (moment := parse_moment(text, page.fetched_at))})
    return (moments[0], moments[-1]) if len(moments) >= MIN_ENTRIES else (None, None)


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
