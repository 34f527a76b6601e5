"""The page's visible text, line by line, with what became of each line."""
from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from newscrawl.devtools.explain.explanation import Explanation
from newscrawl.extract.blocks import walk
from newscrawl.page.document import Page

MAX_LINES = 4000
"""Lines of a page that are shown; comparing more would take minutes."""


class Line(NamedTuple):
    text: str
    fate: str
    """A ``Segment``'s, ``field``, or "" for what was not looked at."""

    label: str


def visible_lines(page: Page, explanation: Explanation) -> list[Line]:
    lines = [line for block in walk([page.tree], page.absolute) if block.type not in {"image", "video"}
             for line in block.text.split("\n")][:MAX_LINES]
    known = [(line, segment) for segment in explanation.segments if segment.fate not in {"image", "video", "repeated"}
             for line in segment.text.split("\n")]
    # The found lines follow one another on the page, so a share bar in the head is not taken for the one in the body.
    matching = SequenceMatcher(None, lines, [line for line, _ in known], autojunk=False).get_matching_blocks()
    segments = {match.a + step: known[match.b + step][1] for match in matching for step in range(match.size)}
    fields = _lines_of_fields(explanation)
    return [Line(text, segments[number].fate, segments[number].label) if number in segments
            else Line(text, "field" if text in fields else "", fields.get(text, ""))
            for number, text in enumerate(lines)]


def _lines_of_fields(explanation: Explanation) -> dict[str, str]:
    article = explanation.article
    return {**dict.fromkeys(article.subtitle, "subtitle"), **({article.title: "title"} if article.title else {})}
