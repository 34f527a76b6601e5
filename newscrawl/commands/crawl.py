"""``scrapy crawl SITE``: Scrapy's own command, with an honest exit code and one line that says how it went.

A user's mistakes are told in one line, exit code 2, before any request. The log goes to a file of the run's own, unless another
place was asked for.
"""
from __future__ import annotations

import argparse
import asyncio
import difflib
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.replay import Archive, UnreadableArchiveError
from newscrawl.families.base.arguments import ArgumentError, Arguments
from newscrawl.feed.opening import StartError
from newscrawl.feed.outcome import EXIT_CODES
from newscrawl.feed.run import name_of
from newscrawl.feed.store import RunStore, store_of
from newscrawl.rendering.browser import NoBrowserError, check_browser

WRONG_USE = 2
"""Exit code, as everywhere in Scrapy."""


class Command(ScrapyCrawl):
    def short_desc(self) -> str:
        return "Crawl a site: scrapy crawl metroseoul [-a section=… -a since=2026-11-01 -a until=… -a max_pages=… -a refetch=1]"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Here rather than in ``run``, because by then Scrapy has begun its log."""
        super().process_options(args, opts)
        try:
            self._check(args, opts.spargs)
        except (ArgumentError, NoBrowserError, UnreadableArchiveError) as error:
            sys.stderr.write(f"{' '.join(['scrapy crawl', *args[:1]])}: {error}\n")
            sys.exit(WRONG_USE)
        self._skip_what_forbids_ai(args[0])
        self._log_to_a_file(args[0])

    def _skip_what_forbids_ai(self, site: str) -> None:
        """Ends with a line and exit code 0 where the settings leave the site out."""
        assert self.settings is not None
        spider = get_spider_loader(self.settings).load(site)
        if self.settings.getbool("SKIP_SITES_FORBIDDING_AI") and getattr(spider, "forbids_ai", False):
            sys.stdout.write(f"{site}: skipped: its publisher says {getattr(spider, 'ai_terms', '')!r} (SKIP_SITES_FORBIDDING_AI)\n")
            sys.exit(0)

    def _log_to_a_file(self, site: str) -> None:
        """Unless the command line says where the log goes. It is made when the first line comes."""
        assert self.settings is not None
        # A full disk is told once, by the crawl, and not by every line that the log cannot take.
        logging.raiseExceptions = False
        if self.settings["LOG_FILE"] is None and self.settings.getbool("LOG_ENABLED"):
            folder = Path(self.settings["OUTPUT_DIR"]) / "logs" / site
            folder.mkdir(parents=True, exist_ok=True)
            self.settings.set("LOG_FILE", str(folder / f"{name_of(datetime.now(UTC))}.log"), "cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawls, prints one line, and sets the exit code (see ``feed.outcome``)."""
        process = self.crawler_process
        assert process is not None
        crawler = process.create_crawler(args[0])
        crawl = process.crawl(crawler, **opts.spargs)
        assert isinstance(crawl, asyncio.Task)
        ended: list[BaseException | None] = []
        crawl.add_done_callback(lambda task: ended.append(None if task.cancelled() else task.exception()))
        process.start()
        error = ended[0] if ended else None
        if isinstance(error, StartError):
            self.exitcode = error.exit_code
            sys.stderr.write(f"scrapy crawl {args[0]}: {error}\n")
        elif error is not None:
            raise error
        else:
            self._tell(args[0], store_of(crawler))

    def _tell(self, site: str, store: RunStore | None) -> None:
        assert self.settings is not None
        if store is None:  # no site of ours: a spider that keeps no run
            return
        if store.manifest is None:  # a second signal
            self.exitcode = EXIT_CODES["stopped"]
            sys.stderr.write(f"scrapy crawl {site}: ended at once; the next run finishes the files and goes on from here\n")
            return
        self.exitcode = EXIT_CODES[store.manifest.outcome]
        log = self.settings["LOG_FILE"]
        more = f"; see {log}" if self.exitcode and log else ""
        (sys.stderr if self.exitcode else sys.stdout).write(f"{store.summary}{more}\n")

    def _check(self, args: list[str], given: dict[str, str]) -> None:
        """Raises ArgumentError, NoBrowserError or UnreadableArchiveError for what could not be crawled as asked."""
        assert self.settings is not None
        if len(args) != 1:
            raise ArgumentError("name one site; `scrapy list` prints them all")
        [site] = args
        sites = get_spider_loader(self.settings)
        if site not in sites.list():
            near = difflib.get_close_matches(site, sites.list(), n=3) or sites.list()
            raise ArgumentError(f"no such site; is it {' or '.join(near)}? `scrapy list` prints them all")
        spider = sites.load(site)
        if sections := getattr(spider, "sections", None):
            Arguments.parse(sections, given)
        _check_number("FIRST_DAYS", self.settings["FIRST_DAYS"])
        for name in ("REVISIT_AFTER_DAYS", "RETRY_AFTER_NIGHTS"):
            for number in self.settings.getlist(name):
                _check_number(name, number)
        if self.settings["REPLAY"]:
            Archive(Path(self.settings["REPLAY"]))
        elif getattr(spider, "rendered", False):
            check_browser()
        _check_writable(Path(self.settings["OUTPUT_DIR"]))


def _check_number(name: str, value: object) -> None:
    if not str(value).isdecimal() or int(str(value)) < 1:
        raise ArgumentError(f"{name}={value} is no number of days; write 1 or more")


def _check_writable(output: Path) -> None:
    """That files can be made in ``output``, or in the nearest folder above it that is there."""
    there = next(folder for folder in (output.resolve(), *output.resolve().parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise ArgumentError(f"cannot write to {there}; choose another place with -s OUTPUT_DIR=…")
