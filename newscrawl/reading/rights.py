"""What a page says about its use: copyright line, licence, and directives to robots."""
from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawl.reading import json_ld
from newscrawl.reading.elements import UNSEEN
from newscrawl.reading.page import Page
from newscrawl.text.boilerplate import rule_of_line
from newscrawl.text.whitespace import one_line

# The words every copyright line holds one of; a cheap test before the rules are asked.
_NOTICE = re.compile(r"저작권자|copyright|무단\s?전재|ⓒ|©", re.IGNORECASE)
LONGEST_NOTICE = 400
"""Characters of a text, white space of the source included."""
# Directives that say nothing about what may be done with the text.
_PERMISSIONS = re.compile(r"index|follow|all|max-.*|unavailable_after.*")


def read_notice(page: Page) -> str | None:
    """The first copyright line on the page; one that forbids reprinting goes before a bare ``Copyright``."""
    texts = (one_line(text) for text in _short_texts(page) if _NOTICE.search(text))
    notices = [text for text in texts if rule_of_line(text) == "copyright"]
    return next((notice for notice in notices if "무단" in notice), notices[0] if notices else None)


def _short_texts(page: Page) -> Iterator[str]:
    for element in page.tree.iter():
        if isinstance(element.tag, str) and element.tag not in UNSEEN and element.text and len(element.text) < LONGEST_NOTICE:
            yield element.text
        if element.tail and len(element.tail) < LONGEST_NOTICE:
            yield element.tail


def read_directives(page: Page) -> list[str]:
    """Lower-case directives of ``<meta name=robots>`` and ``X-Robots-Tag``, and ``tdm-reservation`` when it is set."""
    said = [*page.meta.get("robots", []), *(value.decode("latin-1") for value in page.response.headers.getlist("X-Robots-Tag"))]
    words = (word.strip().lower() for text in said for word in text.split(","))
    directives = {word for word in words if word and not _PERMISSIONS.fullmatch(word)}
    reservation = page.response.headers.get("TDM-Reservation") or b""
    if "1" in page.meta.get("tdm-reservation", []) or reservation.strip() == b"1":
        directives.add("tdm-reservation")
    return sorted(directives)


def read_license(page: Page) -> str | None:
    """A licence stated by ``<link rel=license>``, ``<a rel=license>`` or JSON-LD."""
    stated = page.css(("link[rel=license]", "a[rel=license]"))
    return page.absolute(stated[0].get("href", "")) if stated else json_ld.read_license(page)
