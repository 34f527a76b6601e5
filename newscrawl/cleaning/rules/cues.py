"""What a text needs to hold for a pattern to match it, derived from the pattern: a quick test before a slow one."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# The parser that re itself compiles with; private, yet the same in every Python that we support, and a test compares it with re.
from re import _constants as sre  # type: ignore[attr-defined]  # isort: skip
from re import _parser  # type: ignore[attr-defined]  # isort: skip

MAX_SIGNS = 12
"""A class of more characters than this tells nothing."""


def cues(pattern: re.Pattern[str]) -> frozenset[str]:
    """Lower-case texts of which every match of ``pattern``, lower-cased, holds at least one; none when there is no such text.

    >>> sorted(cues(re.compile("(?:무단|불법) ?전재.*금지"))), cues(re.compile("[^.]*")), sorted(cues(re.compile("©|Copyright")))
    (['전재'], frozenset(), ['copyright', '©'])
    """
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags)) or frozenset()


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds in a lower-cased text whether it holds one of the texts."""
    # Not longer than it needs to be: what holds 무단전재 holds 무단.
    shortest = [text for text in dict.fromkeys(texts) if not any(other in text for other in texts if other != text)]
    return re.compile("|".join(map(re.escape, shortest)))


def _of_sequence(sequence: Any) -> frozenset[str] | None:
    """The best of what the parts of a sequence need: the longest texts, of those the fewest."""
    needed: list[frozenset[str]] = []
    literal = ""
    for operator, argument in [*sequence, (sre.ANY, None)]:
        if operator is sre.LITERAL:
            literal += chr(argument).lower()
            continue
        if literal:
            needed.append(frozenset({literal}))
            literal = ""
        if part := _of_part(operator, argument):
            needed.append(part)
    return max(needed, key=lambda texts: (min(map(len, texts)), -len(texts)), default=None)


def _of_part(operator: Any, argument: Any) -> frozenset[str] | None:
    if operator is sre.SUBPATTERN:
        return _of_sequence(argument[-1])
    if operator is sre.ATOMIC_GROUP:
        return _of_sequence(argument)
    if operator is sre.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return frozenset().union(*filter(None, branches)) if all(branches) else None
    if operator in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        least, _, repeated = argument
        return _of_sequence(repeated) if least else None
    if operator is sre.IN:
        return _of_class(argument)
    return None


def _of_class(members: Any) -> frozenset[str] | None:
    """The characters of a class, where they are few and named one by one."""
    if len(members) > MAX_SIGNS or any(kind is not sre.LITERAL for kind, _ in members):
        return None
    return frozenset(chr(character).lower() for _, character in members)
