"""The body in page order: every line found in its place, and what became of it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from newscrawl.items import FoundArticle, FoundBlock, Image
from newscrawl.pipelines.body import CleanBody, Dropped

Fate = Literal["kept", "dropped", "image", "caption", "repeated"]


class Piece(NamedTuple):
    fate: Fate
    label: str
    """The block's type, or the rule that dropped it."""

    text: str
    """An image's is its address."""

    image: Image | None = None
    """With caption and credit as the record has them."""


def pieces(found: FoundArticle, clean: CleanBody) -> Iterator[Piece]:
    """Everything found in the body's place, in page order."""
    dropped: dict[int, list[Dropped]] = defaultdict(list)
    for piece in clean.dropped:
        dropped[piece.block].append(piece)
    images: dict[int, list[Image]] = defaultdict(list)
    for place, image in zip(clean.image_places, clean.images, strict=True):
        images[place].append(image)
    kept = {place: block.text for place, block in zip(clean.block_places, clean.blocks, strict=True)}
    for number, block in enumerate(found.body):
        for image in images[number]:
            yield Piece("image", "image", image.url, image)
        yield from _of_block(block, sorted(dropped[number], key=lambda piece: piece.line), kept.get(number),
                             shown=bool(images[number]))


def _of_block(block: FoundBlock, dropped: list[Dropped], kept: str | None, *, shown: bool) -> Iterator[Piece]:
    whole = any(piece.text == block.text for piece in dropped)
    if not whole and block.type == "image" and not shown:
        yield Piece("repeated", "image", block.text)
    elif not whole and block.type == "caption":
        yield Piece("caption", "caption", block.text)
    if whole or block.type in {"image", "caption"}:
        yield from map(_dropped, dropped)
    else:
        yield from _of_lines(block, dropped, kept)


def _of_lines(block: FoundBlock, dropped: list[Dropped], kept: str | None) -> Iterator[Piece]:
    """Of a block of which some lines may be kept, others dropped or taken for captions."""
    waiting = kept.split("\n") if kept is not None else []
    together: list[str] = []
    for number, line in enumerate(block.text.split("\n")):
        here = [piece for piece in dropped if piece.line == number]
        gone = any(line == piece.text for piece in here)
        if not gone and waiting and line.startswith(waiting[0]):
            together.append(waiting.pop(0))
            gone = True
        elif not gone and any(line in piece.text.split("\n") for piece in dropped):
            gone = True
        if together and (here or not gone):
            yield Piece("kept", block.type, "\n".join(together))
            together = []
        if not gone:
            yield Piece("caption", "caption", line)
        yield from map(_dropped, here)
    if together:
        yield Piece("kept", block.type, "\n".join(together))


def _dropped(piece: Dropped) -> Piece:
    return Piece("dropped", piece.rule, piece.text)
