"""From the body's container to blocks, images and captions, in page order.

The tree is walked once, without recursion and without changing it. Whatever markup carries the paragraphs (``<p>``,
``<div>``, layout tables, ``<br><br>``, bare text), what comes out is the same kind of ``ExtractedBlock``. Nothing is left out
but what a reader never sees: which blocks are no part of the article is for ``cleaning`` to say.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import OUTSIDE, SPONSORED
from newscrawl.cleaning.rules.matcher import rule_of_class
from newscrawl.items import ExtractedBlock, ExtractedBlockType
from newscrawl.page.dom import (
    BLOCK_TAGS,
    BOLD,
    HEADING_TAGS,
    HIDDEN,
    IMAGE_TAGS,
    INVISIBLE_TAGS,
    data_rows,
    image_address,
    is_caption,
    is_lazy,
    link_around,
    list_items,
    marks_of,
    visible_text,
)
from newscrawl.text.hosts import have_same_owner
from newscrawl.text.paragraphs import breaks, is_heading, split_subheadings
from newscrawl.text.whitespace import tidy_lines


def walk(containers: Iterable[Element], absolute: Callable[[str], str],
         outside: Iterable[Element] = ()) -> list[ExtractedBlock]:
    """The blocks in ``containers``, in page order.

    ``absolute`` makes an image's address absolute. What stands in an element of ``outside`` is marked ``OUTSIDE``.
    """
    walker = _Walker(absolute, frozenset(outside))
    for container in containers:
        walker.walk(container)
    return walker.blocks


def largest(containers: list[Element]) -> list[Element]:
    """The containers worth walking: those with no less than a third of the letters of the one that has most."""
    if len(containers) < 2:
        return containers
    letters = [_LETTERS(container) for container in containers]
    return [container for container, number in zip(containers, letters, strict=True) if number * 3 >= max(letters)]


def own_text(blocks: list[ExtractedBlock]) -> float:
    """How many characters of the blocks are text of their own: not links, not captions, not in an element named as junk."""
    return sum(len(block.text) * (1 - block.link_share) for block in blocks
               if block.type not in {"image", "caption"} and not any(map(rule_of_class, block.marks)))


_LETTERS = XPath("string-length(normalize-space(.))")


class _Frame(NamedTuple):
    """What holds for the text at one place of the walk: the sum of all elements around it."""

    marks: frozenset[str] = frozenset()
    link: bool = False
    bold: bool = False
    quote: bool = False
    heading: bool = False
    caption: bool = False
    breaks: bool = True
    """Only of the innermost element: whether text before and after it belongs to other paragraphs."""


_Piece = tuple[str, bool, bool]
"""A text, whether it is a link's, and whether it is bold; a plain tuple, for there are thousands."""
_LINE_BREAK: _Piece = ("\n", False, False)
"""A ``<br>``."""
_TELLING = HEADING_TAGS | BOLD | {"a", "blockquote", "figcaption"}
"""Tags that change what holds for the text within."""


@dataclass(slots=True)
class _Walker:
    absolute: Callable[[str], str]
    outside: frozenset[Element]
    blocks: list[ExtractedBlock] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)

    def walk(self, container: Element) -> None:
        self.frames = [_Frame()]
        self.add(container.text)
        around = [container]
        waiting = [iter(container)]
        while waiting:
            for element in waiting[-1]:
                tag = element.tag
                if tag == "br":
                    self.pieces.append(_LINE_BREAK)
                elif isinstance(tag, str) and not self.is_taken_whole(element, tag):  # and no comment
                    self.enter(element, tag)
                    if len(element):
                        around.append(element)
                        waiting.append(iter(element))
                        break
                    self.leave()
                self.add(element.tail)
            else:
                waiting.pop()
                if waiting:
                    self.leave()
                    self.add(around.pop().tail)
        if self.pieces:
            self.flush()

    def is_taken_whole(self, element: Element, tag: str) -> bool:
        """Whether nothing in the element is walked: what is unseen is skipped, lists and tables of data become a block."""
        if tag in INVISIBLE_TAGS:
            return True
        if tag == "table" and (rows := data_rows(element)):
            self.add_whole("table", element, ["\t".join(map(visible_text, row)) for row in rows])
            return True
        if tag in {"ul", "ol"} and (items := list_items(element)):
            self.add_whole("list", element, list(map(visible_text, items)))
            return True
        return False

    def enter(self, element: Element, tag: str) -> None:
        frame = self.frame(element, tag)
        if frame.breaks and self.pieces:
            self.flush()
        self.frames.append(frame)
        if tag in IMAGE_TAGS and (address := image_address(element)):
            self.flush()
            # A script shows it once it is loaded.
            marks = frame.marks - {HIDDEN} | self.frames[-2].marks if is_lazy(element) else frame.marks
            picture, linked = self.absolute(address), link_around(element) if frame.link else None
            if linked and self.is_elsewhere(linked, picture):
                marks |= {SPONSORED}
            self.blocks.append(ExtractedBlock("image", picture, marks, float(linked is not None)))
        else:
            self.add(element.text)

    def is_elsewhere(self, linked: str, picture: str) -> bool:
        """Whether a picture's link leads to neither the page's owner nor the picture's, as advertisements do."""
        host = urlsplit(self.absolute(linked)).netloc
        return not any(have_same_owner(host, urlsplit(own).netloc) for own in (self.absolute(""), picture))

    def frame(self, element: Element, tag: str) -> _Frame:
        """What holds within an element."""
        around = self.frames[-1]
        breaks = tag in BLOCK_TAGS
        if tag not in _TELLING and breaks is around.breaks and not element.keys() and not self.outside:
            return around  # that of most paragraphs
        marks = self.marks_around(element)
        caption = is_caption(element)
        return _Frame(
            marks=marks,
            link=around.link or tag == "a",
            bold=around.bold or tag in BOLD,
            quote=around.quote or tag == "blockquote",
            heading=around.heading or tag in HEADING_TAGS,
            caption=around.caption or caption,
            breaks=breaks or caption,
        )

    def leave(self) -> None:
        if self.frames[-1].breaks and self.pieces:
            self.flush()
        self.frames.pop()

    def add(self, text: str | None) -> None:
        """Takes text as the source has it, where a line break is but a blank."""
        if text and (self.pieces or not text.isspace()):
            frame = self.frames[-1]
            self.pieces.append((text.replace("\n", " "), frame.link, frame.bold))

    def flush(self) -> None:
        """Makes blocks of the text gathered since the last break."""
        frame, pieces = self.frames[-1], self.pieces
        self.pieces = []
        for paragraph in part_paragraphs(pieces):
            if text := tidy_lines("".join([text for text, _, _ in paragraph])):
                link_share, bold = measure(paragraph)
                self.add_paragraph(frame, text, link_share, bold)

    def add_paragraph(self, frame: _Frame, text: str, link_share: float, bold: bool) -> None:
        if frame.caption:
            self.blocks.append(ExtractedBlock("caption", text, frame.marks, link_share))
            return
        ordinary: ExtractedBlockType = "quote" if frame.quote else "paragraph"
        for part, subheading in split_subheadings(text):
            heading = subheading or ((bold or frame.heading) and is_heading(part))
            self.blocks.append(ExtractedBlock("heading" if heading else ordinary, part, frame.marks, link_share))

    def add_whole(self, block_type: ExtractedBlockType, element: Element, lines: list[str]) -> None:
        self.flush()
        text = "\n".join(line for line in lines if line.strip())
        if text:
            linked = sum(len(visible_text(link)) for link in element.iter("a"))
            self.blocks.append(ExtractedBlock(block_type, text, self.marks_around(element), min(linked / len(text), 1.0)))

    def marks_around(self, element: Element) -> frozenset[str]:
        marks = self.frames[-1].marks
        if own := marks_of(element):
            marks |= own
        return marks | {OUTSIDE} if self.outside and element in self.outside else marks


def measure(paragraph: list[_Piece]) -> tuple[float, bool]:
    """The share of link text, and whether all of the text is bold."""
    if all(not (link or bold) for _, link, bold in paragraph):
        return 0.0, False
    letters = [(len("".join(text.split())), link, bold) for text, link, bold in paragraph]
    linked = sum(number for number, link, _ in letters if link)
    return linked / max(sum(number for number, _, _ in letters), 1), all(bold for number, _, bold in letters if number)


def part_paragraphs(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of each paragraph: one ends where two line breaks follow each other."""
    if _LINE_BREAK not in pieces:
        yield pieces
        return
    waiting = breaks("".join([text for text, _, _ in pieces]))[::-1]
    place = 0
    paragraph: list[_Piece] = []
    for text, link, bold in pieces:
        while waiting and waiting[-1] <= place + len(text):
            cut = waiting.pop() - place
            yield [*paragraph, (text[:cut], link, bold)]
            paragraph, text, place = [], text[cut:], place + cut
        paragraph.append((text, link, bold))
        place += len(text)
    yield paragraph
