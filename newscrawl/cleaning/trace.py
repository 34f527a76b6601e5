"""What became of each piece of a body: from this the record's body, its images and videos, the drop counts and ``scrapy explain`` derive."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Literal

from newscrawl.cleaning.rules.rule import family
from newscrawl.items import Block, FoundBlockType, Image, Video

Fate = Literal["kept", "dropped", "image", "video", "caption", "repeated"]
"""``kept`` is text of the article, ``image`` one of its images, ``video`` one of its videos, ``caption`` part of the caption of one, ``repeated``
the second time of an image or a video."""
TEXT_TYPES = frozenset({"paragraph", "heading", "quote", "list"})
"""Types of block that are judged line by line; a table and a block of code stay whole."""


@dataclass(slots=True)
class Piece:
    """A line of a found block, or a whole one: an image, a video, a caption, a table, code, a block that its class name drops."""

    block: int
    """The number of the found block, from 0."""

    line: int
    """The number of the line in that block."""

    type: FoundBlockType
    text: str
    """Of an image and of a video its address."""

    link_share: float = 0.0
    fate: Fate = "kept"
    rule: str | None = None
    """The id of the rule that dropped it."""

    image: Image | None = None
    """Of an image and of its caption: the record's image."""

    video: Video | None = None
    """Of a video and of its caption: the record's video."""

    is_sentence: bool = False
    """Whether a line of text ends as Korean sentences do."""

    by_class: bool = False
    """Whether a class name dropped it."""

    @property
    def is_text(self) -> bool:
        """Whether it is a line of text that no rule has dropped so far."""
        return self.rule is None and self.fate == "kept" and self.type in TEXT_TYPES

    def drop(self, rule_id: str) -> None:
        self.fate, self.rule = "dropped", rule_id


@dataclass(frozen=True)
class Trace:
    """All pieces of a body in page order, each with its fate."""

    pieces: list[Piece]

    @cached_property
    def blocks(self) -> list[Block]:
        """The article's own blocks; of each the lines that were kept."""
        found = []
        for _, group in groupby((piece for piece in self.pieces if piece.fate == "kept"), key=attrgetter("block")):
            lines = list(group)
            found.append(Block(lines[0].type, "\n".join(piece.text for piece in lines)))  # type: ignore[arg-type]
        return found

    @cached_property
    def images(self) -> list[Image]:
        return [piece.image for piece in self.pieces if piece.fate == "image" and piece.image]

    @cached_property
    def videos(self) -> list[Video]:
        return [piece.video for piece in self.pieces if piece.fate == "video" and piece.video]

    @cached_property
    def dropped(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.rule]

    def texts_dropped_by(self, rule_family: str) -> list[str]:
        return [piece.text for piece in self.dropped if family(piece.rule or "") == rule_family]
