"""The listing of a paper that nobody declared: read with its CMS's selectors where the CMS is known, else by shape."""
from __future__ import annotations

import hashlib
import re
from urllib.parse import urlencode, urlsplit

from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.offers import has_id
from newscrawl.extract.listing.pager import next_page, page_number
from newscrawl.families.base.listing_pages import Listings
from newscrawl.families.cms.marks import cms_of
from newscrawl.families.cms.ndsoft import NdsoftPages
from newscrawl.families.undeclared import host_of
from newscrawl.items import Link
from newscrawl.page.document import Page

LEAST_HEADLINES = 3
"""Of one shape, which make a list where nothing is known of the paper."""


class UndeclaredListing(Listings):
    """A listing of any paper, or of a portal that leads to many."""

    def __init__(self, page: Page) -> None:
        self.name = host_of(page.url)

    def article_link(self, url: str) -> Link | None:
        return Link(url, record_id(url)) if has_id(url) else None

    def article_links(self, page: Page) -> list[Link]:
        return links_by_shape(page, self.article_link, LEAST_HEADLINES)

    def page_after(self, page: Page) -> str | None:
        """The address of the next page, as far as the page tells it."""
        return next_page(page)


class UndeclaredNdsoftListing(UndeclaredListing, NdsoftPages):
    """A listing on ND Soft's CMS, whose articles are told by their number and whose newest pagers are a script's."""

    _ARTICLE = re.compile(r"/news/articleView\.html\?(?:.*&)?idxno=(\d+)")

    def article_link(self, url: str) -> Link | None:
        parts = urlsplit(url)
        found = self._ARTICLE.match(f"{parts.path}?{parts.query}")
        return Link(url, record_id(f"{parts.scheme}://{parts.netloc}/news/articleView.html?idxno={found[1]}")) if found else None

    def article_links(self, page: Page) -> list[Link]:
        return NdsoftPages.article_links(self, page)

    def page_after(self, page: Page) -> str | None:
        parts = urlsplit(page.url)
        if told := next_page(page):
            return told
        query = re.sub(r"(?:^|&)page=\d*", "", parts.query).lstrip("&")
        # ``page=N`` is answered on all generations, the "더보기" button of the newest too.
        after = urlencode({"page": (page_number(page.url) or 1) + 1})
        return parts._replace(query=f"{query}&{after}" if query else after, fragment="").geturl()


def undeclared_listing(page: Page) -> UndeclaredListing:
    """The reader of a listing that no site of ours has."""
    return UndeclaredNdsoftListing(page) if cms_of(page) == "ndsoft" else UndeclaredListing(page)


def record_id(url: str) -> str:
    """The id that a record of an undeclared paper has when this is its canonical address."""
    return f"{host_of(url)}:{hashlib.sha256(url.encode()).hexdigest()[:16]}"
