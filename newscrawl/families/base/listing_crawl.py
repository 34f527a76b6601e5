"""The listing half of a crawl: walks the site's section listings, page by page."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.failures import cause_of, failure_reason
from newscrawl.families.base.article_crawl import ArticleCrawl, SpiderOutput
from newscrawl.families.base.walk import NO_HISTORY, Walk
from newscrawl.items import Link
from newscrawl.page.document import Page
from newscrawl.signals import walk_started
from newscrawl.text.dates import Moment

PAST_THE_END = frozenset({404, 410})
"""HTTP statuses for a page number after the last page."""


class ListingCrawl(ArticleCrawl):
    """Walks the listings of the sections that are wanted."""

    walks: list[Walk]
    first_page_at: datetime | None
    """When the run's first listing page arrived. All walks count their days from it, also after midnight."""

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
