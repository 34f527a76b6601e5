"""How far a section listing is walked, and which of its articles are fetched."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from newscrawl.extracted import Link
from newscrawl.families.base.arguments import Arguments
from newscrawl.families.base.listing_end import ListingPage
from newscrawl.ledger.entries import DETACHED, LOST, NOT_WANTED, KnownPage, WalkHistory, WalkState
from newscrawl.ledger.visits import NIGHT
from newscrawl.text.dates import KST, Moment

DAY = timedelta(days=1)
DAY_SLACK = 2 * DAY
"""How long after midnight of a date an article may be published: on that day or the next, since ids have the day of filing."""
MIN_KNOWN_PAGES = 2
"""So many pages in a row with known articles only end a walk: two, since sites insert articles late."""
MIN_ENDS = 2
"""On so many earlier nights a listing with new articles must have ended after the same page, if no page proves its end."""
NO_HISTORY = WalkHistory(None, None, None, None)


@dataclass(slots=True)
class Walk:
    """One walk down one section listing, newest page first."""

    listing: str
    """The section key of the listing."""

    code: str
    """The section's code in the listing's URL."""

    since: datetime | None
    """Articles published earlier are not wanted, and a page with only such ends the walk. None: the walk ends at known articles."""

    until: datetime | None
    """Articles published at this moment or later are not wanted."""

    max_pages: int | None = None
    history: WalkHistory = NO_HISTORY
    known_up_to: int | None = None
    """Number of a run: pages with only articles that it or an earlier run saw first end the walk. None: no page does."""

    refetch: bool = False
    """Whether known articles are fetched again."""

    was_crawled: bool = False
    """Whether articles of the section were in the files before it began."""

    seen: set[str] = field(default_factory=set)
    """Article ids seen so far: listings grow while they are walked, and some repeat their last page for ever."""

    last_page: list[Link] = field(default_factory=list)
    known_pages: int = 0
    """Pages in a row with known articles only."""

    pages: int = 0
    pages_with_new: int = 0
    """Pages with articles that had to be fetched: ``max_pages`` counts these, so that the next run goes on below the last one."""

    ended: str | None = None
    """Why it ended, in plain words."""

    completed: bool = False
    """Whether it ended where it had to end."""

    trouble: str | None = None
    """Why it did not end in order, in one word as for rejected pages; None if it did, or was ended by ``max_pages``."""

    addresses: dict[str, int] = field(default_factory=dict)
    """URL -> page number of the listing pages that were requested."""

    last: ListingPage | None = None
    """The last page with articles that are new to the walk."""

    most_rows: int = 0
    """Articles on its fullest page."""

    is_capped: bool = False
    """Whether its listing has one page by its nature, as a feed has."""

    doubt: str | None = None
    """Why its pages do not prove that it saw all articles, in plain words."""

    days: Counter[date] = field(default_factory=Counter)
    """Korean day -> how many of the articles that it saw were published on it."""

    reached: datetime | None = None
    """The time of the oldest article that it saw."""

    has_met_known: bool = False
    """Whether it saw an article that is in the files."""

    end_page: int | None = None
    """Number of the page after which the listing seemed to end, though nothing proved it."""

    is_shallow: bool = False
    """Whether the listing ended before the days wanted, and before what was crawled earlier: articles between may be missing."""

    @classmethod
    def begin(cls, listing: str, code: str, arguments: Arguments, history: WalkHistory = NO_HISTORY) -> Walk:
        """A walk over the days asked for; by default, to where earlier walks ended."""
        since, until = arguments.since, arguments.until
        walk = cls(
            listing, code,
            since=datetime.combine(since, time(), KST) if since else None,
            until=datetime.combine(until, time(), KST) + DAY if until else None,
            max_pages=arguments.max_pages, history=history, refetch=arguments.refetch)
        if walk.since is None and walk.until is None and not walk.refetch:
            walk.since = history.since  # completes an open walk
            walk.known_up_to = history.run if history.since is None else None
        return walk

    @property
    def is_unbounded(self) -> bool:
        """Whether it has no limit yet."""
        return self.since is None and self.known_up_to is None

    def new_links(self, links: list[Link]) -> list[Link]:
        """The links that this walk has not seen before."""
        new = [link for link in links if link.id not in self.seen]
        self.seen.update(link.id for link in new)
        self.last_page = new
        return new

    def note_page(self, page: ListingPage) -> None:
        """Keeps what a page with new articles tells about its listing."""
        if self.last:  # a listing may have whole pages first, and answers in JSON later
            page = replace(page, containers=page.containers | self.last.containers, json_keys=page.json_keys or self.last.json_keys)
        self.last, self.most_rows = page, max(self.most_rows, page.rows)

    @property
    def was_short(self) -> bool:
        """Whether the last page had fewer articles than one before it, as the last page of a listing has."""
        return self.last is not None and self.last.rows < self.most_rows

    def note_times(self, hints: Sequence[Moment | None]) -> None:
        times = [hint.time for hint in hints if hint]
        self.days.update(time.astimezone(KST).date() for time in times)
        self.reached = min([*times, *([self.reached] if self.reached else [])], default=None)

    def start_from(self, now: datetime, first_days: int) -> None:
        """Sets the limit of an unbounded walk: ``first_days`` whole days before ``until`` or now."""
        end = min(now, self.until) if self.until else now
        self.since = datetime.combine(end.astimezone(KST), time(), KST) - first_days * DAY

    def may_include(self, hint: Moment | None) -> bool:
        """Whether an article may be within the days wanted, judged by its time in the listing or the day in its id."""
        return hint is None or not (self.is_older(hint) or (self.until is not None and hint.time >= self.until))

    def includes(self, published: Moment | None) -> bool:
        """Whether an article that was read is within the days wanted; an article without a date counts as such."""
        return published is None or self.is_in_range(published.time)

    @property
    def oldest(self) -> datetime | None:
        """Articles published earlier are not wanted: the limit of this walk, or of the earlier walks that it continues."""
        return self.since or (self.history.floor if self.known_up_to is not None else None)

    def is_in_range(self, published: datetime) -> bool:
        return (self.oldest is None or published >= self.oldest) and (self.until is None or published < self.until)

    def is_older(self, hint: Moment) -> bool:
        slack = DAY_SLACK if hint.precision == "day" else timedelta()
        return self.oldest is not None and hint.time + slack < self.oldest

    def should_fetch(self, known: KnownPage | None) -> bool:
        """Whether an article has to be fetched: it is new, is listed again after a tombstone, or was skipped for its day, and
        that day is wanted now."""
        if known is None or known.deleted or known.reason == LOST or self.refetch:
            return True
        return known.reason == NOT_WANTED and known.published is not None and self.is_in_range(known.published)

    def count_page(self, known: Sequence[KnownPage | None]) -> None:
        """Counts a listing page. ``known`` is what the ledger knows about its articles."""
        self.pages += 1
        self.pages_with_new += any(map(self.should_fetch, known))
        self.has_met_known = self.has_met_known or any(page is not None and page.reason is None for page in known)
        latest = self.known_up_to
        # A day without articles after a known page has nothing new either.
        is_known_page = latest is not None and (bool(known) or self.known_pages > 0) and all(
            page is not None and page.first_run <= latest for page in known)
        self.known_pages = self.known_pages + 1 if is_known_page else 0

    def ended_here_before(self, now: datetime) -> bool:
        """Whether nothing can be missing below a last page after which the listing seems to end: the page was walked before as a whole;
        or the listing ended there on an earlier night too, and has nothing new; or on two earlier nights, so that it has so many pages."""
        assert self.last
        self.end_page = self.last.number
        nights = 0
        for began, page in self.history.ends:
            if page != self.end_page:
                break
            if now - began >= NIGHT:
                nights, now = nights + 1, began
        return self.known_pages > 0 or nights >= (MIN_ENDS if self.pages_with_new else 1)

    def end(self, hints: Sequence[Moment | None]) -> bool:
        """Ends the walk if the last counted page ends it; whether it did. ``hints`` are the times of all its articles, pinned ones too."""
        if hints and all(hint and self.is_older(hint) for hint in hints):
            self.finish(f"all of page {self.pages} is older than {self.oldest:%Y-%m-%d}")
        elif self.known_pages >= MIN_KNOWN_PAGES:
            self.finish(f"all of page {self.pages - 1} and {self.pages} was known")
        elif self.max_pages and self.pages_with_new >= self.max_pages:
            self.ended = f"max_pages={self.max_pages}"
        return self.ended is not None

    def finish(self, reason: str) -> None:
        """Ends the walk where it had to end."""
        if self.doubt:
            self.break_off("unproved", self.doubt)
        else:
            self.ended, self.completed = reason, True

    def break_off(self, trouble: str, reason: str) -> None:
        """Ends the walk where it did not have to end: it stays open, and the run is not complete."""
        self.ended, self.completed, self.trouble = reason, False, trouble

    def state(self, run_completed: bool) -> WalkState:
        """The state that it leaves for the next walk. A walk over chosen days that does not reach the last closed walk is detached."""
        joins_history = self.history.began is None or self.since is None or self.since <= self.history.began
        if self.until or not joins_history:
            return DETACHED
        return "closed" if self.completed and run_completed else "open"
