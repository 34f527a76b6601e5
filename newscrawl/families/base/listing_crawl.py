"""The listing half of a crawl: walks the site's section listings, page by page."""
from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import get_args

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.errors import PageRefused
from newscrawl.extract.fields import OWN_LAYERS
from newscrawl.extract.listing.feed import entries
from newscrawl.extracted import Link
from newscrawl.failures import cause_of, failure_reason
from newscrawl.families.base.article_crawl import SpiderOutput
from newscrawl.families.base.listing_end import listing_page, notice_of, template_of
from newscrawl.families.base.reading import read_codes, read_links
from newscrawl.families.base.walk import NO_HISTORY, Walk
from newscrawl.families.base.walk_ends import END, WalkEnds
from newscrawl.items import Layer
from newscrawl.page.document import Page
from newscrawl.signals import walk_started
from newscrawl.text.dates import Moment

HABIT = 5
"""A walk may see so many times the articles that one earlier run read at most."""
MIN_READ = 5
"""Selectors that matched nothing on fewer articles say nothing of a redesign."""


class ListingCrawl(WalkEnds):
    """Walks the listings of the sections that are wanted."""

    first_page_at: datetime | None
    """When the run's first listing page arrived. All walks count their days from it, also after midnight."""

    not_begun: dict[str, tuple[str, str]]
    """Section key -> (one word, plain words) why no walk of it began."""

    def first_request(self, listing: str, code: str) -> Request:
        history = self.ledger.history(self.name, listing) if self.ledger else NO_HISTORY
        walk = Walk.begin(listing, code, self.arguments, history)
        walk.was_crawled = self.ledger is not None and self.ledger.has_articles(self.name, listing)
        self.walks.append(walk)
        return self.listing_request(walk, self.first_listing(code, walk.until), 1)

    async def parse_menu(self, response: Response) -> AsyncIterator[SpiderOutput]:
        """Starts the walks of the sections whose codes are in the menu only."""
        page = Page.from_response(response)
        wanted = [listing for listing in self.arguments.sections if listing not in self.section_codes]
        try:
            codes = await self.read("the menu", read_codes, self, page)
        except PageRefused as refused:
            for listing in wanted:
                self.cannot_begin(listing, refused.reason, f"the menu at {response.url} could not be read: {refused}")
            return
        notice = None if codes else notice_of(page)
        for listing in wanted:
            if listing in codes:
                yield self.first_request(listing, codes[listing])
            elif notice:
                self.cannot_begin(listing, notice.kind, f"{response.url} has no menu: {notice.message}")
            else:
                self.logger.error("%s: the menu of %s names no section %r; has it been renamed?",
                                  listing, response.url, self.sections[listing])
                self.count("listing/not_in_menu")
                self.not_begun[listing] = ("not-in-menu", "the menu does not name it")

    def cannot_begin(self, listing: str, trouble: str, reason: str) -> None:
        self.not_begun[listing] = (trouble, reason)
        self.logger.error("%s: %s", listing, reason)

    def listing_request(self, walk: Walk, address: str, page_number: int) -> Request:
        """The request for a listing page. It is never dropped as a duplicate: the walk itself knows its pages."""
        walk.addresses.setdefault(address, page_number)
        return Request(address, self.parse_listing, errback=self.listing_failed, headers=self.listing_headers, dont_filter=True,
                       cb_kwargs={"walk": walk, "page_number": page_number})

    async def parse_listing(self, response: Response, walk: Walk, page_number: int) -> AsyncIterator[SpiderOutput]:
        """Requests the page's new articles, then the next page unless the walk ends here."""
        page = Page.from_response(response)
        if page_number == 1:
            self.begin_walk(walk, page)
        try:
            links = await self.read(f"{walk.listing}, page {page_number}", read_links, self, page)
        except PageRefused as refused:
            self.break_off(walk, refused.reason, f"page {page_number}: {refused}")
            return
        for step in [*self.listing_steps(response, page, links, walk, page_number)]:
            yield step

    def listing_steps(self, response: Response, page: Page, links: list[Link], walk: Walk, page_number: int) -> Iterator[SpiderOutput]:
        if self.last_page_was_too_old(walk):
            self.end_walk(walk, "up to articles older than wanted")
            return
        self.count("listing/pages")
        if are_beside := self.are_beside(page, links, walk.last):
            links = []
        # A site that closes an interface often redirects to its home page, or answers with another kind of page.
        asked = response.meta.get("redirect_urls", [response.url])[0]
        wrong = self.not_this_listing(walk, page, asked, links, are_beside)
        is_end = not links and walk.last is not None and self.is_empty_listing(page, walk.last)
        if (wrong or not links) and not is_end and (fallback_url := self.fallback_listing_url(walk.code, page_number, asked)):
            yield self.listing_request(walk, fallback_url, page_number)
            return
        if wrong:
            self.end_at_another_page(walk, page_number, *wrong)
            return
        if not links and page_number == 1 and walk.until is None and walk.listing not in self.quiet_sections:
            walk.break_off("no-links", "the first page offers no article")
            self.logger.error("%s: no article on %s; has the listing been redesigned?", walk.listing, response.url)
            self.count("listing/empty")
            return
        fresh = walk.new_links(links)
        if len(walk.seen) > (most := self.most_articles(walk)):
            self.count("suspicious/trap")
            self.break_off(walk, "trap", f"page {page_number}: more than {most} articles; is it a trap, which invents them?")
            return
        if not fresh and self.empty_page_ends:
            walk.pages += 1
            self.end_without_articles(walk, page, page_number, links)
            return
        if fresh:
            self.note_page(walk, page, page_number, links)
        walk.doubt = walk.doubt or self.doubt(walk, page, page_number, links)
        yield from self.fresh_articles(walk, fresh, page)
        if walk.ended:
            self.logger.info("%s: walked %d pages; %s", walk.listing, walk.pages, walk.ended)
        else:
            yield from self.next_request(walk, page, page_number)

    def next_request(self, walk: Walk, page: Page, page_number: int) -> Iterator[Request]:
        """The request for the next page; none where the listing ends or leads back to a page that was walked."""
        address = self.next_listing(page, walk.code, page_number, walk.oldest)
        if address is None:
            walk.is_capped = entries(page) is not None
            self.end_walk(walk, END)
        elif address in walk.addresses:
            self.break_off(walk, "circle", f"page {page_number} leads back to page {walk.addresses[address]}")
        else:
            yield self.listing_request(walk, address, page_number + 1)

    def note_page(self, walk: Walk, page: Page, page_number: int, links: list[Link]) -> None:
        """Keeps what the page tells about its listing, and counts how its articles were found, for the manifest."""
        declared = bool(page.css(self.row_css))
        rows = page.css(self.row_css) or self.rows_of(page, links)
        following = self.next_listing(page, walk.code, page_number, walk.oldest) if self.empty_page_ends else None
        walk.note_page(listing_page(page, links, page_number, rows, self.names_next(page, page_number, following, walk.last)))
        self.count(f"tally/rows/{'row_css' if declared else 'shape' if rows else 'feed'}")
        if rows:
            self.count(f"tally/template/listing/{template_of(rows)}")

    def most_articles(self, walk: Walk) -> int:
        """How many articles a walk may see: what the setting allows, or many times what the section's earlier runs found. A walk over days
        that were chosen is as long as they are."""
        if self.arguments.since or walk.refetch or not (least := self.settings.getint("LISTING_MAX_ARTICLES")):
            return sys.maxsize
        habit = self.ledger.most_in_a_run(self.name, walk.listing) if self.ledger and len(walk.seen) > least else 0
        return max(least, HABIT * habit)

    def begin_walk(self, walk: Walk, page: Page) -> None:
        if walk.is_unbounded:
            self.start_walk(walk, page)
            self.logger.info("%s: no since given, so back to %s", walk.listing, f"{walk.since:%Y-%m-%d}")
        self.crawler.signals.send_catch_log(walk_started, walk=walk)

    def start_walk(self, walk: Walk, page: Page) -> None:
        """Lets a walk without another limit go back ``FIRST_DAYS`` from the day of the run."""
        self.first_page_at = self.first_page_at or page.fetched_at
        walk.start_from(self.first_page_at, self.settings.getint("FIRST_DAYS"))

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
                self.count("asked/new")
                yield self.article_request(link, walk)
            elif page_known:
                self.count("listing/known")
        walk.count_page(known)
        walk.note_times(hints)
        walk.end(hints)

    def time_hint(self, link: Link, page: Page) -> Moment | None:
        """The article's time in the listing, or the day in its id."""
        return link.time or self.date_from_id(link.id, page)

    def last_page_was_too_old(self, walk: Walk) -> bool:
        """Whether all articles of the last page were read, and all are older than wanted."""
        read = [self.published.get(link.id) for link in walk.last_page]
        return bool(read) and all(moment and walk.is_older(moment) for moment in read)

    def closed(self, reason: str) -> None:
        """Suspects the run if articles were read, but what the site declares for title and body matched on none of them."""
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        layers = {field: {layer: stats.get(f"tally/layers/{field}/{layer}", 0) for layer in get_args(Layer)} for field in ("title", "body")}
        read = sum(layers["body"].values()) - layers["body"]["state"]  # a site may have its articles in scripts only
        own = sum(number[layer] for number in layers.values() for layer in OWN_LAYERS)
        if read >= MIN_READ and (self.title_css or self.body_css) and not own:
            stats["suspicious/selectors"] = read

    def listing_failed(self, failure: Failure) -> Iterator[SpiderOutput]:
        """Tells of a listing or menu that could not be fetched as an error, since its articles are missing. The walk stays open."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk | None = request.cb_kwargs.get("walk")
        page_number = request.cb_kwargs.get("page_number", 1)
        reason, words = failure_reason(failure)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if walk and (address := self.fallback_listing_url(walk.code, page_number, asked)):
            yield self.listing_request(walk, address, page_number)
        elif walk and page_number > 1 and isinstance(failure.value, HttpError) and (end := self.end_before(failure.value.response, walk)):
            self.end_walk(walk, end)
        else:
            if walk:
                walk.break_off(reason, f"page {page_number}: {words}")
            for listing in () if walk else self.arguments.sections:
                if listing not in self.section_codes:
                    self.not_begun[listing] = (reason, f"the menu could not be fetched: {words}")
            self.logger.error("could not fetch the listing %s: %s", request.url, words)
            self.count("listing/failed")
            self.count(f"listing/failed/{cause_of(failure.value) or reason}")
