"""Declared selectors that match nothing on any test page of their site or family: they rest on descriptions alone."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from cssselect import parse

from newscrawl.devtools.fixtures.answer import FETCHED_AT
from newscrawl.devtools.fixtures.update import pages_of
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.cms.known import undeclared, undeclared_listing
from newscrawl.page.css import select
from newscrawl.page.document import Page
from newscrawl.sites import all_sites, spider_for

ON_LISTINGS = frozenset({"row_css", "cursor_css", "wait_for_css", "more_button_css"})
IN_ROWS = frozenset({"row_title_css", "row_time_css"})
"""Looked for in what ``row_css`` matches. All other selectors are those of article pages."""


class Declared(NamedTuple):
    """One selector of a site or of a family, without commas."""

    owner: str
    """The name of the site, or of the family's class."""

    attribute: str
    selector: str


class ReadPage(NamedTuple):
    """A page under ``tests/pages`` with who reads it."""

    page: Page
    reader: ArticlePages
    is_listing: bool


def unproved() -> list[Declared]:
    """In order: families, then sites. Needs a checkout, where the test pages are."""
    pages = list(read_pages())
    readers = {type(reader) for reader in (*all_sites(), *(one.reader for one in pages))}
    owners = {owner for reader in readers for owner in reader.__mro__}
    found = {declared for owner in owners for declared in declared_by(owner)
             if not any(isinstance(one.reader, owner) and _matches(declared, one) for one in pages)}
    return sorted(found, key=lambda declared: (declared.owner.islower(), declared))


def declared_by(owner: type) -> Iterator[Declared]:
    """The selectors that a class adds to those of its bases."""
    for attribute, value in vars(owner).items():
        if attribute.endswith("_css"):
            inherited = {selector for base in owner.__mro__[1:] for selector in _parts(vars(base).get(attribute, ""))}
            for selector in _parts(value):
                if selector not in inherited:
                    yield Declared(vars(owner).get("name", owner.__name__), attribute, selector)


def read_pages() -> Iterator[ReadPage]:
    for path in pages_of():
        answer = json.loads(path.with_suffix(".json").read_bytes())
        url = answer.get("provenance", {}).get("fetched_url") or answer["url"]
        fetched_at = datetime.fromisoformat(answer["fetched_at"]) if "fetched_at" in answer else FETCHED_AT
        page = Page.from_bytes(path.read_bytes(), url, answer.get("headers"), fetched_at)
        is_listing = "links" in answer
        if not path.parent.name.endswith(".example"):
            reader: ArticlePages = spider_for(url, path.parent.name)
        else:
            reader = undeclared_listing(page) if is_listing else undeclared(page)
        yield ReadPage(page, reader, is_listing)


def _parts(selectors: str | tuple[str, ...]) -> Iterable[str]:
    """Selectors without commas."""
    each = (selectors,) if isinstance(selectors, str) else selectors
    return [part.canonical() for selector in each if selector for part in parse(selector)]


def _matches(declared: Declared, one: ReadPage) -> bool:
    if declared.attribute in IN_ROWS:
        return (one.is_listing and isinstance(one.reader, ListingPages)
                and any(select(row, declared.selector) for row in one.page.css(one.reader.row_css)))
    return one.is_listing == (declared.attribute in ON_LISTINGS) and bool(one.page.css(declared.selector))
