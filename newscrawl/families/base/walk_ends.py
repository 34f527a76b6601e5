"""How the walk of a listing ends: in order, or out of order."""
from __future__ import annotations

import logging
from datetime import UTC, datetime

from scrapy.http import Response

from newscrawl.extracted import Link
from newscrawl.families.base.article_crawl import ArticleCrawl
from newscrawl.families.base.listing_end import (
    ListingPage,
    has_container,
    is_beside,
    is_home,
    is_same_address,
    notice_of,
    proves_the_end,
)
from newscrawl.families.base.walk import Walk
from newscrawl.page.document import Page

PAST_THE_END = frozenset({404, 410})
"""HTTP statuses for a page number after the last page."""
MIN_OF_DAY = 3
"""So many articles of a day are not its neighbours'."""
AFTER_THE_END = frozenset({"no-links", "redirected"})
"""Troubles that a page number after the last page may have."""
NOT_LISTED = frozenset({"no-links", "section"})
"""Troubles of a walk whose pages have no list of the section's articles."""
END = "to the end of the listing"
ENDED_BEFORE = "to the page after which the listing has ended before"
"""Nothing but that proves the end."""


class WalkEnds(ArticleCrawl):
    """Ends walks: in order where that is proved, else out of order, so that they stay open and the run is not complete."""

    walks: list[Walk]

    def are_beside(self, page: Page, links: list[Link], before: ListingPage | None) -> bool:
        """Whether a page has none of the listing's known rows, and offers only articles in boxes beside it."""
        known_rows = self.row_css or (before is not None and before.containers and not has_container(page, before))
        return bool(links and known_rows) and not self.links_in_rows(page) and is_beside(self.rows_of(page, links))

    def not_this_listing(self, walk: Walk, page: Page, asked: str, links: list[Link], are_beside: bool) -> tuple[str, str] | None:
        """(one word, plain words) why a page is not the one that was asked for; None if it may be. ``are_beside``: it has articles in boxes
        beside the list only, which are not in ``links``."""
        if not is_same_address(asked, page.url):
            if is_home(page.url) and not is_home(asked):
                return "redirected", "leads to the home page"
            others = {self.listing_address(code, 1): key for key, code in self.section_codes.items() if code != walk.code}
            others |= {self.first_listing(other.code, other.until): other.listing for other in self.walks if other.code != walk.code}
            if other := next((key for address, key in others.items() if is_same_address(address, page.url)), None):
                return "redirected", f"leads to the listing of {other}"
        if not links:
            if notice := notice_of(page):
                return notice.kind, f"is no listing: {notice.message}"
            if are_beside and not (walk.last and (not self.empty_page_ends or self.is_empty_listing(page, walk.last))):
                return "no-links", "has no list, only boxes beside where it was"
            return None
        label = self.contradicting_label(page, walk.listing, walk.code)
        return ("section", f"says that {walk.code} is the section {label!r}, not {self.sections[walk.listing]!r}") if label else None

    def end_at_another_page(self, walk: Walk, page_number: int, trouble: str, reason: str) -> None:
        """Ends a walk at a page that is not the one asked for: in order if that is how the listing ends, else it stays open."""
        if self.empty_page_ends and walk.last and walk.last.next_named is False:
            self.end_walk(walk, END)
            return
        if trouble in AFTER_THE_END and self.has_ended_before(walk, datetime.now(UTC)):
            self.end_walk(walk, ENDED_BEFORE)
            return
        self.break_off(walk, trouble, f"page {page_number} {reason}")
        if page_number == 1 and trouble in NOT_LISTED:
            self.count("listing/empty")

    def end_without_articles(self, walk: Walk, page: Page, page_number: int, links: list[Link]) -> None:
        """Ends a walk at a page that offers nothing new: in order if that proves the end, else it stays open."""
        before = walk.last
        if before and before.next_named:
            shown = "shows the articles of an earlier page again" if links else "offers no article"
            self.break_off(walk, "unproved", f"page {page_number} {shown}, though page {before.number} names it as the next")
        elif before is None or before.next_named is False or walk.was_short or (not links and self.is_empty_listing(page, before)):
            self.end_walk(walk, END)
        elif self.has_ended_before(walk, page.fetched_at):
            self.end_walk(walk, ENDED_BEFORE)
        elif links:
            self.break_off(walk, "unproved", f"page {page_number} shows the articles of an earlier page again")
        else:
            self.break_off(walk, "unproved", f"page {page_number} is no page of the listing: it has neither its list nor says that it is empty")

    def end_before(self, response: Response, walk: Walk) -> str | None:
        """How a listing has ended before an error that is the site's answer to a page number after the last page; None if it may be a fault."""
        if response.status not in PAST_THE_END or walk.last is None or walk.last.next_named or not self.empty_page_ends:
            return None
        if walk.was_short or walk.last.next_named is False:
            return END
        return ENDED_BEFORE if self.has_ended_before(walk, datetime.now(UTC)) else None

    def has_ended_before(self, walk: Walk, now: datetime) -> bool:
        """Whether a listing without a pager, which seems to end here, did so on earlier nights too."""
        return self.empty_page_ends and walk.last is not None and walk.last.next_named is None and walk.ended_here_before(now)

    def doubt(self, walk: Walk, page: Page, page_number: int, links: list[Link]) -> str | None:
        """Why a page of a listing does not prove that all its articles were seen; None if nothing speaks against it."""
        if self.lead_nowhere(page):
            return f"most rows of page {page_number} lead nowhere: a script may fill them"
        if links or walk.last is None:
            return None
        if not proves_the_end(page, walk.last):
            return f"page {page_number} offers no article, and does not show that it has none"
        if (day := self.listed_day(page, walk.code)) and walk.days[day] >= MIN_OF_DAY:
            return f"page {page_number} has no article of {day}, but the listing showed {walk.days[day]}"
        return None

    def is_empty_listing(self, page: Page, before: ListingPage) -> bool:
        return self.is_empty_answer(page) or proves_the_end(page, before)

    def end_walk(self, walk: Walk, reason: str) -> None:
        """Ends a walk in order. A listing that ended before the days wanted, and before what is known, is told as shallow."""
        may_lack = not walk.has_met_known or (walk.since is not None and walk.end_page is not None and walk.pages_with_new > 0)
        if reason in {END, ENDED_BEFORE} and may_lack and walk.reached and (walk.oldest is None or walk.reached > walk.oldest):
            walk.is_shallow = walk.was_crawled or walk.is_capped
        if walk.is_shallow:
            reason = f"{reason}, which reaches back to {walk.reached:%Y-%m-%d %H:%M} only"
        walk.finish(reason)
        self.logger.log(logging.WARNING if walk.is_shallow else logging.INFO, "%s: walked %d pages, %s", walk.listing, walk.pages, reason)

    def break_off(self, walk: Walk, trouble: str, reason: str) -> None:
        """Ends a walk out of order: it stays open, and the next run asks again."""
        walk.break_off(trouble, reason)
        self.logger.error("%s: the walk stays open: %s", walk.listing, reason)
