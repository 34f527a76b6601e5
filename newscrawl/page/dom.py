"""Questions about single elements: invisible, block, caption, list, data table; their visible text."""
from __future__ import annotations

import re
import sys
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.page.inline import REPLACED_TAGS, is_unseen, replaced_text
from newscrawl.page.limits import kept_if_short
from newscrawl.text.whitespace import one_line

INVISIBLE_TAGS = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "link", "map", "math", "meta", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "video"})
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"})
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOLD = frozenset({"b", "strong"})
IMAGE_TAGS = frozenset({"img", "amp-img"})

CAPTION = re.compile(
    r"(?:^|[-_])(?:caption|figcaption|(?:view)?(?:img|image|photo|pic|txt)[-_]?(?:desc|txt|text|cap|info|comment))(?:$|[-_])", re.IGNORECASE)
PICTURE_BOX = re.compile(r"(?:^|[-_])(?:(?:article|main|lead|view|news|top)?(?:img|image|photo|pic|picture|figure|thumb)[A-Z]?)"
                         r"(?:$|[-_\d]|area|box|wrap|layout|cont|block|group|center)", re.IGNORECASE)
"""Class names of boxes around a picture and its caption."""
MAX_CAPTION_CHARS = 300
"""What stands beside a picture in its box is no longer."""
_BOXES = frozenset({"div", "section", "span", "li"})
CENTERED = "style:center"
"""Stands among the class names of an element whose text is centred."""
_CENTER = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
HIDDEN = "style:display-none"
"""Stands among the class names of an element that its style attribute hides."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOT_IN_TEXT_LISTS = ("img", "table", "figure", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote")
MAX_CELL_CHARS = 200
"""A table with a longer cell is a layout table."""
MAX_SPANNED = 10_000
"""The most empty cells that the wide and high cells of a table take."""
MAX_SPAN = 50
"""The most columns or rows that a cell is believed to take."""


def marks_of(element: Element) -> frozenset[str]:
    """The element's class names and id, ``CENTERED`` and ``HIDDEN``."""
    marks = names_in(element.get("class") or "")
    if own_id := element.get("id"):
        marks |= {own_id}
    if element.tag == "center" or element.get("align") == "center" or ((style := element.get("style")) and _CENTER.search(style)):
        marks |= {CENTERED}
    return marks | {HIDDEN} if is_hidden(element) else marks


def is_hidden(element: Element) -> bool:
    """Whether the element hides itself by ``style`` or ``hidden``."""
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


@kept_if_short(maxsize=20_000)
def names_in(class_names: str) -> frozenset[str]:
    """The names in a ``class`` attribute."""
    return frozenset(class_names.split())


def is_caption(element: Element) -> bool:
    """Whether an element is a picture's ``<figcaption>``, or has a caption's class name; not that of a table or of code."""
    if element.tag == "figcaption":
        around = element.getparent()
        return around is None or next(around.iter("table", "pre"), None) is None or next(around.iter(*IMAGE_TAGS), None) is not None
    names = element.get("class")
    if element.tag in {"figure", "table"} and is_picture_box(element):
        return True
    if not names:
        return False
    if _names_caption(names):
        return next(element.iter(*HEADING_TAGS), None) is None  # with a headline, it is an article's header
    return _names_picture_box(names) and is_picture_box(element)


def is_picture_box(element: Element) -> bool:
    """Whether an element holds one picture, and beside it no more than a caption."""
    pictures = list(islice(element.iter(*IMAGE_TAGS), 2))
    if len(pictures) != 1 or next(element.iter("a", "input", *HEADING_TAGS), None) is not None:
        return False
    return len(visible_text(element, enough=MAX_CAPTION_CHARS)) <= MAX_CAPTION_CHARS


def is_beside_picture(element: Element) -> bool:
    """Whether an element stands below a picture in a box of their own, so that its text is the caption whatever the box is called.

    The box holds a picture, this text and no more, and the elements beside the box are not like it.
    """
    box = element.getparent()
    if box is None or box.tag not in _BOXES or box.getparent() is None or len(box) > 3 or not is_picture_box(box):
        return False
    beside = [box.getprevious(), box.getnext()]
    return visible_text(element) == visible_text(box) and not any(
        (other.tag, other.get("class")) == (box.tag, box.get("class")) for other in beside if other is not None)


@kept_if_short(maxsize=20_000)
def _names_picture_box(class_names: str) -> bool:
    return any(map(PICTURE_BOX.search, class_names.split()))


@kept_if_short(maxsize=20_000)
def _names_caption(class_names: str) -> bool:
    return any(map(CAPTION.search, class_names.split()))


def data_rows(table: Element, hidden: frozenset[str] = frozenset()) -> list[list[str]] | None:
    """The cells' texts of a data table, by row; None for a layout table. A cell stands in its column: places that it spans are empty."""
    if next(table.iter("img", "iframe", "figure", "pre"), None) is not None or len(list(table.iter("table"))) > 1:
        return None
    cells = [[cell for cell in row if cell.tag in {"td", "th"} and not is_unseen(cell, hidden)] for row in table.iter("tr")]
    cells = [row for row in cells if row]
    if len(cells) < 2 or max(map(len, cells)) < 2:
        return None
    rows = _in_columns(cells, hidden)
    return None if any(len(text) > MAX_CELL_CHARS for row in rows for text in row) else rows


def _in_columns(cells: list[list[Element]], hidden: frozenset[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    spanned_cells = 0
    spanned: dict[int, int] = {}
    """Column -> in how many rows from here a cell above stands there."""
    for row in cells:
        texts: list[str] = []
        below: dict[int, int] = {}
        for cell in [*row, None]:
            while spanned.get(len(texts)):
                below[len(texts)] = spanned[len(texts)] - 1
                texts.append("")
            if cell is not None:
                width, height = (_span(cell, "colspan"), _span(cell, "rowspan")) if spanned_cells < MAX_SPANNED else (1, 1)
                spanned_cells += width * height - 1
                below |= dict.fromkeys(range(len(texts), len(texts) + width), height - 1)
                texts += [visible_text(cell, hidden), *[""] * (width - 1)]
        rows.append(texts)
        spanned = below
    return rows


def _span(cell: Element, name: str) -> int:
    """How many columns or rows a cell takes."""
    stated = (cell.get(name) or "").strip()
    return min(int(stated), MAX_SPAN) or 1 if stated.isdecimal() else 1


def list_lines(element: Element, hidden: frozenset[str] = frozenset()) -> list[str] | None:
    """The items of a list of plain text, a line each, and those of lists within it.

    None if items have paragraphs or images, or text stands between them: then the list is walked as blocks.
    """
    if not _is_blank(element.text) or next(element.iter(*_NOT_IN_TEXT_LISTS), None) is not None:
        return None
    lines: list[str] = []
    for inner in element:
        if not _is_blank(inner.tail):
            return None
        if inner.tag == "li":
            lines += [] if is_unseen(inner, hidden) else item_lines(inner, hidden)
        elif inner.tag in {"ul", "ol"}:
            lines += visible_text_lines(inner, hidden)
        elif isinstance(inner.tag, str) and visible_text(inner):
            return None
    return lines or None


def is_plain_item(item: Element) -> bool:
    """Whether a list's item holds text alone, and leads nowhere."""
    return next(item.iter("a", "dl", "div", *_NOT_IN_TEXT_LISTS), None) is None


def item_lines(item: Element, hidden: frozenset[str] = frozenset()) -> list[str]:
    """An item's text on one line, and each item of the lists within it."""
    return visible_text_lines(item, hidden) if next(item.iterdescendants("ul", "ol"), None) is not None else [visible_text(item, hidden)]


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def visible_text(element: Element, hidden: frozenset[str] = frozenset(), *, enough: int = sys.maxsize) -> str:
    """The visible text of an element, on one line. ``hidden`` are the class names and ids that the page's style sheet hides.

    A text with more than ``enough`` characters may be cut behind them.
    """
    if not len(element) and element.tag not in INVISIBLE_TAGS:
        return one_line(element.text or "")
    return one_line("".join(_text_parts(element, hidden, enough)))


def visible_text_lines(element: Element, hidden: frozenset[str] = frozenset()) -> list[str]:
    """The visible text of an element, by line."""
    lines = "".join(_text_parts(element, hidden)).split(_BREAK)
    return [line for text in lines if (line := one_line(text))]


# Marks the end of a line until line breaks in the source, which are just blanks, are removed.
_BREAK = " \x1e "


_PARTS = 8
"""After so many parts, and at each doubling, it is looked whether there are enough."""


def _text_parts(element: Element, hidden: frozenset[str], enough: int = sys.maxsize) -> list[str]:
    """The texts of an element in page order: its own, then those of its children, each followed by its tail; not all, if some are enough."""
    parts: list[str] = []
    look_at = _PARTS if enough < sys.maxsize else sys.maxsize
    if element.tag not in INVISIBLE_TAGS:
        parts += [_BREAK, element.text or ""] if element.tag in BLOCK_TAGS else [element.text or ""]
    around = [element]
    stack = [iter(element)]
    while stack:
        for inner in stack[-1]:
            if len(parts) >= look_at:
                if len(one_line("".join(parts))) > enough:
                    return parts
                look_at = 2 * len(parts)
            tag = inner.tag
            if tag in BLOCK_TAGS:
                parts.append(_BREAK)
                if text := inner.text:
                    parts.append(text)
            elif tag in REPLACED_TAGS and (instead := replaced_text(inner, tag, parts[-1] if parts else "", hidden)) is not None:
                parts.append(instead)
                if tail := inner.tail:
                    parts.append(tail)
                continue
            elif isinstance(tag, str) and tag not in INVISIBLE_TAGS:
                if tag == "br":
                    parts.append(_BREAK)
                if text := inner.text:
                    parts.append(text)
            if len(inner):
                around.append(inner)
                stack.append(iter(inner))
                break
            _add_closing(inner, parts)
        else:
            stack.pop()
            inner = around.pop()
            if stack:
                _add_closing(inner, parts)
    if element.tag in BLOCK_TAGS:
        parts.append(_BREAK)
    return parts


def _add_closing(inner: Element, parts: list[str]) -> None:
    if inner.tag in BLOCK_TAGS:
        parts.append(_BREAK)
    if tail := inner.tail:
        parts.append(tail)
