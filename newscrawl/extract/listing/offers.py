"""Offers: the links of a page that can be an article's. Consecutive links to one URL are one offer, with one headline."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qsl, unquote, urldefrag, urlsplit

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.extract.listing.js_links import Scripts
from newscrawl.extract.listing.titles import HEADLINE, headline
from newscrawl.extract.side_blocks import in_side
from newscrawl.items import Link
from newscrawl.page.document import Page

SIDE_TAGS = frozenset({"aside", "nav", "footer", "header", "select"})
SIDE_RULES = frozenset({"ranking", "related", "navigation", "ad", "comment", "hidden"})
ITEM_TAGS = frozenset({"article", "li"})
"""A ``<header>`` in one of these belongs to one article, not to the page."""
MAX_IN_ITEM = 150
"""A link with more elements was never closed, or is the page's wrapper."""
MIN_TITLE_CHARS = 2
MIN_SLUG_HYPHENS = 3
"""A URL's last part with so many hyphens is a slug made of words."""

# Elements that a script makes clickable have their URL in an attribute.
_CLICKABLE = XPath(".//a[@href] | .//*[@data-href or @data-url or @data-link or @onclick][not(self::button or self::input or self::select)]")
_ONCLICK = re.compile(r"location(?:\.href)?\s{0,3}=\s{0,3}['\"]([^'\"]+)['\"]|location\.(?:assign|replace)\(['\"]([^'\"]+)['\"]")
_LONG = re.compile(r"\d{4}")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:")


@dataclass(slots=True, eq=False)
class Offer:
    """Consecutive links to one article."""

    link: Link
    """The article's URL and id."""

    elements: list[Element]
    """The link elements, in page order, without those in side blocks."""

    title: str
    anchor: Element
    """The link with the title."""

    @property
    def is_headline(self) -> bool:
        return len(self.title) in HEADLINE


def offers(page: Page, link_of: Callable[[str], Link | None]) -> list[Offer]:
    """The page's offers in page order; an article that is linked at several positions has several.

    ``link_of`` returns the link for a URL that can be an article's, else None.
    """
    found: list[tuple[Link, list[Element]]] = []
    known: dict[str, Link | None] = {urldefrag(page.url)[0]: None}
    for element, address in _addresses(page):
        if address not in known:
            link = None if is_listing_like(address, page.url) else link_of(address)
            known[address] = replace(link, address=address) if link else None
        if (link := known[address]) is None:
            continue
        if found and found[-1][0].id == link.id:
            found[-1][1].append(element)
        else:
            found.append((link, [element]))
    titled = ((link, elements, *headline(elements, page)) for link, elements in found)
    return [Offer(link, elements, title, anchor) for link, elements, title, anchor in titled
            if anchor is not None and len(title) >= MIN_TITLE_CHARS]


def has_id(address: str) -> bool:
    """Whether a URL can be an article's: it has a number, or its last part has several words.

    >>> has_id("https://paper.example/it"), has_id("https://paper.example/view/12"), has_id("https://paper.example/a-new-chip-for-robots/")
    (False, True, True)
    """
    parts = urlsplit(address)
    if re.search(r"\d", parts.path + parts.query):
        return True
    slug = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return slug.count("-") + slug.count("_") >= MIN_SLUG_HYPHENS


def path_of(address: str) -> tuple[str, str]:
    """(host, path) of a URL, with ``#`` for digits and ``*`` for words that may differ between articles of a site.

    >>> path_of("https://www.paper.example/news/it/11970218?ref=main") == path_of("https://paper.example/news/economy/11970300")
    True
    """
    parts = urlsplit(address)
    *around, last = re.sub(r"\d+", "#", re.sub(r";[^/?]*", "", parts.path)).split("/")
    # Sections have names, and a slug may follow a number.
    around = ["*" if part and "#" not in part else part for part in around]
    if "#" not in last and any("#" in part for part in around):
        last = "*"
    return re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or ""), "/".join([*around, last])


def numbers_in(address: str) -> dict[str, str]:
    """The URL parameters that have a number."""
    return {name: value for name, value in parse_qsl(urlsplit(address).query) if re.search(r"\d", value)}


def has_same_url_pattern(url: str, other_url: str) -> bool:
    """Whether two URLs differ only in their numbers, and have a number of four digits or more.

    >>> has_same_url_pattern("https://paper.example/view.do?no=1234&p=2", "https://paper.example/view.do?no=1301&p=2")
    True
    >>> has_same_url_pattern("https://paper.example/list/14", "https://paper.example/view/20231206")
    False
    >>> has_same_url_pattern("https://p.example/it?page=2", "https://p.example/it?no=1234")
    False
    """
    return _url_pattern(url) == _url_pattern(other_url) and bool(_LONG.search(url))


def is_listing_like(address: str, listing: str) -> bool:
    """Whether a URL is another listing's: it differs from the page's own URL only in short numbers.

    >>> is_listing_like("https://paper.example/list/15", "https://paper.example/list/14")
    True
    >>> is_listing_like("https://paper.example/news/15000", "https://paper.example/news/14"), is_listing_like("https://p.example/?no=15", "https://p.example/")
    (False, False)
    """
    numbered = _numbered_part(address)
    return _url_pattern(address) == _url_pattern(listing) and not _LONG.search(numbered) and bool(re.search(r"\d", numbered))


def _url_pattern(address: str) -> tuple[str | None, str, frozenset[str]]:
    parts = urlsplit(address)
    return parts.hostname, re.sub(r"\d+", "#", parts.path), frozenset(numbers_in(address))


def _numbered_part(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def _addresses(page: Page) -> Iterator[tuple[Element, str]]:
    """(element, URL) of links and clickable elements, in page order, without side blocks."""
    side = dict.fromkeys([page.tree, *page.tree.iter("body")], False)
    for header in page.tree.iter("header"):
        item = next(header.iterancestors(*ITEM_TAGS), None)
        if item is not None:
            side[header] = in_side(item, side, SIDE_TAGS, SIDE_RULES)
    known: dict[str, str] = {}
    scripts = Scripts(page)
    for element in _CLICKABLE(page.tree):
        href = written_address(element, scripts)
        if not href or in_side(element, side, SIDE_TAGS, SIDE_RULES):
            continue
        if next(islice(element.iter(), MAX_IN_ITEM, None), None) is not None:
            continue
        if href not in known:
            known[href] = urldefrag(page.absolute(href))[0]
        if known[href].startswith("http"):
            yield element, known[href]


def written_address(element: Element, scripts: Scripts) -> str:
    """The URL of a link or clickable element, as the page writes it; "" if it cannot be resolved."""
    click = element.get("onclick") or ""
    onclick_target = _ONCLICK.search(click)
    stated = [element.get(name) or "" for name in ("href", "data-href", "data-url", "data-link")]
    stated.append((onclick_target[1] or onclick_target[2]) if onclick_target else "")
    if address := next((address for address in stated if address and not address.lower().startswith(_NO_PAGE)), ""):
        return address
    calls = (call for call in (element.get("href") or "", click) if "(" in call)
    return next((address for call in calls if (address := scripts.address(call))), "")
