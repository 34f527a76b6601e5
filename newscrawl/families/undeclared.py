"""A paper that nobody declared, and its listings: read by the layers behind the selectors, and by the shape of the page.

Where its CMS is known, ``families.cms`` adds that CMS's selectors.
"""
from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from newscrawl.extract.fields import FIELDS, AnyField
from newscrawl.extract.layers import json_ld
from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.offers import has_id
from newscrawl.extract.listing.pager import next_page
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.items import FoundArticle, Layer, Link
from newscrawl.page.document import Page
from newscrawl.text.whitespace import one_line

_WEB_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/")
MAX_NAME_CHARS = 20
"""Letters of a paper's name."""
MIN_HEADLINES = 3
"""Of one shape, which make a list where nothing is known of the paper."""
_HANGUL = re.compile(r"[가-힣]")


class UndeclaredPaper(ArticlePages):
    """The paper at a page's host. Its id is the host and a digest of the page's canonical address."""

    fallback_fields = frozenset(field.key for field in FIELDS)

    def __init__(self, page: Page) -> None:
        self.name = host_of(page.url)
        self.publisher = publisher_of(page)
        called = dict.fromkeys([*page.meta.get("og:site_name", []), *_tails(page)])
        self.also_called = tuple(text for text in called if text != self.publisher)
        self.address = canonical_address(page)
        self.language = language_of(page)

    def article_id(self, url: str) -> str | None:
        return hashlib.sha256(self.address.encode()).hexdigest()[:16]

    def canonical_url(self, article_id: str) -> str:
        return self.address

    def date_from_id(self, article_id: str, page: Page) -> None:
        return None

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        found = super().read_article(page, listing, link)
        found.layers.publisher = "meta" if self.publisher else None
        return found

    def own_layer(self, field: AnyField) -> Layer:
        return "family"


class UndeclaredListing(ListingPages):
    """A listing of any paper, or of a portal that leads to many."""

    def __init__(self, page: Page) -> None:
        self.name = host_of(page.url)

    def article_link(self, url: str) -> Link | None:
        return Link(url, record_id(url)) if has_id(url) else None

    def article_links(self, page: Page) -> list[Link]:
        return links_by_shape(page, self.article_link, MIN_HEADLINES)

    def page_after(self, page: Page) -> str | None:
        """The address of the next page, as far as the page tells it."""
        return next_page(page)


def host_of(url: str) -> str:
    """The host without ``www.`` and ``m.``.

    >>> host_of("https://m.paper.example/1"), host_of("https://www.paper.example:8080/1")
    ('paper.example', 'paper.example')
    """
    return re.sub(r"^(?:www|m|mobile)\.(?=[^.]+\.)", "", urlsplit(url).hostname or "")


def publisher_of(page: Page) -> str | None:
    """The paper's name as ``og:site_name`` or JSON-LD's publisher says."""
    by_id = {thing["@id"]: thing for thing in json_ld.objects(page) if isinstance(thing.get("@id"), str)}
    publishers = [thing["publisher"] for thing in json_ld.objects(page) if isinstance(thing.get("publisher"), dict)]
    stated = [by_id.get(str(one.get("@id")), one).get("name") for one in publishers]
    names = (one_line(name) for name in [*page.meta.get("og:site_name", []), *stated] if isinstance(name, str))
    return next((name for name in names if name), None)


def canonical_address(page: Page) -> str:
    """The canonical link or ``og:url``, if it can be the article's own: on this host, and no home page. Else the page's address."""
    links = [link.get("href") or "" for link in page.index.by_tag["link"] if (link.get("rel") or "").lower() == "canonical"]
    for stated in [*links, *page.meta.get("og:url", [])]:
        address = page.absolute(_WEB_ARCHIVE.sub("", stated))
        parts = urlsplit(address)
        # A home page's address is shorter than half an article's.
        if host_of(address) == host_of(page.url) and len(parts.path + parts.query) * 2 > len("".join(urlsplit(page.url)[2:4])):
            return address
    return _WEB_ARCHIVE.sub("", page.url)


def language_of(page: Page) -> str:
    """``ko`` when the title or the first texts are in Hangul; else what ``<html lang>`` says, and Korean when it says nothing."""
    if _HANGUL.search(page.title_tag):
        return "ko"
    return (page.tree.get("lang") or "ko").split("-")[0].lower()


def _tails(page: Page) -> list[str]:
    """What a sign parts from a much longer rest of ``<title>``: the paper's name."""
    parts = [part.strip() for part in re.split(r"\s[-|<>:]\s|[|｜ㅣ│]|::", page.title_tag)]
    name, rest = sorted((parts[0], parts[-1]), key=len)
    return [name] if len(parts) > 1 and name and len(name) <= MAX_NAME_CHARS and len(name) * 3 < len(rest) * 2 else []


def record_id(url: str) -> str:
    """The id that a record of an undeclared paper has when this is its canonical address."""
    return f"{host_of(url)}:{hashlib.sha256(url.encode()).hexdigest()[:16]}"
