"""``scrapy check_site SITE [SECTION]``: does the site still look as its module says? Asks the site itself."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.replay import Archive
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.devtools.live_check import LiveCheck, live_check_spider, report, save
from newscrawl.errors import ArchiveError, ArgumentError, NoBrowserError, UnknownSiteError
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.rendering.browser import check_browser
from newscrawl.sites import find_site

FAILED = 1
COMMAND_LINE_ERROR = 2


class Command(NewscrawlCommand):
    # What it tells is the log; -L INFO brings Scrapy's back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "SITE [SECTION] [--save DIR]"

    def short_desc(self) -> str:
        return "Read one listing and three articles of a live site, field by field; fails when a required one is missing"

    def long_desc(self) -> str:
        return ("Five requests or so, as a crawl makes them: robots.txt obeyed, with the pause between. It writes no record. The exit code is 1 "
                "when the listing has no article, or when an article has no title, body or time.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--save", metavar="DIR", help="keep the pages there; they belong to the paper, so do not commit them")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not 1 <= len(args) <= 2:
            raise UsageError("name a SITE, and a SECTION of it if you like", print_help=False)
        assert isinstance(self.crawler_process, AsyncCrawlerProcess | CrawlerProcess)
        try:
            site, section = self._site(*args)
        except (ArgumentError, NoBrowserError, UnknownSiteError, ArchiveError) as error:
            sys.stderr.write(f"{self.invocation} {args[0]}: {error}\n")
            self.exitcode = COMMAND_LINE_ERROR
            return
        check = LiveCheck()
        self.crawler_process.crawl(live_check_spider(site), check=check, section=section, max_pages="1")
        self.crawler_process.start()
        self._print_report(check, opts.save)

    def _site(self, name: str, section: str | None = None) -> tuple[type[NewsSpider], str]:
        """The spider and the key of a section. Raises ArgumentError, NoBrowserError for a site that needs one, and
        ArchiveError for what REPLAY names."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        site = find_site(name, [loader.load(name) for name in loader.list()])
        assert issubclass(site, NewsSpider)
        section = section or next(iter(site.sections))
        [section] = Arguments.parse(site.sections, {"section": section}).sections
        if replay := self.settings["REPLAY"]:
            Archive(Path(replay))
        elif site.rendered:
            check_browser()
        return site, section

    def _print_report(self, check: LiveCheck, folder: str | None) -> None:
        sys.stdout.write(report(check))
        if folder:
            try:
                save(check, Path(folder))
            except OSError as error:
                sys.stderr.write(f"{self.invocation}: cannot write to {folder}: {error.strerror}\n")
                self.exitcode = FAILED
        if check.problems or not check.articles:
            self.exitcode = FAILED
