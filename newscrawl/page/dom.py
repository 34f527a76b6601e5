"""What single elements of a page are: unseen, breaking, a caption, a list, a table of data, a picture."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HIDDEN
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
PICTURES = frozenset({"img", "amp-img"})

# Where lazy loaders keep the picture's real address, best first.
IMAGE_ATTRIBUTES = ("data-org-src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
SMALLEST_IMAGE = 50
"""Pixels; what is declared smaller is an icon or a tracker."""

_PLACEHOLDER = re.compile(r"^data:|/(?:default|no[-_]?ima?ge?|blank|spacer|loading|ico(?:n|_)|btn|bul|logo|emoticon|banner|"
                          r"(?:sns|share|print|arrow)[-_.])[^/]*\.\w{3,4}(?:$|\?)|[-_](?:icon|btn|bnr)(?:[-_.\d][^/]*)?\.\w{3,4}(?:$|\?)|"
                          r"\.svg(?:$|\?)", re.IGNORECASE)  # a firm's name and logo may well be the article's picture
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_BETWEEN_OFFERS = re.compile(r",\s+|(?<=\d[wx]),")
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
CAPTION = re.compile(
    r"(?:^|[-_])(?:caption|figcaption|(?:img|image|photo|pic|txt)[-_]?(?:desc|txt|text|cap|info))(?:$|[-_])", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NO_WORDS = ("img", "table", "figure", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote")
_ORIGINALS = frozenset({"fname", "url", "src", "image", "img", "file"})
MAX_CELL_CHARS = 200
"""Characters; a table with a longer cell is there for the layout."""


def marks_of(element: Element) -> frozenset[str]:
    """The element's class names and id, and ``HIDDEN``."""
    marks = names_in(element.get("class") or "")
    if own_id := element.get("id"):
        marks |= {own_id}
    return marks | {HIDDEN} if is_hidden(element) else marks


def is_hidden(element: Element) -> bool:
    """Whether the element says itself that it is not shown."""
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


@lru_cache(maxsize=20_000)
def names_in(class_names: str) -> frozenset[str]:
    """The names in a ``class`` attribute."""
    return frozenset(class_names.split())


def is_caption(element: Element) -> bool:
    """A ``<figcaption>``, or what a class name says is one."""
    return element.tag == "figcaption" or _names_caption(element.get("class") or "")


@lru_cache(maxsize=20_000)
def _names_caption(class_names: str) -> bool:
    return any(map(CAPTION.search, class_names.split()))


def image_address(element: Element) -> str | None:
    """The address of a picture as the markup has it; None for icons, trackers and placeholders."""
    for side in ("width", "height"):
        size = re.match(r"\d{1,6}", element.get(side) or "")
        if size and int(size.group()) < SMALLEST_IMAGE:
            return None
    addresses = chain((one_line(element.get(name) or "") for name in IMAGE_ATTRIBUTES), _beside(element))
    address = next((address for address in addresses if address and not _PLACEHOLDER.search(address)), None)
    around = element.getparent()
    if address and around is not None and around.tag == "a" and _PICTURE.search(around.get("href") or ""):
        return around.get("href")  # the picture in full size
    return original_picture(address) if address else None


def link_around(picture: Element) -> str | None:
    """Where the link around a picture leads to another page; None without one, for a script, and for the picture itself."""
    around = next(picture.iterancestors("a"), None)
    address = one_line(around.get("href") or "") if around is not None else ""
    return None if not address or address.startswith(("#", "javascript:")) or _PICTURE.search(address.partition("?")[0]) else address


def _beside(picture: Element) -> Iterator[str]:
    """Addresses that stand in its own or its ``<picture>``'s ``srcset``, or in the ``<noscript>`` after it."""
    around, after = picture.getparent(), picture.getnext()
    sources = [picture, *(around.iter("source") if around is not None and around.tag == "picture" else ())]
    for source in sources:
        for name in ("srcset", "data-srcset"):
            yield _widest(source.get(name) or "")
    for inner in after.iter("img") if after is not None and after.tag == "noscript" else ():
        yield one_line(inner.get("src") or "")


def _widest(srcset: str) -> str:
    """The address of the largest picture in a ``srcset``, "" for none.

    >>> _widest("/s.jpg 320w, /l,1.jpg 1200w"), _widest("/one.jpg")
    ('/l,1.jpg', '/one.jpg')
    """
    offers = [offer.split() for offer in _BETWEEN_OFFERS.split(srcset) if offer.strip()]
    return max(offers, key=_size, default=[""])[0]


def _size(offer: list[str]) -> float:
    """The width or density that one of a ``srcset`` states; 1 where it states none."""
    size = _SIZE.fullmatch(offer[-1])
    return float(size[1]) if size else 1.0


def is_lazy(picture: Element) -> bool:
    """Whether a script is to load the picture, from an address in an attribute of its own."""
    return any(picture.get(name) for name in IMAGE_ATTRIBUTES if name != "src")


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
    if next(table.iter("img", "iframe", "figure", "pre"), None) is not None or len(list(table.iter("table"))) > 1:
        return None
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    if any(len(visible_text(cell)) > MAX_CELL_CHARS for row in rows for cell in row):
        return None
    return rows


def list_items(element: Element) -> list[Element] | None:
    """The items of a list of words; None of a list whose items hold paragraphs or pictures, which are walked instead."""
    if next(element.iter(*_NO_WORDS), None) is not None:
        return None
    return [item for item in element if item.tag == "li"] or None


def visible_text(element: Element) -> str:
    """The text that a reader sees in an element, on one line."""
    if not len(element) and element.tag not in UNSEEN:
        return one_line(element.text or "")
    return one_line("".join(_pieces(element)))


def visible_text_lines(element: Element) -> list[str]:
    """The lines of text that a reader sees in an element."""
    lines = "".join(_pieces(element)).split(_BREAK)
    return [line for text in lines if (line := one_line(text))]


# Stands for a line's end until the source's own line breaks, which are but blanks, have gone.
_BREAK = " \x1e "


def _pieces(element: Element) -> list[str]:
    """Text in page order: an element's own, that of its children, each followed by its tail."""
    pieces: list[str] = []
    _begin(element, pieces)
    around = [element]
    waiting = [iter(element)]
    while waiting:
        for inner in waiting[-1]:
            _begin(inner, pieces)
            if len(inner):
                around.append(inner)
                waiting.append(iter(inner))
                break
            _end(inner, pieces)
        else:
            waiting.pop()
            inner = around.pop()
            if waiting:
                _end(inner, pieces)
    if element.tag in BREAKING:
        pieces.append(_BREAK)
    return pieces


def _begin(inner: Element, pieces: list[str]) -> None:
    tag = inner.tag
    if isinstance(tag, str) and tag not in UNSEEN:
        if tag in BREAKING or tag == "br":
            pieces.append(_BREAK)
        if text := inner.text:
            pieces.append(text)


def _end(inner: Element, pieces: list[str]) -> None:
    if inner.tag in BREAKING:
        pieces.append(_BREAK)
    if tail := inner.tail:
        pieces.append(tail)
