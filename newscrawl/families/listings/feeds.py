"""Listings that are feeds: RSS, Atom or a news sitemap."""
from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newscrawl.extract.listing import feed
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.items import Link
from newscrawl.page.document import Page


class FeedListings(ListingPages):
    """A listing that is a feed, or has a feed. A feed has no second page.

    What to set: ``listing_url`` (with ``{code}``) if the feed is the listing; ``feed_url`` if it replaces a listing page that failed.
    """

    feed_url = ""
    """With ``{code}``."""

    def article_links(self, page: Page) -> list[Link]:
        entries = feed.entries(page)
        if entries is None:
            return super().article_links(page)
        links: dict[str, Link] = {}
        for entry in entries:
            if link := self.read_entry(entry):
                links.setdefault(link.id, link)
        return list(links.values())

    def read_entry(self, entry: feed.Entry) -> Link | None:
        """The article of a feed entry, from its first URL that is an article of this site."""
        for address in entry.addresses:
            if link := self.article_link(address):
                return replace(link, title=entry.title, time=entry.time, address=address)
        return None

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        return None if feed.entries(page) is not None else super().next_listing(page, code, page_number, since)

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        fallback = self.feed_url.format(code=code)
        return fallback if fallback and fallback != address else super().fallback_listing_url(code, page_number, address)
