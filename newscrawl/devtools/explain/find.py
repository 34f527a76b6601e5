"""What became of a sentence: in the record, dropped by a rule, outside of the body's container, or not to be seen on the page."""
from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.rule import Rule
from newscrawl.devtools.explain.elements import path
from newscrawl.devtools.explain.explanation import Explanation
from newscrawl.devtools.explain.pieces import Piece
from newscrawl.devtools.explain.rules import rule_in_words
from newscrawl.devtools.explain.wording import in_words
from newscrawl.page.document import Page
from newscrawl.page.dom import UNSEEN, visible_text

MAX_PLACES = 20
"""Places of a text that are told."""


def find(text: str, explanation: Explanation, page: Page) -> list[str]:
    """A line for each place where the page or its record has ``text``, white space aside; none where the page has it nowhere."""
    wanted = _plain(text)
    if not wanted:
        return []
    places = [*_in_fields(wanted, explanation), *_in_pieces(wanted, explanation)]
    seen = list(_in_markup(wanted, explanation, page))
    if not places and not seen and explanation.container is not None and wanted in _plain(visible_text(explanation.container)):
        seen = [f"in the body's container {path(explanation.container)}, on more than one line; give the text of one line"]
    if not places and not seen and wanted in _plain(page.response.text):
        seen = ["not seen by a reader: it stands in a script, in <meta> or in an attribute, and no field of the record was read from it"]
    return [*places, *seen][:MAX_PLACES]


def _plain(text: str) -> str:
    return "".join(text.split())


def _in_fields(wanted: str, explanation: Explanation) -> Iterator[str]:
    article = explanation.article
    for key in ("title", "subtitle", "authors", "section", "tags"):
        if wanted in _plain(in_words(key, getattr(article, key))):
            yield f"in the record's {key}, read from {getattr(article.provenance.layers, key)}"
    for image in article.images:
        if wanted in _plain(f"{image.caption or ''} {image.credit or ''}"):
            yield f"in the record, as caption or credit of the image {image.url}"
    for video in article.videos:
        if wanted in _plain(video.caption or ""):
            yield f"in the record, as caption of the video {video.url}"


def _in_pieces(wanted: str, explanation: Explanation) -> Iterator[str]:
    for piece in explanation.pieces:
        if wanted in _plain(piece.text):
            yield f"{_fate(piece, explanation.boilerplate)}: “{piece.text}”"


def _fate(piece: Piece, own: tuple[Rule, ...]) -> str:
    match piece.fate:
        case "kept":
            return f"in the record's body, as {piece.label}"
        case "dropped":
            return f"dropped from the body by the rule {rule_in_words(piece.label, own)}"
        case "caption":
            return "taken for a caption of the image or video above or below it"
    return f"an address of the record's {piece.label}s"


def _in_markup(wanted: str, explanation: Explanation, page: Page) -> Iterator[str]:
    """The elements outside of the body's container that show the text, the innermost of each branch."""
    container = explanation.container
    for element in _showing(wanted, page.tree):
        around = [element, *element.iterancestors()]
        if container is not None and container in around:
            continue
        if container is None:
            yield f"on the page, in {path(element)}; the body was not read from the markup"
        else:
            yield f"on the page, in {path(element)}: outside of the body's container {path(container)}, so that no rule was asked"


def _showing(wanted: str, root: Element) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        inner = [child for child in element if isinstance(child.tag, str) and child.tag not in UNSEEN and wanted in _plain(visible_text(child))]
        if inner:
            waiting += reversed(inner)
        elif element is not root or wanted in _plain(visible_text(root)):
            yield element
