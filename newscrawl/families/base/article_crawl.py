"""The article half of a crawl: requests articles, reads them, and asks again for what is due."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.failures import failure_reason
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.rechecks import GONE_STATUSES, conditional_headers, due_in_listings, shows_gone_notice
from newscrawl.families.base.several_pages import SeveralPages
from newscrawl.families.base.site_info import SiteInfo
from newscrawl.families.base.walk import Walk
from newscrawl.items import REJECTED_SCHEMA, TOMBSTONE_SCHEMA, ExtractedArticle, Link, RejectedPage, Tombstone
from newscrawl.ledger.entries import DuePage
from newscrawl.ledger.ledger import Ledger
from newscrawl.page.document import Page
from newscrawl.signals import article_skipped, article_unchanged
from newscrawl.text.dates import KST, Moment

SpiderOutput = Request | ExtractedArticle | RejectedPage | Tombstone


class ArticleCrawl(SeveralPages, ListingPages, SiteInfo, Spider):
    """Requests a site's articles and yields them, or why a page gave none."""

    ledger: Ledger | None = None
    """What earlier runs have seen; None if the crawl keeps no run."""

    arguments: Arguments
    published: dict[str, Moment | None]
    """Article id -> time of publication, for the articles read so far; it ends walks of listings that state no times."""

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
            yield from self.joined(extracted)
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
            self.count("asked/recheck" if due.known else "asked/retry")
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
