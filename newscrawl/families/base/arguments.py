"""What a person may say on the command line (``-a NAME=VALUE``), checked before the first request."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self


class ArgumentError(ValueError):
    """A wrong spider argument; the message is one line that names the valid choices."""


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
    def parse(cls, sections: Mapping[str, str], given: Mapping[str, str]) -> Self:
        """Raises ArgumentError. Names that begin with an underscore are left to the tools that add them (Scrapyd)."""
        known = ("section", "since", "until", "max_pages", "refetch")
        for name in given:
            if name not in known and not name.startswith("_"):
                raise ArgumentError(f"unknown argument {name!r}; there are {', '.join(known)}")
        since, until = _day("since", given), _day("until", given)
        if since and until and since > until:
            raise ArgumentError(f"since={since} is later than until={until}")
        return cls(_listings(sections, given), since, until, _count("max_pages", given), _is_set("refetch", given))


def _listings(sections: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    if "section" not in given:
        return tuple(sections)
    keys = tuple(key.strip() for key in given["section"].split(","))
    for key in keys:
        if key not in sections:
            choices = ", ".join(f"{key} ({label})" for key, label in sections.items())
            raise ArgumentError(f"unknown section {key!r}; there are {choices}")
    return tuple(dict.fromkeys(keys))


def _day(name: str, given: Mapping[str, str]) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise ArgumentError(f"{name}={given[name]} is no day; write it as 2026-11-22") from None


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
