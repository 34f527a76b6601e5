"""What a page offers to read: each address that can be an article's, with the links to it at one place and the headline there."""
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
CARDS = frozenset({"article", "li"})
"""Their ``<header>`` is that of one article."""
MAX_IN_CARD = 150
"""Elements in a link that is one article's; one with more was never closed, or is the page's wrapper."""
MIN_TITLE = 2
MIN_SLUG = 3
"""Hyphens of an address's last part that is made of words, not of digits."""

# Rows that a script makes clickable keep their address in an attribute.
_PLACES = XPath(".//a[@href] | .//*[@data-href or @data-url or @data-link or @onclick][not(self::button or self::input or self::select)]")
_ONCLICK = re.compile(r"location(?:\.href)?\s{0,3}=\s{0,3}['\"]([^'\"]+)['\"]|location\.(?:assign|replace)\(['\"]([^'\"]+)['\"]")
_LONG = re.compile(r"\d{4}")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:")


@dataclass(slots=True, eq=False)
class Offer:
    """The links to one article that follow each other."""

    link: Link
    """The article's address and id."""

    elements: list[Element]
    """What links to it, in page order, none in a side block."""

    title: str
    anchor: Element
    """The link that shows the title."""

    @property
    def is_headline(self) -> bool:
        return len(self.title) in HEADLINE


def offers(page: Page, link_of: Callable[[str], Link | None]) -> list[Offer]:
    """The page's offers in page order; several for an article that is linked at several places.

    ``link_of`` tells which addresses can be an article's.
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
            if anchor is not None and len(title) >= MIN_TITLE]


def has_id(address: str) -> bool:
    """Whether an address can be one article's: it has a number, or its last part is made of several words.

    >>> has_id("https://paper.example/it"), has_id("https://paper.example/view/12"), has_id("https://paper.example/a-new-chip-for-robots/")
    (False, True, True)
    """
    parts = urlsplit(address)
    if re.search(r"\d", parts.path + parts.query):
        return True
    slug = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return slug.count("-") + slug.count("_") >= MIN_SLUG


def path_of(address: str) -> tuple[str, str]:
    """The host of an address, and its path with ``#`` for digits and ``*`` for words that may differ between articles of a site.

    >>> path_of("https://www.paper.example/news/it/11970218?ref=main") == path_of("https://paper.example/news/economy/11970300")
    True
    """
    parts = urlsplit(address)
    *around, last = re.sub(r"\d+", "#", re.sub(r";[^/?]*", "", parts.path)).split("/")
    # Sections have names, and words may follow a number.
    around = ["*" if part and "#" not in part else part for part in around]
    if "#" not in last and any("#" in part for part in around):
        last = "*"
    return re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or ""), "/".join([*around, last])


def numbers_in(address: str) -> dict[str, str]:
    """The parameters of an address that carry a number."""
    return {name: value for name, value in parse_qsl(urlsplit(address).query) if re.search(r"\d", value)}


def has_same_url_pattern(one: str, other: str) -> bool:
    """Whether two addresses differ only in their numbers, and carry one of some length.

    >>> has_same_url_pattern("https://paper.example/view.do?no=1234&p=2", "https://paper.example/view.do?no=1301&p=2")
    True
    >>> has_same_url_pattern("https://paper.example/list/14", "https://paper.example/view/20231206")
    False
    >>> has_same_url_pattern("https://p.example/it?page=2", "https://p.example/it?no=1234")
    False
    """
    return _plan(one) == _plan(other) and bool(_LONG.search(one))


def is_listing_like(address: str, listing: str) -> bool:
    """Whether an address is that of another listing, like the page's own: it differs in short numbers only.

    >>> is_listing_like("https://paper.example/list/15", "https://paper.example/list/14")
    True
    >>> is_listing_like("https://paper.example/news/15000", "https://paper.example/news/14"), is_listing_like("https://p.example/?no=15", "https://p.example/")
    (False, False)
    """
    return _plan(address) == _plan(listing) and not _LONG.search(_numbered_part(address)) and bool(re.search(r"\d", _numbered_part(address)))


def _plan(address: str) -> tuple[str | None, str, frozenset[str]]:
    parts = urlsplit(address)
    return parts.hostname, re.sub(r"\d+", "#", parts.path), frozenset(numbers_in(address))


def _numbered_part(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def _addresses(page: Page) -> Iterator[tuple[Element, str]]:
    """Links and what a script makes one, with their addresses, in page order, side blocks left out."""
    side = dict.fromkeys([page.tree, *page.tree.iter("body")], False)
    for header in page.tree.iter("header"):
        card = next(header.iterancestors(*CARDS), None)
        if card is not None:
            side[header] = in_side(card, side, SIDE_TAGS, SIDE_RULES)
    known: dict[str, str] = {}
    scripts = Scripts(page)
    for element in _PLACES(page.tree):
        written = written_address(element, scripts)
        if not written or in_side(element, side, SIDE_TAGS, SIDE_RULES):
            continue
        if next(islice(element.iter(), MAX_IN_CARD, None), None) is not None:
            continue
        if written not in known:
            known[written] = urldefrag(page.absolute(written))[0]
        if known[written].startswith("http"):
            yield element, known[written]


def written_address(element: Element, scripts: Scripts) -> str:
    """The address that a link, or what a script makes one, leads to, as the page writes it; "" when only the script knows."""
    click = element.get("onclick") or ""
    going = _ONCLICK.search(click)
    stated = [element.get(name) or "" for name in ("href", "data-href", "data-url", "data-link")] + [(going[1] or going[2]) if going else ""]
    if told := next((address for address in stated if address and not address.lower().startswith(_NO_PAGE)), ""):
        return told
    calls = (call for call in (element.get("href") or "", click) if "(" in call)
    return next((address for call in calls if (address := scripts.address(call))), "")
