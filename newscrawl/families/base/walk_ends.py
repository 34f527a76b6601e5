"""How the walk of a listing ends: in order, or out of order."""
from __future__ import annotations

import logging

from scrapy.http import Response

from newscrawl.families.base.article_crawl import ArticleCrawl
from newscrawl.families.base.listing_end import (
    ListingPage,
    is_beside,
    is_home,
    is_same_address,
    notice_of,
    proves_the_end,
)
from newscrawl.families.base.walk import Walk
from newscrawl.items import Link
from newscrawl.page.document import Page

PAST_THE_END = frozenset({404, 410})
"""HTTP statuses for a page number after the last page."""
NOT_LISTED = frozenset({"no-links", "section"})
"""Troubles of a walk whose pages have no list of the section's articles."""
END = "to the end of the listing"


class WalkEnds(ArticleCrawl):
    """Ends walks: in order where that is proved, else out of order, so that they stay open and the run is not complete."""

    walks: list[Walk]

    def not_this_listing(self, walk: Walk, page: Page, asked: str, links: list[Link]) -> tuple[str, str] | None:
        """(one word, plain words) why a page is not the one that was asked for; None if it may be."""
        if not is_same_address(asked, page.url):
            if is_home(page.url) and not is_home(asked):
                return "redirected", "leads to the home page"
            others = {self.listing_address(code, 1): key for key, code in self.section_codes.items() if code != walk.code}
            others |= {self.first_listing(other.code, other.until): other.listing for other in self.walks if other.code != walk.code}
            if other := next((key for address, key in others.items() if is_same_address(address, page.url)), None):
                return "redirected", f"leads to the listing of {other}"
        if not links:
            notice = notice_of(page)
            return (notice.kind, f"is no listing: {notice.message}") if notice else None
        if self.row_css and not page.css(self.row_css) and is_beside(self.rows_of(page, links)):
            return "no-links", "has no list, only boxes beside where it was"
        label = self.contradicting_label(page, walk.listing, walk.code)
        return ("section", f"says that {walk.code} is the section {label!r}, not {self.sections[walk.listing]!r}") if label else None

    def end_at_another_page(self, walk: Walk, page_number: int, trouble: str, reason: str) -> None:
        """Ends a walk at a page that is not the one asked for: in order if the pager before named no next page."""
        if walk.last and walk.last.next_named is False:
            self.end_walk(walk, END)
            return
        self.break_off(walk, trouble, f"page {page_number} {reason}")
        if trouble in NOT_LISTED:
            self.count("listing/empty")

    def end_without_articles(self, walk: Walk, page: Page, page_number: int, links: list[Link]) -> None:
        """Ends a walk at a page that offers nothing new: in order if that proves the end, else it stays open."""
        before = walk.last
        if before and before.next_named:
            shown = "shows the articles of an earlier page again" if links else "offers no article"
            self.break_off(walk, "unproved", f"page {page_number} {shown}, though page {before.number} names it as the next")
        elif before is None or before.next_named is False or walk.was_short or (not links and self.is_empty_listing(page, before)):
            self.end_walk(walk, END)
        elif links:
            self.break_off(walk, "unproved", f"page {page_number} shows the articles of an earlier page again")
        else:
            self.break_off(walk, "unproved", f"page {page_number} is no page of the listing: it has neither its list nor says that it is empty")

    def is_past_the_end(self, response: Response, walk: Walk) -> bool:
        """Whether an error is the site's answer to a page number after the last page. A 404 is, if the page before was the last."""
        return response.status in PAST_THE_END and walk.last is not None and not walk.last.next_named and (
            walk.was_short or walk.last.next_named is False)

    def is_empty_listing(self, page: Page, before: ListingPage) -> bool:
        return self.is_empty_answer(page) or proves_the_end(page, before)

    def end_walk(self, walk: Walk, reason: str) -> None:
        """Ends a walk in order. A listing that ended before the days wanted, and before what is known, is told as shallow."""
        if reason == END and walk.reached and not walk.has_met_known and (walk.oldest is None or walk.reached > walk.oldest):
            walk.is_shallow = walk.was_crawled or walk.is_capped
        if walk.is_shallow:
            reason = f"{reason}, which reaches back to {walk.reached:%Y-%m-%d %H:%M} only"
        walk.finish(reason)
        self.logger.log(logging.WARNING if walk.is_shallow else logging.INFO, "%s: walked %d pages, %s", walk.listing, walk.pages, reason)

    def break_off(self, walk: Walk, trouble: str, reason: str) -> None:
        """Ends a walk out of order: it stays open, and the next run asks again."""
        walk.break_off(trouble, reason)
        self.logger.error("%s: the walk stays open: %s", walk.listing, reason)
