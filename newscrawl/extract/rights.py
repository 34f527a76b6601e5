"""Reads a page's copyright line, licence, and directives to robots."""
from __future__ import annotations

import re
from itertools import islice

from lxml.etree import XPath

from newscrawl.cleaning.rules.rights import NOTICE_WORDS, copyright_line
from newscrawl.extract.layers import json_ld
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS
from newscrawl.text.whitespace import one_line

# In XPath, so that a page's many links do not become Python objects.
# 공공누리, the Korea Open Government License, is stated by a link to one of its types (kogl.or.kr).
_LICENSES = XPath("(//link | //a)[@rel = 'license' or contains(@href, 'kogl.or.kr/info/license')]")
MAX_TEXTS_PER_WORD = 20
"""At most so many texts are examined for each word."""
MAX_NOTICE_CHARS = 400
"""A longer text (with the source's white space) is no copyright line."""
# Directives that say nothing about what may be done with the text.
_PERMISSIONS = re.compile(r"index|follow|all|max-.*|unavailable_after.*")


def read_notice(page: Page) -> str | None:
    """The first copyright line on the page; one that forbids reprinting goes before a bare ``Copyright``."""
    texts = [(element, text) for element, text in page.index.texts if len(text) < MAX_NOTICE_CHARS]
    whole = "\0".join([text for _, text in texts]).lower()  # at once, and no page has a NUL
    each = whole.split("\0")
    for word in NOTICE_WORDS:
        if word in whole:
            with_word = (text for (element, text), lowered in zip(texts, each, strict=False) if word in lowered and element.tag not in INVISIBLE_TAGS)
            for text in islice(with_word, MAX_TEXTS_PER_WORD):
                if notice := copyright_line(one_line(text)):
                    return notice
    return None


def read_directives(page: Page) -> list[str]:
    """Lower-case directives of ``<meta name=robots>`` and ``X-Robots-Tag``, and ``tdm-reservation`` when it is set."""
    values = [*page.meta.get("robots", []), *(value.decode("latin-1") for value in page.response.headers.getlist("X-Robots-Tag"))]
    words = (one_line(word).lower() for text in values for word in text.split(","))
    directives = {word for word in words if word and not _PERMISSIONS.fullmatch(word)}
    reservation = page.response.headers.get("TDM-Reservation") or b""
    if "1" in page.meta.get("tdm-reservation", []) or reservation.strip() == b"1":
        directives.add("tdm-reservation")
    return sorted(directives)


def read_license(page: Page) -> str | None:
    """A licence stated by ``<link rel=license>``, ``<a rel=license>``, a link to a type of 공공누리, or JSON-LD."""
    stated = _LICENSES(page.tree) if b"license" in page.source else []
    return page.absolute(stated[0].get("href") or "") if stated else json_ld.read_license(page)
