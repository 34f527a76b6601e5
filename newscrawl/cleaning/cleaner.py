"""Cleaning a body: the passes in their order."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from operator import attrgetter

from newscrawl.cleaning.known_lines import known_lines
from newscrawl.cleaning.passes import (
    Body,
    Drop,
    bylines,
    comments_to_the_end,
    headlines,
    links_alone,
    listed_below,
    repeated_blocks,
    teaser_pictures,
)
from newscrawl.cleaning.pictures import with_captions
from newscrawl.cleaning.trace import Piece, Trace
from newscrawl.items import FoundArticle
from newscrawl.text.bylines import closes_article, trailing_byline

PASSES: tuple[Callable[[Body], Iterator[Drop]], ...] = (
    teaser_pictures, headlines, comments_to_the_end, bylines, links_alone, known_lines, listed_below)
"""In this order, after the class names: what an earlier pass drops is nothing to a later one, but for ``listed_below``."""

MAX_ENDING = 300
"""Characters at the end of a block in which a closing byline is looked for; more than ``trailing_byline`` looks at."""


def clean_body(found: FoundArticle) -> Trace:
    """What becomes of every piece of a body. Pure: ``found`` stays as it is."""
    body = Body(found)
    for find in PASSES:
        _drop(find(body))
    body.pieces = with_captions(body)
    _drop(repeated_blocks(body))
    return Trace(_without_closing_bylines(body.pieces, found))


def _drop(drops: Iterator[Drop]) -> None:
    for piece, rule_id in list(drops):
        piece.drop(rule_id)


def _without_closing_bylines(pieces: list[Piece], found: FoundArticle) -> list[Piece]:
    """Drops the bylines that end the text, and parts one that runs on after the last sentence from it."""
    authors = {author.name for author in found.authors}
    kept = [list(group) for _, group in groupby((piece for piece in pieces if piece.fate == "kept"), key=attrgetter("block"))]
    while kept:
        lines = kept[-1]
        if lines[0].type == "code":
            break
        ending = _ending(lines)
        is_all = len(kept) == 1 and len(ending) == len(lines)
        start = _closing_byline("\n".join(piece.text for piece in ending), found.outlets, authors, is_all=is_all)
        if start is None:
            break
        begins = 0
        for piece in ending:
            if begins >= start:
                piece.drop("byline.closing")
            elif begins + len(piece.text) > start:
                _part(piece, start - begins, pieces)
            begins += len(piece.text) + 1
        while lines and lines[-1].rule:
            lines.pop()
        if not lines:
            kept.pop()
    return pieces


def _ending(lines: list[Piece]) -> list[Piece]:
    """The last lines of a block, as many as a closing byline may take."""
    size = 0
    for number in range(len(lines) - 1, -1, -1):
        size += len(lines[number].text) + 1
        if size > MAX_ENDING:
            return lines[number:]
    return lines


def _part(piece: Piece, start: int, pieces: list[Piece]) -> None:
    """Makes two of a line's piece: the sentence, and the byline that begins at ``start``."""
    place = next(number for number in range(len(pieces) - 1, -1, -1) if pieces[number] is piece)
    byline = piece.text[start:].strip()
    pieces.insert(place + 1, Piece(piece.block, piece.line, piece.type, byline, piece.link_share, "dropped", "byline.closing"))
    piece.text = piece.text[:start].rstrip()


def _closing_byline(text: str, outlets: Collection[str], authors: Collection[str], *, is_all: bool) -> int | None:
    """Where a byline begins that ends the last block: run on after its last sentence, or a last line that says no more."""
    if (start := trailing_byline(text, outlets)) is not None:
        return start
    start = text.rfind("\n") + 1
    return start if not (is_all and not start) and closes_article(text[start:], outlets, authors) else None
