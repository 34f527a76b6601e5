"""Finds the element that a value was read from, if no selector gave it."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.byline import signing_elements
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.layers.markup.times import MODIFIED, PUBLISHED
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import Layer
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment, parse_moment, published_and_modified
from newscrawl.text.whitespace import letters_of

MAX_LEVELS = 3
"""Elements of a path that are named."""


def read_from(key: str, layer: Layer, value: Any, reader: ArticlePages, page: Page) -> str:
    """Where a field of the record was read, in words: an element of the page; "" where no element shows it."""
    if key == "body" and layer in {"site", "family"}:
        return _selected(reader, page)
    if layer != "generic" or not value:
        return ""
    element = _element(key, value, page)
    return f"read from {path(element)}" if element is not None else ""


def path(element: Element) -> str:
    """An element and those around it, from the nearest that has an id, as a selector has them.

    >>> from lxml.html import fromstring
    >>> path(fromstring('<div id="art"><p class="date reg"><em>2026</em></p></div>').find(".//em"))
    'div#art > p.date.reg > em'
    """
    steps = []
    for inner in [element, *element.iterancestors()][:MAX_LEVELS]:
        own_id = inner.get("id")
        names = "".join(f".{name}" for name in (inner.get("class") or "").split()[:2])
        steps.append(str(inner.tag) + (f"#{own_id}" if own_id else names))
        if own_id or inner.tag == "body":
            break
    return " > ".join(reversed(steps))


def container_of(key: Layer | None, reader: ArticlePages, page: Page) -> Element | None:
    """The element that the body was read from; None where scripts or JSON-LD have it."""
    if key in {"site", "family"}:
        return next(iter(page.css(reader.body_css)), None)
    return text_container(page) if key == "generic" else None


def _selected(reader: ArticlePages, page: Page) -> str:
    selectors = (reader.body_css,) if isinstance(reader.body_css, str) else reader.body_css
    for selector in selectors:
        if selector and (found := page.css(selector)):
            return f"read from {path(found[0])}, which body_css “{selector}” selects"
    return ""


def _element(key: str, value: Any, page: Page) -> Element | None:
    match key:
        case "title":
            return title_element(page)
        case "body":
            return text_container(page)
        case "published_at" | "modified_at":
            return _of_time(value, page, modified=key == "modified_at")
        case "authors":
            names = [author.name for author in value]
            in_header = (line.element for line in header_lines(page) if any(name in line.text for name in names))
            return next(in_header, next((element for element in signing_elements(page) if any(name in visible_text(element) for name in names)),
                                        None)) if names else None
        case "images":
            return None  # each has its address
    texts = {letters_of(text) for text in value}
    return next((line.element for line in header_lines(page) if letters_of(line.text) in texts), _showing(texts, page))


def _of_time(value: Moment, page: Page, *, modified: bool) -> Element | None:
    """The element that shows a time, or that states it in an attribute."""
    def states(texts: Iterable[str]) -> bool:
        return any(moment and moment.time == value.time
                   for text in texts for moment in [published_and_modified(text, page.fetched_at)[modified], parse_moment(text, page.fetched_at)])

    in_header = next((line.element for line in header_lines(page) if states([line.text])), None)
    if in_header is not None:
        return in_header
    names = MODIFIED if modified else PUBLISHED
    elements = (element for element in page.tree.iter("time", "span", "em", "li", "p", "div", "dd", "td", "a", "meta")
               if states(filter(None, (element.get(name) for name in names)))
               or (len(own := (element.text or "").strip()) < 100 and any(map(str.isdigit, own)) and states([visible_text(element)[:200]])))
    return next(elements, None)


def _showing(texts: set[str], page: Page) -> Element | None:
    return next((element for element, text in page.index.texts if letters_of(text) in texts), None)
