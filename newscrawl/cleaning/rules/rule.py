"""Rule types: for lines by wording, for elements by class name or id, for lines by their share of link text."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MAX_LINE_CHARS = 200
"""No line of boilerplate is longer."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule may drop a paragraph that its pattern matches.

    Headings, lists and sentences are protected beyond that: see ``newscrawl.cleaning.known_lines``.
    """

    position: Literal["anywhere", "edge", "end", "run"] = "anywhere"
    """``edge``: only before the article's first sentence or after its last one; ``end``: only if nothing of the article
    follows; ``run``: only next to a dropped line. All four: also if it is linked."""

    in_run: bool = False
    """Also next to a dropped line: the ``네이버`` between two share buttons."""

    linked: float = 1.0
    """Also anywhere if more than this share of it is link text."""

    sentences: bool = False
    """Whether the rule may drop a whole sentence at an edge; otherwise a sentence is never dropped by its wording."""


ANYWHERE = Scope()
EDGE = Scope("edge")
NOTICE = Scope(sentences=True)
"""Anywhere; a whole sentence only at an edge."""
EDGE_NOTICE = Scope("edge", sentences=True)
RUN = Scope("run", in_run=True, linked=0.5)
"""For lines that say nothing by themselves."""
WORDS = Scope("edge", in_run=True, linked=0.5)
"""For words that articles have too: names of services, labels of buttons."""


class Rule:
    """A rule that a site may declare: for lines or for elements."""

    __slots__ = ()
    id: str
    """``family.name``; drops are counted by family."""

    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    keeps: tuple[str, ...]

    @property
    def family(self) -> str:
        return family(self.id)


@dataclass(frozen=True, slots=True)
class LineRule(Rule):
    """Matches the wording of a whole line, so that no rule can cut a word out of a sentence."""

    id: str
    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    """Examples for tests: it drops these as the last line of an article."""

    keeps: tuple[str, ...]
    """Examples for tests: it keeps these in the middle of an article."""

    scope: Scope = ANYWHERE


@dataclass(frozen=True, slots=True)
class ClassRule(Rule):
    """Matches an element by class name or id; its content is dropped."""

    id: str
    pattern: re.Pattern[str]
    drops: tuple[str, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Matches a line by its share of link text and, if ``begins`` is set, by its beginning."""

    id: str
    share: float
    begins: re.Pattern[str] | None
    drops: tuple[str, ...]
    """Examples for tests: it drops these if they are links as a whole."""

    keeps: tuple[str, ...]


def family(rule_id: str) -> str:
    """
    >>> family("share.words")
    'share'
    """
    return rule_id.partition(".")[0]


def line(rule_id: str, pattern: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...], scope: Scope = ANYWHERE) -> LineRule:
    """A rule for lines that match a pattern as a whole, in any letter case."""
    return LineRule(rule_id, re.compile(pattern, re.IGNORECASE), _examples(drops), _examples(keeps), scope)


_NO_ITEM = r"(?![-·•∙▪◦]\s?[^-·•∙▪◦|]*$)"
"""One word behind a dash or a dot is an item of a list."""


def words(rule_id: str, alternatives: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...], scope: Scope = WORDS) -> LineRule:
    """A rule for lines that have only the given words (longer ones first), digits and punctuation."""
    # Atomic and possessive: each word is tried once, so that a long line of words costs no more than its length.
    return line(rule_id, rf"{_NO_ITEM}[\W\d_]{{0,{MAX_LINE_CHARS}}}+(?>{alternatives})(?>{alternatives}|[\W\d_])*+", drops, keeps, scope)


def bar(rule_id: str, cue: str, others: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...],
        scope: Scope = ANYWHERE) -> LineRule:
    """A rule for lines that have only given words, at least one of them from ``cue``."""
    return line(rule_id, rf"{_NO_ITEM}(?>(?!{cue})(?>{others}|[\W\d_])){{0,{MAX_LINE_CHARS}}}+(?>{cue})(?>{cue}|{others}|[\W\d_])*+",
                drops, keeps, scope)


def class_name(rule_id: str, alternatives: str, drops: str | tuple[str, ...], keeps: str | tuple[str, ...]) -> ClassRule:
    """A rule for class names and ids that contain one of the words, between the edges, hyphens, underscores or digits."""
    pattern = re.compile(rf"(?:^|[-_])(?:{alternatives})(?:$|[-_\d])", re.IGNORECASE)
    return ClassRule(rule_id, pattern, _examples(drops), _examples(keeps))


def _examples(lines: str | tuple[str, ...]) -> tuple[str, ...]:
    return (lines,) if isinstance(lines, str) else lines
