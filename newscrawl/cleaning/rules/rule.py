"""What a rule is: of lines, told by wording; of elements, told by class name or id; of links, told by their share of a line."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MAX_LINE = 200
"""Characters; boilerplate is shorter."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a paragraph that a rule's pattern matches is no part of the article.

    Headings, lists and sentences are protected beyond that: see ``newscrawl.cleaning.known_lines``.
    """

    place: Literal["anywhere", "edge"] = "anywhere"
    """``edge``: only before the article's first sentence or after its last one."""

    in_run: bool = False
    """Also beside a line that such a rule dropped: the ``네이버`` between two share buttons."""

    linked: float = 1.0
    """Also where more than this share of it is link text."""

    sentences: bool = False
    """Whether a whole sentence may be dropped, at an edge; without it a sentence is never dropped by its wording."""


ANYWHERE = Scope()
EDGE = Scope("edge")
NOTICE = Scope(sentences=True)
"""Anywhere, and at an edge where it is a whole sentence."""
EDGE_NOTICE = Scope("edge", sentences=True)
WORDS = Scope("edge", in_run=True, linked=0.5)
"""Of words that an article may have as well: names of services, labels of buttons."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """Knows a whole line by its wording, so that no rule can take a word out of a sentence."""

    id: str
    """``family.name``; drops are counted by family."""

    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    """Lines that it drops, as the last of an article (tests)."""

    keeps: tuple[str, ...]
    """Lines like it that stay, in the middle of an article (tests)."""

    scope: Scope = ANYWHERE

    @property
    def family(self) -> str:
        return family(self.id)


@dataclass(frozen=True, slots=True)
class ClassRule:
    """Knows an element by a class name or an id; what it holds is dropped."""

    id: str
    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    keeps: tuple[str, ...]

    @property
    def family(self) -> str:
        return family(self.id)


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Knows a line by how much of it is link text and, where it has a pattern, by how it begins."""

    id: str
    share: float
    begins: re.Pattern[str] | None
    drops: tuple[str, ...]
    """Lines that it drops when all of them is a link."""

    keeps: tuple[str, ...]


Rule = LineRule | ClassRule


def family(rule_id: str) -> str:
    """
    >>> family("share.words")
    'share'
    """
    return rule_id.partition(".")[0]


def line(rule_id: str, pattern: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...], scope: Scope = ANYWHERE) -> LineRule:
    """A rule on lines that match the whole of a pattern, whatever the case of their letters."""
    return LineRule(rule_id, re.compile(pattern, re.IGNORECASE), _examples(drops), _examples(keeps), scope)


def words(rule_id: str, alternatives: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...], scope: Scope = WORDS) -> LineRule:
    """A rule on lines that consist of nothing but the given words (longer ones first), digits and signs."""
    # Atomic and possessive: each word is tried once, so that a long line of words costs no more than its length.
    return line(rule_id, rf"[\W\d_]{{0,{MAX_LINE}}}+(?>{alternatives})(?>{alternatives}|[\W\d_])*+", drops, keeps, scope)


def bar(rule_id: str, telling: str, others: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...],
        scope: Scope = ANYWHERE) -> LineRule:
    """A rule on lines that consist of given words, of which one is a telling one."""
    return line(rule_id, rf"(?>(?!{telling})(?>{others}|[\W\d_])){{0,{MAX_LINE}}}+(?>{telling})(?>{telling}|{others}|[\W\d_])*+", drops, keeps, scope)


def class_name(rule_id: str, alternatives: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...]) -> ClassRule:
    """A rule on class names and ids in which one of the words stands between the edges, hyphens, underscores or digits."""
    pattern = re.compile(rf"(?:^|[-_])(?:{alternatives})(?:$|[-_\d])", re.IGNORECASE)
    return ClassRule(rule_id, pattern, _examples(drops), _examples(keeps))


def _examples(lines: str | tuple[str, ...]) -> tuple[str, ...]:
    return (lines,) if isinstance(lines, str) else lines
