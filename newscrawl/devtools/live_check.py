"""Checks a live site: fetches and reads a listing and three of its articles as a crawl does, and writes nothing."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newscrawl.cleaning.article import clean
from newscrawl.failures import failure_reason
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.base.walk import Walk
from newscrawl.items import Article, Link
from newscrawl.page.document import Page
from newscrawl.text.plurals import counted

MAX_ARTICLES = 3
REQUIRED = ("title", "body", "published_at")
MAX_VALUE_CHARS = 40
"""A longer value is cut."""


@dataclass
class LiveCheck:
    """What a check found."""

    listings: list[tuple[Page, int]] = field(default_factory=list)
    """With the number of articles found on each."""

    articles: list[tuple[Page, Article]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """What could not be fetched or is missing, a line each."""


class LiveCheckSpider(NewsSpider):
    """Mixed into a site's spider (see ``live_check_spider``): the same requests and reading, for one listing page and three articles."""

    def __init__(self, check: LiveCheck, **given: str) -> None:
        super().__init__(**given)
        self.check = check

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # Nothing is exported, so nothing may be written or remembered.
        for name in ("EXTENSIONS", "ITEM_PIPELINES"):
            settings.set(name, {}, "spider")
        settings.set("RETRY_ENABLED", value=False, priority="spider")

    def parse_menu(self, response: Response) -> Iterator[Any]:
        codes = self.read_menu(Page.from_response(response))
        self.check.problems += [f"{response.url}: the menu names no section {self.sections[listing]!r}"
                               for listing in self.arguments.sections if listing not in self.section_codes and listing not in codes]
        yield from super().parse_menu(response)

    def parse_listing(self, response: Response, walk: Walk, page_number: int) -> Iterator[Any]:
        page = Page.from_response(response)
        links = self.article_links(page)
        requested = response.meta.get("redirect_urls", [response.url])[0]
        if not links and (fallback_url := self.fallback_listing_url(walk.code, page_number, requested)):
            yield self.listing_request(walk, fallback_url, page_number)
            return
        self.check.listings.append((page, len(links)))
        if not links:
            self.check.problems.append(f"{response.url}: no article was found on the listing")
        for link in links[:MAX_ARTICLES]:
            yield self.article_request(link, walk)

    def parse_article(self, response: Response, link: Link, listing: str | None, walk: Walk | None = None) -> Iterator[Any]:
        page = Page.from_response(response)
        if not self.is_article_page(link, page):
            self.check.problems.append(f"{link.url}: led to {page.url}, which is no article")
            return
        article, _ = clean(self.read_article(page, listing, link))
        self.check.articles.append((page, article))
        self.check.problems += [f"{page.url}: no {name} was found" for name in REQUIRED if not getattr(article, name)]
        yield from ()

    def listing_failed(self, failure: Failure) -> Iterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined]
        requested = request.cb_kwargs
        fallback_url = self.fallback_listing_url(requested["walk"].code, requested["page_number"], request.url) if "walk" in requested else None
        if fallback_url:
            yield self.listing_request(requested["walk"], fallback_url, requested["page_number"])
        else:
            self.failed(failure)

    def article_failed(self, failure: Failure) -> Iterator[Any]:
        self.failed(failure)
        yield from ()

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self.check.problems.append(f"{request.url}: {failure_reason(failure)[1]}")


def live_check_spider(site: type[NewsSpider]) -> type[NewsSpider]:
    """The site's spider, for a live check."""
    return type(f"{site.__name__}Look", (LiveCheckSpider, site), {})


def report(check: LiveCheck) -> str:
    """A report: each article with its fields, and the layer of each field."""
    lines = [f"listing  {page.url}: {counted(count, 'article')}" for page, count in check.listings]
    for page, article in check.articles:
        layers = article.provenance.layers
        lines += ["", f"article  {page.url}"]
        lines += [f"  {name:<13}{_short(_value(article, name))}  [{getattr(layers, name) or '-'}]" for name in layers.__slots__]
        lines += [f"  warning      {warning}" for warning in article.provenance.warnings]
    return "\n".join([*lines, "", *(f"MISSING  {problem}" for problem in check.problems)]).rstrip() + "\n"


def save(check: LiveCheck, folder: Path) -> None:
    """The pages as they came, and in a file beside each the address. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    named = [(f"listing_{number}", page) for number, (page, _) in enumerate(check.listings, 1)]
    named += [(f"article_{number}", page) for number, (page, _) in enumerate(check.articles, 1)]
    for name, page in named:
        (folder / f"{name}.html").write_bytes(page.response.body)
        (folder / f"{name}.url").write_text(f"{page.url}\n", encoding="utf-8")


def _value(article: Article, name: str) -> str:
    value = getattr(article, name)
    if name == "body":
        return f"{counted(len(article.blocks), 'block')}, {counted(len(article.body), 'letter')}: {value}" if value else ""
    if name == "authors":
        return ", ".join(author.name for author in value)
    if name == "images":
        return f"{len(value)}" if value else ""
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _short(text: str) -> str:
    text = " ".join(text.split()) or "-"
    return text if len(text) <= MAX_VALUE_CHARS else f"{text[:MAX_VALUE_CHARS]}…"
