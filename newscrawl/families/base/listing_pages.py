"""Section listings, and the site's menu, which says where they are."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element as Element

from newscrawl.extract.listing import feed
from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.pager import page_number
from newscrawl.extract.listing.titles import title_in_item
from newscrawl.extracted import Link
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_end import ListingPage, alike, next_named
from newscrawl.page.css import select
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import HIDDEN, marks_of, visible_text
from newscrawl.page.template import path_of
from newscrawl.text.dates import parse_moment

# Sites write the same label with middle dots, slashes or blanks: IT·과학, IT/과학.
_LABEL_SIGNS = re.compile(r"[\s·ㆍ・‧/&]+")

_CODE = r"([\w-]+(?:/[\w-]+)*)"
MAX_LABEL_CHARS = 20
"""A longer text of a link is no section's label."""
MIN_ROWS = 3
"""Fewer rows that lead nowhere are an advertisement's."""
MIN_MENU_SECTIONS = 3
"""Links to fewer sections are no menu."""


class ListingPages(ArticlePages):
    """Where a site's section listings are, and how they are read. Its methods are pure functions of a page.

    A site sets ``sections`` and ``listing_url``. The section codes in its URLs are declared in ``section_codes``, or looked up by label in
    the menu at ``menu_url``: sites renumber their codes, but rarely rename their sections.
    """

    sections: dict[str, str]
    """Section key -> the label in the site's menu."""

    section_codes: dict[str, str] = {}
    """Section key -> the section's code in ``listing_url``; codes that are missing are looked up in the menu."""

    listing_url: str
    """With ``{code}``, and with ``{page}`` (from 1) if the listing has several pages."""

    menu_url: str = ""
    """A page that has the menu."""

    menu_group: str = ""
    """The label of the menu group with the sections, if a section's label alone is ambiguous."""

    menu_code: str = ""
    """Regular expression for the URL of a menu link; group 1 is the section's code."""

    listing_headers: ClassVar[dict[str, str]] = {}
    """HTTP headers that the site requires for a listing, e.g. ``X-Requested-With``."""

    empty_page_ends = True
    """Whether a page without new articles ends the listing; false for listings by day."""

    quiet_sections: frozenset[str] = frozenset()
    """Keys of sections that may have no article at all; for others that is a sign of a redesign."""

    row_css: Css = ""
    """One item of the listing. If it is empty or matches nothing, articles are found by the pattern of their URLs."""

    row_title_css: Css = ""
    """The item's title, with or without a link."""

    row_time_css: Css = ""
    """Elements with the item's time; the last date counts."""

    def listing_address(self, code: str, page_number: int) -> str:
        return self.listing_url.format(code=code, page=page_number)

    def first_listing(self, code: str, until: datetime | None) -> str:
        """The URL where a walk starts. ``until`` (aware) is set if nothing published later is wanted."""
        return self.listing_address(code, 1)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        """The URL of the page after ``page``, whose number is ``page_number``; None if there is none. ``since`` (aware) is how far back
        the walk goes at most; None if it has no limit."""
        next_address = self.listing_address(code, page_number + 1)
        # A listing without ``{page}`` has one page.
        return next_address if next_address != self.listing_address(code, page_number) else None

    def parse_listing_url(self, address: str) -> tuple[str, int] | None:
        """(section code, page number) of a URL; None if it is not a listing of this site."""
        number = page_number(address) or 1
        in_menu = re.search(self.menu_code, address) if self.menu_code else None
        for code in [*self.section_codes.values(), *([in_menu[1]] if in_menu else [])]:
            if code in address and self.is_listing(address, code, number):
                return code, number
        return None

    def is_listing(self, address: str, code: str, page_number: int) -> bool:
        """Whether a URL is that page of the listing; parameters may be missing."""
        stated, expected = urlsplit(address), urlsplit(self.listing_address(code, page_number))
        return stated.path == expected.path and set(parse_qsl(stated.query)) <= set(parse_qsl(expected.query))

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        """Another URL of the same listing page, tried if the one at ``address`` failed or was no listing; None if there is no other."""
        return None

    def article_links(self, page: Page) -> list[Link]:
        """The articles that a listing offers, each once, in page order: in its rows; by the page's shape where no row is found."""
        entries = feed.entries(page)
        if entries is not None:
            return self.links_in_feed(entries)
        return self.links_in_rows(page) or links_by_shape(page, self.article_link)

    def links_in_feed(self, entries: list[feed.Entry]) -> list[Link]:
        """The articles in a feed's entries, each once, in order."""
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

    def links_in_rows(self, page: Page) -> list[Link]:
        """The articles in what ``row_css`` matches, each once, in page order."""
        links: dict[str, Link] = {}
        for row in page.css(self.row_css):
            # A hidden row is a template for the page's script.
            if HIDDEN not in marks_of(row) and (link := self.read_row(page, row)):
                links.setdefault(link.id, link)
        return list(links.values())

    def read_row(self, page: Page, row: Element) -> Link | None:
        """The article of one listing item."""
        titles = _first(row, self.row_title_css)
        title = title_in_item(titles[0], page) if titles else None
        link = None
        for element in [*_anchors(titles), *row.iter("a")]:
            address = page.absolute(element.get("href") or "")
            candidate = self.row_link(row, address)
            if candidate and (link is None or candidate.id == link.id):
                link = link or replace(candidate, address=address)
                link.title = title or title_in_item(element, page) or None
                if link.title:  # the first link is often the thumbnail's, which has no text
                    break
        if link is None:
            return None
        times = (parse_moment(inner.get("datetime") or visible_text(inner), page.fetched_at) for inner in _first(row, self.row_time_css))
        link.time = next((time for time in [*times][::-1] if time), None)
        return link

    def row_link(self, row: Element, address: str) -> Link | None:
        """The article at a URL in a listing item. Override it if only the item has the article's id."""
        return self.article_link(address)

    def rows_of(self, page: Page, links: list[Link]) -> list[Element]:
        """The links to the articles of a listing of which no row is declared; those of one template, which are most."""
        found = {link.id for link in links}
        return alike([element for element in page.index.by_tag["a"]
                      if (there := self.article_link(page.absolute(element.get("href") or ""))) and there.id in found])

    def lead_nowhere(self, page: Page) -> bool:
        """Whether most of the declared rows that are shown have no link to any other page than this and the home page."""
        rows = [row for row in page.css(self.row_css) if HIDDEN not in marks_of(row)]
        idle = [row for row in rows if not any(_leads_on(page, link) for link in row.iter("a")) and self.read_row(page, row) is None]
        return len(idle) >= MIN_ROWS and 2 * len(idle) > len(rows)

    def listed_day(self, page: Page, code: str) -> date | None:
        """The day whose articles the page lists from the first one on; for listings by day."""
        return None

    def names_next(self, page: Page, page_number: int, following: str | None, before: ListingPage | None) -> bool | None:
        """Whether the page says that there is one after it, whose URL is ``following``; None if it says nothing of it. ``before`` is the
        page before it."""
        return next_named(page, page_number, following, before)

    def is_empty_answer(self, page: Page) -> bool:
        """Whether a page after the first is empty as this listing's last answer is; for families whose listings are no whole pages."""
        return False

    def contradicting_label(self, page: Page, listing: str, code: str) -> str | None:
        """The label that the page's menu gives to a section's code, if it is another than the section's; None if there is no menu, or
        if it agrees."""
        labels = [label for codes in self._menus(page) for label in codes.get(code, ())]
        return None if any(_alike(label, self.sections[listing]) for label in labels) else next(iter(labels), None)

    def _menus(self, page: Page) -> Iterable[dict[str, list[str]]]:
        """Section code -> labels, for each group of links of one template that lead to several sections."""
        url = getattr(self, "listing_url", "")
        before = urlsplit(url.partition("{code}")[0]) if "{code}" in url else None
        pattern = self.menu_code or (re.escape(url.partition("{code}")[0].partition(before.netloc)[2]) + _CODE if before else "")
        groups: dict[str, dict[str, list[str]]] = {}
        for link in page.index.by_tag["a"] if pattern else ():
            match, label = re.search(pattern, page.absolute(link.get("href") or "")), visible_text(link)
            if match and len(label) <= MAX_LABEL_CHARS and any(map(str.isalpha, label)):
                groups.setdefault("/".join(path_of(link)), {}).setdefault(match[1], []).append(label)
        return [codes for codes in groups.values() if len(codes) >= MIN_MENU_SECTIONS]

    def read_menu(self, page: Page) -> dict[str, str]:
        """Section key -> code, for the sections that the menu names."""
        codes: dict[str, str] = {}
        keys = {normalized_label(label): key for key, label in self.sections.items()}
        for element in self._menu_links(page):
            match = re.search(self.menu_code, page.absolute(element.get("href") or ""))
            key = keys.get(normalized_label(visible_text(element)))
            if match and key:
                codes.setdefault(key, match[1])
        return codes

    def _menu_links(self, page: Page) -> Iterable[Element]:
        """The links of the menu group, or all links if there is no group. The group is the smallest element around its label that has
        at least two section links."""
        if self.menu_group:
            for element in page.tree.iter():
                if isinstance(element.tag, str) and normalized_label(element.text or "") == normalized_label(self.menu_group):
                    for around in (element, *element.iterancestors()):
                        links = list(around.iter("a"))
                        if sum(bool(re.search(self.menu_code, link.get("href") or "")) for link in links) > 1:
                            if self._names_a_section(links):
                                return links
                            break
        return page.tree.iter("a")

    def _names_a_section(self, links: list[Element]) -> bool:
        labels = {normalized_label(label) for label in self.sections.values()}
        return any(normalized_label(visible_text(link)) in labels for link in links)


def _alike(one: str, other: str) -> bool:
    """Whether two labels share two letters in a row, or one is in the other."""
    one, other = normalized_label(one), normalized_label(other)
    return one in other or other in one or any(one[place:place + 2] in other for place in range(len(one) - 1))


def normalized_label(label: str) -> str:
    """A menu label without blanks and punctuation, in lower case.

    >>> normalized_label(" IT·과학 ") == normalized_label("IT/과학")
    True
    """
    return _LABEL_SIGNS.sub("", label).casefold()


def _first(row: Element, selectors: Css) -> list[Element]:
    for selector in (selectors,) if isinstance(selectors, str) else selectors:
        if selector and (found := select(row, selector)):
            return found
    return []


def _leads_on(page: Page, link: Element) -> bool:
    """Whether a link leads to another page than this one and the home page."""
    there = urlsplit(page.absolute(link.get("href") or ""))
    return there.scheme.startswith("http") and (bool(there.path.strip("/") or there.query)) and there[:4] != urlsplit(page.url)[:4]


def _anchors(elements: list[Element]) -> Iterable[Element]:
    """The links in and around elements."""
    for element in elements:
        yield from element.iter("a")
        yield from element.iterancestors("a")
