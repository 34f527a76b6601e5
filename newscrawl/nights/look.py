"""One site on one night, with the nights before: what every check looks at."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from newscrawl.nights.calendar import news_day
from newscrawl.nights.facts import NightFacts, Tally
from newscrawl.nights.verdicts import Verdict, Word

WINDOW_NIGHTS = 80
"""Older nights count for no habit."""
RECENT_NIGHTS = 21
"""How many nights say what pages look like."""
MAX_EXCLUDED = 10
"""After so many recent nights with an alarm the site is what it is now, and they count for its habit."""


@dataclass
class Past:
    """The nights before, oldest first, and what was said of them."""

    nights: Sequence[NightFacts] = ()
    alarms: Mapping[date, Mapping[str | None, Word]] = field(default_factory=dict)
    """Night -> section (None: the site) -> word, for the nights with an alarm."""

    def window(self) -> Past:
        """The nights that still count."""
        return Past(self.nights[-WINDOW_NIGHTS:], self.alarms)

    @cached_property
    def good(self) -> list[NightFacts]:
        """The nights from which habits are learnt."""
        good = [facts for facts in self.nights if None not in self.alarms.get(facts.night, {})]
        recent = sum(None in self.alarms.get(facts.night, {}) for facts in self.nights[-RECENT_NIGHTS:])
        return list(self.nights) if recent > MAX_EXCLUDED else good


class Look:
    """What the checks look at."""

    def __init__(self, tonight: NightFacts, past: Past) -> None:
        self.tonight, self.past = tonight, past
        self.day = news_day(tonight.night)
        """The Korean day whose articles the night should have brought whole."""

    def verdict(self, word: Word, reason: str, reason_ko: str, section: str | None = None, sample: str | None = None,
                numbers: Mapping[str, float] | None = None) -> Verdict:
        if sample is None:
            samples = [address for key, facts in self.tonight.sections.items() if section in (None, key) for address in facts.samples]
            sample = next(iter(samples), None)
        return Verdict(self.tonight.site, self.tonight.night, section, word, reason, reason_ko, dict(numbers or {}), sample)

    @property
    def rejected_sample(self) -> str | None:
        """The address of a page that gave no article."""
        return next(iter(self.tonight.rejected_samples), None)

    def recent(self) -> list[NightFacts]:
        """The good ones of the last nights."""
        return self.past.good[-RECENT_NIGHTS:]


def added(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies, key by key."""
    total: Tally = {}
    for tally in tallies:
        for key, count in tally.items():
            total[key] = total.get(key, 0) + count
    return total
