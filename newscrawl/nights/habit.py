"""How many articles a day of its kind brings, from the days before it.

A small form of the usual algorithm for counts in surveillance (Farrington and others, Journal of the Royal Statistical Society A 159, 1996;
Noufaily and others, Statistics in Medicine 32, 2013): a level that follows the last weeks, a factor for each kind of day, and a
variance that may exceed Poisson's.
"""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import NamedTuple

from newscrawl.nights.calendar import DayKind, day_kind

WINDOW_DAYS = 70
"""Older days say nothing about today's."""
HALF_LIFE_DAYS = 8.0
"""After so many days a day counts half as much for the level."""
MIN_DAYS = 7
"""With fewer days there is no habit yet."""
MIN_OF_KIND = 3
"""With fewer days of a kind its factor is the usual one."""
USUAL_FACTORS: dict[DayKind, float] = {"work": 1.0, "saturday": 0.3, "rest": 0.3, "festival": 0.15}
"""Against working days, where a site's own are not known yet: low, so that the first of a kind is no alarm."""
MAX_SURPRISE = 3.0
"""A day counts as at most so many times the median: a launch day is no new level."""
LEVEL_DOUBT = 0.12
"""Relative standard error of the level that is added to the variance."""


class Habit(NamedTuple):
    expected: float
    """Articles."""

    dispersion: float
    """Variance over expected; at least 1."""

    days: int
    """It was learnt from."""


def habit(counts: Mapping[date, int], day: date) -> Habit | None:
    """What ``day`` should bring by the days before it; None if there are too few. ``counts`` has the days whose count is whole."""
    past = sorted((past_day, count) for past_day, count in counts.items() if 0 < (day - past_day).days <= WINDOW_DAYS)
    if len(past) < MIN_DAYS:
        return None
    factors = _factors(past)
    levels = [count / factors[day_kind(past_day)] for past_day, count in past]
    usual = median(levels)
    clipped = [min(level, MAX_SURPRISE * usual) if usual else level for level in levels]
    # A quiet Sunday says less about the level than a full working day.
    weights = [0.5 ** ((day - past_day).days / HALF_LIFE_DAYS) * factors[day_kind(past_day)] for past_day, _ in past]
    level = sum(weight * value for weight, value in zip(weights, clipped, strict=True)) / sum(weights)
    expected = level * factors[day_kind(day)]
    return Habit(expected, _dispersion(past, clipped, factors) + LEVEL_DOUBT ** 2 * expected, len(past))


def _factors(past: list[tuple[date, int]]) -> dict[DayKind, float]:
    by_kind: dict[DayKind, list[int]] = {kind: [] for kind in USUAL_FACTORS}
    for day, count in past:
        by_kind[day_kind(day)].append(count)
    work = median(by_kind["work"]) if by_kind["work"] else 0
    factors = dict(USUAL_FACTORS)
    for kind, counts in by_kind.items():
        if kind != "work" and work and len(counts) >= MIN_OF_KIND:
            factors[kind] = max(sum(counts) / len(counts) / work, 0.02)
    if len(by_kind["festival"]) < MIN_OF_KIND:
        factors["festival"] = min(factors["festival"], factors["rest"] / 2)
    return factors


def _dispersion(past: list[tuple[date, int]], levels: list[float], factors: Mapping[DayKind, float]) -> float:
    """Pearson's, against the running level of the days before; the largest tenth is left out."""
    terms = []
    running = levels[0]
    for (day, count), level in zip(past, levels, strict=True):
        expected = max(running * factors[day_kind(day)], 0.5)
        terms.append((min(count, MAX_SURPRISE * expected) - expected) ** 2 / expected)
        running += 0.15 * (level - running)
    terms.sort()
    kept = terms[:max(1, len(terms) - len(terms) // 10)]
    return max(1.0, 1.25 * sum(kept) / len(kept))
