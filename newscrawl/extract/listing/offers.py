"""Offers: the links of a page that can be an article's. Consecutive links to one URL are one offer, with one headline."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import parse_qsl, unquote, urldefrag, urlsplit

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.extract.listing.js_links import Scripts
from newscrawl.extract.listing.titles import HEADLINE, headline
from newscrawl.extract.side_blocks import in_side
from newscrawl.extracted import Link
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
CACHED = 2000
"""So many URLs' forms are kept, as a page asks for each several times."""
MIN_BUTTONS = 3
"""So many links with one label are buttons."""

# Elements that a script makes clickable have their URL in an attribute.
_CLICKABLE = XPath(".//a[@href] | .//*[@data-href or @data-url or @data-link or @onclick][not(self::button or self::input or self::select)]")
_ONCLICK = re.compile(r"location(?:\.href)?\s{0,3}=\s{0,3}['\"]([^'\"]+)['\"]|location\.(?:assign|replace)\(['\"]([^'\"]+)['\"]")
_LONG = re.compile(r"\d{4}")
_FILE = re.compile(
    r"\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|egg|7z|txt|csv|jpe?g|png|gif|webp|svg|mp[34]|wav|avi|apk|exe)$", re.IGNORECASE)
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

    @property
    def has_id(self) -> bool:
        """Whether its URL can only be an article's; false for one that may be a menu's, too."""
        return has_id(self.link.address or self.link.url)


def offers(page: Page, link_of: Callable[[str], Link | None], *, in_header: bool = False) -> list[Offer]:
    """The page's offers in page order; an article that is linked at several positions has several.

    ``link_of`` returns the link for a URL that can be an article's, else None. ``in_header`` reads the page's header and menus too.
    """
    found: list[tuple[Link, list[Element]]] = []
    certain: list[tuple[Link, list[Element]]] = []
    known: dict[str, Link | None] = {urldefrag(page.url)[0]: None}
    for element, address in _addresses(page, in_header=in_header):
        if address not in known:
            link = None if is_listing_like(address, page.url) or is_file(urlsplit(address).path) else link_of(address)
            known[address] = replace(link, address=address) if link else None
        if (link := known[address]) is None:
            continue
        run = next((run for run in (found[-1:] + certain) if run[0].id == link.id), None)
        if run:
            run[1].append(element)
            continue
        found.append((link, [element]))
        # Links to tags and categories may be between those to one article.
        certain = found[-1:] if has_id(address) else certain
    titled = ((link, elements, *headline(elements, page)) for link, elements in found)
    return without_buttons([Offer(link, elements, title, anchor) for link, elements, title, anchor in titled
                            if anchor is not None and len(title) >= MIN_TITLE_CHARS and not is_file(title)])


def without_buttons(found: list[Offer]) -> list[Offer]:
    """The offers without those whose URLs have one pattern and whose titles are all the same: a button in each row."""
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for offer in found:
        titles[path_of(offer.link.url)].append(offer.title)
    repeated = {pattern for pattern, alike in titles.items() if len(alike) >= MIN_BUTTONS and len(set(alike)) == 1}
    return [offer for offer in found if path_of(offer.link.url) not in repeated] if len(repeated) < len(titles) else found


def is_file(name: str) -> bool:
    """Whether a URL's path or a title is the name of a file that is no page.

    >>> is_file("/down/보도자료.HWP"), is_file("붙임 1. 계획(안).pdf"), is_file("/view/1.html"), is_file("구글, 새 PDF 판독기 공개")
    (True, True, False, False)
    """
    return _FILE.search(name) is not None


@lru_cache(maxsize=CACHED)
def has_id(address: str) -> bool:
    """Whether a URL can be an article's: it has a number, or its last part has several words.

    >>> has_id("https://paper.example/it"), has_id("https://paper.example/view/12"), has_id("https://paper.example/a-new-chip-for-robots/")
    (False, True, True)
    """
    parts = urlsplit(address)
    return re.search(r"\d", parts.path + parts.query) is not None or _words(parts.path) > MIN_SLUG_HYPHENS


def may_have_id(address: str) -> bool:
    """Whether a URL can be an article's if what is around its link says so too: it is not the home page's.

    >>> may_have_id("https://blog.example/moon-robot/"), may_have_id("https://blog.example/"), may_have_id("https://blog.example/?p=3")
    (True, False, True)
    """
    return has_id(address) or bool(urlsplit(address).path.strip("/"))


def is_index_of(listing: str, addresses: list[str]) -> bool:
    """Whether all URLs are a listing's own with one more numbered parameter, as on a board: ``/board`` and ``/board?idx=12&mode=view``.

    >>> is_index_of("https://town.example/board?page=2", ["https://town.example/board?idx=12", "https://town.example/board?idx=13&page=2"])
    True
    """
    own = urlsplit(listing)
    others = [urlsplit(address) for address in addresses]
    return bool(others) and all(
        (other.hostname, other.path) == (own.hostname, own.path) and numbers_in(address).keys() - dict(parse_qsl(own.query)).keys()
        for other, address in zip(others, addresses, strict=True))


def _words(path: str) -> int:
    """How many words the last part of a path has; a syllable of Hangul makes a word too, as in ``/달-로봇``."""
    return len(re.findall(r"[^\W_]+", unquote(path.rstrip("/").rpartition("/")[2])))


@lru_cache(maxsize=CACHED)
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


@lru_cache(maxsize=CACHED)
def _url_pattern(address: str) -> tuple[str | None, str, frozenset[str]]:
    parts = urlsplit(address)
    return parts.hostname, re.sub(r"\d+", "#", parts.path), frozenset(numbers_in(address))


def _numbered_part(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def _addresses(page: Page, *, in_header: bool) -> Iterator[tuple[Element, str]]:
    """(element, URL) of links and clickable elements, in page order, without side blocks."""
    tags, rules = (SIDE_TAGS - {"header"}, SIDE_RULES - {"navigation"}) if in_header else (SIDE_TAGS, SIDE_RULES)
    side = dict.fromkeys([page.tree, *page.tree.iter("body")], False)
    for header in page.tree.iter("header"):
        item = next(header.iterancestors(*ITEM_TAGS), None)
        if item is not None:
            side[header] = in_side(item, side, tags, rules)
    known: dict[str, str] = {}
    scripts = Scripts(page)
    for element in _CLICKABLE(page.tree):
        href = written_address(element, scripts)
        if not href or in_side(element, side, tags, rules):
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
