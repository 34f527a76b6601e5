"""The pass that drops lines by their wording, and its protection of the article's own lines.

A sentence is dropped only before the article's first sentence or after its last one, and only if the rule's scope allows sentences. A
heading is dropped only if what follows it is dropped too. In a list, rules must match all items: a list of companies may look like a list
of share buttons. Every other line is dropped as its rule's scope says.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newscrawl.cleaning.passes import Body, Drop, is_prose
from newscrawl.cleaning.rules import links
from newscrawl.cleaning.rules.rule import LineRule
from newscrawl.cleaning.trace import Segment
from newscrawl.extracted import MEDIA

LINKED_LIST = 0.3
"""A list with more link text is one of buttons, whatever stands before it."""
_INTRODUCES = re.compile(r"[:：]$|(?:다음|아래|이)(?:과|와)\s?같[다습은].{0,6}$|다음(?:은|이다|입니다).{0,30}[다.]$|"
                         r"(?:이렇다|순이다|들이다|있다|(?:가지|개|곳|명)(?:이?다|였다))\.$")


def known_lines(body: Body) -> Iterator[Drop]:
    """Lines whose wording a rule matches, if the rule's scope allows it."""
    lines = [segment for segment in body.segments if segment.is_text]
    first, last = _sentences(lines, body)
    known = [(number, rule) for number, segment in enumerate(lines)
             if not (segment.is_sentence and first < number < last) and (rule := body.known(segment))]
    if not known:
        return
    neighbours = _Neighbours(body, lines)
    dropped: dict[int, str] = {}
    for number, rule in known:
        segment, at_edge = lines[number], number < first or number > last
        if segment.is_sentence:
            is_dropped = at_edge
        elif rule.scope.in_run and number > last >= 0 and not segment.link_share and _INTRODUCES.search(lines[last].text):
            is_dropped = False  # what a sentence introduces is the article's
        elif segment.type == "heading":
            is_dropped = neighbours.may_drop_heading(segment, rule, after_text=number > last)
        elif segment.type == "list":
            is_dropped = neighbours.may_drop_item(segment, rule, at_edge=at_edge)
        else:
            is_dropped = (rule.scope.position == "anywhere" or (at_edge and rule.scope.position == "edge")
                          or segment.link_share > rule.scope.linked)
        if is_dropped:
            dropped[number] = rule.id
    of_end = {number: rule.id for number, rule in known if rule.scope.position == "end" and number > last}
    for number in range(len(lines) - 1, last, -1):
        if number not in dropped:
            if number not in of_end:
                break
            dropped[number] = of_end[number]
    for numbers in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        _add_runs(numbers, dropped, lines, body)
    yield from ((lines[number], rule_id) for number, rule_id in dropped.items())


def _sentences(lines: Sequence[Segment], body: Body) -> tuple[int, int]:
    """The numbers of the article's first and last sentence; (number of lines, -1) if there is none."""
    def is_text(number: int) -> bool:
        segment = lines[number]
        return segment.type != "heading" and is_prose(segment) and not body.known(segment)

    first = next(filter(is_text, range(len(lines))), len(lines))
    return first, next(filter(is_text, range(len(lines) - 1, first, -1)), first if first < len(lines) else -1)


class _Neighbours:
    """Finds what follows a heading, and the other items of a list."""

    def __init__(self, body: Body, lines: Sequence[Segment]) -> None:
        self.body = body
        self.items: dict[int, list[Segment]] = defaultdict(list)
        for segment in lines:
            if segment.type == "list":
                self.items[segment.block].append(segment)
        self.all_known: dict[int, bool] = {}
        """Block number of a list -> whether rules match all its items; filled on use."""
        self.below: dict[int, tuple[Segment | None, Segment | None]] = {}
        """``id()`` of a heading -> (the next segment, the next segment that no pass has dropped), without images, videos and captions."""
        self.introduced: set[int] = set()
        """Block numbers of lists that the sentence before them introduces."""
        for above, segment in pairwise(lines):
            if segment.type == "list" and segment.block != above.block and _INTRODUCES.search(above.text):
                self.introduced.add(segment.block)
        following: Segment | None = None
        remaining: Segment | None = None
        for segment in reversed(body.segments):
            if segment.type in MEDIA:
                continue
            if segment.type == "heading":
                self.below[id(segment)] = following, remaining
            following, remaining = segment, remaining if segment.rule else segment

    def may_drop_heading(self, heading: Segment, rule: LineRule, *, after_text: bool) -> bool:
        """Whether a heading is not the article's: what follows it is dropped, or nothing follows."""
        following, remaining = self.below[id(heading)]
        if rule.scope.position == "edge":
            return remaining is None or _is_known(remaining, self.body)
        return (after_text or following is None or following.rule is not None or following.link_share >= links.LIST_SHARE
                or _is_known(following, self.body))

    def may_drop_item(self, item: Segment, rule: LineRule, *, at_edge: bool) -> bool:
        """Whether a list item may be dropped: with its whole list, or outside the text if the rule's scope is anywhere."""
        items = self.items[item.block]
        if item.block not in self.all_known:
            self.all_known[item.block] = all(map(self.body.known, items))
        if not self.all_known[item.block]:
            return at_edge and rule.scope.position == "anywhere"
        if item.link_share <= LINKED_LIST and item.block in self.introduced:
            return False
        alone = len(items) == 1 and rule.scope.position != "anywhere"
        return (at_edge and not alone) or item.link_share > rule.scope.linked or (rule.scope.position == "anywhere" and len(items) > 1)


def _is_known(segment: Segment, body: Body) -> bool:
    return segment.is_text and not segment.is_sentence and body.known(segment) is not None


def _add_runs(numbers: Sequence[int], dropped: dict[int, str], lines: Sequence[Segment], body: Body) -> None:
    """Adds lines next to a dropped line whose rule allows that (``Scope.in_run``)."""
    is_next_to_dropped = False
    for number in numbers:
        segment = lines[number]
        if is_next_to_dropped and number not in dropped and segment.type in {"paragraph", "quote"} and _is_known(segment, body):
            rule = body.known(segment)
            if rule and rule.scope.in_run:
                dropped[number] = rule.id
        is_next_to_dropped = number in dropped
