"""``scrapy probe URL``: a new site's spider and test pages, from one of its section listings."""
from __future__ import annotations

import argparse
import keyword
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess
from scrapy.exceptions import UsageError

from newscrawl.budget import reading_budget
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.one_page import is_address
from newscrawl.command_line.output import show
from newscrawl.devtools.fixtures.files import PROJECT, answer_of, fixture_files, slug_of, write_all
from newscrawl.devtools.fixtures.reword import reword, reword_url
from newscrawl.devtools.probe.fetch import Fetched, fetch
from newscrawl.devtools.probe.findings import Findings, check_listing, inspect_site, name_of
from newscrawl.devtools.probe.module import key_of, source, spider_class
from newscrawl.devtools.probe.table import table
from newscrawl.errors import FixtureError, NotAnArticle, PageRefused, ProbeError, UnknownSiteError
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.known import undeclared
from newscrawl.page.document import Page
from newscrawl.read import read_page
from newscrawl.sites import spider_for

FAILED = 1
SPIDERS = PROJECT / "newscrawl" / "spiders"
MAX_FIXTURES = 2
"""Articles that become test pages."""


class Command(NewscrawlCommand):
    requires_checkout = True
    # What it finds is the log; -L INFO brings Scrapy's back.
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "URL | --listing FILE --listing-url URL --article FILE --article-url URL  [--name NAME]"

    def short_desc(self) -> str:
        return "Write a new site's spider and test pages, from a section listing"

    def long_desc(self) -> str:
        return ("Fetches robots.txt, a section's listing and three of its articles, or takes saved ones, and tells what it finds: the CMS, "
                "the sections, the form of an article's address, and which layer tells which field. Then it writes "
                "newscrawl/spiders/NAME.py and reworded test pages whose answers are to be checked by eye.")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--listing", metavar="FILE", help="a saved section listing")
        parser.add_argument("--listing-url", metavar="URL", help="where it came from")
        parser.add_argument("--article", metavar="FILE", action="append", default=[], help="a saved article of it (may be repeated)")
        parser.add_argument("--article-url", metavar="URL", action="append", default=[], help="where it came from (one for each --article)")
        parser.add_argument("--name", metavar="NAME", help="the spider's name; made of the host when left out")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        saved = bool(opts.listing or opts.article)
        if saved == bool(args) or len(args) > 1:
            raise UsageError("name one URL, or --listing and --article with their addresses", print_help=False)
        if saved and not (opts.listing and opts.listing_url and opts.article and len(opts.article) == len(opts.article_url)):
            raise UsageError("saved pages are a --listing with its --listing-url, and one --article-url for each --article", print_help=False)
        # A crawler process starts a reactor, which saved pages do without.
        self.requires_crawler_process = not saved

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            url = opts.listing_url or args[0]
            name = check_new(url, opts.name)
            pages = _saved(opts) if opts.listing else self._fetched(url, name)
            for problem in pages.problems:
                show(f"not fetched: {problem}\n")
            with reading_budget():
                files = made_of(pages, name)
            write(files)
        except OSError as error:
            self._fail(f"{error.filename}: {error.strerror}")
        except (FixtureError, PageRefused, ProbeError) as error:
            self._fail(str(error))

    def _fetched(self, url: str, name: str) -> Fetched:
        assert self.settings is not None
        assert isinstance(self.crawler_process, AsyncCrawlerProcess | CrawlerProcess)
        # Below output/, which git ignores: pages as they are belong to their paper.
        keep = Path(self.settings["OUTPUT_DIR"]) / "probe" / name
        fetched = fetch(url, self.crawler_process, keep)
        show(f"robots.txt     {fetched.robots or 'could not be fetched'}\nkept in        {keep}\n")
        return fetched

    def _fail(self, message: str) -> None:
        self.complain(message)
        self.exitcode = FAILED


def check_new(url: str, given: str | None) -> str:
    """The new spider's name. Raises ProbeError for what is no address, or is declared already."""
    if not is_address(url):
        raise ProbeError(f"{url} is no address; write it as https://www.example.com/news/")
    try:
        declared = spider_for(url)
    except UnknownSiteError:
        name = given or name_of(urlsplit(url).hostname or "")
        if not name.isidentifier() or name != name.lower() or keyword.iskeyword(name):
            raise ProbeError(f"{name} is no name for a spider; give one in small letters with --name") from None
        if (SPIDERS / f"{name}.py").exists():
            raise ProbeError(f"newscrawl/spiders/{name}.py is there already; choose another name with --name") from None
        return name
    raise ProbeError(f"the site is declared already, as {declared.name}")


def _saved(opts: argparse.Namespace) -> Fetched:
    now = datetime.now(UTC)
    for url in opts.article_url:
        if not is_address(url):
            raise ProbeError(f"{url} is no address; write it as https://www.example.com/news/1")
    articles = [Page.from_bytes(Path(file).read_bytes(), url, None, now) for file, url in zip(opts.article, opts.article_url, strict=True)]
    return Fetched(listing=Page.from_bytes(Path(opts.listing).read_bytes(), opts.listing_url, None, now), articles=articles)


def made_of(pages: Fetched, name: str) -> dict[Path, bytes]:
    """Prints the findings; the files of the test pages and, last, of the spider. Raises ProbeError, FixtureError and PageRefused."""
    assert pages.listing is not None
    check_listing(pages.listing)
    articles = _articles(pages)
    found = inspect_site(pages.listing, articles, name, pages.robots)
    text, spider = source(found), spider_class(found)()
    show(report(found) + "\n\n" + table(undeclared(articles[0]), articles) + "\n\n" + text + "\n")
    keep = [found.publisher, *found.also_called, found.sections.own.label, *(section.label for section in found.sections.others)]
    fixtures = _fixture(pages.listing, spider, keep)
    for page in articles[:MAX_FIXTURES]:
        fixtures |= _fixture(page, spider, keep)
    # The module last: with it the site is declared, and is not probed again.
    return {**fixtures, SPIDERS / f"{name}.py": text.encode()}


def write(files: dict[Path, bytes]) -> None:
    """Writes all files or none. Raises OSError."""
    write_all(files)
    for path in files:
        show(f"written: {path}\n")
    show('next: compare each answer with its page by eye, take "checked" out of it, and run make check\n')


def _articles(pages: Fetched) -> list[Page]:
    """The pages that are articles; says of the others why they are left out. Raises ProbeError when there is none."""
    articles: list[Page] = []
    for page in pages.articles:
        try:
            read_page(page.response.body, page.url, fetched_at=page.fetched_at)
        except NotAnArticle as error:
            show(f"left out: {page.url}: {error}\n")
        else:
            articles.append(page)
    if not articles:
        raise ProbeError("none of the pages that were fetched is an article" if pages.articles else "no article could be fetched")
    return articles


def _fixture(page: Page, spider: NewsSpider, keep: list[str]) -> dict[Path, bytes]:
    """The files of a reworded test page. Raises FixtureError."""
    fixture = Page.from_bytes(reword(page.response.body, keep), reword_url(page.url), None, page.fetched_at)
    return fixture_files(spider.name, slug_of(fixture, spider), fixture.response.body, answer_of(fixture, spider))


def report(found: Findings) -> str:
    """What was found, a line each."""
    others = ", ".join(f"{section.label} ({section.code} as {key_of(section)})" for section in found.sections.others)
    cms = found.cms.key if found.cms else "none that is known"
    return "\n".join(f"{label:<15}{text}" for label, text in (
        ("paper", found.publisher), ("CMS", f"{cms}, generation {found.design}" if found.design else cms),
        ("encoding", found.encoding), ("articles", f"{len(found.addresses)} on the listing"),
        ("id", f"{found.address.pattern} in {found.address.form}"), ("section", f"{found.sections.own.label} ({found.sections.own.code})"),
        ("others", others or "none found in the menu")))
