"""``scrapy explain FILE --url URL`` or ``scrapy explain URL``: why the record of a page says what it says."""
from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from scrapy.exceptions import UsageError

from newscrawl.budget import reading_budget
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.one_page import add_page_options, fetched_page, is_address, saved_page
from newscrawl.devtools.explain import terminal, webpage
from newscrawl.devtools.explain.explanation import Explanation, explain
from newscrawl.devtools.explain.find import find
from newscrawl.errors import ArchiveError, NotFetchedError, NoWorkerError, PageRefused, UnknownSiteError
from newscrawl.page.document import Page
from newscrawl.read import article_reader, worker
from newscrawl.text.printable import printable

FAILED = 1
"""Exit code where there is nothing to explain."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a page, and for what it is written."""

    find: str | None
    html: bool
    width: int | None
    colours: bool


class Command(NewscrawlCommand):
    # Nobody wants a log between the lines; -L INFO brings it back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE --url URL | URL  [--site SITE] [--html OUT.html | --find TEXT]"

    def short_desc(self) -> str:
        return "Show why the record of an article page says what it says"

    def long_desc(self) -> str:
        return ("Shows what a page is taken for, where each field of its record was read and why not elsewhere, and what was dropped "
                "of the body by which rule. The page is a saved FILE, with the --url that it came from, or a URL that is fetched.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_page_options(parser)
        parser.add_argument("--find", metavar="TEXT", help="say only what became of this text of the page")
        parser.add_argument("--html", metavar="OUT.html", help="write it as a page to look at, the article beside it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if len(args) != 1:
            raise UsageError("name one FILE and its --url, or one URL", print_help=False)
        # A crawler process starts a reactor, which a saved page does without.
        self.requires_crawler_process = opts.url is None and is_address(args[0])

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            page = (fetched_page(args[0], opts, self.settings, self.crawler_process) if self.requires_crawler_process
                    else saved_page(args[0], opts))
            wanted = Wanted(opts.find, bool(opts.html), _width(), _has_colours())
            if self.settings.getbool("PAGE_WORKER"):
                text = worker().ask_and_wait(explained, page, opts.site, wanted)
            else:
                with reading_budget():
                    text = explained(page, opts.site, wanted)
            if opts.html and not opts.find:
                _write(opts.html, text)
                text = f"{opts.html}\n"
            _show(text)
        except (NotFetchedError, NoWorkerError, UnknownSiteError, ArchiveError, PageRefused, ValueError) as error:
            self.complain(error)
            self.exitcode = FAILED


def explained(page: Page, site: str | None, wanted: Wanted) -> str:
    """What is to be shown of a page. Raises UnknownSiteError, PageRefused, and ValueError where the page does not have the text."""
    explanation = explain(page, article_reader(page, site))
    if wanted.find:
        return "\n".join(_found(wanted.find, explanation, page)) + "\n"
    return webpage.render(explanation, page) if wanted.html else terminal.render(explanation, wanted.width, colours=wanted.colours)


def _found(text: str, explanation: Explanation, page: Page) -> list[str]:
    """Raises ValueError where the page does not have the text."""
    if not (matches := find(text, explanation, page)):
        raise ValueError(f"{page.url} does not have the text “{text}”; give less of it, as the page writes it")
    return [printable(match).replace("\n", " ") for match in matches]


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
        # The reader has closed the pipe; Python would report that again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width() -> int | None:
    """The terminal's; in a pipe lines stay whole, so that grep finds them."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _has_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
