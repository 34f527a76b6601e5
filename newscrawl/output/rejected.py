"""Writes a line for every page that gave no article, so that nothing is lost silently."""
from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.extracted import Link
from newscrawl.items import REJECTED_SCHEMA, Article, RejectedPage, Tombstone
from newscrawl.output.kinds import own_id
from newscrawl.output.store import RunStore, store_of
from newscrawl.text.dates import KST

UNCHANGED, HELD, GONE, GONE_AT_ONCE = "unchanged", "held", "gone", "gone-at-once"
"""Reasons for which no line is written: a stored article has not changed, an item comes again at the end of the run, a stored article
is gone on one look, or with many others at once."""


class RejectedPageWriter:
    """An extension that writes lines of ``newscrawl/rejected/2``, and counts them by reason in the stats."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signals.item_dropped)
        crawler.signals.connect(extension.item_error, signals.item_error)
        crawler.signals.connect(extension.spider_error, signals.spider_error)
        crawler.signals.connect(extension.request_dropped, signals.request_dropped)
        return extension

    @property
    def store(self) -> RunStore | None:
        return store_of(self.crawler)

    def item_dropped(self, item: Any, response: Response | Failure | None, exception: DropItem) -> None:
        reason = getattr(exception, "reason", "dropped")
        if reason == UNCHANGED and isinstance(item, Article):
            if self.store:
                self.store.unchanged(Link(item.url, own_id(item.id)), item.crawled_at)
        elif reason in {GONE, GONE_AT_ONCE} and isinstance(item, Tombstone):
            if self.store:
                self.store.gone(item, is_believed=reason == GONE)
        elif reason != HELD:
            self.write(item, response, reason, getattr(exception, "message", str(exception)))

    def item_error(self, item: Any, response: Response | Failure | None, failure: Failure) -> None:
        if self.is_ledger_failure(failure):
            return
        self.write(item, response, "error", f"{type(failure.value).__name__}: {failure.value}")

    def spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        """A callback raised an exception for an article page."""
        if self.is_ledger_failure(failure):
            return
        asked = response.request.cb_kwargs if response.request else {}
        if link := asked.get("link"):
            page = RejectedPage(REJECTED_SCHEMA, spider.name, f"{spider.name}:{link.id}", link.url, response.status, "error",
                                f"{type(failure.value).__name__}: {failure.value}", response.meta["fetched_at"].astimezone(KST))
            self.append(page, asked.get("listing"), link.title)

    def is_ledger_failure(self, failure: Failure) -> bool:
        """Whether the ledger failed, rather than the page; then the crawl is closed."""
        if not isinstance(failure.value, sqlite3.Error) or self.store is None:
            return False
        self.store.ledger_failed(failure.value)
        return True

    def request_dropped(self, request: Request, spider: Spider) -> None:
        """An article redirected to a page that was requested before: Scrapy's duplicate filter drops the second request silently."""
        link = request.cb_kwargs.get("link")
        if link and request.meta.get("redirect_urls"):
            self.append(RejectedPage(REJECTED_SCHEMA, spider.name, f"{spider.name}:{link.id}", link.url, None, "redirected",
                                     f"led to {request.url}, which was asked before", datetime.now(KST)), request.cb_kwargs.get("listing"),
                        link.title)

    def write(self, item: Any, response: Response | Failure | None, reason: str, message: str) -> None:
        # After a failed download Scrapy passes the failure instead of the response.
        status = response.status if isinstance(response, Response) else None
        if isinstance(item, RejectedPage):
            request = response.request if isinstance(response, Response) else getattr(response, "request", None)
            asked = request.cb_kwargs if request else {}
            self.append(item, asked.get("listing"), link.title if (link := asked.get("link")) else None)
        elif isinstance(item, Article):  # of one that was held back the response is gone; only a page with status 200 gives an article
            self.append(RejectedPage(REJECTED_SCHEMA, item.site, item.id, item.url, status or 200, reason, message, item.crawled_at), item.listing)

    def append(self, page: RejectedPage, listing: str | None, headline: str | None = None) -> None:
        """Writes a page down. ``headline`` is that of the link that led to it; of an article that was read, its proof has it."""
        if proof := getattr(self.crawler.spider, "proofs", {}).get(page.id):
            headline = proof.headline
        page.fetched_at = page.fetched_at.replace(microsecond=0)
        if stats := self.crawler.stats:
            stats.inc_value(f"rejected/{page.reason}")
            if page.status:
                stats.inc_value(f"rejected_with/{page.reason}/{page.status}")
            if self.store and self.store.was_rejected(page):
                stats.inc_value(f"rejected_again/{page.reason}")
        if self.store:
            self.store.reject(page, listing, headline)
