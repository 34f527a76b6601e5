"""How far a section listing is walked, and which of its articles are read."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from newscrawl.families.base.arguments import Arguments
from newscrawl.items import Link
from newscrawl.ledger.entries import DETACHED, NOT_WANTED, KnownPage, WalkHistory, WalkState
from newscrawl.text.dates import KST, Moment

DAY = timedelta(days=1)
DAY_SLACK = 2 * DAY
"""How much later than midnight of a day it may be: the day itself, and the next, since ids tell when a story was filed."""
KNOWN_PAGES = 2
"""Pages of nothing but known articles that end a walk: the one more is for articles that were put in late."""
NOTHING = WalkHistory(None, None, None, None)


@dataclass(slots=True)
class Walk:
    """One walk down one section listing, newest page first."""

    listing: str
    """Our key of the listing."""

    code: str
    """What stands for the listing in its address."""

    since: datetime | None
    """Articles published before are not wanted, and a page of nothing else ends the walk. None: the walk goes to known ground."""

    until: datetime | None
    """Articles published at this moment or later are not wanted."""

    max_pages: int | None = None
    history: WalkHistory = NOTHING
    known_to: int | None = None
    """Articles first met in this run of the ledger's or an earlier one are known ground; None: nothing is, as all is to be seen."""

    refetch: bool = False
    """Whether known articles are read again."""

    seen: set[str] = field(default_factory=set)
    """Ids met so far: listings move down while they are walked, and some repeat their last page for ever."""

    last_page: list[Link] = field(default_factory=list)
    known_pages: int = 0
    """Pages of known ground in a row."""

    pages: int = 0
    ended: str | None = None
    """Why it ended, in plain words."""

    in_order: bool = False
    """Whether it ended where it was to end."""

    @classmethod
    def begin(cls, listing: str, code: str, arguments: Arguments, past: WalkHistory = NOTHING) -> Walk:
        """A walk as a person asked for it, or else to where the earlier ones leave off."""
        since, until = arguments.since, arguments.until
        walk = cls(
            listing, code,
            since=datetime.combine(since, time(), KST) if since else None,
            until=datetime.combine(until, time(), KST) + DAY if until else None,
            max_pages=arguments.max_pages, history=past, refetch=arguments.refetch)
        if walk.since is None and walk.until is None and not walk.refetch:
            walk.since = past.since  # a walk that was cut short is completed
            walk.known_to = past.run if past.since is None else None
        return walk

    @property
    def is_endless(self) -> bool:
        """Whether nothing says yet how far it goes."""
        return self.since is None and self.known_to is None

    def unseen(self, links: list[Link]) -> list[Link]:
        """The links not met before on this walk."""
        fresh = [link for link in links if link.id not in self.seen]
        self.seen.update(link.id for link in fresh)
        self.last_page = fresh
        return fresh

    def start_from(self, now: datetime, first_days: int) -> None:
        """Without a day to begin with, the walk goes back ``first_days`` whole days from ``until`` or now."""
        end = min(now, self.until) if self.until else now
        self.since = datetime.combine(end.astimezone(KST), time(), KST) - first_days * DAY

    def may_hold(self, hint: Moment | None) -> bool:
        """Whether an article may be within the days wanted, by what the listing or its id tells of its time."""
        return hint is None or not (self.is_older(hint) or (self.until is not None and hint.time >= self.until))

    def holds(self, published: Moment | None) -> bool:
        """Whether an article that was read is within the days wanted; one without a date can't be shown not to be."""
        return published is None or self.covers(published.time)

    @property
    def oldest(self) -> datetime | None:
        """Articles published before are not wanted: not by this walk, or not by the first one, which later ones only continue."""
        return self.since or (self.history.floor if self.known_to is not None else None)

    def covers(self, published: datetime) -> bool:
        return (self.oldest is None or published >= self.oldest) and (self.until is None or published < self.until)

    def is_older(self, hint: Moment) -> bool:
        slack = DAY_SLACK if hint.precision == "day" else timedelta()
        return self.oldest is not None and hint.time + slack < self.oldest

    def needs(self, known: KnownPage | None) -> bool:
        """Whether an article is to be read that the ledger may know: one rejected for its day may be of a day wanted now."""
        if known is None or self.refetch:
            return True
        return known.reason == NOT_WANTED and known.published is not None and self.covers(known.published)

    def count_page(self, known: Sequence[KnownPage | None]) -> None:
        """Counts a page, by what the ledger knows of its articles."""
        self.pages += 1
        ground = self.known_to is not None and bool(known) and all(one is not None and one.first_run <= self.known_to for one in known)
        self.known_pages = self.known_pages + 1 if ground else 0

    def end(self, hints: Sequence[Moment | None]) -> bool:
        """Whether it ends with the page noted last. ``hints`` tell the times of all its articles, pinned ones too."""
        if hints and all(hint and self.is_older(hint) for hint in hints):
            self.finish(f"all of page {self.pages} is older than {self.oldest:%Y-%m-%d}")
        elif self.known_pages >= KNOWN_PAGES:
            self.finish(f"all of page {self.pages - 1} and {self.pages} was known")
        elif self.max_pages and self.pages >= self.max_pages:
            self.ended = f"max_pages={self.max_pages}"
        return self.ended is not None

    def finish(self, why: str) -> None:
        """Ends it where it was to end."""
        self.ended, self.in_order = why, True

    def state(self, run_in_order: bool) -> WalkState:
        """What it leaves to the next walk. One that was told to read some days only, and does not reach down to where the earlier
        ones were complete, leaves nothing."""
        reaches = self.history.began is None or self.since is None or self.since <= self.history.began
        if self.until or not reaches:
            return DETACHED
        return "closed" if self.in_order and run_in_order else "open"
