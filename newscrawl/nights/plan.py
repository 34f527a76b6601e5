"""What a night is to do: ``nightly.toml``, with a word on each key, and what the command line adds."""
from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

from newscrawl.errors import PlanError
from newscrawl.text.dates import KST

FILE = "nightly.toml"
TEMPLATE = """\
# What `newscrawl nightly` does. Every key may be left out.

# How a site reaches you; it goes into the user agent.
contact = ""

# The sites of a night; all of them when empty. A name of a group, or of a site as `newscrawl sites` lists it.
sites = []

# So many sites at once, each in a process of its own. Never two requests at once to one site.
jobs = 4

# In Korean time: at this hour what is still going on is ended in order, and what has not begun is reported as not reached.
deadline = "07:00"

# Sites whose terms forbid crawling are left out; name here those that you have leave to crawl.
despite_terms = []

# Articles with one of these words stand on top of the report.
watch = []

# Where a changed verdict is sent, as Apprise writes addresses: "mailto://…", "slack://…", "tgram://…". $NAME is taken from the
# environment, so that no secret stands here.
alerts = []

# The language of the report and of alerts: "ko" or "en".
language = "ko"

# `newscrawl nightly --group security` crawls one group.
[groups]
# security = ["boannews", "dailysecu"]

# Sections of a site, by key or by Korean label; all of them where it is not named here.
[sections]
# etnews = ["ai_sw", "telecom"]

# Settings of the crawls, as with -s.
[settings]
# FIRST_DAYS = 14
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The keys of ``nightly.toml``."""

    contact: str = ""
    sites: tuple[str, ...] = ()
    """Names of sites and groups; all sites when empty."""

    jobs: int = 4
    deadline: time | None = None
    """In Korean time; None for no end."""

    despite_terms: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    language: str = "ko"
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Site -> the sections of it that are crawled; all where it is not named."""

    settings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The plan in a file. Raises PlanError with one line for what is not as it must be."""
        try:
            stated = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise PlanError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
        except tomllib.TOMLDecodeError as error:
            raise PlanError(f"{path} is no TOML: {error}") from None
        known = [plan_field.name for plan_field in fields(cls)]
        if unknown := next((key for key in stated if key not in known), None):
            near = difflib.get_close_matches(unknown, known, n=1)
            raise PlanError(f"{path} has a key {unknown!r} that is not known{f'; is it {near[0]!r}?' if near else f'; there are {known}'}")
        try:
            return cls(**{key: _checked(key, value) for key, value in stated.items()})
        except ValueError as error:
            raise PlanError(f"{path}: {error}") from None

    def with_options(self, *, jobs: int | None, deadline: str | None) -> Plan:
        """The plan, with what the command line says instead. Raises PlanError."""
        try:
            return replace(self, jobs=_checked("jobs", jobs) if jobs is not None else self.jobs,
                           deadline=_checked("deadline", deadline) if deadline else self.deadline)
        except ValueError as error:
            raise PlanError(str(error)) from None

    def wanted(self, named: Sequence[str], group: str | None, known: Collection[str]) -> list[str]:
        """The sites of the night, each once: those named, else the group's, else the plan's, else all. Raises PlanError."""
        if group is not None and group not in self.groups:
            raise PlanError(f"there is no group {group!r}; there are {', '.join(self.groups) or 'none'}")
        names = named or (self.groups[group] if group else self.sites) or sorted(known)
        sites = dict.fromkeys(site for name in names for site in self.groups.get(name, (name,)))
        if unknown := next((site for site in sites if site not in known), None):
            near = difflib.get_close_matches(unknown, [*known, *self.groups], n=1)
            raise PlanError(f"there is no site or group {unknown!r}{f'; is it {near[0]}?' if near else '; `newscrawl sites` lists the sites'}")
        if unknown := next((site for site in self.sections if site not in known), None):
            raise PlanError(f"[sections] names {unknown!r}, which is no site; `newscrawl sites` lists them")
        return list(sites)

    def ends(self, began: datetime) -> datetime | None:
        """When a night that began then has to end: at the next deadline."""
        if self.deadline is None:
            return None
        day = began.astimezone(KST)
        end = datetime.combine(day.date(), self.deadline, KST)
        return end if end > day else end + timedelta(days=1)


def _checked(key: str, value: Any) -> Any:
    """The value as ``Plan`` has it. Raises ValueError with one line."""
    if key == "jobs":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 64:
            raise ValueError(f"jobs = {value!r} is no number of sites at once; write 1 to 64")
        return value
    if key == "deadline":
        return _clock(value)
    if key == "language":
        if value not in {"ko", "en"}:
            raise ValueError(f"language = {value!r} is neither 'ko' nor 'en'")
        return value
    if key in {"groups", "sections"}:
        return {name: _strings(f"{key}.{name}", names) for name, names in _table(key, value).items()}
    if key == "settings":
        return {name: str(setting) for name, setting in _table(key, value).items()}
    if key == "contact":
        if not isinstance(value, str):
            raise ValueError(f"contact = {value!r} is no text")
        return value
    return _strings(key, value)


def _clock(value: object) -> time | None:
    if value == "":
        return None
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"deadline = {value!r} is no time of day; write it as \"07:00\", in Korean time") from None


def _strings(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f'{key} = {value!r} is no list of texts; write it as ["…", "…"]')
    return tuple(value)


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{key} = {value!r} is no table; write [{key}] on a line of its own, and its names below")  # noqa: TRY004
    return value
