"""The pass that matches captions to images and videos: to one in the body, or to the lead image, which the page names outside the body."""
from __future__ import annotations

import re

from newscrawl.cleaning.passes import Body
from newscrawl.cleaning.rules.matcher import is_sentence
from newscrawl.cleaning.trace import Segment
from newscrawl.items import Image, Video
from newscrawl.text.captions import is_caption, parse_caption
from newscrawl.text.videos import video_key

_CAPTION_SIGNS = ("▲", "△", "▴", "◀", "◁", "*", "※", "[", "<", "(", "사진")
"""A sentence is a caption only if it begins with one of these."""
# A credit after a slash or ⓒ, or in brackets.
_MARKED_CREDIT = re.compile(r"[/ⓒ]\s?[^\s/]{1,15}(?:\s[^\s/]{1,12}){0,2}$|[\[(<][^\])>]{2,30}[\])>]$")


def with_captions(body: Body) -> list[Segment]:
    """The segments, with the fate of images, videos and captions set; and with the lead image, if the text begins with its caption."""
    matcher = _CaptionMatcher(body.extracted.lead_image)
    for segment in body.segments:
        if segment.rule:
            matcher.segments.append(segment)
        elif segment.type == "image":
            matcher.add_image(segment)
        elif segment.type == "video":
            matcher.add_video(segment)
        elif segment.type == "caption":
            matcher.add_named_caption(segment, body)
        elif segment.is_text and matcher.is_caption(segment):
            matcher.add_caption(segment)
        else:
            matcher.add_text(segment)
    for caption in matcher.pending:
        caption.drop("caption.without-image")
    return matcher.segments


class _CaptionMatcher:
    """The segments so far, and the image that the next caption may belong to."""

    def __init__(self, lead_image: str | None) -> None:
        self.lead_image = lead_image
        self.segments: list[Segment] = []
        self.images: dict[str, Image] = {}
        self.videos: dict[str, Video] = {}
        """By ``video_key``."""
        self.above: Image | Video | None = None
        """The last image or video, if only captions have followed it."""
        self.pending: list[Segment] = []
        """Captions above their image or video."""
        self.has_text = False

    def add_text(self, segment: Segment) -> None:
        self.has_text, self.above = True, None
        self.segments.append(segment)

    def add_image(self, segment: Segment) -> None:
        self.segments.append(segment)
        if segment.text in self.images:
            segment.fate = "repeated"
            return
        image = self.images[segment.text] = self.above = segment.image = Image(segment.text)
        segment.fate = "image"
        if self.pending:
            image.caption, image.credit = parse_caption(" ".join(caption.text for caption in self.pending), certain=True)
            for caption in self.pending:
                caption.fate, caption.image = "caption", image
            self.pending = []

    def add_video(self, segment: Segment) -> None:
        self.segments.append(segment)
        key = video_key(segment.text)
        if key in self.videos:
            segment.fate = "repeated"
            return
        video = self.videos[key] = self.above = segment.video = Video(segment.text)
        segment.fate = "video"
        for caption in self.pending:
            _add_to_video(video, caption)
        self.pending = []

    def is_caption(self, segment: Segment) -> bool:
        """Whether a line can only be a caption, or ends in a marked credit at a position where a caption is possible."""
        if segment.is_sentence and not segment.text.startswith(_CAPTION_SIGNS):
            return False
        may_be = isinstance(self.above, Image) or (not self.has_text and self.lead_image is not None)
        return is_caption(segment.text) or (may_be and _has_marked_credit(segment.text))

    def add_named_caption(self, segment: Segment, body: Body) -> None:
        """Adds a caption by markup, unless a rule with scope anywhere matches it."""
        rule = body.known(segment)
        if rule and rule.scope.position == "anywhere" and not is_sentence(segment.text):
            self.segments.append(segment)
            segment.drop(rule.id)
        else:
            self._attach(segment)

    def add_caption(self, segment: Segment) -> None:
        if not self.images and self.lead_image and not self.has_text:
            self.add_image(Segment(segment.block, segment.line, "image", self.lead_image))
        self._attach(segment)

    def _attach(self, segment: Segment) -> None:
        self.segments.append(segment)
        image = self.above
        if image is None:
            self.pending.append(segment)
            return
        if isinstance(image, Video):
            _add_to_video(image, segment)
            return
        segment.fate, segment.image = "caption", image
        text, credit = parse_caption(segment.text, certain=True)
        if image.caption is None and image.credit is None:
            image.caption, image.credit = text, credit
        else:
            image.caption = " ".join(filter(None, [image.caption, text])) or None
            image.credit = image.credit or credit


def _add_to_video(video: Video, caption: Segment) -> None:
    caption.fate, caption.video = "caption", video
    video.caption = " ".join(filter(None, [video.caption, caption.text.replace("\n", " ")]))


def _has_marked_credit(line: str) -> bool:
    """Whether a line ends in a credit after a slash or ⓒ, or in brackets, as only captions do."""
    return bool(_MARKED_CREDIT.search(line)) and parse_caption(line, certain=True).credit is not None
