"""What a page says about its use: copyright line, licence, and directives to robots."""
from __future__ import annotations

import re
from itertools import islice

from lxml.etree import XPath

from newscrawl.cleaning.rules.rights import NOTICE_WORDS, copyright_line
from newscrawl.extract.layers import json_ld
from newscrawl.page.document import Page
from newscrawl.page.dom import UNSEEN
from newscrawl.text.whitespace import one_line

# libxml2 looks at a page's many links without making Python objects of them.
# 공공누리, the Korea Open Government License, is stated by a link to one of its types (kogl.or.kr).
_LICENSES = XPath("(//link | //a)[@rel = 'license' or contains(@href, 'kogl.or.kr/info/license')]")
MAX_LOOKS = 20
"""How often a word is looked for."""
MAX_NOTICE_CHARS = 400
"""Characters of a text, white space of the source included."""
# Directives that say nothing about what may be done with the text.
_PERMISSIONS = re.compile(r"index|follow|all|max-.*|unavailable_after.*")


def read_notice(page: Page) -> str | None:
    """The first copyright line on the page; one that forbids reprinting goes before a bare ``Copyright``."""
    texts = [(element, text) for element, text in page.index.texts if len(text) < MAX_NOTICE_CHARS]
    whole = "\0".join([text for _, text in texts]).lower()  # at once, and no page has a NUL
    each = whole.split("\0")
    for word in NOTICE_WORDS:
        if word in whole:
            alike = (text for (element, text), lowered in zip(texts, each, strict=False) if word in lowered and element.tag not in UNSEEN)
            for text in islice(alike, MAX_LOOKS):
                if notice := copyright_line(one_line(text)):
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
    """A licence stated by ``<link rel=license>``, ``<a rel=license>``, a link to a type of 공공누리, or JSON-LD."""
    stated = _LICENSES(page.tree) if b"license" in page.source else []
    return page.absolute(stated[0].get("href") or "") if stated else json_ld.read_license(page)
