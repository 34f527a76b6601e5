"""What a page says about its use: copyright line, licence, and directives to robots."""
from __future__ import annotations

import html
import re

from newscrawl.reading import json_ld
from newscrawl.reading.page import Page
from newscrawl.text.boilerplate import NOTICE_WORDS, copyright_line
from newscrawl.text.whitespace import one_line

MOST_LOOKS = 20
"""How often a word is looked for."""
LONGEST_NOTICE = 400
"""Characters of a text, white space of the source included."""
# Directives that say nothing about what may be done with the text.
_PERMISSIONS = re.compile(r"index|follow|all|max-.*|unavailable_after.*")


def read_notice(page: Page) -> str | None:
    """The first copyright line on the page; one that forbids reprinting goes before a bare ``Copyright``."""
    source = page.response.text
    for word in NOTICE_WORDS:
        if word not in page.plain:  # much shorter than the source
            continue
        place = -1
        for _ in range(MOST_LOOKS):
            place = source.find(word, place + 1)
            if place < 0:
                break
            # The text between two tags; in a script it is no copyright line.
            start, end = source.rfind(">", 0, place) + 1, source.find("<", place)
            if end - start < LONGEST_NOTICE and (notice := copyright_line(one_line(html.unescape(source[start:end])))):
                return notice
    return None


def read_directives(page: Page) -> list[str]:
    """Lower-case directives of ``<meta name=robots>`` and ``X-Robots-Tag``, and ``tdm-reservation`` when it is set."""
    said = [*page.meta.get("robots", []), *(value.decode("latin-1") for value in page.response.headers.getlist("X-Robots-Tag"))]
    words = (one_line(word).lower() for text in said for word in text.split(","))
    directives = {word for word in words if word and not _PERMISSIONS.fullmatch(word)}
    reservation = page.response.headers.get("TDM-Reservation") or b""
    if "1" in page.meta.get("tdm-reservation", []) or reservation.strip() == b"1":
        directives.add("tdm-reservation")
    return sorted(directives)


def read_license(page: Page) -> str | None:
    """A licence stated by ``<link rel=license>``, ``<a rel=license>`` or JSON-LD."""
    stated = next((link for link in page.tree.iter("link", "a") if link.get("rel") == "license"), None)
    return page.absolute(stated.get("href") or "") if stated is not None else json_ld.read_license(page)
