"""The facts and verdicts of all nights, in one SQLite file beside the ledger. It can be rebuilt from the output folder at any time."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Self

import msgspec

from newscrawl.errors import HistoryError
from newscrawl.nights.calendar import night_of
from newscrawl.nights.facts import NightFacts, facts_of
from newscrawl.nights.judge import judge
from newscrawl.nights.look import Past
from newscrawl.nights.record import SiteRun, nights_with_record, read_record
from newscrawl.nights.verdicts import Verdict, Word
from newscrawl.output.manifest import Manifest, manifests

VERSION = 1
"""Of the file; one of another version is made anew."""
NOT_CRAWLED = frozenset({"left out", "done before"})
"""What became of a site in a night that did not try to crawl it."""
_TABLES = """
    CREATE TABLE night (site TEXT, night TEXT, runs TEXT, facts BLOB, PRIMARY KEY (site, night)) WITHOUT ROWID;
    CREATE TABLE verdict (night TEXT, site TEXT, place INTEGER, verdict BLOB, PRIMARY KEY (night, site, place)) WITHOUT ROWID;
"""


class History:
    """One history file. Its methods may raise sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file. Raises HistoryError."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=60)
            [version] = self.connection.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                self._create()
        except (OSError, sqlite3.Error) as error:
            raise HistoryError(f"cannot use the history {path}: {error}; remove it, and it is made anew from the output folder") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _create(self) -> None:
        with self.connection:
            for name in ("night", "verdict"):
                self.connection.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in filter(str.strip, _TABLES.split(";")):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version = {VERSION}")

    # Facts

    def update(self, output: Path, site: str) -> list[date]:
        """Enters the nights of a site whose runs are not in the history yet. Returns them. Raises OSError and ManifestError."""
        known = dict(self.connection.execute("SELECT night, runs FROM night WHERE site = ?", (site,)).fetchall())
        entered = []
        for night, runs in _by_night(manifests(output, site)):
            names = ",".join(run.run for run in runs)
            if known.get(f"{night}") != names:
                self.enter(facts_of(output, runs))
                entered.append(night)
        return entered

    def enter(self, facts: NightFacts) -> None:
        """Enters the facts of one night of one site, in the place of what was known of it."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO night VALUES (?, ?, ?, ?)",
                                    (facts.site, f"{facts.night}", ",".join(facts.runs), msgspec.json.encode(facts)))

    def nights(self, site: str, until: date | None = None) -> list[NightFacts]:
        """The nights of a site, oldest first; with ``until`` only those up to that night."""
        rows = self.connection.execute("SELECT facts FROM night WHERE site = ? AND night <= ? ORDER BY night", (site, f"{until or date.max}"))
        return [msgspec.json.decode(facts, type=NightFacts) for [facts] in rows]

    def sites(self) -> list[str]:
        return [site for [site] in self.connection.execute("SELECT DISTINCT site FROM night UNION SELECT DISTINCT site FROM verdict ORDER BY 1")]

    # Verdicts

    def judge(self, site: str, night: date, run: SiteRun | None = None) -> list[Verdict]:
        """Judges a site's night against the nights before, and keeps the verdicts: on the site first, then on its sections. ``run`` is what
        became of the site's process."""
        past = self.nights(site, night)
        tonight = past.pop() if past and past[-1].night == night else None
        verdicts = judge(site, night, tonight, Past(past, self.alarms(site, night)), run)
        with self.connection:
            self.connection.execute("DELETE FROM verdict WHERE site = ? AND night = ?", (site, f"{night}"))
            self.connection.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?)", [
                (f"{night}", site, place, msgspec.json.encode(verdict)) for place, verdict in enumerate(verdicts)])
        return verdicts

    def verdicts(self, night: date, site: str | None = None) -> list[Verdict]:
        """The verdicts of a night, site by site: on the site first, then on its sections."""
        rows = self.connection.execute("SELECT verdict FROM verdict WHERE night = ? AND ? IN (site, '') ORDER BY site, place",
                                       (f"{night}", site or ""))
        return [msgspec.json.decode(verdict, type=Verdict) for [verdict] in rows]

    def verdicts_of_site(self, site: str, since: date, until: date) -> dict[date, Verdict]:
        """Night -> the verdict on the site as a whole."""
        rows = self.connection.execute("SELECT verdict FROM verdict WHERE site = ? AND place = 0 AND night BETWEEN ? AND ? ORDER BY night",
                                       (site, f"{since}", f"{until}"))
        found = [msgspec.json.decode(verdict, type=Verdict) for [verdict] in rows]
        return {verdict.night: verdict for verdict in found}

    def last_verdict(self, site: str) -> Verdict | None:
        """The verdict on a site's last judged night."""
        row = self.connection.execute("SELECT verdict FROM verdict WHERE site = ? AND place = 0 ORDER BY night DESC LIMIT 1", (site,)).fetchone()
        return msgspec.json.decode(row[0], type=Verdict) if row else None

    def judged_nights(self) -> list[date]:
        """The last one first."""
        return [date.fromisoformat(night) for [night] in self.connection.execute("SELECT DISTINCT night FROM verdict ORDER BY night DESC")]

    def alarms(self, site: str, before: date) -> Mapping[date, Mapping[str | None, Word]]:
        """Night -> section (None: the site) -> word, for the nights before with an alarm."""
        rows = self.connection.execute("SELECT verdict FROM verdict WHERE site = ? AND night < ?", (site, f"{before}"))
        alarms: dict[date, dict[str | None, Word]] = {}
        for [stored] in rows:
            verdict = msgspec.json.decode(stored, type=Verdict)
            if verdict.is_alarm:
                alarms.setdefault(verdict.night, {})[verdict.section] = verdict.word
        return alarms


def _by_night(runs: Iterable[Manifest]) -> Iterator[tuple[date, list[Manifest]]]:
    for night, of_night in groupby(runs, key=lambda run: night_of(run.started)):
        yield night, list(of_night)


def rebuild(path: Path, output: Path) -> int:
    """Makes the history anew from the output folder, and judges every night again. Returns the number of nights.

    Raises HistoryError, OSError and ManifestError.
    """
    path.unlink(missing_ok=True)
    with History(path) as history, closing(history.connection):
        sites = sorted(folder.name for folder in (output / "runs").glob("*") if folder.is_dir())
        to_judge: dict[tuple[date, str], SiteRun | None] = {(night, site): None for site in sites for night in history.update(output, site)}
        entered = len(to_judge)
        for record in filter(None, (read_record(output, night) for night in nights_with_record(output))):
            to_judge |= {(record.night, run.site): run for run in record.sites if run.outcome not in NOT_CRAWLED}
        for (night, site), run in sorted(to_judge.items(), key=lambda item: item[0]):
            history.judge(site, night, run)
        return entered
