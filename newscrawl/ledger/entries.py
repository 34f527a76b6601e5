"""What is written into the ledger, and what it answers. All times are aware."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

RunState = Literal["open", "finished", "recovered"]
WalkState = Literal["open", "closed", "aside"]
NOT_WANTED = "not-wanted"
"""The reason noted of an article that was read and is of a day that was not asked for."""


@dataclass(slots=True)
class ArticleLine:
    """An article's line is in a file."""

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


@dataclass(slots=True)
class Deleted:
    """A tombstone's line is in a file."""

    id: str
    url: str
    seen: datetime
    revision: int


@dataclass(slots=True)
class Asked:
    """A known article was asked again and has not changed, or could not be read."""

    id: str
    at: datetime
    next_visit: datetime | None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class Refused:
    """A page gave no article."""

    id: str
    url: str
    listing: str | None
    at: datetime
    reason: str
    tries: int
    next_try: datetime | None
    """None when it is not asked again: a duplicate, or one of a day that was not wanted."""

    published: datetime | None = None
    """Known of an article of a day that was not wanted."""


@dataclass(slots=True)
class WalkEntry:
    """How a walk down a listing stands."""

    listing: str
    state: WalkState
    """``open``: to be completed by a later run. ``closed``: all is known from the listing's top down. ``aside``: neither."""

    since: datetime | None
    """How far back it goes; None when it goes to what was known."""


Entry = ArticleLine | Deleted | Asked | Refused | WalkEntry


class Known(NamedTuple):
    """What the ledger knows of an article id."""

    first_run: int
    """The number of the run that met it first."""

    published: datetime | None
    reason: str | None
    """Why it was rejected; None for an article that is in the files."""


class Written(NamedTuple):
    """What the ledger knows of an article that is in the files."""

    id: str
    url: str
    listing: str | None
    run: str
    """The run whose file holds its last line."""

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


class Due(NamedTuple):
    """A page to be asked again."""

    id: str
    url: str
    listing: str | None
    known: bool
    """Whether it is an article that is in the files; else one that was rejected."""

    etag: str | None
    last_modified: str | None


class Past(NamedTuple):
    """What earlier walks down a listing leave to the next."""

    run: int | None
    """The last run whose walk was complete from the top down; articles that it or an earlier one met first are known ground."""

    began: datetime | None
    """When that run began."""

    since: datetime | None
    """How far back walks went, or would have gone, that were cut short and are to be completed."""

    floor: datetime | None
    """How far back the completed walks went: nobody has asked for what is older."""
