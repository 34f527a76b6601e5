"""Derives from a pattern the texts that every match contains: a quick test before a slow match."""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# The parser that re itself compiles with; private, yet the same in every Python that we support, and a test compares it with re.
from re import _constants as sre  # type: ignore[attr-defined]  # isort: skip
from re import _parser  # type: ignore[attr-defined]  # isort: skip

MAX_CLASS_MEMBERS = 12
"""A character class with more members is no useful cue."""


def cues(pattern: re.Pattern[str]) -> frozenset[str]:
    """Lower-case texts; every match of ``pattern``, in lower case, contains at least one. Empty if there are no such texts.

    >>> sorted(cues(re.compile("(?:무단|불법) ?전재.*금지"))), cues(re.compile("[^.]*")), sorted(cues(re.compile("©|Copyright")))
    (['전재'], frozenset(), ['copyright', '©'])
    """
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags)) or frozenset()


def any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the texts in a lower-case text."""
    # A text that contains another one is redundant: 무단전재 contains 무단.
    shortest = [text for text in dict.fromkeys(texts) if not any(other in text for other in texts if other != text)]
    return re.compile("|".join(map(re.escape, shortest)))


def _of_sequence(sequence: Any) -> frozenset[str] | None:
    """The best cue of a sequence's parts: the longest texts, then the fewest."""
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
    """The characters of a class, if they are few and listed one by one."""
    if len(members) > MAX_CLASS_MEMBERS or any(kind is not sre.LITERAL for kind, _ in members):
        return None
    return frozenset(chr(character).lower() for _, character in members)
