"""The body in page order, as an explanation shows it: the cleaner's trace, lines of one block that were kept put together."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from newscrawl.cleaning.trace import Fate, Trace
from newscrawl.items import Image, Video


class Segment(NamedTuple):
    fate: Fate
    label: str
    """The block's type, or the id of the rule that dropped it."""

    text: str
    """Its text; the address of an image or a video."""

    media: Image | Video | None = None
    """The record's image or video, with its caption."""


def segments(trace: Trace) -> Iterator[Segment]:
    """All segments of the body, in page order; kept lines of one block are joined."""
    for (_, fate), group in groupby(trace.segments, key=lambda segment: (segment.block, segment.fate)):
        together = list(group)
        if fate == "kept":
            yield Segment("kept", together[0].type, "\n".join(segment.text for segment in together))
            continue
        for segment in together:
            label = segment.rule or ("caption" if fate == "caption" else segment.type)
            yield Segment(fate, label, segment.text, segment.image or segment.video if fate in {"image", "video"} else None)
