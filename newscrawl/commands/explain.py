"""``scrapy explain FILE --url URL`` or ``scrapy explain URL``: why the record of a page says what it says."""
from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.exceptions import UsageError

from newscrawl.archive.replay import Archive, UnreadableArchiveError
from newscrawl.commands.read import _headers, _time
from newscrawl.explain import terminal, webpage
from newscrawl.explain.explanation import explain
from newscrawl.explain.fetch import NotFetchedError, fetch
from newscrawl.explain.wording import safe
from newscrawl.page.document import Page
from newscrawl.read import UnknownSiteError, reader_for

FAILED = 1
"""Exit code where there is nothing to explain."""


class Command(ScrapyCommand):
    requires_project = True
    # Nobody wants a log between the lines; -L INFO brings it back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE --url URL | URL  [--site SITE] [--html OUT.html]"

    def short_desc(self) -> str:
        return "Show why the record of an article page says what it says"

    def long_desc(self) -> str:
        return ("Shows what a page is taken for, where each field of its record was read and why not elsewhere, and what was dropped "
                "of the body by which rule. The page is a saved FILE, with the --url that it came from, or a URL that is fetched.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address a saved page came from")
        parser.add_argument("--site", metavar="SITE", help="the site's name; found by the address when left out")
        parser.add_argument("--header", metavar="NAME:VALUE", action="append", default=[],
                            help="an HTTP header a saved page came with (may be repeated)")
        parser.add_argument("--fetched-at", metavar="TIME",
                            help="when a saved page was fetched, as 2026-11-22T03:00:00+09:00; now, when left out")
        parser.add_argument("--html", metavar="OUT.html", help="write it as a page to look at, the article beside it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if len(args) != 1:
            raise UsageError("name one FILE and its --url, or one URL", print_help=False)
        # A crawler process starts a reactor, which a saved page does without.
        self.requires_crawler_process = opts.url is None and is_address(args[0])

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            page = self._fetched(args[0], opts) if self.requires_crawler_process else _saved(args[0], opts)
            explanation = explain(page, reader_for(page, opts.site))
            if opts.html:
                _write(opts.html, webpage.render(explanation, page))
                _show(f"{opts.html}\n")
            else:
                _show(terminal.render(explanation, _width(), colours=_has_colours()))
        except (NotFetchedError, UnknownSiteError, UnreadableArchiveError, ValueError) as error:
            sys.stderr.write(f"scrapy explain: {safe(' '.join(str(error).split()))}\n")
            self.exitcode = FAILED

    def _fetched(self, url: str, opts: argparse.Namespace) -> Page:
        """Raises NotFetchedError, or UnreadableArchiveError for what REPLAY names."""
        if opts.header or opts.fetched_at:
            raise ValueError("--header and --fetched-at are for a saved FILE; what is fetched comes with its own")
        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess | CrawlerProcess)
        if replay := self.settings["REPLAY"]:
            Archive(Path(replay))
        try:
            return fetch(url, self.crawler_process)
        except NotFetchedError as error:
            where = f" (answered from {replay}, which may not hold the page)" if replay else ""
            raise NotFetchedError(f"{url}: {error}{where}") from error


def _saved(path: str, opts: argparse.Namespace) -> Page:
    """Raises ValueError for what is wrong on the command line, the file included."""
    if opts.url is None:
        raise ValueError(f"{path}: say with --url where the page came from; an address to fetch begins with https://")
    if not is_address(opts.url):
        raise ValueError(f"--url {opts.url} is no address; write it as https://www.example.com/1")
    headers, fetched_at = _headers(opts.header), _time(opts.fetched_at)
    if fetched_at is not None and fetched_at.tzinfo is None:
        raise ValueError(f"--fetched-at {opts.fetched_at} has no time zone; write it as 2026-11-22T03:00:00+09:00")
    try:
        body = Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror}") from error
    return Page.from_bytes(body, opts.url, headers, fetched_at or datetime.now(UTC))


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ValueError(f"cannot write {path}: {error.strerror}") from error


def _show(text: str) -> None:
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough; Python would complain again when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width() -> int | None:
    """The terminal's; in a pipe lines stay whole, so that grep finds them."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _has_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
