"""The passes of cleaning. Each goes over the segments once, and yields those that it drops, with the id of the rule.

A pass sees what earlier ones dropped, and changes nothing itself. Its name says which segments it drops.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from newscrawl.cleaning.rules import comments, links
from newscrawl.cleaning.rules.matcher import (
    CLASS_RULES,
    is_sentence,
    rule_of_class,
    rule_of_line,
    rule_of_link,
    rule_of_sentence,
)
from newscrawl.cleaning.rules.related import ANNOUNCING
from newscrawl.cleaning.rules.rule import ClassRule, LineRule, family
from newscrawl.cleaning.trace import TEXT_TYPES, Segment
from newscrawl.extracted import MEDIA, ExtractedArticle
from newscrawl.text.bylines import is_byline
from newscrawl.text.titles import announces_people
from newscrawl.text.whitespace import letters_of

WRAPPER_SHARE = 0.5
"""A class name around more than this share of the body's text is a wrapper with an unlucky name, not boilerplate."""
MIN_REPEATED_CHARS = 50
"""A repeated block with so many characters is a copy, as on pages that have their text again for printing."""
COPIED = 3
"""A copy that is at least this part of all text is one of the whole article."""
MAX_LABEL_CHARS = 80
"""A line above a copy that says its title, time or section is no longer."""
MIN_SENTENCE_BLANKS = 5
"""A line with a full stop and so many blanks is a sentence."""

MAX_TITLE_CHARS = 30
"""A longer line is not the title of readers' comments."""
_ADDRESSES = frozenset({"image", "video"})
"""Types of blocks whose text is an address."""
_AROUND_CODE = "tools"
"""The family of rules whose names stand around code as well: Prism's ``code-toolbar``, Crayon's ``print-yes``."""
_RANKS = {rule.id: rank for rank, rule in enumerate(CLASS_RULES)}

Drop = tuple[Segment, str]
"""A segment, and the id of the rule that drops it."""


class Body:
    """A body while it goes through the passes."""

    def __init__(self, extracted: ExtractedArticle) -> None:
        self.extracted = extracted
        self.own_lines = [rule for rule in extracted.boilerplate if isinstance(rule, LineRule)]
        self.own_classes = [rule for rule in extracted.boilerplate if isinstance(rule, ClassRule)]
        self.segments = list(self._segments())
        self._known: dict[int, LineRule | None] = {}

    def known(self, segment: Segment) -> LineRule | None:
        """The rule that matches a segment's wording, without regard to its position; for a sentence, a rule for sentences."""
        if id(segment) not in self._known:
            find = rule_of_sentence if segment.is_sentence else rule_of_line
            self._known[id(segment)] = find(segment.text, self.own_lines)
        return self._known[id(segment)]

    def _segments(self) -> Iterator[Segment]:
        """One segment for each line of a block; a block that a class name drops stays whole."""
        junk = self._junk_classes()
        for number, block in enumerate(self.extracted.body):
            known = [junk[mark] for mark in block.marks if mark in junk]
            if block.type == "code":
                known = [(rank, rule_id) for rank, rule_id in known if family(rule_id) != _AROUND_CODE]
            if known:
                yield Segment(number, 0, block.type, block.text, block.link_share, "dropped", min(known)[1], by_class=True)
            elif block.type in TEXT_TYPES:
                for line, text in enumerate(block.text.split("\n")):
                    yield Segment(number, line, block.type, text, block.link_share, is_sentence=is_sentence(text))
            else:
                yield Segment(number, 0, block.type, block.text, block.link_share)

    def _junk_classes(self) -> dict[str, tuple[int, str]]:
        """Class name -> (rank, id) of the rule that matches it, without names of elements around most of the text."""
        sizes_together: Counter[frozenset[str]] = Counter()
        """All marks of a block -> characters of text; most blocks have the same marks."""
        for block in self.extracted.body:
            sizes_together[block.marks] += 0 if block.type in _ADDRESSES else len(block.text)
        sizes: Counter[str] = Counter()
        for marks, size in sizes_together.items():
            for mark in marks:
                sizes[mark] += size
        max_chars = WRAPPER_SHARE * sizes_together.total()
        # The paper's own come first.
        return {mark: (_RANKS.get(rule.id, -1), rule.id) for mark, size in sizes.items()
                if size <= max_chars and (rule := self._class_rule(mark))}

    def _class_rule(self, mark: str) -> ClassRule | None:
        own = next((rule for rule in self.own_classes if rule.pattern.search(mark)), None) if self.own_classes else None
        return own or rule_of_class(mark)


def teaser_pictures(body: Body) -> Iterator[Drop]:
    """Images that link to other articles, if a linked headline follows them."""
    pending: list[Segment] = []
    for segment in body.segments:
        if segment.type == "image" and segment.link_share and not segment.rule:
            pending.append(segment)
        elif pending and segment.type != "video":
            block = body.extracted.body[segment.block]
            is_headline = block.type not in MEDIA and block.link_share >= links.RULES[0].share
            if is_headline and rule_of_link(block.text.partition("\n")[0], block.link_share):
                yield from ((picture, "link.picture") for picture in pending if picture.text != body.extracted.lead_image)
            pending = []


def repeated_headlines(body: Body) -> Iterator[Drop]:
    """The title and the deck, repeated before the text."""
    extracted = body.extracted
    headings = {letters_of(text) for text in [extracted.title or "", *extracted.subtitle, "".join(extracted.subtitle)]} - {""}
    for segment in (segment for segment in body.segments if segment.is_text):
        if letters_of(segment.text) in headings:
            yield segment, "headline.repeated"
        elif is_prose(segment):
            return


def reader_comments(body: Body) -> Iterator[Drop]:
    """Readers' comments: their title and all text after it; tables that begin with such a title.

    The title counts in the second half of the text, or after the second sentence if it has the number of comments.
    """
    if not any(segment.type == "table" or (len(segment.text) <= MAX_TITLE_CHARS and comments.TITLE.pattern.fullmatch(segment.text))
               for segment in body.segments):
        return
    total_chars = sum(len(block.text) for block in body.extracted.body)
    chars_so_far, sentences, below = 0, 0, False
    for segment in body.segments:
        chars_so_far += len(segment.text)
        if below and segment.type not in MEDIA and not segment.rule:
            yield segment, "comment.below-title"
        elif segment.type == "table" and not segment.rule and comments.TITLE.pattern.fullmatch(segment.text.partition("\n")[0].strip()):
            yield segment, "comment.table"
        elif segment.is_text and segment.type != "list" and comments.announces_comments(segment.text) and (
                chars_so_far * 2 > total_chars or (sentences > 1 and comments.counts_comments(segment.text))):
            yield segment, comments.TITLE.id
            below = True
        elif segment.is_text:
            sentences += is_prose(segment)


def bylines(body: Body) -> Iterator[Drop]:
    """Lines that are only a byline; the authors are read from them."""
    # Of a personnel notice only one with an address: its lines are people with offices.
    mail_only = announces_people(body.extracted.title or "")
    return ((segment, "byline.line") for segment in body.segments if segment.is_text and is_byline(segment.text, body.extracted.outlets)
            and not (mail_only and "@" not in segment.text))


def link_lines(body: Body) -> Iterator[Drop]:
    """Lines that are only a link, and pointers to other articles."""
    return ((segment, rule.id) for segment in body.segments
            if segment.link_share and segment.is_text and (rule := rule_of_link(segment.text, segment.link_share)))


def linked_lists(body: Body) -> Iterator[Drop]:
    """Links below the title of a list of other articles, bylines too: they are of other authors."""
    in_list = False
    for segment in body.segments:
        if segment.type in MEDIA or segment.by_class:
            continue
        if in_list and segment.type in TEXT_TYPES and segment.link_share >= links.LIST_SHARE:
            yield segment, "related.listed"
        elif segment.rule:
            in_list = in_list or family(segment.rule) in ANNOUNCING
        else:
            in_list = False


def repeated_blocks(body: Body) -> Iterator[Drop]:
    """Long blocks with the text of an earlier block, and the lines beside them that were said before too: a copy is dropped as a whole."""
    kept = [segment for segment in body.segments if segment.fate == "kept"]
    if len({segment.text for segment in kept}) == len(kept):
        return  # not even a line is repeated
    blocks = [list(group) for _, group in groupby(kept, key=attrgetter("block"))]
    texts = ["\n".join([segment.text for segment in lines]) for lines in blocks]
    first: dict[str, int] = {}
    repeated = [first.setdefault(text, number) != number for number, text in enumerate(texts)]
    copies = {number for number, text in enumerate(texts) if repeated[number] and len(text) >= MIN_REPEATED_CHARS}
    for step in (1, -1):
        for number in sorted(copies, reverse=step < 0):
            while 0 <= number + step < len(texts) and repeated[number + step] and number + step not in copies:
                number += step
                copies.add(number)
    if sum(len(texts[number]) for number in copies) * COPIED >= sum(map(len, texts)):
        # The title, the time and the section are above the copy as well.
        number = min(copies) - 1
        while number > 0 and len(texts[number]) <= MAX_LABEL_CHARS and not any(map(is_prose, blocks[number])):
            copies.add(number)
            number -= 1
    yield from ((segment, "repeated.block") for number in sorted(copies) for segment in blocks[number])


def is_prose(segment: Segment) -> bool:
    """Whether a line is a sentence, in any language."""
    return segment.is_sentence or (segment.text.endswith((".", "!", "?")) and segment.text.count(" ") >= MIN_SENTENCE_BLANKS)
