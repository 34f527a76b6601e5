"""The article half of a crawl: requests articles, reads them, and asks again for what is due."""
from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.errors import PageRefused, PageTooCostly
from newscrawl.extract.fields import FIELDS
from newscrawl.extracted import Link, Proof
from newscrawl.failures import failure_reason
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.reading import Beginning, Reading, break_off, read_article_page, read_next_page
from newscrawl.families.base.rechecks import GONE_STATUSES, conditional_headers, due_in_listings
from newscrawl.families.base.site_info import SiteInfo
from newscrawl.families.base.walk import Walk
from newscrawl.items import REJECTED_SCHEMA, TOMBSTONE_SCHEMA, Article, RejectedPage, Tombstone
from newscrawl.ledger.entries import DuePage
from newscrawl.ledger.ledger import Ledger
from newscrawl.page.document import Page
from newscrawl.signals import article_skipped, article_unchanged, reading_begins, reading_ends
from newscrawl.text.dates import KST, Moment
from newscrawl.worker.reader import Reader

MANY_ADDRESSES = 5
"""One text at so many addresses is a notice, or a cache that is stale."""

SpiderOutput = Request | Article | RejectedPage | Tombstone
_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")

MAX_DEATHS = 2
"""A page at which so many runs have died is not read any more."""
LAST = -100
"""The priority of a page at which a run has died: all others come before it."""


class ArticleCrawl(ListingPages, SiteInfo, Spider):
    """Requests a site's articles and yields them, or why a page gave none."""

    ledger: Ledger | None = None
    """What earlier runs have seen; None if the crawl keeps no run."""

    arguments: Arguments
    published: dict[str, Moment | None]
    """Article id -> time of publication, for the articles read so far; it ends walks of listings that state no times."""

    reader: Reader
    """Calls the functions that read pages: in this process, or in the worker."""

    deaths: Mapping[str, int] = MappingProxyType({})
    """What was being read when earlier runs of the site died -> how many did."""

    proofs: dict[str, Proof]
    """Record id -> how the article was proved, for the articles read so far."""

    unproved: dict[str, set[str]]
    """Gist of a text that proved nothing -> ids of the articles at whose addresses it stood."""

    def article_request(self, link: Link, walk: Walk) -> Request:
        known = self.ledger.known(self.name, link.id) if self.ledger else None
        if known and known.deleted:  # a listing shows it again
            return self.recheck_request(link, walk.listing)
        return Request(link.url, self.parse_article, errback=self.article_failed, priority=LAST if link.id in self.deaths else 0,
                       cb_kwargs={"link": link, "listing": walk.listing, "walk": walk})

    def id_requests(self, ids: Iterable[int]) -> Iterator[Request]:
        """Requests for the articles with these numbers that are not known yet."""
        for number in map(str, ids):
            if self.arguments.refetch or self.ledger is None or self.ledger.known(self.name, number) is None:
                yield Request(self.canonical_url(number), self.parse_article, errback=self.article_failed,
                              cb_kwargs={"link": Link(self.canonical_url(number), number), "listing": None})

    async def parse_article(self, response: Response, link: Link, listing: str | None, walk: Walk | None = None) -> AsyncIterator[SpiderOutput]:
        """Yields the article if the page proves to be it, unless it was published outside the days asked for."""
        page = Page.from_response(response)
        try:
            reading = await self.read(link.id, read_article_page, self, page, link, listing)
        except PageRefused as refused:
            yield self.rejected(link, response, refused.reason, str(refused))
            return
        if reading.problem:
            self.note_unproved(link, reading)
            yield self.rejected(link, response, *reading.problem)
            return
        self.note_proof(reading, link)
        if walk is None or walk.includes(reading.published_at):
            yield self.next_step(reading, link, listing)
        else:
            assert reading.published_at
            self.count("article/not_of_the_days_wanted")
            self.crawler.signals.send_catch_log(article_skipped, link=link, listing=listing, at=page.fetched_at,
                                                published=reading.published_at.time)

    async def read(self, what: str, function: Callable[_Arguments, _Value], *arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Value:
        """What a function of a page returns. Pages are read in the order in which they arrive, so that what the earlier ones told is known.

        ``what`` is noted as long as the page is read: a run that dies meanwhile tells the next one.
        Raises PageRefused, also for a page at which several runs have died.
        """
        if self.deaths.get(what, 0) >= MAX_DEATHS:
            raise PageTooCostly(f"{MAX_DEATHS} runs died while they read this page")
        return await self.reader.read(self.noted(what), function, *arguments, **named)

    @contextmanager
    def noted(self, what: str) -> Iterator[None]:
        self.crawler.signals.send_catch_log(reading_begins, what=what, is_dreaded=what in self.deaths)
        try:
            yield
        finally:
            self.crawler.signals.send_catch_log(reading_ends)

    # Articles in several pages

    def next_step(self, reading: Reading, link: Link, listing: str | None) -> Request | Article:
        """The article, or the request for its next page."""
        for rule in reading.dropped:
            self.count(f"dropped/{rule}")
        if reading.article:
            return reading.article
        assert reading.beginning
        # A page that the filter of duplicates drops would take the article with it.
        return Request(reading.beginning.next_page, self.parse_next_page, errback=self.next_page_failed, dont_filter=True,
                       cb_kwargs={"beginning": reading.beginning, "of": link, "listing": listing})

    async def parse_next_page(self, response: Response, beginning: Beginning, of: Link, listing: str | None) -> AsyncIterator[SpiderOutput]:
        """Yields the article with this page, or, where it cannot be read, with what was read before it, and a warning."""
        what = f"{of.id}, page {beginning.number}"
        try:
            try:
                reading = await self.read(what, read_next_page, self, Page.from_response(response), beginning)
            except PageRefused as refused:
                reading = await self.read(what, break_off, self, beginning, str(refused))
        except PageRefused as refused:
            yield self.rejected(of, response, refused.reason, str(refused))
            return
        yield self.next_step(reading, of, listing)

    async def next_page_failed(self, failure: Failure) -> AsyncIterator[SpiderOutput]:
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        link, beginning = asked["of"], asked["beginning"]
        try:
            reading = await self.read(f"{link.id}, page {beginning.number}", break_off, self, beginning, failure_reason(failure)[1])
        except PageRefused as refused:
            yield self.rejected(link, None, refused.reason, str(refused))
            return
        yield self.next_step(reading, link, asked["listing"])

    # Proofs

    def note_proof(self, reading: Reading, link: Link) -> None:
        """Keeps how an article was proved, and counts it, its layers and its template for the manifest."""
        assert reading.proof
        self.proofs[f"{self.name}:{reading.article_id}"] = reading.proof
        self.published[reading.article_id] = reading.published_at
        self.count(f"tally/proof/{reading.proof.kind}")
        self.count(f"tally/template/article/{reading.proof.template}")
        for field in FIELDS:
            self.count(f"tally/layers/{field.key}/{getattr(reading.layers, field.key) or 'none'}")

    def note_unproved(self, link: Link, reading: Reading) -> None:
        """Suspects the run if one text, which is no notice that is known, stands at many addresses."""
        if reading.gist is None or not reading.problem or reading.problem.kind not in {"unproved", "another-article", "empty", "no-title", "no-body"}:
            return
        addresses = self.unproved.setdefault(reading.gist, set())
        addresses.add(link.id)
        if len(addresses) >= MANY_ADDRESSES and self.crawler.stats:
            self.crawler.stats.max_value("suspicious/one_text", len(addresses))

    # Rechecks and retries

    def due_requests(self) -> Iterator[Request]:
        """Requests for the pages that are due in the sections that are crawled. A replay has none: an archive does not change."""
        if self.ledger is None or self.settings["REPLAY"]:
            return
        for due in due_in_listings(self.ledger.due(self.name, datetime.now(UTC)), self.arguments.sections, self.sections):
            self.count("revisits")
            self.count("asked/recheck" if due.known else "asked/retry")
            yield self.due_request(due)

    def due_request(self, due: DuePage) -> Request:
        link = Link(due.url, due.id, due.headline)
        if due.known:
            return self.recheck_request(link, due.listing, conditional_headers(due))
        return Request(due.url, self.parse_article, errback=self.article_failed, cb_kwargs={"link": link, "listing": due.listing})

    def recheck_request(self, link: Link, listing: str | None, headers: dict[str, str] | None = None) -> Request:
        return Request(link.url, self.parse_recheck, errback=self.article_failed, headers=headers,
                       meta={"handle_httpstatus_list": [304, *GONE_STATUSES]}, cb_kwargs={"link": link, "listing": listing})

    async def parse_recheck(self, response: Response, link: Link, listing: str | None) -> AsyncIterator[SpiderOutput]:
        """Yields the article as it is now, or its tombstone. The pipelines decide whether it has changed, and is gone for good."""
        at: datetime = response.meta["fetched_at"]
        if response.status == 304:
            self.crawler.signals.send_catch_log(article_unchanged, link=link, at=at)
            return
        if response.status in GONE_STATUSES:
            for tombstone in self.tombstone(link, str(response.status), at):
                yield tombstone
            return
        async for step in self.parse_article(response, link, listing):
            if isinstance(step, RejectedPage) and step.reason == "missing":
                for tombstone in self.tombstone(link, "missing", at):
                    yield tombstone
                continue
            if isinstance(step, Article) and step.id != f"{self.name}:{link.id}":
                yield self.rejected(link, response, "redirected", f"is {step.url} now")
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

    def article_failed(self, failure: Failure) -> Iterator[RejectedPage]:
        request: Request = failure.request  # type: ignore[attr-defined]
        response = failure.value.response if isinstance(failure.value, HttpError) else None
        yield self.rejected(request.cb_kwargs["link"], response, *failure_reason(failure))

    def rejected(self, link: Link, response: Response | None, reason: str, message: str) -> RejectedPage:
        if self.arguments.ids and reason == "missing":
            reason = "no-such-id"  # nothing said that there is an article
        fetched_at = response.meta["fetched_at"] if response else datetime.now(UTC)
        return RejectedPage(REJECTED_SCHEMA, self.name, f"{self.name}:{link.id}", link.url,
                            response.status if response else None, reason, message, fetched_at.astimezone(KST))

    def count(self, key: str) -> None:
        if stats := self.crawler.stats:
            stats.inc_value(key)
