"""Ids between known ones that were never met.

Many systems number their articles one after the other (ND Soft's ``idxno``, WordPress' ids). Of the numbers between the largest of last
night and the largest of tonight a site's crawled sections own a share that hardly changes; if far fewer were met, articles have been
missed, for instance because page one of a listing had rolled over.
"""
from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from newscrawl.nights.facts import NightFacts
from newscrawl.nights.habit import LEVEL_DOUBT
from newscrawl.nights.significance import count_tail

MIN_SHARE = 0.04
"""Numbers of which fewer are met are no running numbers."""
MIN_NIGHTS = 7
MIN_NUMBERS = 5
"""A night with fewer numbers says nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers from one night's largest to the next night's."""

    low: int
    high: int
    """Both included."""

    met: int

    @property
    def size(self) -> int:
        return self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Gap:
    span: Span
    expected: float
    """Articles that the site's habit lets expect in the span."""

    confidence: float
    """0 to 1: how sure it is that fewer were met than there were."""

    @property
    def missing(self) -> int:
        """About so many articles were missed."""
        return max(0, round(self.expected - self.span.met))


def spans(nights: Sequence[NightFacts]) -> list[tuple[date, Span]]:
    """The spans that the nights ended, oldest first, each with its night."""
    found: list[tuple[date, Span]] = []
    largest: int | None = None
    for facts in nights:
        if len(facts.numbers) < MIN_NUMBERS:
            continue
        high = max(facts.numbers)
        if largest is not None and high > largest:
            found.append((facts.night, Span(largest + 1, high, sum(number > largest for number in facts.numbers))))
        largest = high if largest is None else max(largest, high)
    return found


def gap_of(tonight: NightFacts, past: Sequence[NightFacts], good: Container[date]) -> Gap | None:
    """The gap that tonight's numbers leave. The site's habit is learnt from the nights in ``good``.

    None for ids that are no running numbers, for too few of them, and without a past.
    """
    ended = spans([*past, tonight])
    if not ended or ended[-1][0] != tonight.night:
        return None
    before, span = [span for night, span in ended[:-1] if night in good], ended[-1][1]
    if len(before) < MIN_NIGHTS:
        return None
    share = sum(span.met for span in before) / sum(span.size for span in before)
    if share < MIN_SHARE:
        return None
    terms = sorted((span.met - span.size * share) ** 2 / (span.size * share) for span in before)
    kept = terms[:max(1, len(terms) * 9 // 10)]
    dispersion = max(1.0, 1.25 * sum(kept) / len(kept))
    expected = span.size * share
    return Gap(span, expected, 1 - count_tail(span.met, expected, dispersion + LEVEL_DOUBT ** 2 * expected))
