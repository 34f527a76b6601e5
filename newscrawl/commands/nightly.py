"""``newscrawl nightly``: crawls all sites in one night, judges it, and says how it was."""
from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newscrawl.command_line.command import COMMAND_LINE_ERROR
from newscrawl.command_line.nights import NightsCommand
from newscrawl.errors import HistoryError, ManifestError, NightBusyError, PlanError
from newscrawl.nights import plan as plans
from newscrawl.nights.display import Display, closing_table, headline
from newscrawl.nights.night import Night, NightEnd
from newscrawl.nights.plan import Plan
from newscrawl.output.outcome import BUSY

ALL_WELL, FAILED, SOME_WRONG, STOPPED = 0, 1, 3, 5
"""Exit codes, besides those for a wrong command line and for a night that is going on."""


class Command(NightsCommand):
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[SITE ...] [--group NAME] [--jobs N] [--deadline HH:MM]"

    def short_desc(self) -> str:
        return "Crawl all sites, judge the night against the nights before, and report"

    def long_desc(self) -> str:
        return ("Crawls the sites that are named, or those of nightly.toml, or all, each in a process of its own. The same night called again goes "
                "on with what is missing. At the deadline, in Korean time, what is going on is ended in order.")

    def below_options(self) -> str:
        return ("exit codes:\n  0  every site is well\n  1  the night could not begin or end\n  2  a wrong command line or nightly.toml\n"
                "  3  some site needs a look: the table and the report say which and why\n  5  the deadline or a signal ended it\n"
                "  6  another night is going on\n\nexamples:\n  newscrawl nightly --init\n  newscrawl nightly\n"
                "  newscrawl nightly etnews zdnet --jobs 2 --deadline 06:30\n")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--group", metavar="NAME", help="crawl the sites of this group of nightly.toml")
        parser.add_argument("--jobs", metavar="N", type=int, help="so many sites at once")
        parser.add_argument("--deadline", metavar="HH:MM", help="when the night ends, in Korean time")
        parser.add_argument("--plan", metavar="FILE", type=Path, help="another file than nightly.toml in the working folder")
        parser.add_argument("--init", action="store_true", help="write nightly.toml, with a word on each key")
        parser.add_argument("-q", "--quiet", action="store_true", help="say nothing unless something is wrong")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        path = opts.plan or Path(plans.FILE)
        try:
            if opts.init:
                self._write_plan(path, args)
                return
            plan = Plan.read(path) if opts.plan or path.exists() else Plan()
            plan = plan.with_options(jobs=opts.jobs, deadline=opts.deadline)
            loader = get_spider_loader(self.settings)
            sites = plan.wanted(args, opts.group, loader.list())
        except PlanError as error:
            self.complain(error)
            self.exitcode = COMMAND_LINE_ERROR
            return
        spiders = {site: loader.load(site) for site in sites}
        left_out = {site: f"its publisher's terms of use forbid crawling: {getattr(spider, 'terms', '')}" for site, spider in spiders.items()
                    if getattr(spider, "forbids_crawling", False) and site not in plan.despite_terms}
        self._night([site for site in sites if site not in left_out], plan, left_out, self._settings(plan, opts), quiet=opts.quiet)

    def _write_plan(self, path: Path, args: list[str]) -> None:
        if args:
            raise UsageError("--init takes no sites; write them into the file", print_help=False)
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(plans.TEMPLATE)
        except FileExistsError:
            raise PlanError(f"{path} is there already; remove it first, or name another with --plan") from None
        except OSError as error:
            raise PlanError(f"cannot write {path}: {error.strerror}") from None
        sys.stdout.write(f"{path} is written; every key in it may be left out\n")

    def _settings(self, plan: Plan, opts: argparse.Namespace) -> dict[str, str]:
        """The crawls' settings: the plan's, then those of the command line."""
        given = dict(setting.partition("=")[::2] for setting in opts.set)
        contact = {"CONTACT": plan.contact} if plan.contact else {}
        return {**plan.settings, **contact, **given, "OUTPUT_DIR": str(self.output), "LEDGER": str(self.ledger)}

    def _night(self, sites: list[str], plan: Plan, left_out: dict[str, str], settings: dict[str, str], *, quiet: bool) -> None:
        console = Console(highlight=False)
        try:
            night = Night(self.output, self.history)
            with Display(console, quiet=quiet) as display:
                end = night.run(sites, plan, settings, left_out, display.changed, display.announce)
            path = night.report(end, plan, *self.site_names())
            night.close()
        except NightBusyError as error:
            self.complain(error)
            self.exitcode = BUSY
            return
        except (ManifestError, HistoryError, sqlite3.Error) as error:
            self.complain(error)
            self.exitcode = FAILED
            return
        except OSError as error:
            self.complain(f"cannot write {error.filename or self.output}: {error.strerror or error}")
            self.exitcode = FAILED
            return
        self._report(console, end, plan, path, quiet=quiet)

    def _report(self, console: Console, end: NightEnd, plan: Plan, path: Path, *, quiet: bool) -> None:
        wrong = any(verdict.is_alarm for verdict in end.on_sites)
        self.exitcode = STOPPED if end.record.cut_short else SOME_WRONG if wrong else ALL_WELL
        if quiet and not self.exitcode:
            return
        console.print(closing_table(end, plan.language))
        for night in end.died:
            console.print(Text(f"the night of {night} died before its end; what was missing was crawled this night"), soft_wrap=True)
        for line in end.record.alerts:
            console.print(Text(f"alert {line}"), soft_wrap=True)
        console.print(Text(headline(end, plan.language), "bold"), soft_wrap=True)
        console.print(Text(f"report: {path}"), soft_wrap=True)
