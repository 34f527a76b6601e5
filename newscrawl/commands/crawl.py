"""``scrapy crawl SITE``: Scrapy's own command, with a user's mistakes told in one line, exit 2, before any request."""
from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.spiderloader import get_spider_loader

from newscrawl.archive.replay import Archive, UnreadableArchiveError
from newscrawl.families.arguments import ArgumentError, Arguments
from newscrawl.rendering.browser import NoBrowserError, check_browser

WRONG_USE = 2
"""Exit code, as everywhere in Scrapy."""


class Command(ScrapyCrawl):
    def short_desc(self) -> str:
        return "Crawl a site: scrapy crawl metroseoul [-a section=… -a since=2026-11-01 -a until=… -a max_pages=…]"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Here rather than in ``run``, because by then Scrapy has begun its log."""
        super().process_options(args, opts)
        try:
            self._check(args, opts.spargs)
        except (ArgumentError, NoBrowserError, UnreadableArchiveError) as error:
            sys.stderr.write(f"{' '.join(['scrapy crawl', *args[:1]])}: {error}\n")
            sys.exit(WRONG_USE)

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
