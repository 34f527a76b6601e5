"""What is written into the ledger, and what it answers. All times are aware datetimes."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

RunState = Literal["open", "finished", "recovered"]
WalkState = Literal["open", "closed", "aside"]
"""As stored in the ledger and in manifests; ``DETACHED`` is the name of ``aside``."""

DETACHED: Final = "aside"
"""The state of a walk over chosen days that does not join the earlier walks: it changes nothing for the next one."""

NOT_WANTED = "not-wanted"
"""The reason stored for an article that was read but was published outside the days asked for."""

LOST: Final = "lost"
"""The reason stored for an article that was in the files once and is not any more. It is fetched again."""


@dataclass(slots=True)
class ArticleEntry:
    """Entry: a file has a line of this article."""

    id: str
    """The site's own id."""

    url: str
    listing: str | None
    seen: datetime
    """When the page was received."""

    published: datetime | None
    modified: datetime | None
    digest: str
    """``sha256:`` and hex."""

    revision: int
    program: str
    """Version that read it."""

    next_visit: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    title: str | None = None
    body_layer: str | None = None
    """Where its text was read (``items.Layer``)."""

    template: str | None = None
    """The fingerprint of its page's template. No line has it, so after a rebuild it is not known."""

    is_proved: bool | None = None
    """Whether its proof was strong (``items.Proof``). No line has it either."""


@dataclass(slots=True)
class TombstoneEntry:
    """Entry: a file has a tombstone of this article."""

    id: str
    url: str
    seen: datetime
    revision: int


@dataclass(slots=True)
class RecheckEntry:
    """Entry: a stored article was fetched again (a recheck); it has not changed, or its page did not show it."""

    id: str
    at: datetime
    next_visit: datetime | None
    etag: str | None = None
    last_modified: str | None = None
    doubts: int = 0
    """How many looks in a row, this one included, did not show the article."""

    gone_since: datetime | None = None
    """When the page was first seen to be gone; None if it is there."""


@dataclass(slots=True)
class AskAgainEntry:
    """Entry: a stored article is to be fetched again, whole, since something else casts doubt on it."""

    id: str
    next_visit: datetime


@dataclass(slots=True)
class RejectionEntry:
    """Entry: a page gave no article."""

    id: str
    url: str
    listing: str | None
    at: datetime
    reason: str
    tries: int
    next_try: datetime | None
    """None if it is not retried: a duplicate, or an article published outside the days asked for."""

    published: datetime | None = None
    """Set for an article published outside the days asked for."""

    headline: str | None = None
    """That of the link that led to it: what its page must show when it is tried again."""


@dataclass(slots=True)
class WalkEntry:
    """Entry: the state of a walk down a listing."""

    listing: str
    state: WalkState
    """``open``: a later run completes it. ``closed``: every article from the top of the listing down is known. ``aside``: detached."""

    since: datetime | None
    """How far back it goes; None if it ends at articles that are known."""

    end_page: int | None = None
    """Number of the page after which the listing seemed to end, though nothing proved it."""


Entry = ArticleEntry | TombstoneEntry | RecheckEntry | AskAgainEntry | RejectionEntry | WalkEntry


class KnownPage(NamedTuple):
    """What the ledger knows about an article id."""

    first_run: int
    """Number of the run that saw it first."""

    published: datetime | None
    reason: str | None
    """Why it was rejected; None for an article that is in the files."""

    deleted: bool = False
    """Whether its last line is a tombstone."""


class StoredArticle(NamedTuple):
    """An article that is in the files."""

    id: str
    url: str
    listing: str | None
    run: str
    """Name of the run whose file has its last line."""

    first_seen: datetime
    last_seen: datetime
    published: datetime | None
    modified: datetime | None
    digest: str | None
    revision: int
    deleted: bool
    program: str | None
    next_visit: datetime | None
    etag: str | None
    last_modified: str | None
    title: str | None
    body_layer: str | None
    template: str | None
    is_proved: bool | None
    """Null in rows that were made before it was noted, and in those made anew from the files."""

    doubts: int
    gone_since: datetime | None


class DuePage(NamedTuple):
    """A page to be fetched again: a recheck of a stored article, or a retry of a rejected page."""

    id: str
    url: str
    listing: str | None
    known: bool
    """True for a stored article, false for a rejected page."""

    etag: str | None
    last_modified: str | None
    headline: str | None
    """The title stored, or the headline of the link that led to a rejected page; None where it is not known."""


class WalkHistory(NamedTuple):
    """What earlier walks down a listing leave for the next one."""

    run: int | None
    """Number of the last run with a closed walk. The next walk may end at articles that this run or an earlier one saw first."""

    began: datetime | None
    """When that run started."""

    since: datetime | None
    """How far back the next walk must go to complete the open walks; None if there are none."""

    floor: datetime | None
    """How far back the closed walks went; nobody has asked for anything older."""

    ends: tuple[tuple[datetime, int], ...] = ()
    """(when the run began, ``end_page``) of the last walks, newest first, back to a walk whose end was proved."""
