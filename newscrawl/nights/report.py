"""What the report of a night tells: facts only, from the history and the files. ``page`` makes the page of it, ``write`` the files."""
from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA, TOMBSTONE_SCHEMA
from newscrawl.nights.calendar import news_day
from newscrawl.nights.facts import NightFacts, records_of, within_ms
from newscrawl.nights.gaps import Gap, gap_of
from newscrawl.nights.history import History
from newscrawl.nights.look import RECENT_NIGHTS, added
from newscrawl.nights.record import NightRecord, nights_with_record, read_record
from newscrawl.nights.verdicts import BY_SEVERITY, SEVERITY, Verdict, Word
from newscrawl.output.manifest import Manifest, manifests
from newscrawl.schemas.versions import Record, name_of
from newscrawl.text.dates import KST

NIGHTS_SHOWN = 30
RESPONSE_MS = "response_ms"
MAX_ROWS = 200
"""Of rejected pages, edits and deletions of a site."""
MAX_RUNS_BACK = 90
"""So many earlier runs are searched for the text before an edit."""
MAX_EDIT_CHARS = 20_000
"""A longer text is cut before it is compared."""
FILL_FIELDS = ("title", "subtitle", "authors", "published_at", "section", "body", "images", "tags")


@dataclass(slots=True)
class ArticleRow:
    site: str
    section: str
    title: str
    url: str
    published: str
    """``2026-11-22 14:05``; the day alone, or nothing, where that is all that is known."""

    change: str
    words: list[str] = field(default_factory=list)
    """The watched words in it."""


@dataclass(slots=True)
class Edit:
    title: str
    url: str
    before: list[tuple[str, bool]]
    """The text before the edit in pieces, each with whether it is gone."""

    after: list[tuple[str, bool]]
    """The text after it in pieces, each with whether it is new."""


@dataclass(slots=True)
class ResponseTimes:
    """How long the site took to answer, in milliseconds: upper ends of classes that are a quarter apart."""

    median: int
    slow: int
    """95 of 100 answers came within it."""

    usual: int | None
    """The median of the nights before; None without them."""


@dataclass(slots=True)
class SiteReport:
    site: str
    publisher: str
    verdict: Verdict
    sections: list[Verdict]
    labels: dict[str, str]
    """Section key -> its label on the site."""

    days: list[tuple[date, str, str, str]]
    """The nights shown, oldest first: (night, word or "", English reason, Korean reason)."""

    failing_since: date | None
    outcome: str = ""
    trouble: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    fill: dict[str, dict[str, int]] = field(default_factory=dict)
    """Field -> layer -> new articles."""

    rejected: dict[str, int] = field(default_factory=dict)
    rejected_pages: list[tuple[str, str, str]] = field(default_factory=list)
    """(address, reason, message)"""

    edits: list[Edit] = field(default_factory=list)
    deletions: list[tuple[str, str]] = field(default_factory=list)
    """(address, reason)"""

    gap: Gap | None = None
    response: ResponseTimes | None = None


@dataclass(slots=True)
class Report:
    night: date
    news_day: date
    made: datetime
    nights: list[date]
    sites: list[SiteReport]
    """The worst first, then by name."""

    articles: list[ArticleRow]
    """Of all sites, the newest first."""

    missing: list[date]
    """Nights among those shown on which no site was crawled, between the first and this one."""

    died: list[date]
    record: NightRecord | None = None

    @property
    def wrong(self) -> list[SiteReport]:
        return [site for site in self.sites if site.verdict.is_alarm]

    @property
    def well(self) -> list[SiteReport]:
        return [site for site in self.sites if not site.verdict.is_alarm]

    @property
    def words(self) -> list[Word]:
        """The words that the nights shown have, the best first."""
        met = {word for site in self.sites for _, word, _, _ in site.days}
        return [word for word in BY_SEVERITY if word in met]

    @property
    def section_names(self) -> list[str]:
        return sorted({self.label_of(article) for article in self.articles if article.section})

    @property
    def publishers(self) -> dict[str, str]:
        """Site -> what the paper calls itself."""
        return {site.site: site.publisher for site in self.sites}

    def label_of(self, article: ArticleRow) -> str:
        """The label of its section on the site; the section's key where that is not known."""
        labels = next((site.labels for site in self.sites if site.site == article.site), {})
        return labels.get(article.section, article.section)

    @property
    def watched(self) -> list[ArticleRow]:
        return [article for article in self.articles if article.words]


def report_of(output: Path, history: History, night: date, watch: Sequence[str], labels: dict[str, dict[str, str]],
              publishers: dict[str, str]) -> Report:
    """The report of a judged night. ``labels`` and ``publishers`` are what the sites' modules say, by site.

    Raises OSError, ManifestError and sqlite3.Error.
    """
    nights = [night - timedelta(days=back) for back in range(NIGHTS_SHOWN - 1, -1, -1)]
    sites: list[SiteReport] = []
    articles: list[ArticleRow] = []
    crawled: set[date] = set()
    for verdict in (verdict for verdict in history.verdicts(night) if verdict.section is None):
        past = history.nights(verdict.site, night)
        crawled |= {facts.night for facts in past}
        site = _site(history, verdict, past, nights, labels.get(verdict.site, {}), publishers.get(verdict.site) or verdict.site)
        runs = [run for run in manifests(output, verdict.site) if past and past[-1].night == night and run.run in past[-1].runs]
        articles += _add_files(site, output, runs, watch)
        sites.append(site)
    sites.sort(key=lambda site: (-SEVERITY[site.verdict.word] if site.verdict.is_alarm else 0, site.site))
    articles.sort(key=lambda article: article.published, reverse=True)
    first = min(crawled, default=night)
    records = {day: record for day in nights_with_record(output) if (record := read_record(output, day))}
    return Report(night, news_day(night), datetime.now(KST).replace(microsecond=0), nights, sites, articles,
                  [day for day in nights if first < day < night and day not in crawled],
                  [day for day, record in records.items() if day < night and day in nights and record.ended is None], records.get(night))


def _site(history: History, verdict: Verdict, past: list[NightFacts], nights: list[date], labels: dict[str, str], publisher: str) -> SiteReport:
    earlier = history.verdicts_of_site(verdict.site, nights[0], nights[-1])
    days = [(night, found.word, found.reason, found.reason_ko) if (found := earlier.get(night)) else (night, "", "", "") for night in nights]
    report = SiteReport(verdict.site, publisher, verdict, history.verdicts(verdict.night, verdict.site)[1:], labels,
                        days, failing_since(history, verdict))
    if past and past[-1].night == verdict.night:
        tonight = past[-1]
        report.outcome, report.trouble, report.counts, report.rejected = tonight.outcome, tonight.trouble, tonight.counts, tonight.rejected
        report.fill = {name: tonight.layers[name] for name in FILL_FIELDS if tonight.layers.get(name)}
        report.gap = gap_of(tonight, past[:-1], {facts.night for facts in past[:-1]})
        report.response = response_times(tonight, past[:-1])
    return report


def response_times(tonight: NightFacts, past: Sequence[NightFacts]) -> ResponseTimes | None:
    """None for a night without answers, and for one that was crawled before answers were timed."""
    tally = tonight.tallies.get(RESPONSE_MS, {})
    before = added(facts.tallies.get(RESPONSE_MS, {}) for facts in past[-RECENT_NIGHTS:])
    median, slow = within_ms(tally, 0.5), within_ms(tally, 0.95)
    return ResponseTimes(median, slow, within_ms(before, 0.5)) if median and slow else None


def failing_since(history: History, verdict: Verdict) -> date | None:
    """The first night of the unbroken row of alarms that ends with this verdict; None if it is no alarm."""
    if not verdict.is_alarm:
        return None
    since = verdict.night
    for night, earlier in sorted(history.verdicts_of_site(verdict.site, date.min, verdict.night).items(), reverse=True):
        if not earlier.is_alarm:
            break
        since = night
    return since


def _add_files(site: SiteReport, output: Path, runs: Sequence[Manifest], watch: Sequence[str]) -> Iterator[ArticleRow]:
    """Adds to ``site`` what the night's files say of edits, deletions and rejected pages. Yields its articles."""
    edited: dict[str, Record] = {}
    for record in (record for run in runs for file in run.files for record in records_of(output, file)):
        if record["schema"] == ARTICLE_SCHEMA:
            if record["change"] == "edited":
                edited[record["id"]] = record
            yield _row(record, watch)
        elif record["schema"] == TOMBSTONE_SCHEMA:
            site.deletions.append((record["url"], record["reason"]))
        elif record["schema"] == REJECTED_SCHEMA and record["reason"] != "duplicate" and len(site.rejected_pages) < MAX_ROWS:
            site.rejected_pages.append((record["url"], record["reason"], record["message"]))
    if edited:
        before = _earlier_texts(output, site.site, edited, min(run.run for run in runs))
        site.edits = [edit_of(before[key], record) for key, record in list(edited.items())[:MAX_ROWS] if key in before]


def _row(record: Record, watch: Sequence[str]) -> ArticleRow:
    published = record["published_at"] or ""
    shown = published[:10] if record["published_precision"] == "day" else f"{published[:10]} {published[11:16]}".strip()
    text = f"{record['title']}\n{record['body']}".casefold()
    return ArticleRow(record["site"], record["listing"] or "", record["title"], record["url"], shown, record["change"],
                      [word for word in watch if word.casefold() in text])


def _earlier_texts(output: Path, site: str, edited: dict[str, Record], run: str) -> dict[str, Record]:
    """Id -> the record before the edit, from the runs before."""
    missing = dict(edited)
    found: dict[str, Record] = {}
    for manifest in [earlier for earlier in reversed(manifests(output, site)) if earlier.run < run][:MAX_RUNS_BACK]:
        for file in manifest.files:
            if name_of(file.schema) == name_of(ARTICLE_SCHEMA):
                found |= {record["id"]: record for record in records_of(output, file) if record["id"] in missing}
        missing = {key: record for key, record in missing.items() if key not in found}
        if not missing:
            break
    return found


def edit_of(before: Record, after: Record) -> Edit:
    """What an edit changed, word by word."""
    old, new = (f"{record['title']}\n\n{record['body']}"[:MAX_EDIT_CHARS] for record in (before, after))
    old_words, new_words = _words(old), _words(new)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if a < b:
            left.append(("".join(old_words[a:b]), kind != "equal"))
        if c < d:
            right.append(("".join(new_words[c:d]), kind != "equal"))
    return Edit(after["title"], after["url"], left, right)


def _words(text: str) -> list[str]:
    """The words of a text, each with the blanks after it."""
    words: list[str] = []
    for character in text:
        if words and (character.isspace() or not words[-1][-1].isspace()):
            words[-1] += character
        else:
            words.append(character)
    return words


def as_json(report: Report) -> bytes:
    """The same facts for machines."""
    stated: dict[str, Any] = asdict(report)
    return orjson.dumps(stated, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)
