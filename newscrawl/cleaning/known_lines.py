"""The step that drops lines by their wording, and what an article may say on lines of its own that must stay.

A sentence goes only before the article's first sentence or after its last one, and only if its rule is on sentences. A heading goes only
if what follows it goes as well. Of a list all items must be known, for a list of firms may be a list of services. Every other line goes
as its rule's scope says.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from newscrawl.cleaning.passes import Body, Drop, is_prose
from newscrawl.cleaning.rules import links
from newscrawl.cleaning.rules.rule import LineRule
from newscrawl.cleaning.trace import Piece
from newscrawl.items import MEDIA


def known_lines(body: Body) -> Iterator[Drop]:
    """Lines that a rule knows by their wording, where its scope says that this is enough."""
    lines = [piece for piece in body.pieces if piece.is_text]
    first, last = _sentences(lines, body)
    known = [(number, rule) for number, piece in enumerate(lines)
             if not (piece.is_sentence and first < number < last) and (rule := body.known(piece))]
    if not known:
        return
    neighbours = _Neighbours(body, lines)
    dropped: dict[int, str] = {}
    for number, rule in known:
        piece, at_edge = lines[number], number < first or number > last
        if piece.is_sentence:
            goes = at_edge
        elif piece.type == "heading":
            goes = neighbours.let_heading_go(piece, rule, after_text=number > last)
        elif piece.type == "list":
            goes = neighbours.let_item_go(piece, rule, at_edge=at_edge)
        else:
            goes = at_edge or rule.scope.place == "anywhere" or piece.link_share > rule.scope.linked
        if goes:
            dropped[number] = rule.id
    for numbers in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        _add_runs(numbers, dropped, lines, body)
    yield from ((lines[number], rule_id) for number, rule_id in dropped.items())


def _sentences(lines: Sequence[Piece], body: Body) -> tuple[int, int]:
    """The numbers of the article's first and last sentence; none is between them when there is no sentence."""
    def is_text(number: int) -> bool:
        piece = lines[number]
        return piece.type != "heading" and is_prose(piece) and not body.known(piece)

    first = next(filter(is_text, range(len(lines))), len(lines))
    return first, next(filter(is_text, range(len(lines) - 1, first, -1)), first if first < len(lines) else -1)


class _Neighbours:
    """What stands below headings, and in one list with items."""

    def __init__(self, body: Body, lines: Sequence[Piece]) -> None:
        self.body = body
        self.items: dict[int, list[Piece]] = defaultdict(list)
        for piece in lines:
            if piece.type == "list":
                self.items[piece.block].append(piece)
        self.all_known: dict[int, bool] = {}
        """By a list's number, as far as asked: whether a rule knows each of its items."""
        self.below: dict[int, tuple[Piece | None, Piece | None]] = {}
        """By a heading's identity what follows it, and what follows of what no earlier pass dropped; images, videos and captions aside."""
        following: Piece | None = None
        left: Piece | None = None
        for piece in reversed(body.pieces):
            if piece.type in MEDIA:
                continue
            if piece.type == "heading":
                self.below[id(piece)] = following, left
            following, left = piece, left if piece.rule else piece

    def let_heading_go(self, heading: Piece, rule: LineRule, *, after_text: bool) -> bool:
        """Whether a heading announces nothing of the article: what follows it is no part of it, or nothing follows."""
        following, left = self.below[id(heading)]
        if rule.scope.place == "edge":
            return left is None or _is_known(left, self.body)
        return (after_text or following is None or following.rule is not None or following.link_share >= links.LIST_SHARE
                or _is_known(following, self.body))

    def let_item_go(self, item: Piece, rule: LineRule, *, at_edge: bool) -> bool:
        """Whether an item goes: with all of its list, or beyond the text if its wording is no article's anywhere."""
        items = self.items[item.block]
        if item.block not in self.all_known:
            self.all_known[item.block] = all(map(self.body.known, items))
        if not self.all_known[item.block]:
            return at_edge and rule.scope.place == "anywhere"
        return at_edge or item.link_share > rule.scope.linked or (rule.scope.place == "anywhere" and len(items) > 1)


def _is_known(piece: Piece, body: Body) -> bool:
    return piece.is_text and not piece.is_sentence and body.known(piece) is not None


def _add_runs(numbers: Sequence[int], dropped: dict[int, str], lines: Sequence[Piece], body: Body) -> None:
    """Adds the lines that go beside one that goes."""
    beside = False
    for number in numbers:
        piece = lines[number]
        if beside and number not in dropped and piece.type in {"paragraph", "quote"} and _is_known(piece, body):
            rule = body.known(piece)
            if rule and rule.scope.in_run:
                dropped[number] = rule.id
        beside = number in dropped
