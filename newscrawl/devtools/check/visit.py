"""Visits a live site: asks for two pages of a listing and three of its articles as a crawl does, and writes nothing."""
from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeAlias

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newscrawl.budget import reading_budget
from newscrawl.cleaning.article import clean
from newscrawl.devtools.limits import LIMITS, why_ended
from newscrawl.errors import PageRefused
from newscrawl.extract.notices import NotArticle, error_notice
from newscrawl.extracted import Link, Proof
from newscrawl.failures import failure_reason
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.base.walk import Walk
from newscrawl.items import Article
from newscrawl.page.document import Page

MAX_ARTICLES = 3
_Given = ParamSpec("_Given")
_Callback: TypeAlias = "Callable[Concatenate[Any, Response, _Given], AsyncIterator[Any]]"


class Trouble(NamedTuple):
    """What could not be fetched or is no article."""

    url: str
    reason: str
    """One word: ``captcha``, ``unreachable``, ``no-body``, …"""

    message: str


class ListingPage(NamedTuple):
    page: Page
    links: list[Link]


class ArticlePage(NamedTuple):
    page: Page
    article: Article
    proof: Proof


@dataclass
class Visit:
    """What was seen of one section of one site."""

    site: type[NewsSpider]
    section: str
    """Section key."""

    code: str | None = None
    """The section's code; None if the menu has none, or the listing was not asked for."""

    menu: dict[str, str] | None = None
    """Section key -> code in the site's menu; None if it was not asked for."""

    listings: list[ListingPage] = field(default_factory=list)
    """The first page and, if one was asked for, the second."""

    next_address: str | None = None
    """Where the declaration says that the second page is."""

    next_failed: str = ""
    """Why the second page could not be fetched."""

    articles: list[ArticlePage] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)
    """Pages that are no articles, though one was asked for."""

    troubles: list[Trouble] = field(default_factory=list)


def within_budget(parse: _Callback[_Given]) -> _Callback[_Given]:
    """Decorator for a visitor's callback: a page has the budget of a page, and one that is past it is a trouble."""
    @wraps(parse)
    async def bounded(visitor: Any, response: Response, /, *given: _Given.args, **named: _Given.kwargs) -> AsyncIterator[Any]:
        try:
            with reading_budget():
                found = [step async for step in parse(visitor, response, *given, **named)]
        except PageRefused as refused:
            visitor.trouble(response.url, refused.reason, str(refused))
        else:
            for step in found:
                yield step

    return bounded


class Visitor(NewsSpider):
    """Mixed into a site's spider (see ``visitor``): the same requests and reading."""

    def __init__(self, visit: Visit, **given: str) -> None:
        super().__init__(**given)
        self.visit = visit

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # Nothing is exported, so nothing may be written or remembered.
        for name in ("EXTENSIONS", "ITEM_PIPELINES"):
            settings.set(name, {}, "spider")
        settings.setdict({"RETRY_ENABLED": False, "PAGE_WORKER": False, **LIMITS}, "spider")

    @within_budget
    async def parse_menu(self, response: Response) -> AsyncIterator[Any]:
        page = Page.from_response(response)
        self.visit.menu = self.read_menu(page)
        if self.visit.section not in self.visit.menu | self.section_codes:
            notice = error_notice(page)
            self.trouble(response.url, *(notice or ("not-in-menu", f"the menu names no section {self.sections[self.visit.section]!r}")))
        async for step in super().parse_menu(response):
            yield step

    @within_budget
    async def parse_listing(self, response: Response, walk: Walk, page_number: int) -> AsyncIterator[Any]:
        page = Page.from_response(response)
        links = self.article_links(page)
        asked = response.meta.get("redirect_urls", [response.url])[0]
        if not links and (fallback_url := self.fallback_listing_url(walk.code, page_number, asked)):
            yield self.listing_request(walk, fallback_url, page_number)
            return
        self.visit.code = walk.code
        self.visit.listings.append(ListingPage(page, links))
        if page_number > 1:
            return
        if not links:
            self.trouble(response.url, *(error_notice(page) or ("no-links", "no article was found on the listing")))
            return
        for link in links[:MAX_ARTICLES]:
            yield self.article_request(link, walk)
        self.visit.next_address = self.next_listing(page, walk.code, 1, None)
        if self.visit.next_address:
            yield self.listing_request(walk, self.visit.next_address, 2)

    @within_budget
    async def parse_article(self, response: Response, link: Link, listing: str | None, walk: Walk | None = None) -> AsyncIterator[Any]:
        page = Page.from_response(response)
        if not self.is_article_page(link, page):
            notice = error_notice(page)
            self.visit.others.append(page)
            self.trouble(link.url, notice.kind if notice else "redirected", f"led to {page.url}, which is no article")
            return
        extracted = self.read_article(page, listing, link)
        verdict = self.judge(page, extracted, link.title)
        if isinstance(verdict, NotArticle):
            self.visit.others.append(page)
            self.trouble(page.url, *verdict)
            return
        article, _ = clean(extracted)
        self.visit.articles.append(ArticlePage(page, article, verdict))
        if not article.published_at:
            self.trouble(page.url, "no-time", "no published_at was found")
        return
        yield  # like every callback it is a generator

    def listing_failed(self, failure: Failure) -> Iterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs
        fallback_url = self.fallback_listing_url(asked["walk"].code, asked["page_number"], request.url) if "walk" in asked else None
        if fallback_url:
            yield self.listing_request(asked["walk"], fallback_url, asked["page_number"])
        elif asked.get("page_number", 1) > 1:
            self.visit.next_failed = failure_reason(failure)[1]
        else:
            self.failed(failure)

    def article_failed(self, failure: Failure) -> Iterator[Any]:
        self.failed(failure)
        yield from ()

    def closed(self, reason: str) -> None:
        if told := why_ended(reason, self.settings):
            self.trouble(f"https://{self.allowed_domains[0]}/", "unreachable", told)

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self.trouble(request.url, *failure_reason(failure))

    def trouble(self, url: str, reason: str, message: str) -> None:
        self.visit.troubles.append(Trouble(url, reason, message))


def visitor(site: type[NewsSpider]) -> type[NewsSpider]:
    """The site's spider, for a check."""
    return type(f"{site.__name__}Visitor", (Visitor, site), {})
