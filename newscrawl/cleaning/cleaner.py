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
        start = _closing_byline("\n".join(piece.text for piece in lines), found.outlets, authors, is_all=len(kept) == 1)
        if start is None:
            break
        while lines:
            piece = lines[-1]
            begins = sum(len(other.text) + 1 for other in lines[:-1])
            if begins + len(piece.text) <= start:
                break
            lines.pop()
            if begins < start:
                byline = piece.text[start - begins:].strip()
                piece.text = piece.text[:start - begins].rstrip()
                place = next(number for number, other in enumerate(pieces) if other is piece)
                pieces.insert(place + 1, Piece(piece.block, piece.line, piece.type, byline, piece.link_share, "dropped", "byline.closing"))
                lines.append(piece)
                break
            piece.drop("byline.closing")
        if not lines:
            kept.pop()
    return pieces


def _closing_byline(text: str, outlets: Collection[str], authors: Collection[str], *, is_all: bool) -> int | None:
    """Where a byline begins that ends the last block: run on after its last sentence, or a last line that says no more."""
    if (start := trailing_byline(text, outlets)) is not None:
        return start
    start = text.rfind("\n") + 1
    return start if not (is_all and not start) and closes_article(text[start:], outlets, authors) else None
