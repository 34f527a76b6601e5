"""The steps of cleaning. Each looks over the pieces once and yields those that it drops, with the id of the rule.

A step sees what earlier ones dropped; it changes nothing itself. What a step is called says which pieces it drops.
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
from newscrawl.cleaning.trace import TEXT_TYPES, Piece
from newscrawl.items import FoundArticle
from newscrawl.text.bylines import is_byline
from newscrawl.text.whitespace import letters_of

WRAPPER_SHARE = 0.5
"""A class name around more of the body's text than this is a wrapper with an unlucky name, not junk."""
MIN_REPEATED = 50
"""Characters of a block that no article says twice, as a page does that has its text once more for printing."""
MIN_WORDS = 5
"""Of a line that is a sentence for having a full stop."""

MAX_TITLE = 30
"""Characters of a title that announces comments."""
_RANKS = {rule.id: rank for rank, rule in enumerate(CLASS_RULES)}

Drop = tuple[Piece, str]
"""A piece, and the id of the rule that drops it."""


class Body:
    """A body on its way through the passes."""

    def __init__(self, found: FoundArticle) -> None:
        self.found = found
        self.own_lines = [rule for rule in found.boilerplate if isinstance(rule, LineRule)]
        self.own_classes = [rule for rule in found.boilerplate if isinstance(rule, ClassRule)]
        self.pieces = list(self._pieces())
        self._known: dict[int, LineRule | None] = {}

    def known(self, piece: Piece) -> LineRule | None:
        """The rule that knows a piece by its wording, whatever its place; of a sentence a rule on sentences."""
        if id(piece) not in self._known:
            find = rule_of_sentence if piece.is_sentence else rule_of_line
            self._known[id(piece)] = find(piece.text, self.own_lines)
        return self._known[id(piece)]

    def _pieces(self) -> Iterator[Piece]:
        """The lines of each block; a block that a class name drops stays whole."""
        junk = self._junk_classes()
        for number, block in enumerate(self.found.body):
            if known := [junk[mark] for mark in block.marks if mark in junk]:
                yield Piece(number, 0, block.type, block.text, block.link_share, "dropped", min(known)[1], by_class=True)
            elif block.type in TEXT_TYPES:
                for line, text in enumerate(block.text.split("\n")):
                    yield Piece(number, line, block.type, text, block.link_share, is_sentence=is_sentence(text))
            else:
                yield Piece(number, 0, block.type, block.text, block.link_share)

    def _junk_classes(self) -> dict[str, tuple[int, str]]:
        """Rank and id of the rule of each class name that one knows, without names that stand around most of the text."""
        sizes_together: Counter[frozenset[str]] = Counter()
        """By all marks around a block, which most blocks share."""
        for block in self.found.body:
            sizes_together[block.marks] += 0 if block.type == "image" else len(block.text)
        sizes: Counter[str] = Counter()
        for marks, size in sizes_together.items():
            for mark in marks:
                sizes[mark] += size
        most = WRAPPER_SHARE * sizes_together.total()
        # The paper's own come first.
        return {mark: (_RANKS.get(rule.id, -1), rule.id) for mark, size in sizes.items()
                if size <= most and (rule := self._class_rule(mark))}

    def _class_rule(self, mark: str) -> ClassRule | None:
        own = next((rule for rule in self.own_classes if rule.pattern.search(mark)), None) if self.own_classes else None
        return own or rule_of_class(mark)


def teaser_pictures(body: Body) -> Iterator[Drop]:
    """Pictures that lead to other pages, where the headline there follows them."""
    waiting: list[Piece] = []
    for piece in body.pieces:
        if piece.type == "image" and piece.link_share and not piece.rule:
            waiting.append(piece)
        elif waiting:
            block = body.found.body[piece.block]
            is_headline = block.type not in {"image", "caption"} and block.link_share >= links.RULES[0].share
            if is_headline and rule_of_link(block.text.partition("\n")[0], block.link_share):
                yield from ((picture, "link.picture") for picture in waiting if picture.text != body.found.lead_image)
            waiting = []


def headlines(body: Body) -> Iterator[Drop]:
    """The title and the deck, said once more before the text."""
    found = body.found
    shown = {letters_of(text) for text in [found.title or "", *found.subtitle, "".join(found.subtitle)]} - {""}
    for piece in (piece for piece in body.pieces if piece.is_text):
        if letters_of(piece.text) in shown:
            yield piece, "headline.repeated"
        elif is_prose(piece):
            return


def comments_to_the_end(body: Body) -> Iterator[Drop]:
    """Readers' comments: the title that announces them and all text after it; tables that begin with such a title.

    It announces them in the second half of the text, or after some sentences when it counts them.
    """
    if not any(piece.type == "table" or (len(piece.text) <= MAX_TITLE and comments.TITLE.pattern.fullmatch(piece.text)) for piece in body.pieces):
        return
    whole = sum(len(block.text) for block in body.found.body)
    passed, sentences, below = 0, 0, False
    for piece in body.pieces:
        passed += len(piece.text)
        if below and piece.type not in {"image", "caption"} and not piece.rule:
            yield piece, "comment.below-title"
        elif piece.type == "table" and not piece.rule and comments.TITLE.pattern.fullmatch(piece.text.partition("\n")[0].strip()):
            yield piece, "comment.table"
        elif piece.is_text and piece.type != "list" and comments.announces_comments(piece.text) and (
                passed * 2 > whole or (sentences > 1 and comments.counts_comments(piece.text))):
            yield piece, comments.TITLE.id
            below = True
        elif piece.is_text:
            sentences += is_prose(piece)


def bylines(body: Body) -> Iterator[Drop]:
    """Lines that only say who wrote the article; its authors are read from them."""
    return ((piece, "byline.line") for piece in body.pieces if piece.is_text and is_byline(piece.text, body.found.outlets))


def links_alone(body: Body) -> Iterator[Drop]:
    """Lines that are nothing but a link, and pointers to other pages."""
    return ((piece, rule.id) for piece in body.pieces
            if piece.link_share and piece.is_text and (rule := rule_of_link(piece.text, piece.link_share)))


def listed_below(body: Body) -> Iterator[Drop]:
    """What is linked below a line that announces other articles, bylines too: they are other people's."""
    in_list = False
    for piece in body.pieces:
        if piece.type in {"image", "caption"} or piece.by_class:
            continue
        if in_list and piece.type in TEXT_TYPES and piece.link_share >= links.LIST_SHARE:
            yield piece, "related.listed"
        elif piece.rule:
            in_list = in_list or family(piece.rule) in ANNOUNCING
        else:
            in_list = False


def repeated_blocks(body: Body) -> Iterator[Drop]:
    """Long blocks that say what an earlier one said."""
    kept = [piece for piece in body.pieces if piece.fate == "kept"]
    if len({piece.text for piece in kept}) == len(kept):
        return  # not even a line is said twice
    said: set[str] = set()
    for _, group in groupby(kept, key=attrgetter("block")):
        lines = list(group)
        text = "\n".join([piece.text for piece in lines])
        if len(text) >= MIN_REPEATED:
            if text in said:
                yield from ((piece, "repeated.block") for piece in lines)
            said.add(text)


def is_prose(piece: Piece) -> bool:
    """Whether a line is a sentence of an article, in any language."""
    return piece.is_sentence or (piece.text.endswith((".", "!", "?")) and piece.text.count(" ") >= MIN_WORDS)
