"""What one night brought from one site: facts only, from the manifests and files of its runs."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA
from newscrawl.nights.calendar import night_of
from newscrawl.output.lines import records
from newscrawl.output.manifest import FileEntry, Manifest
from newscrawl.schemas.versions import Record

Tally = dict[str, int]
NO_LAYER = "none"
"""Stands in tallies of layers for a field that no layer had."""
MAX_LENGTHS = 400
"""So many lengths of texts are kept of a night."""
MAX_SAMPLES = 5


@dataclass(slots=True)
class SectionFacts:
    """One section on one night."""

    new: int = 0
    by_day: Tally = field(default_factory=dict)
    """Korean day of publication (``2026-11-22``) -> new articles."""

    by_hour: Tally = field(default_factory=dict)
    """Hour of publication in Korea (``"0"`` to ``"23"``) -> new articles."""

    newest: datetime | None = None
    """When the newest of them was published."""

    state: str = ""
    """Of the walk: ``closed``, ``open``, ``aside``; empty if there was none."""

    end: str | None = None
    """Why the walk ended, in plain words."""

    trouble: str | None = None
    """Why the walk did not end in order, in one word; None if it did, or was limited."""

    pages: int = 0
    samples: list[str] = field(default_factory=list)
    """Addresses of a few of its new articles."""


@dataclass(slots=True)
class NightFacts:
    """One site on one night. ``outcome`` is that of the night's last run; everything else is of all its runs."""

    site: str
    night: date
    runs: list[str] = field(default_factory=list)
    outcome: str = ""
    trouble: str = ""
    started: datetime | None = None
    finished: datetime | None = None
    counts: Tally = field(default_factory=dict)
    """``new``, ``edited``, ``reread``, ``deleted``, ``unchanged``, ``rejected``, ``listing_pages``, ``revisits``, ``requests``."""

    sections: dict[str, SectionFacts] = field(default_factory=dict)
    rejected: Tally = field(default_factory=dict)
    """Reason -> pages."""

    layers: dict[str, Tally] = field(default_factory=dict)
    """Field -> layer -> new articles."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    """The manifest's other tallies: ``rows``, ``proof``, ``template/article``, ``template/listing``, ``response_ms``."""

    lengths: list[int] = field(default_factory=list)
    """Letters of the new articles' bodies."""

    access: Tally = field(default_factory=dict)
    """How much of the new articles was shown -> articles."""

    numbers: list[int] = field(default_factory=list)
    """The new articles' ids, where they are numbers."""

    rejected_samples: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        return self.counts.get("new", 0)


def facts_of(output: Path, manifests: Iterable[Manifest]) -> NightFacts:
    """The facts of the runs of one site in one night, at least one, in the order of their start. Raises OSError and ManifestError."""
    runs = list(manifests)
    last = runs[-1]
    facts = NightFacts(last.site, night_of(last.started), [run.run for run in runs], last.outcome, last.trouble,
                       runs[0].started, last.finished)
    for run in runs:
        _add_run(facts, run)
        for file in run.files:
            for record in records_of(output, file):
                _add_record(facts, record)
    facts.lengths = facts.lengths[:MAX_LENGTHS]
    return facts


def _add_run(facts: NightFacts, run: Manifest) -> None:
    for name in run.counts.__slots__:
        facts.counts[name] = facts.counts.get(name, 0) + getattr(run.counts, name)
    for walk in run.walks:
        section = facts.sections.setdefault(walk.listing, SectionFacts())
        section.state, section.end, section.trouble, section.pages = walk.state, walk.end, walk.trouble, section.pages + walk.pages
    for name, tally in _by_prefix(run.tallies).items():
        if name != "rejected" and not name.startswith("layers"):  # the records say these
            _add(facts.tallies.setdefault(name, {}), tally)


def _by_prefix(tallies: Mapping[str, Any]) -> dict[str, Tally]:
    """Tallies by name, however deep they are nested: ``{"template": {"article": {"3f": 2}}}`` gives ``template/article``."""
    flat: dict[str, Tally] = {}

    def walk(prefix: str, inner: Mapping[str, Any]) -> None:
        for key, value in inner.items():
            if isinstance(value, Mapping):
                walk(f"{prefix}/{key}" if prefix else key, value)
            else:
                flat.setdefault(prefix, {})[key] = value

    walk("", tallies)
    return flat


def records_of(output: Path, file: FileEntry) -> Iterator[Record]:
    """The records of a finished file. What is missing or torn is none here, since the crawl has said so. Raises OSError and ManifestError."""
    return records(output, file, []) if (output / file.path).exists() else iter(())


def _add_record(facts: NightFacts, record: Record) -> None:
    if record["schema"] == REJECTED_SCHEMA:
        facts.rejected[record["reason"]] = facts.rejected.get(record["reason"], 0) + 1
        if len(facts.rejected_samples) < MAX_SAMPLES and record["reason"] != "duplicate":
            facts.rejected_samples.append(record["url"])
    elif record["schema"] == ARTICLE_SCHEMA and record["change"] == "new":
        _add_article(facts, record)


def _add_article(facts: NightFacts, record: Record) -> None:
    section = facts.sections.setdefault(record["listing"] or "", SectionFacts())
    section.new += 1
    if len(section.samples) < MAX_SAMPLES:
        section.samples.append(record["url"])
    if record["published_at"]:
        published = datetime.fromisoformat(record["published_at"])
        _add(section.by_day, {f"{published:%Y-%m-%d}": 1})
        if record["published_precision"] != "day":
            _add(section.by_hour, {str(published.hour): 1})
        section.newest = max(filter(None, (section.newest, published)))
    for name, layer in record["provenance"]["layers"].items():
        _add(facts.layers.setdefault(name, {}), {layer or NO_LAYER: 1})
    facts.lengths.append(len(record["body"]))
    _add(facts.access, {record.get("access") or "full": 1})
    number = record["id"].partition(":")[2]
    if number.isdecimal() and len(number) < 16:
        facts.numbers.append(int(number))


def _add(tally: Tally, more: Mapping[str, int]) -> None:
    for key, count in more.items():
        tally[key] = tally.get(key, 0) + count


def within_ms(tally: Tally, share: float) -> int | None:
    """The time in which that share of the answers came, in milliseconds; None if there were none. ``tally`` is ``response_ms``.

    >>> within_ms({"100": 8, "40": 10, "1000": 2}, 0.5), within_ms({"100": 8, "40": 10, "1000": 2}, 0.95)
    (40, 1000)
    """
    answers = sum(tally.values())
    so_far = 0
    for time in sorted(map(int, tally)):
        so_far += tally[f"{time}"]
        if so_far >= share * answers:
            return time
    return None


def published_by_day(nights: Iterable[NightFacts], section: str | None = None) -> Counter[date]:
    """Korean day of publication -> articles that these nights brought, of one section or of all."""
    days: Counter[date] = Counter()
    for facts in nights:
        for key, of_section in facts.sections.items():
            if section in (None, key):
                for day, count in of_section.by_day.items():
                    days[date.fromisoformat(day)] += count
    return days


def median_length(facts: NightFacts) -> int | None:
    return int(median(facts.lengths)) if facts.lengths else None
