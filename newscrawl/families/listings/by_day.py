"""Listings by date: a walk goes from day to day, and through the pages of each day."""
from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.page.document import Page
from newscrawl.text.dates import KST

DAY = timedelta(days=1)
MAX_PAGES = 100
"""At most so many pages are walked for one day: some listings repeat their last page for ever."""
FIRST_DAY = date(2000, 1, 1)
"""The last day of a walk without ``since``."""


class ByDay(ListingPages):
    """A listing with the date in its URL.

    What it is for: listings whose page numbers start again each day, so that a walk requests each day back to ``since``.
    What to set: ``listing_url`` with ``{code}``, ``{day}`` (``YYYYMMDD``) and ``{page}``, ``newest_url`` with ``{code}``, and ``per_page``.
    """

    listing_shape = "by day, then numbered pages"

    newest_url: str
    """The URL of the listing without a date, where a walk starts that has no ``until``."""

    per_page: int
    """Articles on a full page; a page with fewer is the day's last page."""

    empty_page_ends = False

    def day_address(self, code: str, day: date, page_number: int) -> str:
        return self.listing_url.format(code=code, day=f"{day:%Y%m%d}", page=page_number)

    def first_listing(self, code: str, until: datetime | None) -> str:
        return self.day_address(code, last_day(until), 1) if until else self.newest_url.format(code=code)

    def is_listing(self, address: str, code: str, page_number: int) -> bool:
        return address == self.newest_url.format(code=code) or self.day_and_page(code, address) is not None

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        stated = self.day_and_page(code, page.url)
        if stated is None:  # ``newest_url``: today's first page may have more articles
            return self.day_address(code, page.fetched_at.date(), 1)
        day, number = stated
        if number < MAX_PAGES and len(self.article_links(page)) >= self.per_page:
            return self.day_address(code, day, number + 1)
        earlier = day_before(day, since)
        return self.day_address(code, earlier, 1) if earlier else None

    def listed_day(self, page: Page, code: str) -> date | None:
        day, number = self.day_and_page(code, page.url) or (None, 0)
        return day if number == 1 else None

    def day_and_page(self, code: str, address: str) -> tuple[date, int] | None:
        """(day, page number) of a URL that has the form of ``listing_url``; None for others."""
        form = re.escape(self.listing_url.partition("//")[2])
        for name, pattern in (("code", re.escape(code)), ("day", r"(?P<day>\d{8})"), ("page", r"(?P<page>\d{1,6})")):
            form = form.replace(re.escape(f"{{{name}}}"), pattern)
        match = re.fullmatch(form, address.partition("//")[2])
        return (day_of(match["day"]), int(match["page"])) if match else None


def last_day(until: datetime) -> date:
    """The last Korean day before ``until`` (aware), which is midnight after that day."""
    return (until.astimezone(KST) - timedelta.resolution).date()


def day_before(day: date, since: datetime | None) -> date | None:
    """The day before ``day``; None if the walk has reached ``since`` (aware)."""
    first = since.astimezone(KST).date() if since else FIRST_DAY
    return day - DAY if day > first else None


def day_of(digits: str) -> date:
    """Parses ``YYYYMMDD``. Raises ValueError for an invalid date."""
    return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=KST).date()
