"""The body in page order, as an explanation shows it: the cleaner's trace, lines of one block that were kept put together."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from newscrawl.cleaning.trace import Fate, Trace
from newscrawl.items import Image


class Piece(NamedTuple):
    fate: Fate
    label: str
    """The block's type, or the id of the rule that dropped it."""

    text: str
    """An image's is its address."""

    image: Image | None = None
    """With caption and credit as the record has them."""


def pieces(trace: Trace) -> Iterator[Piece]:
    """Everything found in the body's place, in page order."""
    for (_, fate), group in groupby(trace.pieces, key=lambda piece: (piece.block, piece.fate)):
        together = list(group)
        if fate == "kept":
            yield Piece("kept", together[0].type, "\n".join(piece.text for piece in together))
            continue
        for piece in together:
            label = piece.rule or {"image": "image", "repeated": "image", "caption": "caption"}.get(fate, piece.type)
            yield Piece(fate, label, piece.text, piece.image if fate == "image" else None)
