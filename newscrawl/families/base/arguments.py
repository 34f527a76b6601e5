"""The spider arguments (``-a NAME=VALUE``), checked before the first request."""
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

NAMES = ("section", "since", "until", "max_pages", "refetch", "ids")
MAX_IDS = 5000
"""So many ids are asked for in one run."""
_DAYS_AGO = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1}
_UNITS = {"d": 1, "w": 7}
"""Unit of ``7d`` and ``2w`` -> days."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """``-a section=internet,game -a since=2026-11-01 -a until=2026-11-07 -a max_pages=3``"""

    sections: tuple[str, ...]
    """Keys of the sections whose listings are walked; all of the site's by default."""

    since: date | None = None
    """First day of publication, in Korea."""

    until: date | None = None
    """Last day of publication, in Korea."""

    max_pages: int | None = None
    """At most so many listing pages are walked in each section."""

    refetch: bool = False
    """Whether known articles are fetched again."""

    ids: range | None = None
    """Numbers of articles to be read instead of walking listings, the first and the last included."""

    @classmethod
    def parse(cls, sections: Mapping[str, str], given: Mapping[str, str], today: date | None = None) -> Self:
        """Raises ArgumentError. Names that begin with an underscore are ignored: Scrapyd adds such.

        ``today`` is the Korean day from which ``yesterday`` and ``7d`` are counted; by default the clock's.
        """
        for name in given:
            if name not in NAMES and not name.startswith("_"):
                raise ArgumentError(f"unknown argument {name!r}; there are {', '.join(NAMES)}")
        today = today or korean_today()
        since, until = _day("since", given, today), _day("until", given, today)
        if since and until and since > until:
            raise ArgumentError(f"since={since} is later than until={until}")
        return cls(_section_keys(sections, given), since, until, _count("max_pages", given), _flag("refetch", given), _ids(given))

    def resolved(self, given: Mapping[str, str]) -> dict[str, str]:
        """The arguments as given, with section labels replaced by keys and relative days by dates."""
        resolved_values = {"section": ",".join(self.sections), "since": self.since, "until": self.until}
        return {name: str(resolved_values.get(name, value)) for name, value in given.items()}


def korean_today() -> date:
    return datetime.now(UTC).astimezone(KST).date()


def normalized_name(text: str) -> str:
    """Letters and digits of a name in lower case, for comparison: ``IT / 과학`` is ``it과학``."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _section_keys(sections: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    if "section" not in given:
        return tuple(sections)
    keys = {normalized_name(name): key for names in (sections.values(), sections) for name, key in zip(names, sections, strict=True)}
    keys_named = []
    for name in (part.strip() for part in given["section"].split(",")):
        if normalized_name(name) not in keys:
            raise ArgumentError(f"unknown section {name!r}; there are {_nearest_first(name, sections)}")
        keys_named.append(keys[normalized_name(name)])
    return tuple(dict.fromkeys(keys_named))


def _nearest_first(name: str, sections: Mapping[str, str]) -> str:
    def distance(section: tuple[str, str]) -> float:
        return -max(difflib.SequenceMatcher(None, normalized_name(name), normalized_name(called)).ratio() for called in section)

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


def _flag(name: str, given: Mapping[str, str]) -> bool:
    if given.get(name, "0") not in {"0", "1"}:
        raise ArgumentError(f"{name}={given[name]} is neither 0 nor 1")
    return given.get(name) == "1"


def _ids(given: Mapping[str, str]) -> range | None:
    if "ids" not in given:
        return None
    if others := [name for name in given if name in NAMES and name not in {"ids", "refetch"}]:
        raise ArgumentError(f"ids are read without walking a listing; leave out {others[0]}")
    numbers = re.fullmatch(r"(\d{1,15})-(\d{1,15})", given["ids"], re.ASCII)
    if not numbers or int(numbers[1]) > int(numbers[2]):
        raise ArgumentError(f"ids={given['ids']} is no span of numbers; write it as 206900-206950")
    span = range(int(numbers[1]), int(numbers[2]) + 1)
    if len(span) > MAX_IDS:
        raise ArgumentError(f"ids={given['ids']} are {len(span)} articles; ask for at most {MAX_IDS} in one run")
    return span


def _count(name: str, given: Mapping[str, str]) -> int | None:
    if name not in given:
        return None
    if not given[name].isdecimal() or int(given[name]) < 1:
        raise ArgumentError(f"{name}={given[name]} is no number of pages; write 1 or more")
    return int(given[name])
