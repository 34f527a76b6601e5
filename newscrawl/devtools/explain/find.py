"""Finds a text: in the record, dropped by a rule, outside the body's container, or invisible on the page."""
from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.rule import Rule
from newscrawl.devtools.explain.elements import path
from newscrawl.devtools.explain.explanation import Explanation
from newscrawl.devtools.explain.rules import rule_in_words
from newscrawl.devtools.explain.segments import Segment
from newscrawl.devtools.explain.wording import in_words
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text

MAX_MATCHES = 20
"""At most so many matches are shown."""


def find(text: str, explanation: Explanation, page: Page) -> list[str]:
    """A line for each place where the page or its record has ``text``, white space aside; none where the page has it nowhere."""
    wanted = _plain(text)
    if not wanted:
        return []
    matches = [*_in_fields(wanted, explanation), *_in_segments(wanted, explanation)]
    in_markup = list(_in_markup(wanted, explanation, page))
    if not matches and not in_markup and explanation.container is not None and wanted in _plain(visible_text(explanation.container)):
        in_markup = [f"in the body's container {path(explanation.container)}, on more than one line; give the text of one line"]
    if not matches and not in_markup and wanted in _plain(page.response.text):
        in_markup = ["not seen by a reader: it stands in a script, in <meta> or in an attribute, and no field of the record was read from it"]
    return [*matches, *in_markup][:MAX_MATCHES]


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


def _in_segments(wanted: str, explanation: Explanation) -> Iterator[str]:
    for segment in explanation.segments:
        if wanted in _plain(segment.text):
            yield f"{_fate(segment, explanation.boilerplate)}: “{segment.text}”"


def _fate(segment: Segment, own: tuple[Rule, ...]) -> str:
    match segment.fate:
        case "kept":
            return f"in the record's body, as {segment.label}"
        case "dropped":
            return f"dropped from the body by the rule {rule_in_words(segment.label, own)}"
        case "caption":
            return "taken for a caption of the image or video above or below it"
    return f"an address of the record's {segment.label}s"


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
    stack = [root]
    while stack:
        element = stack.pop()
        visible = (child for child in element if isinstance(child.tag, str) and child.tag not in INVISIBLE_TAGS)
        inner = [child for child in visible if wanted in _plain(visible_text(child))]
        if inner:
            stack += reversed(inner)
        elif element is not root or wanted in _plain(visible_text(root)):
            yield element
