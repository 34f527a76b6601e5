"""How far a section listing is walked, and which of its articles are read."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from newscrawl.families.arguments import Arguments
from newscrawl.items import Link
from newscrawl.text.dates import KST, Moment

DAY = timedelta(days=1)
DAY_SLACK = 2 * DAY
"""How much later than midnight of a day it may be: the day itself, and the next, since ids tell when a story was filed."""


@dataclass(slots=True)
class Walk:
    """One walk down one section listing, newest page first."""

    listing: str
    """Our key of the listing."""

    code: str
    """What stands for the listing in its address."""

    since: datetime | None
    """Articles published before are not wanted, and a page of nothing else ends the walk."""

    until: datetime | None
    """Articles published at this moment or later are not wanted."""

    max_pages: int | None = None
    seen: set[str] = field(default_factory=set)
    """Ids met so far: listings move down while they are walked, and some repeat their last page for ever."""

    last_page: list[Link] = field(default_factory=list)

    @classmethod
    def begin(cls, listing: str, code: str, arguments: Arguments) -> Walk:
        since, until = arguments.since, arguments.until
        return cls(
            listing, code,
            since=datetime.combine(since, time(), KST) if since else None,
            until=datetime.combine(until, time(), KST) + DAY if until else None,
            max_pages=arguments.max_pages)

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
        if published is None:
            return True
        return (self.since is None or published.time >= self.since) and (self.until is None or published.time < self.until)

    def is_older(self, hint: Moment) -> bool:
        slack = DAY_SLACK if hint.precision == "day" else timedelta()
        return self.since is not None and hint.time + slack < self.since

    def end(self, page_number: int, hints: list[Moment | None]) -> str | None:
        """Why the walk ends with this page, or None. ``hints`` tell the times of all its articles, pinned ones too."""
        if hints and all(hint and self.is_older(hint) for hint in hints):
            return f"all of page {page_number} is older than {self.since:%Y-%m-%d}"
        if self.max_pages and page_number >= self.max_pages:
            return f"max_pages={self.max_pages}"
        return None
