"""Reading a section listing, and the site's menu for where the listings are."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HIDDEN
from newscrawl.extract.listing.by_shape import links_by_shape
from newscrawl.extract.listing.pager import page_number
from newscrawl.extract.listing.titles import title_in_card
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import Link
from newscrawl.page.css import select
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import marks_of, visible_text
from newscrawl.text.dates import parse_moment

# Middle dots, slashes and blanks part the words of a label, now so, now so: IT·과학, IT/과학.
_LABEL_SIGNS = re.compile(r"[\s·ㆍ・‧/&]+")


class ListingPages(ArticlePages):
    """Where a site's section listings are, and what they look like. Pure functions of a page.

    A site sets ``sections`` and ``listing_url``. The codes in its addresses are declared in ``section_codes``, or read from
    the menu at ``menu_url`` by the sections' labels: codes get renumbered, labels rarely do.
    """

    sections: dict[str, str]
    """Our key -> the label in the site's menu."""

    section_codes: dict[str, str] = {}
    """Our key -> what stands for the section in ``listing_url``; others are looked up in the menu."""

    listing_url: str
    """With ``{code}``, and ``{page}``, which counts from 1, where the listing has more than one."""

    menu_url: str = ""
    """A page that carries the menu."""

    menu_group: str = ""
    """The label of the menu's group in which the sections stand, where a section's label alone is ambiguous."""

    menu_code: str = ""
    """Regular expression that finds the code, its group 1, in the address of a menu's link."""

    listing_headers: ClassVar[dict[str, str]] = {}
    """HTTP headers that the site wants to see when it is asked for a listing, e.g. ``X-Requested-With``."""

    empty_page_ends = True
    """Whether a page without an article not met before ends the listing; false where a listing goes by days."""

    quiet_sections: frozenset[str] = frozenset()
    """Keys of sections that may offer no article at all, without that being a sign of a redesign."""

    row_css: Css = ""
    """One listing item; without it, or when it finds nothing, articles are found by the shape of their addresses."""

    row_title_css: Css = ""
    """The item's title, in a link or not."""

    row_time_css: Css = ""
    """What holds the item's time; the last date in its text counts."""

    def listing_address(self, code: str, page_number: int) -> str:
        return self.listing_url.format(code=code, page=page_number)

    def first_listing(self, code: str, until: datetime | None) -> str:
        """Where a walk begins. ``until`` (aware) is given when nothing published later is wanted."""
        return self.listing_address(code, 1)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        """The page after this one, the ``page_number``-th; None when there is none. ``since`` (aware) is how far back the walk
        goes at the most; None when nothing says."""
        following = self.listing_address(code, page_number + 1)
        # An address without ``{page}`` is the only one.
        return following if following != self.listing_address(code, page_number) else None

    def parse_listing_url(self, address: str) -> tuple[str, int] | None:
        """The code and the page's number in the address of one of the site's listings; None when it is none of them."""
        number = page_number(address) or 1
        in_menu = re.search(self.menu_code, address) if self.menu_code else None
        for code in [*self.section_codes.values(), *([in_menu[1]] if in_menu else [])]:
            if code in address and self.is_listing(address, code, number):
                return code, number
        return None

    def is_listing(self, address: str, code: str, page_number: int) -> bool:
        """Whether an address is that of a page of a listing, but for parameters that it leaves out."""
        given, known = urlsplit(address), urlsplit(self.listing_address(code, page_number))
        return given.path == known.path and set(parse_qsl(given.query)) <= set(parse_qsl(known.query))

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        """Another address of the same listing page, asked when the one at ``address`` failed or was no listing; None when there is
        none left."""
        return None

    def article_links(self, page: Page) -> list[Link]:
        """The articles that a listing offers, each once, in page order: in its rows; by the page's shape where no row is found."""
        return self.links_in_rows(page) or links_by_shape(page, self.article_link)

    def links_in_rows(self, page: Page) -> list[Link]:
        """The articles in what ``row_css`` matches, each once, in page order."""
        links: dict[str, Link] = {}
        for row in page.css(self.row_css):
            # A hidden row is a template that the page's script fills.
            if HIDDEN not in marks_of(row) and (link := self.read_row(page, row)):
                links.setdefault(link.id, link)
        return list(links.values())

    def read_row(self, page: Page, row: Element) -> Link | None:
        """The article that one item of a listing offers."""
        titles = _first(row, self.row_title_css)
        title = title_in_card(titles[0], page) if titles else None
        link = None
        for element in [*_anchors(titles), *row.iter("a")]:
            address = page.absolute(element.get("href") or "")
            other = self.row_link(row, address)
            if other and (link is None or other.id == link.id):
                link = link or replace(other, address=address)
                link.title = title or title_in_card(element, page) or None
                if link.title:  # the first link is often the thumbnail's, which has no text
                    break
        if link is None:
            return None
        times = (parse_moment(inner.get("datetime") or visible_text(inner), page.fetched_at) for inner in _first(row, self.row_time_css))
        link.time = next((time for time in [*times][::-1] if time), None)
        return link

    def row_link(self, row: Element, address: str) -> Link | None:
        """The article at an address in an item of a listing; overridden where only the item carries the article's id."""
        return self.article_link(address)

    def read_menu(self, page: Page) -> dict[str, str]:
        """The codes of the site's sections, by key, as far as the menu names them."""
        codes: dict[str, str] = {}
        wanted = {plain(label): key for key, label in self.sections.items()}
        for element in self._menu_links(page):
            match = re.search(self.menu_code, page.absolute(element.get("href") or ""))
            key = wanted.get(plain(visible_text(element)))
            if match and key:
                codes.setdefault(key, match[1])
        return codes

    def _menu_links(self, page: Page) -> Iterable[Element]:
        """The links of the menu's group, if there is one, and else all: the group is the smallest element around its label
        that holds links of the wanted kind besides the label's own."""
        if self.menu_group:
            for element in page.tree.iter():
                if isinstance(element.tag, str) and plain(element.text or "") == plain(self.menu_group):
                    for around in (element, *element.iterancestors()):
                        links = list(around.iter("a"))
                        if sum(bool(re.search(self.menu_code, link.get("href") or "")) for link in links) > 1:
                            if self._names_a_section(links):
                                return links
                            break
        return page.tree.iter("a")

    def _names_a_section(self, links: list[Element]) -> bool:
        labels = {plain(label) for label in self.sections.values()}
        return any(plain(visible_text(link)) in labels for link in links)


def plain(label: str) -> str:
    """A menu's label without the signs that vary.

    >>> plain(" IT·과학 ") == plain("IT/과학")
    True
    """
    return _LABEL_SIGNS.sub("", label).casefold()


def _first(row: Element, selectors: Css) -> list[Element]:
    for selector in (selectors,) if isinstance(selectors, str) else selectors:
        if selector and (found := select(row, selector)):
            return found
    return []


def _anchors(elements: list[Element]) -> Iterable[Element]:
    """Links in or around elements."""
    for element in elements:
        yield from element.iter("a")
        yield from element.iterancestors("a")
