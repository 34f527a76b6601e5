"""``scrapy save_page FILE --reword``: a test page of a saved one, without the words of whoever wrote it."""
from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands.explain import is_address
from newscrawl.commands.read import _headers, _time
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.page.document import Page
from newscrawl.page.dom import shown
from newscrawl.read import UnknownSiteError, reader_for, spider_for
from newscrawl.samples.reword import is_korean, reword, reword_url
from newscrawl.samples.shelf import NoSampleError, answer_of, put, slug_of

FAILED = 1


class Command(ScrapyCommand):
    requires_project = True
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
        parser.add_argument("--url", metavar="URL", help="the address the page came from, of a declared site")
        parser.add_argument("--site", metavar="SITE", help="the site's name; found by the address when left out")
        parser.add_argument("--slug", metavar="NAME", help="the test page's name; made of the article's id when left out")
        parser.add_argument("--header", metavar="NAME:VALUE", action="append", default=[],
                            help="an HTTP header it came with (may be repeated)")
        parser.add_argument("--fetched-at", metavar="TIME", help="when it was fetched, as 2026-11-22T03:00:00+09:00; now, when left out")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not (opts.url or opts.reword):
            raise UsageError("name a FILE, with --reword or with its --url", print_help=False)
        try:
            self._save(Path(args[0]), opts)
        except OSError as error:
            self._fail(f"cannot read {args[0]}: {error.strerror}")
        except (NoSampleError, UnknownSiteError, ValueError) as error:
            self._fail(str(error))

    def _save(self, path: Path, opts: argparse.Namespace) -> None:
        if opts.url and not is_address(opts.url):
            raise ValueError(f"--url {opts.url} is no address; write it as https://www.example.com/1")
        headers, fetched_at = _headers(opts.header), _time(opts.fetched_at) or datetime.now(UTC)
        page = Page.from_bytes(path.read_bytes(), opts.url or "https://paper.example/", headers, fetched_at)
        container = text_container(page)
        if opts.reword and not is_korean(shown(container if container is not None else page.tree)):
            raise ValueError(f"{path}: its text is not Korean, and --reword knows no other; put words of your own in its place by hand")
        reader = spider_for(opts.url, opts.site) if opts.url else reader_for(page)
        body = reword(page.response.body, names_of(reader), headers.get("Content-Type")) if opts.reword else page.response.body
        if not opts.url:
            sys.stdout.buffer.write(body)
            return
        url = reword_url(opts.url) if opts.reword else opts.url
        sample = Page.from_bytes(body, url, headers, fetched_at)
        answer = answer_of(sample, reader) | ({"headers": headers} if headers else {})
        saved = put(reader.name, opts.slug or slug_of(sample, reader), body, answer)
        sys.stdout.write(f"{saved}\n{saved.with_suffix('.json')}: check it by eye, then take out \"checked\"\n")

    def _fail(self, message: str) -> None:
        sys.stderr.write(f"scrapy save_page: {' '.join(message.split())}\n")
        self.exitcode = FAILED


def names_of(reader: ArticlePages) -> list[str]:
    """Names that are no one's words: the paper's, and its sections'."""
    return [*reader.outlets, *getattr(reader, "sections", {}).values()]
