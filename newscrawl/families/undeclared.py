"""Papers without a spider, and their listings: read by all layers except a site's selectors, and by the structure of the page.

If the CMS is known, ``families.cms`` adds its selectors.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newscrawl.extract.fields import FIELDS, AnyField
from newscrawl.extract.layer import ExtractionLayer
from newscrawl.extract.layers import json_ld
from newscrawl.extract.listing import feed
from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.offers import has_id, has_same_url_pattern, may_have_id
from newscrawl.extract.listing.pager import next_page
from newscrawl.extracted import ExtractedArticle, Link
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.items import Layer
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.addresses import is_home, normal_address
from newscrawl.text.dates import Moment
from newscrawl.text.whitespace import one_line

_WEB_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/")
MAX_NAME_CHARS = 20
"""A longer part of ``<title>`` is not the paper's name."""
MIN_HEADLINES = 3
"""So many links with the same URL pattern make a list on a page of an unknown paper."""
_LISTING = re.compile(r"(?:^|[/_-])(?:sections?|categor(?:y|ies)|tags?|list|search|archives?|author|reporters?)(?:$|[/_.-])|(?:article|news)list",
                      re.IGNORECASE)
_BY_NUMBER = frozenset({"p", "page_id", "no", "id", "idx", "idxno", "seq"})
"""Parameters by whose number a page is found whose canonical URL may be of words."""
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

    def article_id(self, url: str) -> str:
        return _digest(self.address)

    def canonical_url(self, article_id: str) -> str:
        return self.address

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
        return None

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        extracted = super().read_article(page, listing, link)
        extracted.layers.publisher = "meta" if self.publisher else None
        return extracted

    def own_layer(self, field: AnyField) -> Layer:
        return "family"


class UnknownAddress(UndeclaredPaper):
    """Reads a page of a declared site at an address that the site's patterns do not know: an old one, or one on another of its hosts.

    The site's selectors are tried first, then all that is tried for an undeclared paper. The id is the site's own where the page states
    an address that the site knows; else the host and a digest, as for an undeclared paper.
    """

    def __init__(self, page: Page, site: ArticlePages) -> None:
        super().__init__(page)
        self.publisher, self.also_called, self.language = site.publisher, site.also_called, site.language
        self.spider = copy(site)
        self.spider.fallback_fields = self.fallback_fields
        known = next((link for address in stated_addresses(page) if (link := site.article_link(address))), None)
        if known:
            self.name, self.address = site.name, known.url
        self.is_stated = known is not None
        """Whether the id is the site's own."""
        self.link = known or Link(self.address, super().article_id(page.url))

    def article_id(self, url: str) -> str:
        return self.link.id

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
        return self.spider.date_from_id(article_id, page)

    def layers_of(self, field: AnyField) -> Iterator[tuple[Layer, ExtractionLayer]]:
        return self.spider.layers_of(field)

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        extracted = self.spider.read_article(page, listing, self.link)
        extracted.site, extracted.article_id, extracted.url = self.name, self.link.id, self.address
        return extracted


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
    """The article's URL in normal form: what ``<link rel=canonical>`` or ``og:url`` states, if that is on this host and an article's; else
    the page's own. Where the page does not state its scheme it is ``https``, however it was fetched.
    """
    own = normal_address(_WEB_ARCHIVE.sub("", page.url))
    stated = stated_addresses(page)
    if address := next((address for address in stated if host_of(address) == host_of(own) and may_be_article_at(address, own)), None):
        return address
    return _over_https(own)


@once_per_page
def stated_addresses(page: Page) -> list[str]:
    """The addresses in ``<link rel=canonical>`` and ``og:url``, in normal form, without a web archive's prefix."""
    links = [link.get("href") or "" for link in page.index.by_tag["link"] if (link.get("rel") or "").lower() == "canonical"]
    stated = []
    for text in [*links, *page.meta.get("og:url", [])]:
        with suppress(ValueError):  # an invalid host or port
            stated.append(normal_address(page.absolute(_WEB_ARCHIVE.sub("", text))))
    return stated


def may_be_article_at(stated: str, own: str) -> bool:
    """Whether a URL that a page states may be that of the article at the page's ``own`` URL: not a home page's, a section's or another article's.

    >>> own = "https://paper.example/news/view?no=20261120501"
    >>> may_be_article_at("https://paper.example/article/20261120501", own), may_be_article_at("https://paper.example/a-chip-for-all-robots/", own)
    (True, True)
    >>> [may_be_article_at(f"https://paper.example/{path}", own) for path in ("", "section/it-science", "section/105", "news/view?no=20261120502")]
    [False, False, False, False]
    """
    there, here = urlsplit(stated), urlsplit(own)
    if (there.path, there.query) == (here.path, here.query):
        return True
    if is_home(stated):
        return False
    if _numbers(here) & _numbers(there):
        return True
    if there.path == here.path or _LISTING.search(there.path) or has_same_url_pattern(stated, own):
        return False
    return has_id(stated) or not has_id(own) or set(dict(parse_qsl(here.query))) & _BY_NUMBER != set()


def _numbers(parts: SplitResult) -> set[str]:
    """The longest numbers of a URL: what can be an article's id in it."""
    numbers = set(re.findall(r"\d{3,}", unquote(parts.path + "?" + parts.query)))
    return {number for number in numbers if len(number) == max(map(len, numbers))}


def _over_https(address: str) -> str:
    return re.sub(r"^http:", "https:", address)


def language_of(page: Page) -> str:
    """``ko`` if ``<title>`` has Hangul; else the language in ``<html lang>``, or ``ko`` if there is none."""
    if _HANGUL.search(page.title_tag):
        return "ko"
    return (page.tree.get("lang") or "ko").split("-")[0].lower()


def _names_in_title(page: Page) -> list[str]:
    """The paper's name in ``<title>``: the short part before the first separator or after the last one."""
    parts = [part.strip() for part in re.split(r"\s[-–—|<>:]\s|[|｜ㅣ│]|::", page.title_tag)]
    name, rest = sorted((parts[0], parts[-1]), key=len)
    return [name] if len(parts) > 1 and name and len(name) <= MAX_NAME_CHARS and len(name) * 3 < len(rest) * 2 else []


def record_id(url: str) -> str:
    """The record id of an article of an undeclared paper with this canonical URL.

    Raises ValueError for an address with an invalid host or port.
    """
    return f"{host_of(url)}:{_digest(normal_address(url))}"


def _digest(address: str) -> str:
    """The digest of a normal address; the scheme does not count."""
    return hashlib.sha256(_over_https(address).encode()).hexdigest()[:16]
