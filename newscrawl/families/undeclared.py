"""Papers without a spider, and their listings: read by all layers except a site's selectors, and by the structure of the page.

If the CMS is known, ``families.cms`` adds its selectors.
"""
from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from newscrawl.extract.fields import FIELDS, AnyField
from newscrawl.extract.layers import json_ld
from newscrawl.extract.listing import feed
from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.offers import has_id, may_have_id
from newscrawl.extract.listing.pager import next_page
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.items import ExtractedArticle, Layer, Link
from newscrawl.page.document import Page
from newscrawl.text.whitespace import one_line

_WEB_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/")
MAX_NAME_CHARS = 20
"""A longer part of ``<title>`` is not the paper's name."""
MIN_HEADLINES = 3
"""So many links with the same URL pattern make a list on a page of an unknown paper."""
_HANGUL = re.compile(r"[가-힣]")


class UndeclaredPaper(ArticlePages):
    """The paper at a page's host. ``site`` is the host; the article id is a digest of the page's canonical URL."""

    fallback_fields = frozenset(field.key for field in FIELDS)

    def __init__(self, page: Page) -> None:
        self.name = host_of(page.url)
        self.publisher = publisher_of(page)
        names = dict.fromkeys([*page.meta.get("og:site_name", []), *_names_in_title(page)])
        self.also_called = tuple(text for text in names if text != self.publisher)
        self.address = canonical_address(page)
        self.language = language_of(page)

    def article_id(self, url: str) -> str | None:
        return hashlib.sha256(self.address.encode()).hexdigest()[:16]

    def canonical_url(self, article_id: str) -> str:
        return self.address

    def date_from_id(self, article_id: str, page: Page) -> None:
        return None

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        extracted = super().read_article(page, listing, link)
        extracted.layers.publisher = "meta" if self.publisher else None
        return extracted

    def own_layer(self, field: AnyField) -> Layer:
        return "family"


class UndeclaredListing(ListingPages):
    """A listing of any paper, or of a portal."""

    def __init__(self, page: Page) -> None:
        self.name = host_of(page.url)

    def article_link(self, url: str) -> Link | None:
        return Link(url, record_id(url)) if may_have_id(url) else None

    def article_links(self, page: Page) -> list[Link]:
        entries = feed.entries(page)
        return links_by_shape(page, self.article_link, MIN_HEADLINES) if entries is None else self.links_in_feed(entries)

    def read_entry(self, entry: feed.Entry) -> Link | None:
        """The article of a feed entry. What has a title is an article, whatever its URL; a sitemap has other pages too, without titles."""
        address = entry.addresses[0]
        if has_id(address) or (entry.title and urlsplit(address).path.strip("/")):
            return Link(address, record_id(address), entry.title, entry.time, address)
        return None

    def page_after(self, page: Page) -> str | None:
        """The URL of the next page; None if the page does not show it."""
        return next_page(page) if feed.entries(page) is None else feed.next_page(page)


def host_of(url: str) -> str:
    """The host without ``www.`` and ``m.``.

    >>> host_of("https://m.paper.example/1"), host_of("https://www.paper.example:8080/1")
    ('paper.example', 'paper.example')
    """
    return re.sub(r"^(?:www|m|mobile)\.(?=[^.]+\.)", "", urlsplit(url).hostname or "")


def publisher_of(page: Page) -> str | None:
    """The paper's name in ``og:site_name`` or as JSON-LD's publisher."""
    by_id = {element["@id"]: element for element in json_ld.objects(page) if isinstance(element.get("@id"), str)}
    publishers = [element["publisher"] for element in json_ld.objects(page) if isinstance(element.get("publisher"), dict)]
    stated = [by_id.get(str(publisher.get("@id")), publisher).get("name") for publisher in publishers]
    names = (one_line(name) for name in [*page.meta.get("og:site_name", []), *stated] if isinstance(name, str))
    return next((name for name in names if name), None)


def canonical_address(page: Page) -> str:
    """The canonical URL: the canonical link or ``og:url``, if it is on this host and no home page; else the page's URL."""
    links = [link.get("href") or "" for link in page.index.by_tag["link"] if (link.get("rel") or "").lower() == "canonical"]
    for stated in [*links, *page.meta.get("og:url", [])]:
        address = page.absolute(_WEB_ARCHIVE.sub("", stated))
        parts = urlsplit(address)
        # A home page's URL is shorter than half of an article's.
        if host_of(address) == host_of(page.url) and len(parts.path + parts.query) * 2 > len("".join(urlsplit(page.url)[2:4])):
            return address
    return _WEB_ARCHIVE.sub("", page.url)


def language_of(page: Page) -> str:
    """``ko`` if ``<title>`` has Hangul; else the language in ``<html lang>``, or ``ko`` if there is none."""
    if _HANGUL.search(page.title_tag):
        return "ko"
    return (page.tree.get("lang") or "ko").split("-")[0].lower()


def _names_in_title(page: Page) -> list[str]:
    """The paper's name in ``<title>``: the short part before the first separator or after the last one."""
    parts = [part.strip() for part in re.split(r"\s[-|<>:]\s|[|｜ㅣ│]|::", page.title_tag)]
    name, rest = sorted((parts[0], parts[-1]), key=len)
    return [name] if len(parts) > 1 and name and len(name) <= MAX_NAME_CHARS and len(name) * 3 < len(rest) * 2 else []


def record_id(url: str) -> str:
    """The record id of an article of an undeclared paper with this canonical URL."""
    return f"{host_of(url)}:{hashlib.sha256(url.encode()).hexdigest()[:16]}"
