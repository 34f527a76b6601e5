"""Listings that are feeds: RSS, Atom, JSON Feed or a news sitemap."""
from __future__ import annotations

from datetime import datetime

from newscrawl.extract.listing import feed
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.page.document import Page


class FeedListings(ListingPages):
    """A listing that is a feed, or has a feed. A feed has no second page.

    What to set: ``listing_url`` (with ``{code}``) if the feed is the listing; ``feed_url`` if it replaces a listing page that failed.
    """

    feed_url = ""
    """With ``{code}``."""

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        return None if feed.entries(page) is not None else super().next_listing(page, code, page_number, since)

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        fallback = self.feed_url.format(code=code)
        return fallback if fallback and fallback != address else super().fallback_listing_url(code, page_number, address)
