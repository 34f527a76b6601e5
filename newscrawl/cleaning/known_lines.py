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
from newscrawl.cleaning.rules.matcher import is_sentence
from newscrawl.cleaning.rules.rule import LineRule
from newscrawl.cleaning.trace import Piece


def known_lines(body: Body) -> Iterator[Drop]:
    """Lines that a rule knows by their wording, where its scope says that this is enough."""
    lines = [piece for piece in body.pieces if piece.is_text]
    first, last = _sentences(lines, body)
    below = _below(body)
    items: dict[int, list[Piece]] = defaultdict(list)
    for piece in lines:
        if piece.type == "list":
            items[piece.block].append(piece)
    dropped: dict[int, str] = {}
    for number, piece in enumerate(lines):
        if first < number < last and is_sentence(piece.text):
            continue
        if rule := body.known(piece):
            at_edge = number < first or number > last
            if is_sentence(piece.text):
                goes = at_edge and rule.scope.sentences
            elif piece.type == "heading":
                goes = _heading_goes(rule, *below[id(piece)], body, after_text=number > last)
            elif piece.type == "list":
                goes = _item_goes(piece, rule, items[piece.block], body, at_edge=at_edge)
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
        return piece.type != "heading" and is_prose(piece.text) and not body.known(piece)

    first = next(filter(is_text, range(len(lines))), len(lines))
    return first, next(filter(is_text, range(len(lines) - 1, first, -1)), first if first < len(lines) else -1)


def _below(body: Body) -> dict[int, tuple[Piece | None, Piece | None]]:
    """By the heading's identity: what follows it, and what follows of what no earlier pass dropped; images and captions are passed over."""
    found: dict[int, tuple[Piece | None, Piece | None]] = {}
    following: Piece | None = None
    left: Piece | None = None
    for piece in reversed(body.pieces):
        if piece.type in {"image", "caption"}:
            continue
        if piece.type == "heading":
            found[id(piece)] = following, left
        following, left = piece, left if piece.rule else piece
    return found


def _heading_goes(rule: LineRule, following: Piece | None, left: Piece | None, body: Body, *, after_text: bool) -> bool:
    """Whether a heading announces nothing of the article: what follows it is no part of it, or nothing follows."""
    if rule.scope.place == "edge":
        return left is None or _is_known(left, body)
    return (after_text or following is None or following.rule is not None or following.link_share >= links.LIST_SHARE
            or _is_known(following, body))


def _item_goes(item: Piece, rule: LineRule, items: Sequence[Piece], body: Body, *, at_edge: bool) -> bool:
    if not all(body.known(other) for other in items):
        return at_edge and rule.scope.place == "anywhere"
    return at_edge or item.link_share > rule.scope.linked or (rule.scope.place == "anywhere" and len(items) > 1)


def _is_known(piece: Piece, body: Body) -> bool:
    return piece.is_text and not is_sentence(piece.text) and body.known(piece) is not None


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
