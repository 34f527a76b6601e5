"""Listings with a "더보기" (load more) button. The button requests a URL that answers with HTML, bare or inside JSON."""
from __future__ import annotations

import json
from datetime import date, datetime
from urllib.parse import parse_qs, quote, urlsplit

from scrapy.http import HtmlResponse

from newscrawl.extracted import Link
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.listings.by_day import day_before, day_of, last_day
from newscrawl.page.document import Page


class LoadMoreByPage(ListingPages):
    """The button requests pages by number.

    What to set: ``first_url``; ``listing_url`` for the second page and later ones; ``listing_headers`` if the site requires them.
    """

    listing_shape = "what its button asks for, by page"

    first_url: str
    """The section's own page, with ``{code}``."""

    def first_listing(self, code: str, until: datetime | None) -> str:
        return self.first_url.format(code=code)

    def is_empty_answer(self, page: Page) -> bool:
        return not page.response.text.strip()

    def is_listing(self, address: str, code: str, page_number: int) -> bool:
        return urlsplit(address).path == urlsplit(self.first_url.format(code=code)).path or super().is_listing(address, code, page_number)


class LoadMoreByCursor(LoadMoreByPage):
    """The button requests pages by a cursor that the page before has. Pages are HTML in a string of a JSON object.

    What to set: ``first_url``; ``cursor_css`` for the element that has the cursor; ``listing_url`` with ``{page}`` and the names of that
    element's ``data-`` attributes, with underscores for hyphens (``{cursor}`` for ``data-cursor``); ``day_url`` if the site has
    listings by date.
    """

    listing_shape = "what its button asks for, by a cursor"

    cursor_css: str
    """Matches nothing on the last page."""

    day_url = ""
    """The listing of one day, with ``{code}`` and ``{day}`` (``YYYYMMDD``); its URL has the day in ``date``. With it a walk starts at
    ``until``, and goes on with the day before when a day's listing ends."""

    @property
    def empty_page_ends(self) -> bool:  # type: ignore[override]
        """False with listings by date: a day may have no article."""
        return not self.day_url

    def first_listing(self, code: str, until: datetime | None) -> str:
        return self.day_address(code, last_day(until)) if self.day_url and until else super().first_listing(code, until)

    def is_listing(self, address: str, code: str, page_number: int) -> bool:
        # The URLs of later pages do not name the section.
        return urlsplit(address).path == urlsplit(self.first_url.format(code=code)).path

    def day_address(self, code: str, day: date) -> str:
        return self.day_url.format(code=code, day=f"{day:%Y%m%d}")

    def article_links(self, page: Page) -> list[Link]:
        return super().article_links(_unwrapped(page))

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        cursor = next(iter(_unwrapped(page).css(self.cursor_css)), None)
        if cursor is not None:
            stated = {name.removeprefix("data-").replace("-", "_"): quote(value, safe="")
                      for name, value in cursor.attrib.items() if name.startswith("data-")}
            return self.listing_url.format(**stated | {"code": code, "page": page_number + 1})
        [day] = parse_qs(urlsplit(page.url).query).get("date") or [f"{page.fetched_at:%Y%m%d}"]
        earlier = day_before(day_of(day), since) if self.day_url else None
        return self.day_address(code, earlier) if earlier else None


def _unwrapped(page: Page) -> Page:
    """A page made of the HTML in the longest string of a JSON answer; an HTML page is returned as it is.

    Raises ValueError for invalid JSON.
    """
    if not page.response.body.lstrip().startswith(b"{"):
        return page
    pending, markup = [json.loads(page.response.text)], ""
    while pending:
        value = pending.pop()
        if isinstance(value, (dict, list)):
            pending += value.values() if isinstance(value, dict) else value
        elif isinstance(value, str) and len(value) > len(markup):
            markup = value
    return Page(HtmlResponse(page.url, body=f"<html><body>{markup}</body></html>".encode(), encoding="utf-8"), page.fetched_at)
