"""Blocks of code: which elements are one, and their text with its line breaks and its indentation."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from newscrawl.page.dom import BLOCK_TAGS, INVISIBLE_TAGS
from newscrawl.page.limits import text_nodes
from newscrawl.text.code import reads_as_prose
from newscrawl.text.whitespace import verbatim

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:lang(?:uage)?-[\w+#-]+|hljs|prism|prettyprint|brush:|syntaxhighlighter|highlighter\w*|wp-block-code|codemirror|codehilite|"
    r"enlighter\w*|crayon\w*|rouge\w*|chroma|shiki|sourcecode|blob-code|js-file-line\w*)", re.IGNORECASE)
"""Class names that the highlighters of code give."""
_NUMBERS = re.compile(
    r"(?:^|[\s_-])(?:gutter|lines?-?num(?:ber)?s?|lineno?s?|blob-num|ln|lnt|ln-n|crayon-nums?)(?:$|[\s_-])", re.IGNORECASE)
"""Class names of what holds the numbers of lines."""
_NO_CODE = ("p", "img", "figure", "iframe", "video", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
_ROWS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ol", "ul", "colgroup"})
"""Elements whose own text is but white space of the source."""


def code_of(element: Element) -> str | None:
    """The text of a ``<pre>``, a ``<code>`` or a ``<table>`` that is a block of code: its lines as they are; None when it is none."""
    match element.tag:
        case "pre":
            return _preformatted(element)
        case "code":
            return _code_element(element)
        case "table":
            return _numbered_table(element)
    return None


def _preformatted(pre: Element) -> str | None:
    """Code in a ``<pre>``: by its names, by a ``<code>`` that holds all of it, or because it does not read as prose."""
    is_named = _is_named(pre) or _holds_code_alone(pre)
    if next(pre.iter(*_NO_CODE), None) is not None and not is_named:
        return None
    text = text_of_code(pre)
    return text if text and (is_named or not reads_as_prose(text)) else None


def _is_named(pre: Element) -> bool:
    around = pre.getparent()
    return any(_NAMED.search(element.get("class") or "") for element in (pre, *pre.iterchildren("code"), around) if element is not None)


def _holds_code_alone(pre: Element) -> bool:
    children = list(pre.iterchildren("*"))
    return (bool(children) and all(child.tag in {"code", "samp", "button"} and _is_blank(child.tail) for child in children) and _is_blank(pre.text))


def _code_element(code: Element) -> str | None:
    """Code in a ``<code>`` of several lines that stands on lines of its own; not in a sentence."""
    if next(code.iter("br", "div"), None) is None or not _stands_alone(code):
        return None
    text = text_of_code(code)
    return text if "\n" in text else None


def _stands_alone(element: Element) -> bool:
    """Whether nothing stands on the line before and after an element."""
    before, after, around = element.getprevious(), element.getnext(), element.getparent()
    begins = _is_blank(before.tail) and before.tag in BLOCK_TAGS | {"br"} if before is not None else around is None or _is_blank(around.text)
    return begins and _is_blank(element.tail) and (after is None or after.tag in BLOCK_TAGS | {"br"})


def _numbered_table(table: Element) -> str | None:
    """Code in a table that has the numbers of its lines in a column of their own."""
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if not rows or len(rows[0]) < 2 or not _may_be_code(table, rows[0]):
        return None
    lines = []
    for row in rows:
        cells = [cell for cell in row if not _numbers_lines(cell)]
        if len(cells) != 1 or len(row) < 2:
            return None
        lines.append(text_of_code(cells[0]))
    return verbatim("\n".join(lines)) or None


def _may_be_code(table: Element, cells: list[Element]) -> bool:
    names = " ".join(element.get("class") or "" for element in (table, *cells))
    return bool(_NAMED.search(names) or _NUMBERS.search(names)) or next(table.iter("pre", "code"), None) is not None


def _numbers_lines(element: Element) -> bool:
    """Whether an element says the numbers of lines, one above the other, and no more; or leaves them to the page's style."""
    if element.get("data-line-number"):
        return True
    if not all(number.isdecimal() for number in "".join(text_nodes(element)).split()):
        return False
    # A <br> may be all that stands between two numbers.
    if element.tag in {"td", "th"} and len(numbers := text_of_code(element).split()) > 1:
        return all(int(above) + 1 == int(below) for above, below in pairwise(numbers))
    return bool(_NUMBERS.search(element.get("class") or ""))


def text_of_code(block: Element) -> str:
    """The lines of a block: those of the text, and one for each ``<br>``, each inner block and each row; without the lines' numbers."""
    return verbatim("".join(_pieces(block)))


def _pieces(block: Element) -> Iterator[str]:
    begun: list[int] = []
    """How many pieces there were when each row around began."""
    count, is_line_start = 0, True
    walk = iterwalk(block, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        made: list[str] = []
        if event == "start":
            if tag == "tr":
                begun.append(count)
            is_gutter = element is not block and element.keys() and _NUMBERS.search(element.get("class") or "") and _numbers_lines(element)
            if tag in INVISIBLE_TAGS or is_gutter:
                walk.skip_subtree()
            elif tag == "br":
                made = ["\n"]
            else:
                if tag in BLOCK_TAGS and not is_line_start:
                    made.append("\n")
                if text := _own_text(element):
                    made.append(text)
        else:
            if tag == "tr" and begun.pop() == count:
                made.append("\n")  # a row of nothing is an empty line
            elif event == "end" and tag in BLOCK_TAGS and element is not block and not is_line_start:
                made.append("\n")
            if element is not block and (tail := _tail(element)):
                made.append(tail)
        for piece in made:
            count, is_line_start = count + 1, piece.endswith("\n")
            yield piece


def _own_text(element: Element) -> str:
    """The text before an element's first child, but for white space that the source has for its own looks."""
    text = element.text or ""
    if not text.isspace():
        return text
    first = next(element.iterchildren("*"), None)
    return "" if element.tag in _ROWS or (first is not None and first.tag in BLOCK_TAGS) else text


def _tail(element: Element) -> str:
    tail = element.tail or ""
    if element.tag == "br":
        return tail.removeprefix("\r").removeprefix("\n")  # the line has ended already
    around = element.getparent()
    if tail.isspace() and (element.tag in BLOCK_TAGS or (around is not None and around.tag in _ROWS)):
        return ""
    return tail


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()
