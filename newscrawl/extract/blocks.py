"""Makes blocks, images, videos and captions from the body's container, in page order.

The tree is walked once, without recursion and without changing it. Whatever markup carries the paragraphs (``<p>``,
``<div>``, layout tables, ``<br><br>``, bare text), the result is the same ``ExtractedBlock``. Only invisible
elements are left out: ``cleaning`` decides which blocks are not part of the article.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import OUTSIDE, SPONSORED
from newscrawl.cleaning.rules.matcher import families_of_classes, rule_of_class
from newscrawl.extract.text_runs import LINE_BREAK, TextRun, is_unfinished, measure, split_paragraphs
from newscrawl.extracted import MEDIA, ExtractedBlock, ExtractedBlockType
from newscrawl.page.code import code_of
from newscrawl.page.dom import (
    BLOCK_TAGS,
    BOLD,
    HEADING_TAGS,
    HIDDEN,
    IMAGE_TAGS,
    INVISIBLE_TAGS,
    data_rows,
    is_beside_picture,
    is_caption,
    is_hidden,
    is_plain_item,
    item_lines,
    list_lines,
    marks_of,
    visible_text,
)
from newscrawl.page.images import image_address, is_lazy, link_around
from newscrawl.page.inline import HIDEABLE_TAGS, INLINE_TAGS, REPLACED_TAGS, is_small, is_unseen, replaced_text
from newscrawl.page.limits import MAX_BLOCKS, MAX_IMAGES, MAX_MARKS
from newscrawl.page.players import PLAYERS, player_address
from newscrawl.text.hosts import have_same_owner
from newscrawl.text.paragraphs import is_heading, split_subheadings
from newscrawl.text.whitespace import letters_of, tidy_lines


def walk(containers: Iterable[Element], absolute: Callable[[str], str],
         outside: Iterable[Element] = (), hidden: frozenset[str] = frozenset()) -> list[ExtractedBlock]:
    """The blocks in ``containers``, in page order.

    ``absolute`` makes the address of an image or a video absolute. What stands in an element of ``outside`` is marked ``OUTSIDE``.
    ``hidden`` are the class names and ids that the page's style sheet hides.
    """
    walker = _Walker(absolute, frozenset(outside), hidden)
    for container in containers:
        walker.walk(container)
    return walker.blocks


def largest(containers: list[Element]) -> list[Element]:
    """The containers with at least a third of the characters of the largest one."""
    if len(containers) < 2:
        return containers
    letters = [_LETTERS(container) for container in containers]
    most = max(letters)
    return [container for container, number in zip(containers, letters, strict=True) if number * 3 >= most]


def own_text(blocks: list[ExtractedBlock]) -> float:
    """Characters of the blocks' text without links, captions, and elements whose class names are boilerplate."""
    return sum(len(block.text) * (1 - block.link_share) for block in blocks
               if block.type not in MEDIA and not any(map(rule_of_class, block.marks)))


_LETTERS = XPath("string-length(normalize-space(.))")


class _Frame(NamedTuple):
    """The properties of the text at one position of the walk: from all elements around it."""

    marks: frozenset[str] = frozenset()
    link: bool = False
    bold: bool = False
    quote: bool = False
    heading: bool = False
    caption: bool = False
    lines: bool = False
    """Whether the source's line breaks are seen, as in ``<pre>``."""
    breaks: bool = True
    """Whether the innermost element separates paragraphs."""


MIN_DESCRIPTION = 10
"""A text below an image that says what its description says is its caption, if it is so long."""
_FORMATTING_TAGS = HEADING_TAGS | BOLD | {"a", "center", "figure", "table", "blockquote", "figcaption", "pre"}
"""Tags that change the properties of their text."""
_CUTTING_TAGS = frozenset({"div", "aside", "section", "ins", "center", "figure"})
"""Tags of elements that templates put into the middle of a sentence, such as an advertisement's."""
_MAYBE_WHOLE = INVISIBLE_TAGS | PLAYERS | REPLACED_TAGS | HIDEABLE_TAGS | _CUTTING_TAGS | {"table", "ul", "ol", "pre", "code"}
"""Tags of elements that may be added whole."""


@dataclass(slots=True)
class _Walker:
    absolute: Callable[[str], str]
    outside: frozenset[Element]
    hidden: frozenset[str] = frozenset()
    blocks: list[ExtractedBlock] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    last_item: tuple[Element | None, ExtractedBlock | None] = (None, None)
    """The list whose items were added last, and their block."""
    described: str = ""
    """The letters of the last image's description."""
    joined_marks: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = field(default_factory=dict)
    """(marks around, own marks) -> both together: one set for all siblings that are alike."""
    images: int = 0
    """How many images and videos were added."""
    flushed: tuple[int, list[TextRun]] = (0, [])
    """How many blocks there were before the last paragraph, and its text."""

    def walk(self, container: Element) -> None:
        self.frames = [_Frame(lines=container.tag == "pre")]
        if container.tag in PLAYERS:
            self.add_players([container])
            return
        self.add(container.text)
        around = [container]
        stack = [iter(container)]
        while stack and len(self.blocks) < MAX_BLOCKS:
            for element in stack[-1]:
                tag = element.tag
                if tag == "br":
                    self.runs.append(LINE_BREAK)
                elif isinstance(tag, str) and not self.is_added_whole(element, tag):  # and no comment
                    self.enter(element, tag)
                    if len(element):
                        around.append(element)
                        stack.append(iter(element))
                        break
                    self.leave()
                self.add(element.tail)
            else:
                stack.pop()
                if stack:
                    self.leave()
                    self.add(around.pop().tail)
        if self.runs:
            self.flush()

    def is_added_whole(self, element: Element, tag: str) -> bool:
        """Whether the element is not walked: invisible elements are skipped; lists, data tables, code and players become one block."""
        if tag not in _MAYBE_WHOLE:
            return False
        if tag in REPLACED_TAGS and (text := replaced_text(element, tag, self.runs[-1][0] if self.runs else "", self.hidden)) is not None:
            self.add(text)
            return True
        if tag in HIDEABLE_TAGS and element.attrib and not is_hidden(element) and is_unseen(element, self.hidden) and is_small(element):
            return True
        if tag in _CUTTING_TAGS:
            return self.cuts_sentence(element)
        if tag in INLINE_TAGS:
            return self.is_inline_advertisement(element)
        if (tag in PLAYERS and self.add_players([element])) or tag in INVISIBLE_TAGS:
            if tag == "noscript":  # a loader's script takes its place
                self.add_players(element.iter(*PLAYERS))
            return True
        if tag in {"pre", "code", "table"} and (code := code_of(element)):
            self.flush()
            self.blocks.append(ExtractedBlock("code", code, self.marks_around(element)))
            return True
        if tag == "table" and (rows := data_rows(element, self.hidden)):
            for caption in element.iterchildren("caption"):
                self.add_whole("paragraph", caption, [] if is_unseen(caption, self.hidden) else [visible_text(caption, self.hidden)])
            self.add_whole("table", element, ["\t".join(row) for row in rows if any(row)])
            return True
        if tag in {"ul", "ol"} and (lines := list_lines(element, self.hidden)):
            self.add_whole("list", element, lines)
            return True
        if tag == "li" and is_plain_item(element):
            self.add_item(element)
            return True
        return False

    def is_inline_advertisement(self, element: Element) -> bool:
        """Whether an element within a line is an advertisement by its class name; it becomes a block of its own."""
        names = element.get("class")
        if not names or "ad" not in families_of_classes(names):
            return False
        self.add_aside(element)
        return True

    def add_aside(self, element: Element) -> None:
        """Adds what an element holds as blocks of their own, before the line in which it stands."""
        inside = _Walker(self.absolute, self.outside, self.hidden)
        inside.walk(element)
        own_marks = self.marks_around(element)
        self.blocks += [replace(block, marks=block.marks | own_marks) for block in inside.blocks]

    def cuts_sentence(self, element: Element) -> bool:
        """Whether an advertisement, or nothing at all, stands within a sentence that goes on behind it. What it holds is put before it."""
        if not _goes_on(element):
            return False
        runs = self.runs or self.last_paragraph(element)
        if not runs or not is_unfinished(runs):
            return False
        own_marks = self.marks_around(element) - self.frames[-1].marks
        if not any(map(rule_of_class, own_marks)) and not _is_empty(element):
            return False
        if not self.runs:
            del self.blocks[-1]
            self.runs = runs
        self.add_aside(element)
        return True

    def last_paragraph(self, element: Element) -> list[TextRun]:
        """The text of the last paragraph, if it ended right before the element: no ``<p>`` can hold a ``<div>``."""
        before, (number, runs) = element.getprevious(), self.flushed
        ends_here = before is not None and before.tag == "p" and not (before.tail or "").strip()
        return runs if ends_here and len(self.blocks) == number + 1 and self.blocks[-1].type in {"paragraph", "quote"} else []

    def enter(self, element: Element, tag: str) -> None:
        frame = self.frame(element, tag)
        if frame.breaks and self.runs:
            self.flush()
        self.frames.append(frame)
        if tag in IMAGE_TAGS and self.images < MAX_IMAGES and (address := image_address(element)):
            self.flush()
            self.images += 1
            # A script shows the image when it is loaded.
            marks = frame.marks - {HIDDEN} | self.frames[-2].marks if is_lazy(element) else frame.marks
            picture, linked = self.absolute(address), link_around(element) if frame.link else None
            if linked and self.is_elsewhere(linked, picture):
                marks |= {SPONSORED}
            self.blocks.append(ExtractedBlock("image", picture, marks, float(linked is not None)))
            self.described = letters_of(element.get("alt") or element.get("title") or "")
        else:
            self.add(element.text)

    def is_elsewhere(self, linked: str, picture: str) -> bool:
        """Whether an image's link leads to another owner than the page's and the image's, as in advertisements."""
        host = urlsplit(self.absolute(linked)).netloc
        return not any(have_same_owner(host, urlsplit(own).netloc) for own in (self.absolute(""), picture))

    def is_own(self, link: Element) -> bool:
        """Whether a link leads to a place on the page itself."""
        address, _, place = (link.get("href") or "").partition("#")
        return bool(place) and (not address or self.absolute(address) == self.absolute("").partition("#")[0])

    def frame(self, element: Element, tag: str) -> _Frame:
        """The properties of the text in an element."""
        around = self.frames[-1]
        breaks = tag in BLOCK_TAGS
        if (tag not in _FORMATTING_TAGS and breaks is around.breaks and not element.keys() and not self.outside
                and not self.follows_image()):
            return around  # the case of most paragraphs
        marks = self.marks_around(element)
        caption = is_caption(element) or (self.follows_image() and is_beside_picture(element))
        return _Frame(
            marks=marks,
            link=around.link or (tag == "a" and not (around.heading and self.is_own(element))),
            bold=around.bold or tag in BOLD,
            quote=around.quote or tag == "blockquote",
            lines=around.lines or tag == "pre",
            heading=around.heading or tag in HEADING_TAGS,
            caption=around.caption or caption,
            breaks=breaks or caption,
        )

    def follows_image(self) -> bool:
        return not self.runs and bool(self.blocks) and self.blocks[-1].type == "image" and len(self.frames) > 1

    def leave(self) -> None:
        if self.frames[-1].breaks and self.runs:
            self.flush()
        self.frames.pop()

    def add(self, text: str | None) -> None:
        """Adds text of the source, in which a line break is a blank, unless its element shows it."""
        if text and (self.runs or not text.isspace()):
            frame = self.frames[-1]
            for number, line in enumerate(text.split("\n") if frame.lines else [text.replace("\n", " ")]):
                if number:
                    self.runs.append(LINE_BREAK)
                self.runs.append((line, frame.link, frame.bold))

    def flush(self) -> None:
        """Makes blocks of the text since the last break."""
        frame, runs = self.frames[-1], self.runs
        self.flushed = len(self.blocks), runs
        self.runs = []
        for paragraph in split_paragraphs(runs):
            if text := tidy_lines("".join([text for text, _, _ in paragraph])):
                link_share, bold = measure(paragraph)
                self.add_paragraph(frame, text, link_share, bold)

    def add_paragraph(self, frame: _Frame, text: str, link_share: float, bold: bool) -> None:
        if frame.caption or (not link_share and self.is_description(text)):
            self.blocks.append(ExtractedBlock("caption", text, frame.marks, link_share))
            return
        ordinary: ExtractedBlockType = "quote" if frame.quote else "paragraph"
        for part, subheading in split_subheadings(text):
            heading = subheading or ((bold or frame.heading) and is_heading(part))
            self.blocks.append(ExtractedBlock("heading" if heading else ordinary, part, frame.marks, link_share))

    def is_description(self, text: str) -> bool:
        """Whether a text below an image says what the image's description says."""
        return (len(text) >= MIN_DESCRIPTION and bool(self.blocks) and self.blocks[-1].type == "image"
                and letters_of(text) == self.described)

    def add_whole(self, block_type: ExtractedBlockType, element: Element, lines: list[str]) -> None:
        self.flush()
        text = "\n".join(line for line in lines if line.strip())
        if text:
            linked = sum(len(visible_text(link)) for link in element.iter("a"))
            self.blocks.append(ExtractedBlock(block_type, text, self.marks_around(element), min(linked / len(text), 1.0)))

    def add_item(self, item: Element) -> None:
        """Adds an item of a list that is walked; it joins the item before it."""
        self.flush()
        around, above = item.getparent(), len(self.blocks)
        self.add_whole("list", item, item_lines(item, self.hidden))
        if len(self.blocks) == above:
            return
        if above and self.last_item == (around, self.blocks[above - 1]):
            added, before = self.blocks.pop(), self.blocks.pop()
            linked = added.link_share * len(added.text) + before.link_share * len(before.text)
            text = f"{before.text}\n{added.text}"
            self.blocks.append(replace(before, text=text, link_share=linked / len(text)))
        self.last_item = around, self.blocks[-1]

    def add_players(self, elements: Iterable[Element]) -> bool:
        """Adds the video of each element that is a player; whether there was one."""
        players = islice(elements, MAX_IMAGES - self.images)
        found = [(element, address) for element in players if (address := player_address(element, self.absolute))]
        self.images += len(found)
        if found:
            self.flush()
        for element, address in found:
            marks = self.marks_around(element)
            # A script shows it once it is loaded.
            marks = marks - {HIDDEN} | self.frames[-1].marks if is_lazy(element) else marks
            self.blocks.append(ExtractedBlock("video", address, marks))
        return bool(found)

    def marks_around(self, element: Element) -> frozenset[str]:
        marks = self.frames[-1].marks
        if (own := marks_of(element)) and len(marks) < MAX_MARKS:
            if (joined := self.joined_marks.get((marks, own))) is None:
                joined = self.joined_marks[marks, own] = marks | own
            marks = joined
        return marks | {OUTSIDE} if self.outside and element in self.outside else marks


def _goes_on(element: Element) -> bool:
    """Whether text stands right behind an element, on its line."""
    if (tail := element.tail) and not tail.isspace():
        return True
    after = element.getnext()
    return after is not None and after.tag in INLINE_TAGS and bool((after.text or "").strip())


def _is_empty(element: Element) -> bool:
    """Whether an element shows nothing but what a script or a frame puts there."""
    return not visible_text(element) and next(element.iter(*IMAGE_TAGS), None) is None
