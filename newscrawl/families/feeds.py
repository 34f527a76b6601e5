"""Listings that are feeds: RSS, Atom or a news sitemap."""
from __future__ import annotations

import html
import re
from datetime import datetime

from lxml.etree import QName, XMLParser, _Element, fromstring

from newscrawl.families.listings import Listings
from newscrawl.items import Link
from newscrawl.reading.page import Page
from newscrawl.text.dates import parse_moment
from newscrawl.text.whitespace import one_line

ENTRIES = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url"}
"""A feed's outermost element -> one entry of it."""
ADDRESSES = ("link", "loc", "guid", "id")
TIMES = ("pubDate", "publication_date", "published", "date", "updated", "lastmod")
"""Where an entry says when it was published, best first: RFC 822 or ISO 8601; a time without a zone is Korean."""

_IS_XML = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF|urlset)[\s>]")


class FeedListings(Listings):
    """A listing that is a feed, or can be had as one. A feed has no second page.

    What to set: ``listing_url``, with ``{code}``, where the feed is the listing; ``feed_url`` where it stands in for a page that failed.
    """

    feed_url = ""
    """With ``{code}``."""

    def article_links(self, page: Page) -> list[Link]:
        feed = parse_feed(page)
        if feed is None:
            return super().article_links(page)
        links: dict[str, Link] = {}
        for entry in feed.iter(f"{{*}}{ENTRIES[QName(feed).localname]}"):
            if link := self.read_entry(page, entry):
                links.setdefault(link.id, link)
        return list(links.values())

    def read_entry(self, page: Page, entry: _Element) -> Link | None:
        """The article of one entry, from the first of its addresses that is one of this site's."""
        said: dict[str, list[str]] = {}
        for inner in entry.iter("{*}*"):
            text = "".join(inner.itertext()) if inner is not entry else ""
            said.setdefault(QName(inner).localname, []).append(one_line(text) or inner.get("href", ""))
        for address in (address for name in ADDRESSES for address in said.get(name, [])):
            if link := self.article_link(page.absolute(address)):
                link.title = next((html.unescape(title) for title in said.get("title", []) if title), None)
                times = (parse_moment(text, page.fetched_at) for name in TIMES for text in said.get(name, []))
                link.time = next((time for time in times if time), None)
                return link
        return None

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        return None if parse_feed(page) is not None else super().next_listing(page, code, page_number, since)

    def other_listing(self, code: str, page_number: int, address: str) -> str | None:
        feed = self.feed_url.format(code=code)
        return feed if feed and feed != address else super().other_listing(code, page_number, address)


def parse_feed(page: Page) -> _Element | None:
    """The outermost element of a feed; None of a page that is none. Entities of its own are not expanded, nothing is fetched."""
    text = page.response.text.lstrip("\ufeff \r\n\t")
    if not _IS_XML.match(text):
        return None
    # A parser that has met a broken feed is not used again.
    parser = XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = fromstring(text.encode(errors="replace"), parser)
    return root if root is not None and QName(root).localname in ENTRIES else None
