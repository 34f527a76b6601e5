"""``newscrawl crawl SITE``: Scrapy's own command, with an honest exit code, and a report of how it went.

The report is one line in a pipe and under cron, and a few lines on a terminal, which also shows how far the crawl is. A user's mistakes
are told in one line, exit code 2, before any request. The log goes to a file of the run's own, unless another place was asked for.
"""
from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import TextIO

from rich.console import Console
from scrapy import Spider, signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.replay import Archive
from newscrawl.command_line import checks
from newscrawl.command_line.command import COMMAND_LINE_ERROR, NewscrawlCommand
from newscrawl.command_line.crawl_help import crawl_help
from newscrawl.errors import (
    ArchiveError,
    ArgumentError,
    CommandLineError,
    NoBrowserError,
    RunStartError,
    UnknownSiteError,
)
from newscrawl.families.base.arguments import NAMES, Arguments, korean_today
from newscrawl.log import CrawlLog, log_path
from newscrawl.output.outcome import EXIT_CODES, summary
from newscrawl.output.run import name_of
from newscrawl.output.store import store_of
from newscrawl.progress import Progress, ending
from newscrawl.rendering.browser import check_browser, check_sandbox
from newscrawl.sites import find_site
from newscrawl.text.dates import KST
from newscrawl.text.printable import printable


class Command(NewscrawlCommand, ScrapyCrawl):
    def syntax(self) -> str:
        return "SITE [-a NAME=VALUE ...] [-s NAME=VALUE ...]"

    def short_desc(self) -> str:
        return "Crawl a site's section listings and write its new articles"

    def long_desc(self) -> str:
        return ("Walks the section listings of a site, reads the articles that are new, and writes them below OUTPUT_DIR. SITE is a site's "
                "name, its paper's name, its host or any address of it.")

    def below_options(self) -> str:
        assert self.settings is not None
        return crawl_help(self.invocation, self.settings["OUTPUT_DIR"])

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-q", "--quiet", action="store_true", help="say nothing unless something went wrong")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Here rather than in ``run``, because by then Scrapy has begun its log."""
        self.about = args[0] if args else ""
        super().process_options(args, opts)
        try:
            args[:] = [self._site(args)]
            self.about = args[0]
            opts.spargs = self._check(args[0], opts.spargs)
        except (ArgumentError, NoBrowserError, UnknownSiteError, ArchiveError, CommandLineError) as error:
            self.refuse(error)
        self._quiet = opts.quiet
        self._skip_forbidding_site(args[0])
        assert self.settings is not None
        self._log = CrawlLog(self.settings)
        self.settings.set("PROGRESS", self._shows_progress(), "project")

    def _skip_forbidding_site(self, site: str) -> None:
        """Ends with a line and exit code 0 where the settings leave the site out."""
        assert self.settings is not None
        spider = get_spider_loader(self.settings).load(site)
        ai_terms, terms = getattr(spider, "ai_terms", ""), getattr(spider, "terms", "")
        for setting, forbids, says in (("SKIP_SITES_FORBIDDING_AI", "forbids_ai", f"its publisher says {ai_terms!r}"),
                                       ("SKIP_SITES_FORBIDDING_CRAWLING", "forbids_crawling", f"its publisher's terms of use: {terms}")):
            if self.settings.getbool(setting) and getattr(spider, forbids, False):
                self._report_stream(failed=False).write(f"{site}: skipped: {says} ({setting})\n")
                sys.exit(0)

    def _shows_progress(self) -> bool:
        """Whether a person sees standard error, and nothing else is written to their terminal meanwhile."""
        assert self.settings is not None
        log_is_seen = self.settings["LOG_FILE"] == "" and self.settings.getbool("LOG_ENABLED")
        feed_is_seen = self._gives_feed_to_stdout() and sys.stdout.isatty()
        return sys.stderr.isatty() and not (self._quiet or log_is_seen or feed_is_seen)

    def _gives_feed_to_stdout(self) -> bool:
        assert self.settings is not None
        return any(str(uri).startswith("stdout:") for uri in self.settings.getdict("FEEDS"))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawls, says how it went, and sets the exit code (see ``output.outcome``)."""
        process = self.crawler_process
        assert process is not None
        try:
            self._log.begin()
        except OSError as wrong:
            self.exitcode = COMMAND_LINE_ERROR
            self.complain(f"cannot write the log {wrong.filename}: {wrong.strerror}")
            return
        crawler = process.create_crawler(args[0])
        crawler.signals.connect(self._name_log, signals.spider_opened)
        crawl = process.crawl(crawler, **opts.spargs)
        assert isinstance(crawl, asyncio.Task)
        ended: list[BaseException | None] = []
        crawl.add_done_callback(lambda task: ended.append(None if task.cancelled() else task.exception()))
        process.start()
        _close_store(crawler)
        error = ended[0] if ended else None
        if isinstance(error, RunStartError):
            self.exitcode = error.exit_code
            self.complain(error)
        elif error is not None:
            raise error
        else:
            self._report(args[0], crawler)

    def _name_log(self, spider: Spider) -> None:
        store = store_of(spider.crawler)
        self._log.name(spider.name, store.run if store else name_of(datetime.now(UTC)))

    def _report(self, site: str, crawler: Crawler) -> None:
        if progress := crawler.get_extension(Progress):
            progress.end()
        store = store_of(crawler)
        if store is None:  # no site of ours: a spider that keeps no run
            return
        if store.manifest is None:  # a second signal
            self.exitcode = EXIT_CODES["stopped"]
            self.complain("ended at once; the next run finishes the files and goes on from here")
            return
        self.exitcode = EXIT_CODES[store.manifest.outcome]
        out = self._report_stream(failed=self.exitcode != 0)
        if progress and out.isatty():
            console = Console(file=out, highlight=False)
            for line in ending(store.manifest, crawler.settings):
                console.print(line, soft_wrap=True)
            return
        log = log_path(crawler.settings, site, store.run)
        out.write(printable(f"{summary(store.manifest)}{f'; see {log}' if self.exitcode and log else ''}\n"))

    def _report_stream(self, *, failed: bool) -> TextIO:
        """Standard error for failures, and for all where a feed has standard output; nowhere for successes with ``--quiet``."""
        if self._quiet and not failed:
            return StringIO()
        return sys.stderr if failed or self._gives_feed_to_stdout() else sys.stdout

    def _site(self, args: list[str]) -> str:
        """The name of the one site that is meant. Raises UnknownSiteError and CommandLineError."""
        assert self.settings is not None
        if not args:
            raise CommandLineError(f"name a site, as in {self.invocation} metroseoul; `newscrawl sites` lists all")
        if words := [word for word in args if word.partition("=")[0] in NAMES]:
            raise CommandLineError(f"an argument needs its -a: write -a {words[0]}")
        if len(args) > 1:
            raise CommandLineError(f"one site a process: for site in {' '.join(args)}; do {self.invocation} $site; done")
        loader = get_spider_loader(self.settings)
        return find_site(args[0], [loader.load(name) for name in loader.list()]).name

    def _check(self, site: str, given: dict[str, str]) -> dict[str, str]:
        """The crawl's arguments, with relative days and labels resolved.

        Raises ArgumentError, NoBrowserError, ArchiveError or CommandLineError for what could not be crawled as asked.
        """
        assert self.settings is not None
        spider = get_spider_loader(self.settings).load(site)
        if self.settings["JOBDIR"]:
            raise CommandLineError("JOBDIR is not supported: it would keep what was asked for from one night to the next, and the next would "
                                   "read nothing; leave it out, a crawl that was cut short is completed by the next run")
        _check_number("FIRST_DAYS", self.settings["FIRST_DAYS"])
        for name in ("REVISIT_AFTER_DAYS", "RETRY_AFTER_NIGHTS"):
            for number in self.settings.getlist(name):
                _check_number(name, number)
        today = korean_today()
        if self.settings["REPLAY"]:
            today = _last_day(Archive(Path(self.settings["REPLAY"])))
        elif getattr(spider, "rendered", False):
            check_browser()
            check_sandbox(sandboxed=self.settings.getbool("BROWSER_SANDBOX"))
        checks.check_folder(self.settings["OUTPUT_DIR"])
        if log := log_path(self.settings, site, ""):
            checks.check_folder(log.parent)
        if not (sections := getattr(spider, "sections", None)):
            return given
        arguments = Arguments.parse(sections, given, today)
        spider(**given)  # which knows whether its articles are numbered
        if arguments.since and arguments.since > today:
            raise ArgumentError(f"since={arguments.since} is in the future; today is {today} in Korea")
        return arguments.resolved(given)


def _last_day(archive: Archive) -> date:
    """The Korean day on which an archive was made: today, for whoever replays it."""
    try:
        return datetime.fromisoformat(archive.last_date).astimezone(KST).date()
    except ValueError:
        return korean_today()


def _close_store(crawler: Crawler) -> None:
    """A crawl that failed before its engine ran, or was ended by a second signal, left its store open."""
    with suppress(RuntimeError):  # the crawl failed before it had extensions
        if store := store_of(crawler):
            store.close()


def _check_number(name: str, value: object) -> None:
    if not str(value).isdecimal() or int(str(value)) < 1:
        raise ArgumentError(f"{name}={value} is no number of days; write 1 or more")
