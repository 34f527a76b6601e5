"""The body in page order, as an explanation shows it: the cleaner's trace, lines of one block that were kept put together."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from newscrawl.cleaning.trace import Fate, Trace
from newscrawl.items import Image, Video


class Piece(NamedTuple):
    fate: Fate
    label: str
    """The block's type, or the id of the rule that dropped it."""

    text: str
    """Of an image and of a video its address."""

    media: Image | Video | None = None
    """Of an image and of a video: as the record has it, with its caption."""


def pieces(trace: Trace) -> Iterator[Piece]:
    """Everything found in the body's place, in page order."""
    for (_, fate), group in groupby(trace.pieces, key=lambda piece: (piece.block, piece.fate)):
        together = list(group)
        if fate == "kept":
            yield Piece("kept", together[0].type, "\n".join(piece.text for piece in together))
            continue
        for piece in together:
            yield Piece(fate, piece.rule or ("caption" if fate == "caption" else piece.type), piece.text,
                        piece.image or piece.video if fate in {"image", "video"} else None)
