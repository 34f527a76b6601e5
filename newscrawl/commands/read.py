"""``newscrawl read FILE --url URL`` or ``newscrawl read URL``: the record of a page, one line on standard output."""
from __future__ import annotations

import argparse

from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.one_page import add_page_options, fetched_page, is_address, saved_page
from newscrawl.command_line.output import write_data
from newscrawl.devtools.fixtures.answer import as_text, of_article
from newscrawl.errors import ArchiveError, NotAnArticle, NotFetchedError, NoWorkerError, UnknownSiteError
from newscrawl.output.exporter import line_of
from newscrawl.read import article_on

UNREADABLE = 1
"""Exit code for a page that holds no article."""


class Command(NewscrawlCommand):
    # Standard output holds the record and nothing else; -L INFO brings the log back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "URL | FILE --url URL  [--site SITE] [--fetched-at TIME] [--answer]"

    def short_desc(self) -> str:
        return "Print the record of an article page, saved or fetched, as a line of JSON"

    def long_desc(self) -> str:
        return ("The page is a URL that is fetched as a crawl fetches it (robots.txt obeyed, our user agent), or a saved FILE with the --url "
                "that it came from. Any Korean paper's article page is read, of a site that is declared or not. Nothing is kept.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_page_options(parser)
        parser.add_argument("--answer", action="store_true", help="print what tests/pages keeps of it, as indented JSON")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if len(args) != 1 or (opts.url is None and not is_address(args[0])):
            self.refuse("name a URL, or a FILE and its --url")
        # A crawler process starts a reactor, which a saved page does without.
        self.requires_crawler_process = opts.url is None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            page = (fetched_page(args[0], opts, self.settings, self.crawler_process) if self.requires_crawler_process
                    else saved_page(args[0], opts))
            article = article_on(page, opts.site, isolated=self.settings.getbool("PAGE_WORKER"))
        except NotAnArticle as error:
            self.complain(f"{args[0]}: {error}")
            self.exitcode = UNREADABLE
        except (NotFetchedError, ArchiveError, NoWorkerError, UnknownSiteError, ValueError) as error:
            self.complain(error)
            self.exitcode = UNREADABLE
        else:
            write_data(as_text(of_article(article)) if opts.answer else line_of(article))
