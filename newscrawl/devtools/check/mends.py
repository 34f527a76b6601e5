"""What pages offer where a declaration no longer holds: selectors and addresses, to be looked at by a person."""
from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element as Element

from newscrawl.devtools.probe.addresses import article_address, article_addresses
from newscrawl.devtools.probe.sections import is_label
from newscrawl.devtools.probe.selectors import selector_of
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.listing.by_shape import main_rows
from newscrawl.extract.listing.offers import offers
from newscrawl.extract.listing.sidebars import Surroundings
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.plurals import counted

_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
MIN_SHARE = 0.8
"""A class name that this share of the rows has is the rows'."""
MAX_OTHERS = 1.3
"""A selector of rows may match so many times as many elements."""


def rows_by_shape(page: Page, pages: ListingPages) -> str:
    """The rows that the page's shape shows, with their selector; "" if there are none."""
    found = offers(page, pages.article_link)
    elements = [row.element for row in main_rows(found, Surroundings(found), page, 1)]
    if not elements:
        return ""
    selector = rows_selector(elements, page)
    return f"{counted(len(elements), 'row')} found by shape{f': {selector}' if selector else ''}"


def rows_selector(elements: list[Element], page: Page) -> str | None:
    """A selector that matches these elements and few others: by a class name that they share, or by what is around them."""
    tag, _ = Counter(str(element.tag) for element in elements).most_common(1)[0]
    names = Counter(name for element in elements for name in set((element.get("class") or "").split()))
    candidates = [f"{tag}.{name}" for name, number in names.most_common() if number >= MIN_SHARE * len(elements) and _NAME.fullmatch(name)]
    around = selector_of(elements[0].getparent(), page)
    wanted = set(elements)
    for selector in [*candidates, *([f"{around} > {tag}"] if around else [])]:
        matched = page.css(selector)
        if len(wanted & set(matched)) >= MIN_SHARE * len(elements) and len(matched) <= MAX_OTHERS * len(elements):
            return selector
    return None


def address_form(page: Page) -> str:
    """The form of the addresses that a listing leads to; "" if it leads to no articles that can be told."""
    addresses = article_addresses(page)
    form = article_address(addresses) if addresses else None
    return f"it leads to {addresses[0]}{f', as {form.pattern}' if form else ''}" if addresses else ""


def menu(page: Page) -> list[tuple[str, str]]:
    """(address, label) of the page's links that can lead to sections."""
    links = ((page.absolute(link.get("href") or ""), visible_text(link)) for link in page.index.by_tag["a"])
    return [(address, label) for address, label in links if is_label(label)]


def of_field(name: str, pages: list[Page]) -> str:
    """The selector of the title or the text, if one holds on all pages."""
    find = {"title_css": title_element, "body_css": text_container}.get(name)
    selectors = {selector_of(find(page), page) for page in pages} if find else set()
    [selector] = selectors if len(selectors) == 1 else [None]
    return f"on the pages it is {selector}" if selector else ""
