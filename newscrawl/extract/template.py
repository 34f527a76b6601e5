"""The fingerprint of a page's template: equal for pages of one design, another one after a redesign."""
from __future__ import annotations

import hashlib

from lxml.etree import _Element as Element

from newscrawl.extract.blocks import largest
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.page.document import Css, Page

FINGERPRINT_CHARS = 8


def template_of(page: Page, title_css: Css = "", body_css: Css = "") -> str:
    """A short digest of the paths to title and text: tags, and the first class name without digits of each element.

    It has no text and no ids, and nothing of ``<html>`` and ``<body>``, whose class names differ from page to page.
    """
    title = next(iter(page.css(title_css)), None)
    body = next(iter(largest(page.css(body_css))), None)
    paths = (_path(title if title is not None else title_element(page)), _path(body if body is not None else text_container(page)))
    return hashlib.sha256(" ".join(paths).encode()).hexdigest()[:FINGERPRINT_CHARS]


def _path(element: Element | None) -> str:
    steps = []
    while element is not None and element.tag not in {"body", "html"}:
        names = (name for name in element.get("class", "").split() if not any(map(str.isdigit, name)))
        steps.append(f"{element.tag!s}.{next(names, '')}")
        element = element.getparent()
    return ">".join(reversed(steps))
