"""The base of every spider: walks the site's section listings and reads their articles."""
from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.failures import cause_of
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.rechecks import GONE_STATUSES, conditional_headers, due_in_listings, shows_gone_notice
from newscrawl.families.base.site_info import SiteInfo
from newscrawl.families.base.walk import NO_HISTORY, Walk
from newscrawl.items import REJECTED_SCHEMA, TOMBSTONE_SCHEMA, ExtractedArticle, Link, RejectedPage, Tombstone
from newscrawl.ledger.entries import DuePage
from newscrawl.ledger.ledger import Ledger, ledger_of
from newscrawl.middlewares import OffsiteRequest
from newscrawl.page.document import Page
from newscrawl.signals import article_skipped, article_unchanged, walk_started
from newscrawl.text.dates import KST, Moment

SpiderOutput = Request | ExtractedArticle | RejectedPage | Tombstone
PAST_THE_END = frozenset({404, 410})
"""HTTP statuses for a page number after the last page."""


class NewsSpider(ListingPages, SiteInfo, Spider):
    """Crawl one Korean news site.

    What it is for: a site whose section listings are pages that link to its articles.
    What to set: ``name``, ``publisher``, ``allowed_domains``, ``sections``, ``listing_url``, ``article_url``,
    ``id_patterns``; then the selectors that the pages need (see ``ListingPages`` and ``ArticlePages``).
    What to override: ``article_links`` or a ``read_*`` method, where CSS is not enough.
    """

    ledger: Ledger | None = None
    """What earlier runs have seen; None if the crawl keeps no run."""

    def __init__(self, name: str | None = None, **given: str) -> None:
        """Raises ArgumentError for a wrong ``-a NAME=VALUE``."""
        super().__init__(name)
        self.given = given
        self.arguments = Arguments.parse(self.sections, given)
        self.walks: list[Walk] = []
        self.first_page_at: datetime | None = None
        """When the run's first listing page arrived. All walks count their days from it, also after midnight."""
        self.published: dict[str, Moment | None] = {}
        """Article id -> time of publication, for the articles read so far; it ends walks of listings that state no times."""

    async def start(self) -> AsyncIterator[Any]:
        if hasattr(self, "crawler"):
            self.ledger = ledger_of(self.crawler)
        listings = self.arguments.sections
        for listing in listings:
            if listing in self.section_codes:
                yield self.first_request(listing, self.section_codes[listing])
        if any(listing not in self.section_codes for listing in listings):
            yield Request(self.menu_url, self.parse_menu, errback=self.listing_failed)
        for request in self.due_requests():
            yield request

    def first_request(self, listing: str, code: str) -> Request:
        history = self.ledger.history(self.name, listing) if self.ledger else NO_HISTORY
        walk = Walk.begin(listing, code, self.arguments, history)
        self.walks.append(walk)
        return self.listing_request(walk, self.first_listing(code, walk.until), 1)

    def parse_menu(self, response: Response) -> Iterator[SpiderOutput]:
        """Starts the walks of the sections whose codes are in the menu only."""
        codes = self.read_menu(Page.from_response(response))
        for listing in self.arguments.sections:
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

    def parse_listing(self, response: Response, walk: Walk, page_number: int) -> Iterator[SpiderOutput]:
        """Requests the page's new articles, then the next page unless the walk ends here."""
        page = Page.from_response(response)
        if page_number == 1:
            self.begin_walk(walk, page)
        if self.last_page_was_too_old(walk):
            self.end_walk(walk, "up to articles older than wanted")
            return
        links = self.article_links(page)
        self.count("listing/pages")
        # A site that closes an interface often redirects to its home page, or answers with another kind of page.
        asked = response.meta.get("redirect_urls", [response.url])[0]
        if not links and (fallback_url := self.fallback_listing_url(walk.code, page_number, asked)):
            yield self.listing_request(walk, fallback_url, page_number)
            return
        if not links and page_number == 1 and walk.until is None and walk.listing not in self.quiet_sections:
            walk.ended = "the first page offers no article"
            self.logger.error("%s: no article on %s; has the listing been redesigned?", walk.listing, response.url)
            self.count("listing/empty")
            return
        fresh = walk.new_links(links)
        if not fresh and self.empty_page_ends:
            walk.pages += 1
            self.end_walk(walk, "to the end of the listing")
            return
        yield from self.fresh_articles(walk, fresh, page)
        if walk.ended:
            self.logger.info("%s: walked %d pages; %s", walk.listing, walk.pages, walk.ended)
        elif address := self.next_listing(page, walk.code, page_number, walk.oldest):
            yield self.listing_request(walk, address, page_number + 1)
        else:
            self.end_walk(walk, "to the end of the listing")

    def begin_walk(self, walk: Walk, page: Page) -> None:
        if walk.is_unbounded:
            self.start_walk(walk, page)
            self.logger.info("%s: no since given, so back to %s", walk.listing, f"{walk.since:%Y-%m-%d}")
        self.crawler.signals.send_catch_log(walk_started, walk=walk)

    def start_walk(self, walk: Walk, page: Page) -> None:
        """Lets a walk without another limit go back ``FIRST_DAYS`` from the day of the run."""
        self.first_page_at = self.first_page_at or page.fetched_at
        walk.start_from(self.first_page_at, self.settings.getint("FIRST_DAYS"))

    def end_walk(self, walk: Walk, reason: str) -> None:
        walk.finish(reason)
        self.logger.info("%s: walked %d pages, %s", walk.listing, walk.pages, reason)

    def fresh_articles(self, walk: Walk, fresh: list[Link], page: Page) -> Iterator[Request]:
        """Requests for the articles of a listing page that have to be read. Ends the walk if this page ends it."""
        known = [self.ledger.known(self.name, link.id) if self.ledger else None for link in fresh]
        hints = []
        for link, page_known in zip(fresh, known, strict=True):
            hint = self.time_hint(link, page)
            if page_known and page_known.published:
                hint = hint or Moment(page_known.published, "minute")
                self.published[link.id] = Moment(page_known.published, "minute")
            hints.append(hint)
            if walk.should_fetch(page_known) and walk.may_include(hint):
                yield self.article_request(link, walk)
            elif page_known:
                self.count("listing/known")
        walk.count_page(known)
        walk.end(hints)

    def time_hint(self, link: Link, page: Page) -> Moment | None:
        """The article's time in the listing, or the day in its id."""
        return link.time or self.date_from_id(link.id, page)

    def last_page_was_too_old(self, walk: Walk) -> bool:
        """Whether all articles of the last page were read, and all are older than wanted."""
        read = [self.published.get(link.id) for link in walk.last_page]
        return bool(read) and all(moment and walk.is_older(moment) for moment in read)

    def article_request(self, link: Link, walk: Walk) -> Request:
        return Request(link.url, self.parse_article, errback=self.article_failed,
                       cb_kwargs={"link": link, "listing": walk.listing, "walk": walk})

    def parse_article(self, response: Response, link: Link, listing: str | None, walk: Walk | None = None) -> Iterator[SpiderOutput]:
        """Yields the article, unless it was published outside the days asked for."""
        page = Page.from_response(response)
        if not self.is_article_page(link, page):
            yield self.rejected(link, response, "redirected", f"led to {response.url}, which is no article")
            return
        extracted = self.read_article(page, listing, link)
        self.published[link.id] = extracted.published_at
        if walk is None or walk.includes(extracted.published_at):
            yield extracted
        else:
            assert extracted.published_at
            self.count("article/not_of_the_days_wanted")
            self.crawler.signals.send_catch_log(article_skipped, link=link, listing=listing, at=page.fetched_at,
                                                published=extracted.published_at.time)

    # Rechecks and retries

    def due_requests(self) -> Iterator[Request]:
        """Requests for the pages that are due in the sections that are crawled. A replay has none: an archive does not change."""
        if self.ledger is None or self.settings["REPLAY"]:
            return
        for due in due_in_listings(self.ledger.due(self.name, datetime.now(UTC)), self.arguments.sections, self.sections):
            self.count("revisits")
            yield self.due_request(due)

    def due_request(self, due: DuePage) -> Request:
        asked = {"link": Link(due.url, due.id), "listing": due.listing}
        if not due.known:
            return Request(due.url, self.parse_article, errback=self.article_failed, cb_kwargs=asked)
        return Request(due.url, self.parse_recheck, errback=self.article_failed, headers=conditional_headers(due),
                       meta={"handle_httpstatus_list": [304, *GONE_STATUSES]}, cb_kwargs=asked)

    def parse_recheck(self, response: Response, link: Link, listing: str | None) -> Iterator[SpiderOutput]:
        """Yields the article as it is now, or its tombstone. The pipelines decide whether it has changed."""
        at: datetime = response.meta["fetched_at"]
        if response.status == 304:
            self.crawler.signals.send_catch_log(article_unchanged, link=link, at=at)
            return
        if response.status in GONE_STATUSES:
            yield from self.tombstone(link, str(response.status), at)
            return
        for step in self.parse_article(response, link, listing):
            if isinstance(step, ExtractedArticle) and shows_gone_notice(Page.from_response(response), step):
                yield from self.tombstone(link, "missing", at)
            else:
                yield step

    def tombstone(self, link: Link, reason: str, at: datetime) -> Iterator[Tombstone]:
        """Yields the article's tombstone, unless it has one already."""
        known = self.ledger.stored(self.name, link.id) if self.ledger else None
        if known and known.deleted:
            self.crawler.signals.send_catch_log(article_unchanged, link=link, at=at)
        elif known:
            yield Tombstone(TOMBSTONE_SCHEMA, f"{self.name}:{link.id}", self.name, link.url, known.revision + 1, reason,
                            at.astimezone(KST).replace(microsecond=0))

    # Failures

    def listing_failed(self, failure: Failure) -> Iterator[SpiderOutput]:
        """Logs a listing or menu that could not be fetched as an error, since its articles are missing. The walk stays open."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk | None = request.cb_kwargs.get("walk")
        page_number = request.cb_kwargs.get("page_number", 1)
        status = failure.value.response.status if isinstance(failure.value, HttpError) else None
        if walk and (address := self.fallback_listing_url(walk.code, page_number, request.url)):
            yield self.listing_request(walk, address, page_number)
        elif walk and page_number > 1 and status in PAST_THE_END:
            self.end_walk(walk, "to the end of the listing")
        else:
            if walk:
                walk.ended = f"page {page_number}: {failure_reason(failure)[1]}"
            self.logger.error("could not fetch the listing %s: %s", request.url, failure_reason(failure)[1])
            self.count("listing/failed")
            self.count(f"listing/failed/{cause_of(failure.value) or failure_reason(failure)[0]}")

    def article_failed(self, failure: Failure) -> Iterator[RejectedPage]:
        request: Request = failure.request  # type: ignore[attr-defined]
        response = failure.value.response if isinstance(failure.value, HttpError) else None
        yield self.rejected(request.cb_kwargs["link"], response, *failure_reason(failure))

    def rejected(self, link: Link, response: Response | None, reason: str, message: str) -> RejectedPage:
        fetched_at = response.meta["fetched_at"] if response else datetime.now(UTC)
        return RejectedPage(REJECTED_SCHEMA, self.name, f"{self.name}:{link.id}", link.url,
                            response.status if response else None, reason, message, fetched_at.astimezone(KST))

    def count(self, key: str) -> None:
        if stats := self.crawler.stats:
            stats.inc_value(key)


def failure_reason(failure: Failure) -> tuple[str, str]:
    """(one word for counting, the reason in plain words) of a failed request."""
    error = failure.value
    if isinstance(error, HttpError):
        return "http", f"the site answered {error.response.status}"
    if isinstance(error, OffsiteRequest):
        return "redirected", str(error)
    if isinstance(error, IgnoreRequest):
        return "ignored", str(error) or "not allowed"
    return "download", f"{type(error).__name__}: {error}".rstrip(": ")
