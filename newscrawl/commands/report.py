"""``newscrawl report``: makes the report of a night, from the history, at any time."""
from __future__ import annotations

import argparse
import sqlite3
import webbrowser
from datetime import date
from pathlib import Path

from newscrawl.command_line.command import COMMAND_LINE_ERROR
from newscrawl.command_line.nights import NightsCommand
from newscrawl.command_line.output import show
from newscrawl.errors import HistoryError, ManifestError, PlanError
from newscrawl.nights import page
from newscrawl.nights.history import History, rebuild
from newscrawl.nights.plan import FILE, Plan
from newscrawl.nights.report import report_of

FAILED = 1


class Command(NightsCommand):
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--date YYYY-MM-DD] [--lang ko|en] [--open] [--text]"

    def short_desc(self) -> str:
        return "Make the report of a night again, from the history"

    def long_desc(self) -> str:
        return ("Writes output/reports/<night>.html, and .json with the same facts. Without --date it is the last night. A history that is "
                "missing is made anew from the output folder; --rebuild does so always, and judges every night again.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="the night, by the day on whose morning it ended")
        parser.add_argument("--lang", choices=page.LANGUAGES, help="its language (that of nightly.toml, else ko)")
        parser.add_argument("--open", action="store_true", help="open it in the browser")
        parser.add_argument("--text", action="store_true", help="print it in a few lines instead")
        parser.add_argument("--rebuild", action="store_true", help="make the history anew from the output folder first")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            plan = Plan.read(Path(FILE)) if Path(FILE).exists() else Plan()
            night = date.fromisoformat(opts.date) if opts.date else None
        except (PlanError, ValueError) as error:
            self.complain(error if isinstance(error, PlanError) else f"--date {opts.date} is no day; write it as 2026-11-22")
            self.exitcode = COMMAND_LINE_ERROR
            return
        try:
            self._make(night, plan, opts)
        except (HistoryError, ManifestError, sqlite3.Error) as error:
            self.complain(error)
            self.exitcode = FAILED
        except OSError as error:
            self.complain(f"cannot write {error.filename or self.output}: {error.strerror or error}")
            self.exitcode = FAILED

    def _make(self, night: date | None, plan: Plan, opts: argparse.Namespace) -> None:
        if opts.rebuild or not self.history.exists():
            rebuild(self.history, self.output)
        with History(self.history) as history:
            judged = history.judged_nights()
            night = night or next(iter(judged), None)
            if night not in judged:
                self.complain(f"{self.output} has no night {night or ''}; {f'the last is {judged[0]}' if judged else 'nothing was crawled yet'}")
                self.exitcode = FAILED
                return
            assert night
            report = report_of(self.output, history, night, plan.watch, *self.site_names())
        language = opts.lang or plan.language
        path = page.write(self.output, report, language)
        if opts.text:
            show(page.text(report, language))
        else:
            show(f"{path}\n")
        if opts.open:
            webbrowser.open(path.as_uri())
