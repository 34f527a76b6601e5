"""Times of publication and change: from the header, a label, or an attribute of a visible element."""
from __future__ import annotations

import re

from lxml.etree import XPath

from newscrawl.extract.layers.markup.header import MAX_LABEL_CHARS, header_lines
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment, parse_moment, published_and_modified

PUBLISHED = ("datePublished", "data-date-time", "data-published-time", "datetime")
MODIFIED = ("dateModified", "data-modify-date-time")
_STATING = {name: XPath(f"//@{name}/.. | //@itemprop[. = '{name}']/..") for name in (*PUBLISHED, *MODIFIED)}
_LABEL = re.compile(r"입력|승인|등록|작성일|게시일|송고")
# The paper's own registration in the footer: 등록일자, 등록번호.
_REGISTRATION = re.compile(r"등록\s?(?:일자|번호|연월일)|발행인|편집인")


def published_at(page: Page) -> Moment | None:
    return times(page)[0] or _stated(page, PUBLISHED)


def modified_at(page: Page) -> Moment | None:
    return times(page)[1] or _stated(page, MODIFIED)


@once_per_page
def times(page: Page) -> tuple[Moment | None, Moment | None]:
    """(published, modified) from the header, else from a label with a time anywhere on the page."""
    dated = " | ".join(line.text for line in header_lines(page) if len(line.text) <= MAX_LABEL_CHARS)
    times = published_and_modified(dated, page.fetched_at)
    if any(times):
        return times
    labelled_elements = [element for element, text in page.index.texts if len(text) < 2 * MAX_LABEL_CHARS and _LABEL.search(text)]
    for element in dict.fromkeys(labelled_elements):
        # The label may be in its own cell.
        for labelled in (element, element.getparent()):
            text = visible_text(labelled)[:2 * MAX_LABEL_CHARS] if labelled is not None else ""
            times = published_and_modified(text, page.fetched_at)
            if times[0] and not _REGISTRATION.search(text):
                return times
    return None, None


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
