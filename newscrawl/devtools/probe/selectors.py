"""Makes the selector of an element, as a person would write it."""
from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.page.document import Page

# Names that a build makes are others tomorrow.
_GENERATED = re.compile(r"\d{3}|^css-|^sc-|__|^[a-zA-Z]{1,2}\d")


def selector_of(element: Element | None, page: Page) -> str | None:
    """A selector by id or class that finds this element and no other on the page; with its parent's, where its own is not enough."""
    if element is None or element.tag in {"html", "body"}:
        return None
    own, tag = _matches_title(element), str(element.tag)
    parent = element.getparent()
    above = _matches_title(parent) if parent is not None else []
    candidates = [*own, *(f"{outer} > {inner}" for outer in above for inner in (*own, tag))]
    return next((selector for selector in candidates if page.css(selector) == [element]), None)


def _matches_title(element: Element) -> list[str]:
    marks = [f"#{element.get('id')}" if element.get("id") else "", *(f".{name}" for name in (element.get("class") or "").split())]
    return [f"{element.tag!s}{mark}" for mark in marks if re.fullmatch(r"[#.][A-Za-z_][\w-]*", mark) and not _GENERATED.search(mark[1:])]
