"""The result of cleaning: the fate of each segment. The record's body, images and videos, the drop counts and ``explain`` derive from it."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Literal

from newscrawl.cleaning.rules.rule import family
from newscrawl.extracted import ExtractedBlockType
from newscrawl.items import Block, Image, Video

Fate = Literal["kept", "dropped", "image", "video", "caption", "repeated"]
"""``kept``: text of the article; ``image``, ``video``: one of its images or videos; ``caption``: part of the caption of one; ``repeated``: an
image or a video again."""
TEXT_TYPES = frozenset({"paragraph", "heading", "quote", "list"})
"""Block types that are judged line by line; a table and a block of code stay whole."""


@dataclass(slots=True)
class Segment:
    """A line of an extracted block, or a whole block: an image, a video, a caption, a table, code, a block that a class name drops."""

    block: int
    """The number of the block, from 0."""

    line: int
    """The number of the line in the block, from 0."""

    type: ExtractedBlockType
    text: str
    """Its text; the URL of an image or a video."""

    link_share: float = 0.0
    fate: Fate = "kept"
    rule: str | None = None
    """The id of the rule that dropped it."""

    image: Image | None = None
    """The record's image, for an image and its caption."""

    video: Video | None = None
    """The record's video, for a video and its caption."""

    is_sentence: bool = False
    """Whether the line ends like a Korean sentence."""

    by_class: bool = False
    """Whether a class name dropped it."""

    @property
    def is_text(self) -> bool:
        """Whether it is a line of text that no rule has dropped."""
        return self.rule is None and self.fate == "kept" and self.type in TEXT_TYPES

    def drop(self, rule_id: str) -> None:
        self.fate, self.rule = "dropped", rule_id


@dataclass(frozen=True)
class Trace:
    """All segments of a body in page order, each with its fate."""

    segments: list[Segment]

    @cached_property
    def blocks(self) -> list[Block]:
        """The article's blocks, with the lines that were kept."""
        found = []
        for _, group in groupby((segment for segment in self.segments if segment.fate == "kept"), key=attrgetter("block")):
            lines = list(group)
            found.append(Block(lines[0].type, "\n".join(segment.text for segment in lines)))  # type: ignore[arg-type]
        return found

    @cached_property
    def images(self) -> list[Image]:
        return [segment.image for segment in self.segments if segment.fate == "image" and segment.image]

    @cached_property
    def videos(self) -> list[Video]:
        return [segment.video for segment in self.segments if segment.fate == "video" and segment.video]

    @cached_property
    def dropped(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.rule]

    def texts_dropped_by(self, rule_family: str) -> list[str]:
        return [segment.text for segment in self.dropped if family(segment.rule or "") == rule_family]
