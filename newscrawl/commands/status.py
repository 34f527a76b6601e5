"""``newscrawl status``: how was last night?"""
from __future__ import annotations

import argparse
import sqlite3
import sys
from datetime import datetime, timedelta
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.command_line.command import COMMAND_LINE_ERROR
from newscrawl.command_line.nights import NightsCommand
from newscrawl.errors import HistoryError, ManifestError
from newscrawl.nights.facts import within_ms
from newscrawl.nights.history import History, rebuild
from newscrawl.nights.record import nights_with_record, read_record
from newscrawl.nights.report import RESPONSE_MS, failing_since
from newscrawl.nights.verdicts import Verdict
from newscrawl.text.dates import KST
from newscrawl.text.printable import printable

FAILED = 1
GOOD_WITHIN = timedelta(hours=26)
"""A nightly crawl that is an hour late, and takes an hour, is still within it."""


class Command(NightsCommand):
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[SITE] [--json] [--check]"

    def short_desc(self) -> str:
        return "How was last night? Each site's verdict, and since when it has been failing"

    def long_desc(self) -> str:
        return ("Shows the last night of each site, or the last two weeks of one. --check is for a monitor: it says one line, and its exit code is 1 "
                "unless a night ended within the last 26 hours in which every site was well.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--check", action="store_true", help="exit code 1 unless a good night ended within 26 hours")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if not self.history.exists():
                rebuild(self.history, self.output)
            with History(self.history) as history:
                if opts.check:
                    self._check(history)
                elif args:
                    self._one_site(history, args[0], as_json=opts.json)
                else:
                    self._all_sites(history, as_json=opts.json)
        except (HistoryError, ManifestError, sqlite3.Error) as error:
            self.complain(error)
            self.exitcode = FAILED

    def _check(self, history: History) -> None:
        records = (read_record(self.output, day) for day in reversed(nights_with_record(self.output)))
        night = next((record for record in records if record and record.ended), None)
        if night is None or night.ended is None:
            self._say("no night has ended yet", failed=True)
            return
        age = datetime.now(KST) - night.ended
        wrong = [verdict for verdict in history.verdicts(night.night) if verdict.section is None and verdict.is_alarm]
        if age > GOOD_WITHIN:
            self._say(f"the last night ended {age.total_seconds() / 3600:.0f} hours ago ({night.ended:%Y-%m-%d %H:%M})", failed=True)
        elif wrong:
            named = ", ".join(f"{verdict.site} {verdict.word}" for verdict in wrong)
            self._say(f"the night of {night.night}: {named}", failed=True)
        else:
            self._say(f"the night of {night.night} was good", failed=False)

    def _say(self, line: str, *, failed: bool) -> None:
        sys.stdout.write(f"{line}\n")
        self.exitcode = FAILED if failed else 0

    def _all_sites(self, history: History, *, as_json: bool) -> None:
        rows = [self._row(history, site) for site in history.sites()]
        if as_json:
            sys.stdout.buffer.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        elif not rows:
            sys.stdout.write(f"nothing was crawled yet in {self.output}\n")
        else:
            self._print(sorted(rows, key=lambda row: (row["verdict"] in {"good", "quiet"}, row["site"])))

    def _row(self, history: History, site: str) -> dict[str, Any]:
        nights = history.nights(site)
        verdict = history.last_verdict(site)
        counts = nights[-1].counts if nights and verdict and nights[-1].night == verdict.night else {}
        return {"site": site, "night": verdict and verdict.night, "verdict": verdict and verdict.word, "reason": verdict and verdict.reason,
                "failing_since": verdict and failing_since(history, verdict), "outcome": nights[-1].outcome if nights else None,
                **{name: counts.get(name, 0) for name in ("new", "edited", "deleted", "rejected")}}

    def _print(self, rows: list[dict[str, Any]]) -> None:
        table = Table(box=None, pad_edge=False)
        for head in ("site", "night", "verdict", "new", "edited", "deleted", "since", "why"):
            table.add_column(head, overflow="fold")
        for row in rows:
            well = row["verdict"] in {"good", "quiet"}
            table.add_row(Text(row["site"]), str(row["night"]), Text(str(row["verdict"]), "green" if well else "red"), str(row["new"]),
                          str(row["edited"]), str(row["deleted"]), str(row["failing_since"] or ""),
                          Text("" if well else printable(str(row["reason"]))))
        Console(highlight=False).print(table)

    def _one_site(self, history: History, site: str, *, as_json: bool) -> None:
        if site not in history.sites():
            self.complain(f"{site} was never crawled into {self.output}; `newscrawl sites` lists the sites")
            self.exitcode = COMMAND_LINE_ERROR
            return
        last = history.last_verdict(site)
        assert last
        verdicts = list(history.verdicts_of_site(site, last.night - timedelta(days=13), last.night).values())
        nights = history.nights(site)
        counts = {facts.night: facts.counts for facts in nights}
        response = {facts.night: within_ms(facts.tallies.get(RESPONSE_MS, {}), 0.5) for facts in nights}
        if as_json:
            rows = [{"night": verdict.night, "verdict": verdict.word, "reason": verdict.reason, "numbers": verdict.numbers,
                     "new": counts.get(verdict.night, {}).get("new", 0), "response_ms": response.get(verdict.night)} for verdict in verdicts]
            sys.stdout.buffer.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
            return
        table = Table(box=None, pad_edge=False)
        for head in ("night", "verdict", "new", "ms", "why"):
            table.add_column(head, overflow="fold")
        for verdict in reversed(verdicts):
            table.add_row(str(verdict.night), _coloured(verdict), str(counts.get(verdict.night, {}).get("new", 0)),
                          str(response.get(verdict.night) or ""), Text(printable(verdict.reason)))
        for verdict in history.verdicts(last.night, site)[1:]:
            table.add_row(f"  {verdict.section}", _coloured(verdict), "", "", Text(printable(verdict.reason)))
        Console(highlight=False).print(table)


def _coloured(verdict: Verdict) -> Text:
    return Text(verdict.word, "red" if verdict.is_alarm else "green")
