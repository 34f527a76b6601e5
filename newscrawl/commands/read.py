"""``scrapy read FILE --url URL``: the record of a saved page, one line on standard output."""
from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.feed.exporter import line_of
from newscrawl.read import NotAnArticle, UnknownSiteError, read_page
from newscrawl.samples.answer import as_text, of_article

UNREADABLE = 1
"""Exit code for a page that holds no article."""


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "FILE --url URL [--site SITE] [--fetched-at TIME] [--answer]"

    def short_desc(self) -> str:
        return "Read a saved article page; print its record as one line of JSON"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address the page came from")
        parser.add_argument("--site", metavar="SITE", help="the site's name; found by the address when left out")
        parser.add_argument("--header", metavar="NAME:VALUE", action="append", default=[],
                            help="an HTTP header it came with (may be repeated)")
        parser.add_argument("--fetched-at", metavar="TIME", help="when it was fetched, as 2026-11-22T03:00:00+09:00; now, when left out")
        parser.add_argument("--answer", action="store_true", help="print what tests/pages keeps of it, as indented JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not opts.url:
            raise UsageError("name a FILE and its --url", print_help=False)
        try:
            headers, fetched_at = _headers(opts.header), _time(opts.fetched_at)
            article = read_page(Path(args[0]).read_bytes(), opts.url, site=opts.site, headers=headers, fetched_at=fetched_at)
        except OSError as error:
            self._fail(f"cannot read {args[0]}: {error.strerror}")
        except (NotAnArticle, UnknownSiteError, ValueError) as error:
            self._fail(f"{args[0]}: {error}")
        else:
            sys.stdout.buffer.write(as_text(of_article(article)) if opts.answer else line_of(article))

    def _fail(self, message: str) -> None:
        sys.stderr.write(f"scrapy read: {message}\n")
        self.exitcode = UNREADABLE


def _headers(given: list[str]) -> dict[str, str]:
    if wrong := next((header for header in given if ":" not in header), None):
        raise ValueError(f"--header {wrong} is no header; write it as Content-Type:text/html")
    return dict(header.split(":", 1) for header in given)


def _time(given: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(given) if given else None
    except ValueError:
        raise ValueError(f"--fetched-at {given} is no time; write it as 2026-11-22T03:00:00+09:00") from None
