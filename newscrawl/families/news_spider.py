"""The base of every site: walks its section listings and reads the articles they offer."""
from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.families.arguments import Arguments
from newscrawl.families.card import SiteCard
from newscrawl.families.listings import Listings
from newscrawl.families.walk import Walk
from newscrawl.items import REJECTED_SCHEMA, FoundArticle, Link, RejectedPage
from newscrawl.reading.page import Page
from newscrawl.text.dates import KST, Moment

Step = Request | FoundArticle | RejectedPage


class NewsSpider(Listings, SiteCard, Spider):
    """Crawl one Korean news site.

    What it is for: a site whose section listings are pages that link to its articles.
    What to set: ``name``, ``publisher``, ``allowed_domains``, ``sections``, ``listing_url``, ``article_url``,
    ``id_patterns``; then the selectors that the pages need (see ``Listings`` and ``ArticlePages``).
    What to override: ``article_links`` or a ``read_*`` method, where CSS cannot say it.
    """

    def __init__(self, name: str | None = None, **given: str) -> None:
        """Raises ArgumentError for a wrong ``-a NAME=VALUE``."""
        super().__init__(name)
        self.arguments = Arguments.parse(self.sections, given)
        self.published: dict[str, Moment | None] = {}
        """When the articles read so far were published, by id: it ends walks whose listing tells no time."""

    async def start(self) -> AsyncIterator[Any]:
        wanted = self.arguments.listings
        for listing in wanted:
            if listing in self.section_codes:
                yield self.first_request(listing, self.section_codes[listing])
        if any(listing not in self.section_codes for listing in wanted):
            yield Request(self.menu_url, self.parse_menu, errback=self.listing_failed)

    def first_request(self, listing: str, code: str) -> Request:
        walk = Walk.begin(listing, code, self.arguments)
        return self.listing_request(walk, self.first_listing(code, walk.until), 1)

    def parse_menu(self, response: Response) -> Iterator[Step]:
        """Begins the walks of the listings whose codes only the menu tells."""
        codes = self.read_menu(Page.from_response(response))
        for listing in self.arguments.listings:
            if listing in self.section_codes:
                continue
            if listing in codes:
                yield self.first_request(listing, codes[listing])
            else:
                self.logger.error("%s: the menu of %s names no section %r; has it been renamed?",
                                  listing, response.url, self.sections[listing])
                self.count("listing/not_in_menu")

    def listing_request(self, walk: Walk, address: str, page_number: int) -> Request:
        return Request(address, self.parse_listing, errback=self.listing_failed, headers=self.listing_headers,
                       cb_kwargs={"walk": walk, "page_number": page_number})

    def parse_listing(self, response: Response, walk: Walk, page_number: int) -> Iterator[Step]:
        """Asks for the page's articles, then for the next page unless the walk ends here."""
        page = Page.from_response(response)
        if walk.since is None:
            walk.start_from(page.fetched_at, self.settings.getint("FIRST_DAYS"))
            self.logger.info("%s: no since given, so back to %s", walk.listing, f"{walk.since:%Y-%m-%d}")
        if self.last_page_was_too_old(walk):
            self.logger.info("%s: walked %d pages, up to articles older than wanted", walk.listing, page_number - 1)
            return
        links = self.article_links(page)
        self.count("listing/pages")
        if not links and page_number == 1:
            self.logger.error("%s: no article on %s; has the listing been redesigned?", walk.listing, response.url)
            self.count("listing/empty")
        fresh = walk.unseen(links)
        if not fresh and self.empty_page_ends:
            self.logger.info("%s: walked %d pages, to the end of the listing", walk.listing, page_number)
            return
        hints = [self.time_hint(link, page) for link in fresh]
        for link, hint in zip(fresh, hints, strict=True):
            if walk.may_hold(hint):
                yield self.article_request(link, walk)
        if reason := walk.end(page_number, hints):
            self.logger.info("%s: walked %d pages; %s", walk.listing, page_number, reason)
        elif address := self.next_listing(page, walk.code, page_number, walk.since):
            yield self.listing_request(walk, address, page_number + 1)
        else:
            self.logger.info("%s: walked %d pages, to the end of the listing", walk.listing, page_number)

    def time_hint(self, link: Link, page: Page) -> Moment | None:
        """What the listing, or a dated id, tells of an article's time."""
        return link.time or self.filed(link.id, page)

    def last_page_was_too_old(self, walk: Walk) -> bool:
        """Whether all articles of the last page were read, and all turned out older than wanted."""
        read = [self.published.get(link.id) for link in walk.last_page]
        return bool(read) and all(moment and walk.is_older(moment) for moment in read)

    def article_request(self, link: Link, walk: Walk) -> Request:
        return Request(link.url, self.parse_article, errback=self.article_failed, cb_kwargs={"link": link, "walk": walk})

    def parse_article(self, response: Response, link: Link, walk: Walk) -> Iterator[Step]:
        """Yields the article, unless it was published on a day that is not wanted."""
        page = Page.from_response(response)
        if not self.leads_to(link, page):
            yield self.rejected(link, response, "redirected", f"led to {response.url}, which is no article")
            return
        found = self.read_article(page, walk.listing, link)
        self.published[link.id] = found.published
        if walk.holds(found.published):
            yield found
        else:
            self.count("article/not_of_the_days_wanted")

    def listing_failed(self, failure: Failure) -> None:
        """A listing or menu that could not be fetched: said loudly, since its articles are missing."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.logger.error("could not fetch the listing %s: %s", request.url, why(failure)[1])
        self.count("listing/failed")

    def article_failed(self, failure: Failure) -> Iterator[RejectedPage]:
        request: Request = failure.request  # type: ignore[attr-defined]
        response = failure.value.response if isinstance(failure.value, HttpError) else None
        yield self.rejected(request.cb_kwargs["link"], response, *why(failure))

    def rejected(self, link: Link, response: Response | None, reason: str, message: str) -> RejectedPage:
        fetched_at = response.meta["fetched_at"] if response else datetime.now(UTC)
        return RejectedPage(REJECTED_SCHEMA, self.name, f"{self.name}:{link.id}", link.url,
                            response.status if response else None, reason, message, fetched_at.astimezone(KST))

    def count(self, key: str) -> None:
        if stats := self.crawler.stats:
            stats.inc_value(key)


def why(failure: Failure) -> tuple[str, str]:
    """A failed request's reason, in one word and in plain words."""
    error = failure.value
    if isinstance(error, HttpError):
        return "http", f"the site answered {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "ignored", str(error) or "not allowed"
    return "download", f"{type(error).__name__}: {error}".rstrip(": ")
