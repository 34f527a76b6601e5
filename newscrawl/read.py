"""Reading a page without a crawl."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newscrawl import settings
from newscrawl.families.article_pages import ArticlePages, is_host_of
from newscrawl.families.news_spider import NewsSpider
from newscrawl.families.undeclared import undeclared
from newscrawl.items import Article
from newscrawl.pipelines.clean import clean
from newscrawl.reading.kinds import refusal
from newscrawl.reading.page import Page


class UnknownSiteError(LookupError):
    """No site of newscrawl's is at that host or has that name; the message is one line."""


class NotAnArticle(ValueError):  # noqa: N818 - what the page is, not what went wrong
    """The page holds no article. ``kind`` is one word for it, the message says the same in plain words."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def read_page(body: bytes, url: str, *, headers: Mapping[str, str] | None = None, site: str | None = None,
              fetched_at: datetime | None = None) -> Article:
    """The record of a saved article page, of a declared site or of any other Korean paper.

    ``body`` is the page as served, decompressed but not decoded; ``url`` the address it came from; ``headers`` the HTTP
    headers, of which the charset and the directives to robots count. ``site`` names the spider, which is otherwise found by the
    host; a host of no site is read by its CMS's selectors and by the other layers. ``fetched_at`` (aware; now, when left out) is
    when it was fetched: ``3분 전`` counts from there.

    Raises UnknownSiteError for a name of no site, NotAnArticle for a page without title or text, and ValueError for
    an address without an article id or a time without a zone.
    """
    if fetched_at is not None and fetched_at.tzinfo is None:
        raise ValueError("fetched_at has no time zone")
    page = Page.from_bytes(body, url, headers, fetched_at or datetime.now(UTC))
    reader = reader_for(page, site)
    if reader.article_id(url) is None:
        raise NotAnArticle("address", f"{url} is no address of an article of {reader.name}")
    found = reader.read_article(page)
    article, _ = clean(found)
    if problem := refusal(page, found, article, declared=isinstance(reader, NewsSpider)):
        raise NotAnArticle(*problem)
    return article


def reader_for(page: Page, site: str | None = None) -> ArticlePages:
    """Who reads a page: the site of that name, the site at its host, or the undeclared paper there.

    Raises UnknownSiteError for a name of no site, and for an address without a host.
    """
    try:
        return spider_for(page.url, site)
    except UnknownSiteError:
        if site or not urlsplit(page.url).hostname:
            raise
        return undeclared(page)


def spider_for(url: str, site: str | None = None) -> NewsSpider:
    """The spider of that name, or of the site at that address. Raises UnknownSiteError."""
    host = urlsplit(url).hostname or ""
    for spider in _spiders():
        if spider.name == site if site else is_host_of(host, spider.allowed_domains):
            return spider
    raise UnknownSiteError(f"{site or host or url!r} is no site that newscrawl knows; scrapy list names those that it knows")


@cache
def _spiders() -> tuple[NewsSpider, ...]:
    project = Settings()
    project.setmodule(settings)
    loader = SpiderLoader.from_settings(project)
    return tuple(spider_class() for name in sorted(loader.list())
                 if issubclass(spider_class := loader.load(name), NewsSpider))
