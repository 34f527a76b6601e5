"""The pass that matches captions to images and videos: to one in the body, or to the lead image, which the page names outside the body."""
from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.cleaning.passes import Body
from newscrawl.cleaning.rules.classes import CENTERED
from newscrawl.cleaning.rules.matcher import is_sentence
from newscrawl.cleaning.trace import Segment
from newscrawl.extracted import MEDIA, ExtractedBlock
from newscrawl.items import Image, Video
from newscrawl.text.captions import is_caption, parse_caption
from newscrawl.text.videos import video_key

MAX_CENTERED_CHARS = 200
"""A longer line below an image is text."""
_TIME_LINE = re.compile(r"\W{0,4}(?:기사\s?)?(?:최초|최종)?\s?"
                        r"(?:입력|등록|수정|승인|발행|업데이트|작성|게시)(?:일시?|시간|시각)?\s?[:：|]?\s?\d{2,4}[-./년]")
_CAPTION_MARKS = ("▲", "△", "▴", "◀", "◁")
_CAPTION_SIGNS = ("▲", "△", "▴", "◀", "◁", "*", "※", "[", "<", "(", "사진")
"""A sentence is a caption only if it begins with one of these."""
# A credit after a slash or ⓒ, or in brackets.
_MARKED_CREDIT = re.compile(r"[/ⓒ]\s?[^\s/]{1,15}(?:\s[^\s/]{1,12}){0,2}$|[\[(<][^\])>]{2,30}[\])>]$")


def with_captions(body: Body) -> list[Segment]:
    """The segments, with the fate of images, videos and captions set; and with the lead image, if the text begins with its caption."""
    matcher = _CaptionMatcher(body)
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
        if matcher.images or matcher.videos or caption.type == "caption" or _says_caption(caption.text):
            caption.drop("caption.without-image")
    return matcher.segments


class _CaptionMatcher:
    """The segments so far, and the image that the next caption may belong to."""

    def __init__(self, body: Body) -> None:
        self.blocks = body.extracted.body
        self.lead_image = body.extracted.lead_image
        self.has_centered_text = _is_mostly_centered(self.blocks)
        number = sum(segment.type == "image" for segment in body.segments)
        self.listing_marks = {mark for mark in _CAPTION_MARKS if sum(segment.text.startswith(mark) for segment in body.segments) > number}
        """Marks of more lines than there are images: they are a list's or subheadings'."""
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
        if self.is_below_image(segment):
            return True
        if segment.type == "list" and not isinstance(self.above, Image):
            return False
        if (segment.is_sentence or segment.type == "heading") and not segment.text.startswith(_CAPTION_SIGNS):
            return False
        if segment.type == "heading" and not segment.text.startswith(_CAPTION_MARKS) and not isinstance(self.above, Image):
            return False
        may_be = isinstance(self.above, Image) or (not self.has_text and self.lead_image is not None)
        return is_caption(segment.text) or (may_be and _has_marked_credit(segment.text))

    def is_below_image(self, segment: Segment) -> bool:
        """Whether a line right below an image is set as a caption: centred in a text that is not, or with a caption's mark."""
        image = self.above
        if not isinstance(image, Image) or segment.text.endswith(("?", ":")) or len(segment.text) > MAX_CENTERED_CHARS:
            return False
        is_centered = CENTERED in self.blocks[segment.block].marks and not self.has_centered_text
        if segment.text.startswith(_CAPTION_MARKS):
            return segment.text[0] not in self.listing_marks and (is_centered or image.caption is None)
        return is_centered and segment.type != "heading"

    def add_named_caption(self, segment: Segment, body: Body) -> None:
        """Adds a caption by markup, unless a rule with scope anywhere matches it."""
        rule = body.known(segment)
        if _TIME_LINE.match(segment.text):
            self.segments.append(segment)
            segment.drop("time.labelled")
        elif rule and rule.scope.position == "anywhere" and not is_sentence(segment.text):
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


def _is_mostly_centered(blocks: Sequence[ExtractedBlock]) -> bool:
    sizes = [(len(block.text), CENTERED in block.marks) for block in blocks if block.type not in MEDIA]
    return sum(size for size, centered in sizes if centered) * 2 > sum(size for size, _ in sizes)


def _add_to_video(video: Video, caption: Segment) -> None:
    caption.fate, caption.video = "caption", video
    video.caption = " ".join(filter(None, [video.caption, caption.text.replace("\n", " ")]))


def _says_caption(line: str) -> bool:
    """Whether a line says that it is a caption, even where there is no image: by a mark, or because it is a credit alone."""
    return line.startswith((*_CAPTION_MARKS, "사진", "[사진", "(사진", "<사진")) or parse_caption(line).text is None


def _has_marked_credit(line: str) -> bool:
    """Whether a line ends in a credit after a slash or ⓒ, or in brackets, as only captions do."""
    return bool(_MARKED_CREDIT.search(line)) and parse_caption(line, certain=True).credit is not None
