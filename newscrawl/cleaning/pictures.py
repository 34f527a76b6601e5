"""The step that gives captions to pictures and videos: those in the body, or the lead picture that the page names elsewhere."""
from __future__ import annotations

import re

from newscrawl.cleaning.passes import Body
from newscrawl.cleaning.rules.matcher import is_sentence
from newscrawl.cleaning.trace import Piece
from newscrawl.items import Image, Video
from newscrawl.text.captions import is_caption, parse_caption
from newscrawl.text.videos import video_key

_CAPTION_SIGNS = ("▲", "△", "▴", "◀", "◁", "*", "※", "[", "<", "(", "사진")
"""What a caption that is a sentence begins with."""
# A credit that a sign sets apart: a slash, ⓒ or brackets.
_MARKED_CREDIT = re.compile(r"[/ⓒ]\s?[^\s/]{1,15}(?:\s[^\s/]{1,12}){0,2}$|[\[(<][^\])>]{2,30}[\])>]$")


def with_captions(body: Body) -> list[Piece]:
    """The pieces, with images, videos and captions told apart from text; and with the lead picture, where its caption opens the text."""
    placed = _Placed(body.found.lead_image)
    for piece in body.pieces:
        if piece.rule:
            placed.pieces.append(piece)
        elif piece.type == "image":
            placed.add_image(piece)
        elif piece.type == "video":
            placed.add_video(piece)
        elif piece.type == "caption":
            placed.add_named_caption(piece, body)
        elif piece.is_text and placed.is_caption(piece):
            placed.add_caption(piece)
        else:
            placed.add_text(piece)
    for caption in placed.waiting:
        caption.drop("caption.without-image")
    return placed.pieces


class _Placed:
    """The pieces placed so far, and what the next one may belong to."""

    def __init__(self, lead_image: str | None) -> None:
        self.lead_image = lead_image
        self.pieces: list[Piece] = []
        self.images: dict[str, Image] = {}
        self.videos: dict[str, Video] = {}
        """By ``video_key``."""
        self.above: Image | Video | None = None
        """The last image or video, if nothing but captions came since."""
        self.waiting: list[Piece] = []
        """Captions that stand above their image or video."""
        self.has_text = False

    def add_text(self, piece: Piece) -> None:
        self.has_text, self.above = True, None
        self.pieces.append(piece)

    def add_image(self, piece: Piece) -> None:
        self.pieces.append(piece)
        if piece.text in self.images:
            piece.fate = "repeated"
            return
        image = self.images[piece.text] = self.above = piece.image = Image(piece.text)
        piece.fate = "image"
        if self.waiting:
            image.caption, image.credit = parse_caption(" ".join(caption.text for caption in self.waiting), certain=True)
            for caption in self.waiting:
                caption.fate, caption.image = "caption", image
            self.waiting = []

    def add_video(self, piece: Piece) -> None:
        self.pieces.append(piece)
        key = video_key(piece.text)
        if key in self.videos:
            piece.fate = "repeated"
            return
        video = self.videos[key] = self.above = piece.video = Video(piece.text)
        piece.fate = "video"
        for caption in self.waiting:
            _add_to_video(video, caption)
        self.waiting = []

    def is_caption(self, piece: Piece) -> bool:
        """Whether a line can only be a caption, or ends in a marked credit where a caption may stand."""
        if piece.is_sentence and not piece.text.startswith(_CAPTION_SIGNS):
            return False
        may_be = isinstance(self.above, Image) or (not self.has_text and self.lead_image is not None)
        return is_caption(piece.text) or (may_be and _has_marked_credit(piece.text))

    def add_named_caption(self, piece: Piece, body: Body) -> None:
        """Adds what the markup names a caption, unless a rule knows it wherever it stands."""
        rule = body.known(piece)
        if rule and rule.scope.place == "anywhere" and not is_sentence(piece.text):
            self.pieces.append(piece)
            piece.drop(rule.id)
        else:
            self._attach(piece)

    def add_caption(self, piece: Piece) -> None:
        if not self.images and self.lead_image and not self.has_text:
            self.add_image(Piece(piece.block, piece.line, "image", self.lead_image))
        self._attach(piece)

    def _attach(self, piece: Piece) -> None:
        self.pieces.append(piece)
        image = self.above
        if image is None:
            self.waiting.append(piece)
            return
        if isinstance(image, Video):
            _add_to_video(image, piece)
            return
        piece.fate, piece.image = "caption", image
        text, credit = parse_caption(piece.text, certain=True)
        if image.caption is None and image.credit is None:
            image.caption, image.credit = text, credit
        else:
            image.caption = " ".join(filter(None, [image.caption, text])) or None
            image.credit = image.credit or credit


def _add_to_video(video: Video, caption: Piece) -> None:
    caption.fate, caption.video = "caption", video
    video.caption = " ".join(filter(None, [video.caption, caption.text.replace("\n", " ")]))


def _has_marked_credit(line: str) -> bool:
    """Whether a line ends in a credit that a sign sets apart, as only captions do."""
    return bool(_MARKED_CREDIT.search(line)) and parse_caption(line, certain=True).credit is not None
