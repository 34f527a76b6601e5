"""One night from its beginning to its end: the lock, the record, the crawls, the verdicts."""
from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from newscrawl.errors import NightBusyError
from newscrawl.nights import alerts, metrics, page
from newscrawl.nights.calendar import night_of
from newscrawl.nights.history import History
from newscrawl.nights.plan import Plan
from newscrawl.nights.record import FOLDER, NightRecord, SiteRun, nights_with_record, read_record, write_record
from newscrawl.nights.report import report_of
from newscrawl.nights.runner import Crawl, Runner
from newscrawl.nights.verdicts import Verdict
from newscrawl.output.manifest import manifests
from newscrawl.text.dates import KST


@dataclass
class NightEnd:
    """What a night leaves."""

    record: NightRecord
    verdicts: list[Verdict]
    """On each site of the night that was to be crawled, then on its sections."""

    died: list[date]
    """Earlier nights whose record has no end, since the last one that has."""

    @property
    def on_sites(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.section is None]


class Night:
    """Holds the one lock of the nights of an output folder, from ``begin`` to ``close``."""

    def __init__(self, output: Path, history: Path, now: datetime | None = None) -> None:
        """Raises NightBusyError if another night is going on, and OSError."""
        self.output, self.history = output, history
        self.now = now or datetime.now(KST)
        self.date = night_of(self.now)
        (output / FOLDER).mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(output / FOLDER / ".lock", timeout=0)
        try:
            self.lock.acquire()
        except Timeout:
            record = read_record(output, self.date)
            who = f" (process {record.process}, since {record.began:%Y-%m-%d %H:%M})" if record and record.ended is None else ""
            raise NightBusyError(f"another night is going on in {output}{who}") from None

    def close(self) -> None:
        self.lock.release()

    def done(self, sites: Iterable[str], plan: Plan) -> set[str]:
        """The sites of which a run of this night, over the sections wanted, is complete. Raises ManifestError."""
        return {site for site in sites for run in manifests(self.output, site)[-3:]
                if run.outcome == "complete" and night_of(run.started) == self.date and not run.arguments.keys() - {"section"}
                and ("section" in run.arguments) == (site in plan.sections)}

    def run(self, sites: list[str], plan: Plan, settings: Mapping[str, str], left_out: Mapping[str, str],
            changed: Callable[[Crawl], None], announce: Callable[[Runner], None]) -> NightEnd:
        """Crawls what is missing of ``sites``. ``left_out`` is site -> reason; ``announce`` gets the runner before it begins.

        Raises OSError, ManifestError, HistoryError and sqlite3.Error.
        """
        died = self.died()
        done = self.done(sites, plan)
        record = NightRecord(self.date, self.now, os.getpid(), deadline=plan.ends(self.now))
        record.sites = [SiteRun(site, "left out", line=why) for site, why in left_out.items()]
        record.sites += [SiteRun(site, "done before") for site in sites if site in done]
        missing = [site for site in sites if site not in done]
        write_record(self.output, NightRecord(self.date, self.now, os.getpid(), record.sites + [SiteRun(site) for site in missing],
                                              deadline=record.deadline))
        runner = Runner(missing, self.output, settings, plan, record.deadline, changed)
        announce(runner)
        record.sites += asyncio.run(runner.run()) if missing else []
        record.cut_short = runner.ending
        verdicts = self.judge(sites, {run.site: run for run in record.sites})
        record.ended = datetime.now(KST)
        write_record(self.output, record)
        return NightEnd(record, verdicts, died)

    def report(self, end: NightEnd, plan: Plan, labels: dict[str, dict[str, str]], publishers: dict[str, str]) -> Path:
        """Writes the report and the metrics, and sends the alerts. Returns the page's path. Raises what ``run`` does."""
        with History(self.history) as history:
            report = report_of(self.output, history, self.date, plan.watch, labels, publishers)
        path = page.write(self.output, report, plan.language)
        metrics.write(self.output, report)
        end.record.alerts = alerts.send(report, plan.alerts, plan.language)
        write_record(self.output, end.record)
        return path

    def judge(self, sites: Iterable[str], runs: Mapping[str, SiteRun]) -> list[Verdict]:
        """Enters what the runs left into the history, and judges the night. ``runs`` is what became of the sites' processes.

        Raises what ``run`` does.
        """
        with History(self.history) as history:
            verdicts = []
            for site in sites:
                for night in history.update(self.output, site):
                    if night < self.date:
                        history.judge(site, night)
                verdicts += history.judge(site, self.date, runs.get(site))
            return verdicts

    def died(self) -> list[date]:
        """The nights before whose record has no end, since the last one that has."""
        found = []
        for night in reversed(nights_with_record(self.output)):
            record = read_record(self.output, night)
            if night < self.date and record and record.ended is None:
                found.append(night)
            elif night < self.date:
                break
        return found[::-1]
