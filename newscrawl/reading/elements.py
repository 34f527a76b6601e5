"""What single elements of a page are: unseen, breaking, a caption, a list, a table of data, a picture."""
from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element as Element

from newscrawl.text.boilerplate import HIDDEN
from newscrawl.text.whitespace import one_line

UNSEEN = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "link", "map", "math", "meta", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "video"})
BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOLD = frozenset({"b", "strong"})

# Where lazy loaders keep the picture's real address, best first.
IMAGE_ATTRIBUTES = ("data-org-src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
SMALLEST_IMAGE = 50
"""Pixels; what is declared smaller is an icon or a tracker."""

_PLACEHOLDER = re.compile(r"^data:|/(?:default|no[-_]?ima?ge?|blank|spacer|loading|ico(?:n|_)|btn|bul|logo|"
                          r"emoticon|banner)[^/]*\.\w{3,4}(?:$|\?)", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:^|[-_])(?:caption|figcaption|(?:img|image|photo|pic|txt)[-_]?(?:desc|txt|text|cap|info)|"
    r"thum_figure_txt)(?:$|[-_])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NO_WORDS = ("img", "table", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote")
_ORIGINALS = frozenset({"fname", "url", "src", "image", "img", "file"})
LONGEST_CELL = 200
"""Characters; a table with a longer cell is there for the layout."""


def marks_of(element: Element) -> frozenset[str]:
    """The element's class names and id, and ``HIDDEN``."""
    names = (element.get("class") or "").split()
    if own_id := element.get("id"):
        names.append(own_id)
    if _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None:
        names.append(HIDDEN)
    return frozenset(names)


def is_caption(element: Element) -> bool:
    """A ``<figcaption>``, or what a class name says is one."""
    if element.tag == "figcaption":
        return True
    return any(CAPTION.search(name) for name in (element.get("class") or "").split())


def image_address(element: Element) -> str | None:
    """The address of a picture as the markup has it; None for icons, trackers and placeholders."""
    for side in ("width", "height"):
        size = re.match(r"\d{1,6}", element.get(side) or "")
        if size and int(size.group()) < SMALLEST_IMAGE:
            return None
    addresses = (one_line(element.get(name) or "") for name in IMAGE_ATTRIBUTES)
    address = next((address for address in addresses if address and not _PLACEHOLDER.search(address)), None)
    around = element.getparent()
    if address and around is not None and around.tag == "a" and _PICTURE.search(around.get("href") or ""):
        return around.get("href")  # the picture in full size
    return original_picture(address) if address else None


def original_picture(address: str) -> str:
    """The picture behind a thumbnailer's address, which names it in its query.

    >>> original_picture("https://thumb.paper.example/R680x0/?fname=https%3A%2F%2Fimg.paper.example%2F1.jpg")
    'https://img.paper.example/1.jpg'
    """
    for name, value in parse_qsl(urlsplit(address).query) if "=http" in address or "=//" in address else []:
        if name.lower() in _ORIGINALS and _PICTURE.search(urlsplit(value).path):
            return value
    return address


def data_rows(table: Element) -> list[list[Element]] | None:
    """The cells of a table of data, by row; None of a table that only lays out the page."""
    if next(table.iter("img", "iframe", "figure"), None) is not None or len(list(table.iter("table"))) > 1:
        return None
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    if any(len(shown(cell)) > LONGEST_CELL for row in rows for cell in row):
        return None
    return rows


def list_items(element: Element) -> list[Element] | None:
    """The items of a list of words; None of a list whose items hold paragraphs or pictures, which are walked instead."""
    if next(element.iter(*_NO_WORDS), None) is not None:
        return None
    return [item for item in element if item.tag == "li"] or None


def shown(element: Element) -> str:
    """The text that a reader sees in an element, on one line."""
    if not len(element) and element.tag not in UNSEEN:
        return one_line(element.text or "")
    return one_line("".join(_pieces(element)))


def shown_lines(element: Element) -> list[str]:
    """The lines of text that a reader sees in an element."""
    lines = "".join(_pieces(element)).split(_BREAK)
    return [line for text in lines if (line := one_line(text))]


# Stands for a line's end until the source's own line breaks, which are but blanks, have gone.
_BREAK = " \x1e "


def _pieces(element: Element) -> Iterator[str]:
    """Text in page order. lxml meets an element's children after its text and before its tail, which ``iter`` passes over, so
    tails are handed out when what follows is no longer inside."""
    still_open: list[Element] = []
    for inner in element.iter():
        parent = inner.getparent()
        while still_open and still_open[-1] is not parent:
            yield from _end(still_open.pop(), element)
        if isinstance(inner.tag, str) and inner.tag not in UNSEEN:
            if inner.tag == "br" or inner.tag in BREAKING:
                yield _BREAK
            if inner.text:
                yield inner.text
        still_open.append(inner)
    while still_open:
        yield from _end(still_open.pop(), element)


def _end(inner: Element, element: Element) -> Iterator[str]:
    if inner.tag in BREAKING:
        yield _BREAK
    if inner.tail and inner is not element:
        yield inner.tail
