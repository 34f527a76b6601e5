"""``newscrawl check SITE [SECTION]``: is the site still as its module declares it? Asks the site itself.

In this project it stands in the place of Scrapy's own ``check``, which runs contracts in docstrings; no spider here has any.
"""
from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.replay import Archive
from newscrawl.budget import reading_budget
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.devtools.check.keep import keep
from newscrawl.devtools.check.report import HEADER, HOLDS, Checked, as_json, report, row
from newscrawl.devtools.check.visit import Trouble, Visit, visitor
from newscrawl.errors import (
    ArchiveError,
    ArgumentError,
    CommandLineError,
    NoBrowserError,
    PageRefused,
    UnknownSiteError,
)
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.rendering.browser import check_browser, check_sandbox
from newscrawl.sites import find_site
from newscrawl.text.plurals import counted

FAILED = 1


class Command(NewscrawlCommand):
    # What it tells is the log; -L INFO brings Scrapy's back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "SITE [SECTION] | --all [--json] [--save DIR [--reword]]"

    def short_desc(self) -> str:
        return "Ask a live site whether it still is as its module declares it; --all asks every site"

    def long_desc(self) -> str:
        return ("Six requests or so to a site, as a crawl makes them: robots.txt obeyed, one at a time, with the pause between. It writes no "
                "record. It reads two pages of a listing and three articles, says of every declaration whether it holds, and what the pages "
                "show in its place. The exit code is 1 when something declared no longer holds, when the site shows a notice instead, or "
                "when an article has no title, body or time. --all goes to all sites side by side, a line each as it ends.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="check the first section of every site")
        parser.add_argument("--json", action="store_true", help="write JSON: one object a site, one a line")
        parser.add_argument("--save", metavar="DIR", help="keep the pages there as test pages; they belong to the paper, so do not commit them")
        parser.add_argument("--reword", action="store_true", help="with --save: replace the pages' words by invented ones, so that you may")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self.about = args[0] if args else ""
        super().process_options(args, opts)
        try:
            _check_options(args, opts)
            self._visits = self._all() if opts.all else [self._one(*args)]
        except (ArgumentError, NoBrowserError, UnknownSiteError, ArchiveError, CommandLineError) as error:
            self.refuse(error)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        process = self.crawler_process
        assert isinstance(process, AsyncCrawlerProcess)
        tell = _json if opts.json else row if opts.all else report
        if tell is row:
            show(HEADER)
        checked: list[Checked] = []

        def ended(visit: Visit, task: asyncio.Task[None] | None = None) -> None:
            if task and not task.cancelled() and (error := task.exception()):
                visit.troubles.append(Trouble(visit.site.name, "error", f"{type(error).__name__}: {error}"))
            checked.append(self._tell(visit, tell, opts))

        for visit in self._visits:
            if visit.troubles:  # it cannot be visited
                ended(visit)
                continue
            task = process.crawl(visitor(visit.site), visit=visit, section=visit.section)
            assert isinstance(task, asyncio.Task)
            task.add_done_callback(partial(ended, visit))
        process.start()
        holding = sum(one.outcome == HOLDS for one in checked)
        if opts.all and not opts.json:
            show(f"{holding} of {counted(len(checked), 'site')} hold\n")
        if holding < len(checked):
            self.exitcode = FAILED

    def _tell(self, visit: Visit, tell: Callable[[Checked], str], opts: argparse.Namespace) -> Checked:
        try:
            with reading_budget():
                checked = Checked.of(visit)
        except PageRefused as refused:
            visit.troubles.append(Trouble(visit.site.name, refused.reason, str(refused)))
            checked = Checked(visit, [], refused.reason)
        show(tell(checked))
        if opts.save:
            try:
                keep(visit, Path(opts.save), in_own_words=opts.reword)
            except OSError as error:
                self.complain(f"cannot write to {opts.save}: {error.strerror}")
                self.exitcode = FAILED
        return checked

    def _one(self, name: str, section: str | None = None) -> Visit:
        """Raises ArgumentError, UnknownSiteError, NoBrowserError for a site that needs one, and ArchiveError for what REPLAY names."""
        assert self.settings is not None
        site = find_site(name, self._sites())
        assert issubclass(site, NewsSpider)
        if replay := self.settings["REPLAY"]:
            Archive(Path(replay))
        elif site.rendered:
            check_browser()
            check_sandbox(sandboxed=self.settings.getbool("BROWSER_SANDBOX"))
        [key] = Arguments.parse(site.sections, {"section": section or next(iter(site.sections))}).sections
        return Visit(site, key)

    def _all(self) -> list[Visit]:
        """The first section of every site; one that needs a browser has a trouble where there is none."""
        assert self.settings is not None
        visits = [Visit(site, next(iter(site.sections))) for site in self._sites() if issubclass(site, NewsSpider)]
        try:
            check_browser()
            check_sandbox(sandboxed=self.settings.getbool("BROWSER_SANDBOX"))
        except NoBrowserError as error:
            for visit in visits:
                if visit.site.rendered:
                    visit.troubles.append(Trouble(visit.site.listing_url, "no-browser", str(error)))
        return visits

    def _sites(self) -> list[type]:
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        return [loader.load(name) for name in loader.list()]


def _check_options(args: list[str], opts: argparse.Namespace) -> None:
    """Raises CommandLineError."""
    if opts.all == bool(args) or len(args) > 2:
        raise CommandLineError("name a SITE, and a SECTION of it if you like, or give --all")
    if opts.reword and not opts.save:
        raise CommandLineError("--reword needs --save DIR")


def _json(checked: Checked) -> str:
    return f"{json.dumps(as_json(checked), ensure_ascii=False)}\n"


