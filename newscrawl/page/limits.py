"""What a page may have at most. The work of reading grows with these numbers, so they are checked or cut before it.

Real pages stay far below: of those that were looked at, the deepest has 32 levels, the longest ``class`` 190 characters, and the one with most
tags 30,000. A page past a limit is ``too-large``; where it can be read without what exceeds a limit, that is cut, and a warning says so.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import TypeVar

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.errors import PageTooLarge

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a page; ``DOWNLOAD_MAXSIZE`` is the same."""
MAX_TAGS = 500_000
"""``<`` in a page: an element takes a kilobyte of memory."""
MAX_ATTRIBUTES = 1_000
"""Attributes of a tag: libxml2 compares each with all before it."""
SMALL_BYTES = 50_000
"""In a smaller page even a tag of all its bytes costs libxml2 no tenth of a second."""
MAX_DEPTH = 128
"""Levels of elements: each question about an element and what is in it is asked at every level around it."""
MAX_NAME_CHARS = 1_000
"""Characters of a ``class`` or ``id``, which all elements inside inherit."""
MAX_ADDRESS_CHARS = 2_048
"""Characters of a URL, as in sitemaps; a longer ``<base>`` would stand before each image."""
MAX_TITLE_CHARS = 1_000
"""Characters of a title, which is compared with each heading."""
MAX_META_CHARS = 10_000
"""Characters of a ``<meta>``."""
MAX_METAS = 200
"""Values of one name in ``<meta>``."""
MAX_MARKS = 128
"""Class names and ids around a block."""
MAX_IMAGES = 500
"""Images and videos of a text."""
MAX_BLOCKS = 20_000
"""Blocks of a text."""
MAX_AUTHORS = 100
"""Texts of bylines, and people in them."""
MAX_LISTED = 200
"""Lines of a deck, tags, levels of a section."""
MAX_KEY_CHARS = 200
"""Characters of a text under which a result is kept for later pages."""

_Result = TypeVar("_Result")
_ATTRIBUTE = rb"[\s/]++[^\s\"'<>=/]++(?>(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?)"
_MANY_ATTRIBUTES = re.compile(rb"<[a-zA-Z][^\s<>/]*+(?:%b){%d}" % (_ATTRIBUTE, MAX_ATTRIBUTES))
_LONG_NAMES = XPath(f"//@class[string-length() > {MAX_NAME_CHARS}]/.. | //@id[string-length() > {MAX_NAME_CHARS}]/..")
# What a parsed text may hold, and lxml does not take: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEEP = XPath(f"/*{'/*' * (MAX_DEPTH - 1)}[*]")
_TEXT_BELOW = XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)

_TEXT_NODES = XPath("descendant::text()", smart_strings=False)


def text_nodes(element: Element) -> list[str]:
    """All texts in an element. lxml's ``itertext`` looks again, at each comment, at all comments behind it."""
    texts: list[str] = _TEXT_NODES(element)
    return texts


def check_size(source: bytes) -> None:
    """Raises PageTooLarge, before the page is parsed."""
    if len(source) > MAX_BYTES:
        raise PageTooLarge(f"the page has {len(source)} bytes; a page may have {MAX_BYTES}")
    if len(source) > SMALL_BYTES and _MANY_ATTRIBUTES.search(source):
        raise PageTooLarge(f"a tag of the page has more than {MAX_ATTRIBUTES} attributes")
    if (tags := source.count(b"<")) > MAX_TAGS:
        raise PageTooLarge(f"the page has {tags} tags; a page may have {MAX_TAGS}")


def are_too_long(names: Iterable[str]) -> bool:
    """Whether any of the ``class`` attributes or ids is to be cut."""
    return max(map(len, names), default=0) > MAX_NAME_CHARS


def cut_names(tree: Element) -> None:
    """Cuts long ``class`` attributes and ids."""
    for element in _LONG_NAMES(tree):
        for name in ("class", "id"):
            if (value := element.get(name)) and len(value) > MAX_NAME_CHARS:
                value = _NO_XML.sub("", value[:MAX_NAME_CHARS])
                element.set(name, value.rpartition(" ")[0] or value)


def cut_depth(tree: Element) -> bool:
    """Puts the text of all that stands too deep into the elements around it; whether there was any."""
    elements: list[Element] = _DEEP(tree)
    for element in elements:
        text = _NO_XML.sub("", " ".join(_TEXT_BELOW(element)))
        del element[:]
        element.text = text
    return bool(elements)


def kept_if_short(maxsize: int) -> Callable[[Callable[[str], _Result]], Callable[[str], _Result]]:
    """``lru_cache`` for a function of a text of the page: it keeps no long texts, which would fill the memory."""
    def decorate(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
        kept = lru_cache(maxsize=maxsize)(function)

        @wraps(function)
        def short_or_computed(text: str) -> _Result:
            return kept(text) if len(text) <= MAX_KEY_CHARS else function(text)

        return short_or_computed

    return decorate
