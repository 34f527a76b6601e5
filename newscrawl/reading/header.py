"""Parts of an article's header that no class name tells, by their place and shape."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from newscrawl.reading.body import walk
from newscrawl.reading.elements import HEADINGS, shown
from newscrawl.text.dates import parse_moment

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

_BREADCRUMB = re.compile(r"[^<>]{1,20}(?:>[^<>]{1,20}){1,3}")


def breadcrumb(headers: list[HtmlElement]) -> list[str]:
    """The names of the first text like ``IT/과학>IT/인터넷``."""
    for element in (inner for header in headers for inner in header.iter()):
        if isinstance(element.tag, str) and _BREADCRUMB.fullmatch(text := shown(element)):
            return [name.strip() for name in text.split(">")]
    return []


def deck(headers: list[HtmlElement], page: Page) -> list[str]:
    """The lines between the header's title and what first tells a time."""
    for header in headers:
        title = next((shown(element) for element in header.iter(*HEADINGS) if shown(element)), None)
        lines = [line for block in walk([header], page.absolute) for line in block.text.split("\n")]
        if title in lines:
            below = lines[lines.index(title) + 1:]
            end = next((n for n, line in enumerate(below) if parse_moment(line, page.fetched_at)), len(below))
            return below[:end]
    return []
