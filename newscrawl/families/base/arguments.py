"""What a crawl is told on the command line (``-a NAME=VALUE``), checked before the first request."""
from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

from newscrawl.errors import ArgumentError
from newscrawl.text.dates import KST

NAMES = ("section", "since", "until", "max_pages", "refetch")
_DAYS_AGO = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1}
_UNITS = {"d": 1, "w": 7}
"""Days in a unit of ``7d`` and ``2w``."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """``-a section=internet,game -a since=2026-11-01 -a until=2026-11-07 -a max_pages=3``"""

    listings: tuple[str, ...]
    """Keys of the section listings to walk; all of the site's when none is named."""

    since: date | None = None
    """First Korean day wanted."""

    until: date | None = None
    """Last Korean day wanted."""

    max_pages: int | None = None
    """Listing pages walked in each section, at most."""

    refetch: bool = False
    """Whether articles that are known already are read again."""

    @classmethod
    def parse(cls, sections: Mapping[str, str], given: Mapping[str, str], today: date | None = None) -> Self:
        """Raises ArgumentError. Names that begin with an underscore are left to the tools that add them (Scrapyd).

        ``today`` is the Korean day from which ``yesterday`` and ``7d`` are counted; the clock's when left out.
        """
        for name in given:
            if name not in NAMES and not name.startswith("_"):
                raise ArgumentError(f"unknown argument {name!r}; there are {', '.join(NAMES)}")
        today = today or korean_today()
        since, until = _day("since", given, today), _day("until", given, today)
        if since and until and since > until:
            raise ArgumentError(f"since={since} is later than until={until}")
        return cls(_listings(sections, given), since, until, _count("max_pages", given), _is_set("refetch", given))

    def restate(self, given: Mapping[str, str]) -> dict[str, str]:
        """What was given, with keys for labels and dates for relative days."""
        exact = {"section": ",".join(self.listings), "since": self.since, "until": self.until}
        return {name: str(exact.get(name, value)) for name, value in given.items()}


def korean_today() -> date:
    return datetime.now(UTC).astimezone(KST).date()


def loosely(text: str) -> str:
    """What counts when a person writes a name, letters and digits in any case: ``IT / 과학`` is ``it과학``."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _listings(sections: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    if "section" not in given:
        return tuple(sections)
    keys = {loosely(name): key for names in (sections.values(), sections) for name, key in zip(names, sections, strict=True)}
    found = []
    for name in (part.strip() for part in given["section"].split(",")):
        if loosely(name) not in keys:
            raise ArgumentError(f"unknown section {name!r}; there are {_by_nearness(name, sections)}")
        found.append(keys[loosely(name)])
    return tuple(dict.fromkeys(found))


def _by_nearness(name: str, sections: Mapping[str, str]) -> str:
    def distance(section: tuple[str, str]) -> float:
        return -max(difflib.SequenceMatcher(None, loosely(name), loosely(called)).ratio() for called in section)

    return ", ".join(f"{key} ({label})" for key, label in sorted(sections.items(), key=distance))


def _day(name: str, given: Mapping[str, str], today: date) -> date | None:
    if name not in given:
        return None
    text = given[name].strip().lower()
    if text in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[text])
    try:
        if ago := re.fullmatch(r"(\d{1,4})([dw])", text, re.ASCII):
            return today - timedelta(days=int(ago[1]) * _UNITS[ago[2]])
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ArgumentError(f"{name}={given[name]} is no day; write it as 2026-11-22, today, yesterday, 7d or 2w") from None


def _is_set(name: str, given: Mapping[str, str]) -> bool:
    if given.get(name, "0") not in {"0", "1"}:
        raise ArgumentError(f"{name}={given[name]} is neither 0 nor 1")
    return given.get(name) == "1"


def _count(name: str, given: Mapping[str, str]) -> int | None:
    if name not in given:
        return None
    if not given[name].isdecimal() or int(given[name]) < 1:
        raise ArgumentError(f"{name}={given[name]} is no number of pages; write 1 or more")
    return int(given[name])
