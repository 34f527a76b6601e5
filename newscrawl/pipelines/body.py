"""Cleaning a body: what is article stays, what is not is dropped and named, captions and bylines are read."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from newscrawl.items import Block, FoundArticle, FoundBlock, Image
from newscrawl.text.boilerplate import (
    COMMENTS_TITLE,
    LINK_ONLY,
    LINK_RULES,
    LIST_TITLES,
    LONGEST_END,
    MARK_RULES,
    SENTENCE,
    TELLING,
    TELLING_SIGNS,
    rule_of_line,
    rule_of_mark,
)
from newscrawl.text.bylines import SIGN, closes_article, is_byline, trailing_byline
from newscrawl.text.captions import CREDIT_SIGNS, is_caption, parse_caption
from newscrawl.text.whitespace import letters_of

WRAPPER_SHARE = 0.5
"""A mark around more of the body's text than this is a wrapper with an unlucky name, not junk."""
LEAST_REPEATED = 50
"""Characters of a block that no article says twice, as a page does that has its text once more for printing."""
LIST_LINK_SHARE = 0.25
"""Share of link text that makes a block part of the list announced above it."""


class Dropped(NamedTuple):
    """A piece that is not in the article, and the rule that says so."""

    rule: str
    text: str
    block: int
    """Where it stood: the number of the found block, from 0."""

    line: int
    """And of the line in that block."""


@dataclass(slots=True)
class CleanBody:
    """What became of the found blocks."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    block_places: list[int] = field(default_factory=list)
    """Of each block, the number of the found block that it comes from."""

    image_places: list[int] = field(default_factory=list)
    """Of each image likewise; of a lead image from outside the body, that of its caption."""

    def texts_dropped_by(self, rule: str) -> list[str]:
        return [piece.text for piece in self.dropped if piece.rule == rule]


def clean_body(found: FoundArticle) -> CleanBody:
    """The article's own blocks and images. Pure: ``found`` stays as it is."""
    cleaner = _Cleaner(found)
    for number, block in enumerate(found.body):
        cleaner.take(number, block)
    cleaner.finish()
    return cleaner.clean


class _Cleaner:
    def __init__(self, found: FoundArticle) -> None:
        self.clean = CleanBody()
        self.lead_image = found.lead_image
        self.outlets = found.outlets
        self.authors = {author.name for author in found.authors}
        self.headings = {letters_of(text) for text in [found.title or "", *found.subtitle] if text}
        self.headings.add(letters_of("".join(found.subtitle)))
        self.junk_marks = _junk_marks(found.body)
        self.in_list = self.in_comments = False
        self.pictures: set[str] = set()
        self.linked: list[tuple[str, int]] = []
        """Pictures that lead to other pages, and their places, until it is known what follows them."""

        self.said: set[str] = set()
        self.whole = sum(len(block.text) for block in found.body)
        self.passed = 0
        self.beside_image = False
        """Whether nothing but captions came since the last image."""
        self.waiting: list[Dropped] = []
        """Captions that stand above their image, as they are dropped if none comes."""

        self.block = self.line = 0
        """Where on the page we are."""

        self.kept: list[list[int]] = []
        """Of each block, the numbers of the found block's lines that it consists of."""

    def take(self, number: int, block: FoundBlock) -> None:
        self.block, self.line = number, 0
        self.passed += len(block.text)
        rule = next((rule for mark, rule in self.junk_marks.items() if mark in block.marks), None)
        if block.type == "image" and block.link_share and not rule:
            self.linked.append((block.text, number))
            return
        if self.linked:
            self.settle_linked(block)
        if rule:
            self.drop(rule, block.text)
        elif block.type == "image":
            self.take_image(block.text)
        elif block.type == "caption":
            self.take_caption(block.text)
        elif block.type == "table" and rule_of_line(block.text.partition("\n")[0].strip()) == COMMENTS_TITLE:
            self.drop("comment", block.text)
        else:
            self.take_text(block)

    def settle_linked(self, following: FoundBlock | None) -> None:
        """Takes the pictures that lead to other pages, but for those of which the headline there follows: a teaser's."""
        teased = following is not None and _leads_elsewhere(following)
        for url, place in self.linked:
            if teased and url != self.lead_image:
                self.clean.dropped.append(Dropped("link", url, place, 0))
            else:
                self.take_image(url, place)
        self.linked = []

    def take_image(self, url: str, place: int | None = None) -> None:
        if url in self.pictures:
            return
        self.pictures.add(url)
        self.clean.images.append(Image(url))
        self.clean.image_places.append(self.block if place is None else place)
        self.beside_image = True
        if self.waiting:
            self.take_caption(" ".join(piece.text for piece in self.waiting))
            self.waiting = []

    def take_caption(self, text: str) -> None:
        """Gives a caption to the image above it, or keeps it for the one below."""
        image = self.clean.images[-1] if self.beside_image else None
        if rule_of_line(text):
            self.drop(rule_of_line(text) or "", text)
        elif image is None:
            self.waiting.append(Dropped("caption", text, self.block, self.line))
        elif image.caption is None and image.credit is None:
            image.caption, image.credit = parse_caption(text, certain=True)
        else:
            added = parse_caption(text, certain=True)
            image.caption = " ".join(filter(None, [image.caption, added.text])) or None
            image.credit = image.credit or added.credit

    def take_text(self, block: FoundBlock) -> None:
        lines, numbers = [], []
        for self.line, line in enumerate(block.text.split("\n")):
            if not self.is_junk(line, block):
                lines.append(line)
                numbers.append(self.line)
        if not lines:
            return
        text = "\n".join(lines)
        if len(text) >= LEAST_REPEATED and text in self.said:
            self.drop("repeated", text)
            return
        self.said.add(text)
        self.kept.append(numbers)
        self.in_list = self.beside_image = False
        self.clean.blocks.append(Block(block.type, text))  # type: ignore[arg-type]
        self.clean.block_places.append(self.block)

    def is_junk(self, line: str, block: FoundBlock) -> bool:
        """Whether a line is no part of the text; if so it is dropped, or given to an image as its caption."""
        if block.type == "table" and not self.in_comments:
            return False
        if self.clean.blocks and not self.in_comments and block.link_share < LIST_LINK_SHARE and is_ordinary(line):
            return False
        if rule := self.rule_of(line, block.link_share):
            self.drop(rule, line)
            self.in_list = self.in_list or rule in LIST_TITLES
            self.in_comments = self.in_comments or (rule == COMMENTS_TITLE and self.may_end_here(line))
            return True
        if is_caption(line) or (self.may_be_caption() and _has_marked_credit(line)):
            if not self.clean.images and self.lead_image and not self.clean.blocks:
                self.take_image(self.lead_image)
            self.take_caption(line)
            return True
        return False

    def rule_of(self, line: str, link_share: float) -> str | None:
        if self.in_comments:
            return "comment"
        if self.in_list and link_share >= LIST_LINK_SHARE:
            return "related"
        if not self.clean.blocks and letters_of(line) in self.headings:
            return "headline"
        if is_byline(line, self.outlets):
            return "byline"
        return rule_of_line(line, link_share)

    def may_end_here(self, line: str) -> bool:
        """Whether comments follow a line of that wording: after half of the text, or counted after some of it. A subheading is neither."""
        paragraphs = sum(block.type == "paragraph" for block in self.clean.blocks)
        return self.passed * 2 > self.whole or (paragraphs > 1 and _COUNT.search(line) is not None)

    def may_be_caption(self) -> bool:
        """Right below an image, or above all text of a page that names its lead image elsewhere."""
        return self.beside_image or (not self.clean.blocks and self.lead_image is not None)

    def drop(self, rule: str, text: str) -> None:
        self.clean.dropped.append(Dropped(rule, text, self.block, self.line))

    def finish(self) -> None:
        """Captions that found no image are dropped, and so are bylines after the last sentence."""
        self.settle_linked(None)
        self.clean.dropped += self.waiting
        blocks = self.clean.blocks
        while blocks and (start := self.closing_byline(blocks[-1].text)) is not None:
            text, number = blocks[-1].text, blocks[-1].text.count("\n", 0, start)
            self.clean.dropped.append(Dropped("byline", text[start:].strip(), self.clean.block_places[-1], self.kept[-1][number]))
            blocks[-1].text = text[:start].rstrip()
            if not blocks[-1].text:
                blocks.pop()
                self.clean.block_places.pop()
                self.kept.pop()

    def closing_byline(self, text: str) -> int | None:
        """Where a byline begins that ends the last block: run on after its last sentence, or a last line that says no more."""
        if (start := trailing_byline(text, self.outlets)) is not None:
            return start
        start = text.rfind("\n") + 1
        is_all = len(self.clean.blocks) == 1 and not start
        return start if not is_all and closes_article(text[start:], self.outlets, self.authors) else None


def _leads_elsewhere(block: FoundBlock) -> bool:
    """Whether a block is but the headline of another page."""
    if block.type in {"image", "caption"} or block.link_share < LINK_ONLY:
        return False
    return rule_of_line(block.text.partition("\n")[0], block.link_share) in LINK_RULES


_RANKS = {rule.name: rank for rank, rule in enumerate(MARK_RULES)}


def _junk_marks(body: list[FoundBlock]) -> dict[str, str]:
    """The body's marks that a rule knows, in the order of the rules, without those that stand around most of the text."""
    sizes_together: Counter[frozenset[str]] = Counter()
    """By all marks around a block, which most blocks share."""
    for block in body:
        sizes_together[block.marks] += 0 if block.type == "image" else len(block.text)
    whole = sizes_together.total()
    sizes: Counter[str] = Counter()
    for marks, size in sizes_together.items():
        for mark in marks:
            sizes[mark] += size
    rules = {mark: rule for mark, size in sizes.items() if (rule := rule_of_mark(mark)) and size <= WRAPPER_SHARE * whole}
    return dict(sorted(rules.items(), key=lambda item: (_RANKS[item[1]], item[0])))


# What one of the rules asks for; most paragraphs of an article have none of it. Words and signs apart, for re is quick at either.
_CUE_WORDS = re.compile(f"{SIGN.pattern}|{TELLING.pattern}|By |by ")
_CUE_SIGNS = re.compile(rf"[▲△▴◀◁{TELLING_SIGNS}{CREDIT_SIGNS}]")


def is_ordinary(line: str) -> bool:
    """Whether a line is a sentence that no rule on bylines, boilerplate or captions need be asked of.

    >>> is_ordinary("새 기술이 나왔다. 업계는 이 기술이 내년부터 널리 쓰일 것으로 보고 벌써 준비를 시작했다고 조심스럽게 밝혔다.")
    True
    """
    return SENTENCE.search(line[-LONGEST_END:]) is not None and not (_CUE_WORDS.search(line) or _CUE_SIGNS.search(line))


_COUNT = re.compile(r"[1-9]")
# A credit that a sign sets apart: a slash, ⓒ or brackets.
_MARKED_CREDIT = re.compile(r"[/ⓒ]\s?[^\s/]{1,15}(?:\s[^\s/]{1,12}){0,2}$|[\[(<][^\])>]{2,30}[\])>]$")


def _has_marked_credit(line: str) -> bool:
    """Whether a line ends in a credit that a sign sets apart, as only captions do."""
    return bool(_MARKED_CREDIT.search(line)) and parse_caption(line, certain=True).credit is not None
