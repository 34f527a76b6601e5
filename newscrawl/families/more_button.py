"""Listings that grow by a "더보기" button: behind it is an address that answers with a piece of HTML, bare or inside JSON."""
from __future__ import annotations

import html
import json
from datetime import datetime
from urllib.parse import quote

from scrapy.http import HtmlResponse

from newscrawl.families.listings import Listings
from newscrawl.items import Link
from newscrawl.reading.page import Page


class MoreByPage(Listings):
    """Pieces are asked for by page number.

    What to set: ``first_url``, ``listing_url`` for the second page and on, and ``listing_headers`` where the site wants to see them.
    """

    first_url: str
    """The section's own page, with ``{code}``."""

    def first_listing(self, code: str, until: datetime | None) -> str:
        return self.first_url.format(code=code)


class MoreByCursor(MoreByPage):
    """Pieces are asked for by a cursor that the piece before names, and come as HTML in a string of a JSON object.

    What to set: ``first_url``; ``cursor_css`` for the element that carries the cursor; ``listing_url`` with ``{page}`` and
    the names of that element's ``data-`` attributes, underscores for hyphens (``{cursor}`` for ``data-cursor``).
    """

    cursor_css: str
    """Matches nothing where the listing ends."""

    def article_links(self, page: Page) -> list[Link]:
        return super().article_links(_unwrapped(page))

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        carrier = next(iter(_unwrapped(page).css(self.cursor_css)), None)
        if carrier is None:
            return None
        stated = {name.removeprefix("data-").replace("-", "_"): quote(value, safe="")
                  for name, value in carrier.attrib.items() if name.startswith("data-")}
        return self.listing_url.format(**stated | {"code": code, "page": page_number + 1})


def _unwrapped(page: Page) -> Page:
    """The page of the HTML that a JSON answer carries in its longest string; a page of HTML as it is.

    Raises ValueError when what begins as JSON is none.
    """
    if not page.response.body.lstrip().startswith(b"{"):
        return page
    waiting, piece = [json.loads(page.response.text)], ""
    while waiting:
        value = waiting.pop()
        if isinstance(value, (dict, list)):
            waiting += value.values() if isinstance(value, dict) else value
        elif isinstance(value, str) and len(value) > len(piece):
            piece = value
    piece = piece if "<" in piece else html.unescape(piece)
    return Page(HtmlResponse(page.url, body=f"<html><body>{piece}</body></html>".encode(), encoding="utf-8"), page.fetched_at)
