"""``newscrawl save_page FILE --reword``: a test page of a saved one, without the words of whoever wrote it."""
from __future__ import annotations

import argparse
import re
from pathlib import Path

from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.one_page import add_page_options, headers_of, is_address, time_of
from newscrawl.command_line.output import show, write_data
from newscrawl.devtools.fixtures.files import answer_of, save_fixture, slug_of
from newscrawl.devtools.fixtures.reword import is_korean, reword, reword_url
from newscrawl.errors import FixtureError, UnknownSiteError
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.read import reader_for
from newscrawl.sites import spider_for

FAILED = 1
_ELEMENT = re.compile(r"<(?:html|head|body|div|p|article|section|table)\b", re.IGNORECASE)
_SLUG = re.compile(r"\w+(?:-\w+)*", re.ASCII)


class Command(NewscrawlCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "FILE --reword [> OUT.html] | FILE --url URL [--reword] [--slug NAME]"

    def short_desc(self) -> str:
        return "Make a test page of a saved one; --reword replaces its text by invented words"

    def long_desc(self) -> str:
        return ("With --url the page goes to tests/pages/<site>/, with an answer beside it that is to be checked by eye; without, to "
                "standard output. --reword keeps markup, dates, labels and the shape of bylines, and replaces words, names and "
                "mail addresses: do so with every page that is not your own. Words and names in Latin letters stay: look for them yourself.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--reword", action="store_true", help="replace the page's words by invented ones")
        add_page_options(parser)
        parser.add_argument("--slug", metavar="NAME", help="the test page's name; made of the article's id when left out")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Without --url the page goes to standard output.
        self.requires_checkout = bool(opts.url)
        super().process_options(args, opts)
        if len(args) != 1 or not (opts.url or opts.reword):
            self.refuse("name a FILE, with --reword or with its --url")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self._save(Path(args[0]), opts)
        except (FixtureError, UnknownSiteError, ValueError) as error:
            self.complain(error)
            self.exitcode = FAILED
        except OSError as error:
            self.complain(f"cannot {'read' if error.filename == args[0] else 'write'} {error.filename}: {error.strerror}")
            self.exitcode = FAILED

    def _save(self, path: Path, opts: argparse.Namespace) -> None:
        if opts.url and not is_address(opts.url):
            raise ValueError(f"--url {opts.url} is no address; write it as https://www.example.com/1")
        if opts.slug and not _SLUG.fullmatch(opts.slug):
            raise ValueError(f"--slug {opts.slug} is no name for a test page; use letters of a to z, digits, _ and -")
        headers, fetched_at = headers_of(opts), time_of(opts)
        page = Page.from_bytes(path.read_bytes(), opts.url or "https://paper.example/", headers, fetched_at)
        if "\0" in page.response.text or not _ELEMENT.search(page.response.text):
            raise ValueError(f"{path} is {'empty' if not page.response.body.strip() else 'no HTML page'}")
        container = text_container(page)
        if opts.reword and not is_korean(visible_text(container if container is not None else page.tree)):
            raise ValueError(f"{path}: its text is not Korean, and --reword knows no other; put words of your own in its place by hand")
        reader = spider_for(opts.url, opts.site) if opts.url else reader_for(page)
        body = reword(page.response.body, names_of(reader), headers.get("Content-Type")) if opts.reword else page.response.body
        if not opts.url:
            write_data(body)
            return
        url = reword_url(opts.url) if opts.reword else opts.url
        page = Page.from_bytes(body, url, headers, fetched_at)
        answer = answer_of(page, reader) | ({"headers": headers} if headers else {})
        saved = save_fixture(reader.name, opts.slug or slug_of(page, reader), body, answer)
        show(f"{saved}\n{saved.with_suffix('.json')}: check it by eye, then take out \"checked\"\n")


def names_of(reader: ArticlePages) -> list[str]:
    """Names that are no one's words: the paper's, and its sections'."""
    return [*reader.outlets, *getattr(reader, "sections", {}).values()]
