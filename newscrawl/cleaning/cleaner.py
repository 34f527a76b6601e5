"""Cleans a body: the passes, in order."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import attrgetter

from newscrawl.cleaning.known_lines import known_lines
from newscrawl.cleaning.passes import (
    Body,
    Drop,
    bylines,
    link_lines,
    linked_lists,
    reader_comments,
    repeated_blocks,
    repeated_headlines,
    teaser_pictures,
)
from newscrawl.cleaning.pictures import with_captions
from newscrawl.cleaning.trace import Segment, Trace
from newscrawl.extracted import ExtractedArticle
from newscrawl.text.bylines import closes_article, lists_people, parse_byline, trailing_byline
from newscrawl.text.names import REPORTERS
from newscrawl.text.titles import announces_people

PASSES: tuple[Callable[[Body], Iterator[Drop]], ...] = (
    teaser_pictures, repeated_headlines, reader_comments, bylines, link_lines, known_lines, linked_lists)
"""In this order, after the class names. A pass ignores what an earlier one dropped, except ``linked_lists``."""

MAX_ENDING_CHARS = 300
"""A closing byline is searched in so many characters at the end of a block; ``trailing_byline`` searches fewer."""


def clean_body(extracted: ExtractedArticle) -> Trace:
    """Cleans a body. Pure: ``extracted`` is not changed."""
    body = Body(extracted)
    for find_drops in PASSES:
        _drop(find_drops(body))
    body.segments = with_captions(body)
    _drop(repeated_blocks(body))
    return Trace(_without_closing_bylines(body.segments, extracted))


def _drop(drops: Iterator[Drop]) -> None:
    for segment, rule_id in list(drops):
        segment.drop(rule_id)


def _without_closing_bylines(segments: list[Segment], extracted: ExtractedArticle) -> list[Segment]:
    """Drops the bylines at the end of the text. One that follows the last sentence on its line is split off first."""
    authors = {author.name for author in extracted.authors}
    kept = [list(group) for _, group in groupby((segment for segment in segments if segment.fate == "kept"), key=attrgetter("block"))]
    while kept:
        lines = kept[-1]
        if lines[0].type == "code":
            break
        ending = _ending(lines)
        is_all = len(kept) == 1 and len(ending) == len(lines)
        if _is_in_notice(ending, kept, extracted):
            break
        start = _closing_byline("\n".join(segment.text for segment in ending), extracted.outlets, authors, is_all=is_all)
        if start is None:
            break
        begins = 0
        for segment in ending:
            if begins >= start:
                segment.drop("byline.closing")
            elif begins + len(segment.text) > start:
                _split_off_byline(segment, start - begins, segments)
            begins += len(segment.text) + 1
        while lines and lines[-1].rule:
            lines.pop()
        if not lines:
            kept.pop()
    return segments


def _is_in_notice(ending: list[Segment], kept: list[list[Segment]], extracted: ExtractedArticle) -> bool:
    """Whether the last line is one of a list of people with their offices, and no byline."""
    last = ending[-1].text
    previous = ending[-2].text if len(ending) > 1 else kept[-2][-1].text if len(kept) > 1 else ""
    if "@" in last:
        return False
    if lists_people(previous, last):
        return True
    return announces_people(extracted.title or "") and not any((person.role or "").endswith(REPORTERS) for person in parse_byline(last))


def _ending(lines: list[Segment]) -> list[Segment]:
    """The last lines of a block, as many as a closing byline can have."""
    size = 0
    for number in range(len(lines) - 1, -1, -1):
        size += len(lines[number].text) + 1
        if size > MAX_ENDING_CHARS:
            return lines[number:]
    return lines


def _split_off_byline(segment: Segment, start: int, segments: list[Segment]) -> None:
    """Splits a line's segment into the sentence and the byline, which begins at ``start``."""
    index = next(number for number in range(len(segments) - 1, -1, -1) if segments[number] is segment)
    byline = segment.text[start:].strip()
    segments.insert(index + 1, Segment(segment.block, segment.line, segment.type, byline, segment.link_share, "dropped", "byline.closing"))
    segment.text = segment.text[:start].rstrip()


def _closing_byline(text: str, outlets: Collection[str], authors: Collection[str], *, is_all: bool) -> int | None:
    """Where the byline begins that ends the last block: after its last sentence, or as its last line; None if there is none."""
    if (start := trailing_byline(text, outlets)) is not None:
        return start
    start = text.rfind("\n") + 1
    return start if not (is_all and not start) and closes_article(text[start:], outlets, authors) else None
