"""Asking the ledger, and writing into it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from newscrawl.ledger.database import connect, transaction
from newscrawl.ledger.entries import (
    ArticleLine,
    Asked,
    Deleted,
    Due,
    Entry,
    Known,
    Past,
    Refused,
    RunState,
    WalkEntry,
    Written,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PREFIX = len("sha256:")
_OF_CRAWLS: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler) -> Ledger | None:
    """The ledger that a crawl asks; None where none is kept, as in ``scrapy shell``."""
    return _OF_CRAWLS.get(crawler)


def keep_for(crawler: Crawler, ledger: Ledger) -> None:
    """Makes a ledger the one that this crawl asks."""
    _OF_CRAWLS[crawler] = ledger


class Ledger:
    """One ledger file. Spiders and pipelines ask it; only the feed writes. Every method may raise sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. Raises LedgerError."""
        self.path = path
        self.connection = connect(path)
        self._sites: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is asked within is of one moment, whatever a crawl writes meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    # Asking

    def known(self, site: str, article_id: str) -> Known | None:
        """Whether an article is in the files or was rejected, and since when."""
        key = (self._number(site), article_id)
        row = self.connection.execute("SELECT first_run, published, NULL FROM article WHERE site = ? AND id = ?", key).fetchone()
        row = row or self.connection.execute("SELECT first_run, published, reason FROM rejected WHERE site = ? AND id = ?", key).fetchone()
        return Known(row[0], _time(row[1]), row[2]) if row else None

    def written(self, site: str, article_id: str) -> Written | None:
        """The article of that id, if it is in the files."""
        return next(self._written("article.site = ? AND id = ?", (self._number(site), article_id)), None)

    def all_written(self, site: str) -> Iterator[Written]:
        """Every article of a site that is in the files, by id."""
        return self._written("article.site = ? ORDER BY id", (self._number(site),))

    def _written(self, where: str, values: tuple[object, ...]) -> Iterator[Written]:
        for row in self.connection.execute(
                "SELECT id, url, listing, name, first_seen, last_seen, published, modified, digest, revision, deleted, program, next_visit, "
                f"etag, last_modified FROM article JOIN run ON run.number = run WHERE {where}", values):
            article_id, url, listing, run, first, last, published, modified, digest, revision, deleted, program, due, etag, changed = row
            yield Written(article_id, url, listing, run, _at(first), _at(last), _time(published), _time(modified),
                          f"sha256:{digest.hex()}" if digest else None, revision, bool(deleted), program, _time(due), etag, changed)

    def id_of_text(self, site: str, digest: str) -> str | None:
        """The article of the site that has this very text, if one has."""
        value = bytes.fromhex(digest[PREFIX:])
        row = self.connection.execute(
            "SELECT id FROM article WHERE site = ? AND substr(digest, 1, 8) = ? AND digest = ? AND NOT deleted",
            (self._number(site), value[:8], value)).fetchone()
        return row[0] if row else None

    def tries(self, site: str, article_id: str) -> int:
        """How often a page was rejected."""
        row = self.connection.execute("SELECT tries FROM rejected WHERE site = ? AND id = ?", (self._number(site), article_id)).fetchone()
        return row[0] if row else 0

    def due(self, site: str, now: datetime) -> list[Due]:
        """The pages that are to be asked again by now: articles first, those that wait longest first."""
        number, second = self._number(site), _second(now)
        articles = self.connection.execute(
            "SELECT id, url, listing, 1, etag, last_modified FROM article WHERE site = ? AND next_visit <= ? ORDER BY next_visit",
            (number, second))
        rejected = self.connection.execute(
            "SELECT id, url, listing, 0, NULL, NULL FROM rejected WHERE site = ? AND next_try <= ? ORDER BY next_try", (number, second))
        return [Due(row[0], row[1], row[2], bool(row[3]), row[4], row[5]) for rows in (articles, rejected) for row in rows]

    def rejected(self, site: str) -> list[tuple[str, str, int, datetime | None]]:
        """(id, reason, tries, next try) of every page of a site that gave no article."""
        rows = self.connection.execute("SELECT id, reason, tries, next_try FROM rejected WHERE site = ? ORDER BY id", (self._number(site),))
        return [(row[0], row[1], row[2], _time(row[3])) for row in rows]

    def past(self, site: str, listing: str) -> Past:
        """What the earlier walks down a listing leave to the next one."""
        number = self._number(site)
        closed = self.connection.execute(
            "SELECT run, began FROM walk JOIN run ON number = run WHERE site = ? AND listing = ? AND walk.state = 'closed' "
            "ORDER BY run DESC LIMIT 1", (number, listing)).fetchone()
        [since] = self.connection.execute(
            "SELECT min(since) FROM walk JOIN run ON number = run WHERE site = ? AND listing = ? AND walk.state = 'open' AND run > ?",
            (number, listing, closed[0] if closed else 0)).fetchone()
        [floor] = self.connection.execute(
            "SELECT min(since) FROM walk JOIN run ON number = run WHERE site = ? AND listing = ? AND walk.state = 'closed'",
            (number, listing)).fetchone()
        return Past(closed[0] if closed else None, _time(closed[1]) if closed else None, _time(since), _time(floor))

    def sites(self) -> list[str]:
        return [row[0] for row in self.connection.execute("SELECT name FROM site ORDER BY name")]

    def runs(self, site: str) -> dict[str, RunState]:
        """The state of each run of a site that the ledger knows, by name."""
        return dict(self.connection.execute("SELECT name, state FROM run WHERE site = ?", (self._number(site),)).fetchall())

    def walks(self, site: str, run: str) -> list[WalkEntry]:
        """The walks of a run, as they stand."""
        rows = self.connection.execute(
            "SELECT listing, walk.state, since FROM walk JOIN run ON number = run WHERE site = ? AND name = ? ORDER BY listing",
            (self._number(site), run))
        return [WalkEntry(listing, state, _time(since)) for listing, state, since in rows]

    def tally(self, site: str) -> tuple[int, int, int]:
        """How many articles of a site are in the files, were deleted, and were rejected."""
        number = self._number(site)
        here, gone = self.connection.execute(
            "SELECT count(*) - total(deleted), total(deleted) FROM article WHERE site = ?", (number,)).fetchone()
        [rejected] = self.connection.execute("SELECT count(*) FROM rejected WHERE site = ?", (number,)).fetchone()
        return int(here), int(gone), rejected

    # Writing

    def begin_run(self, site: str, name: str, began: datetime) -> None:
        """Notes that a run has begun; one that is known already stays as it is."""
        with transaction(self.connection):
            self.connection.execute("INSERT OR IGNORE INTO site (name) VALUES (?)", (site,))
            self.connection.execute("INSERT OR IGNORE INTO run (site, name, began, state) VALUES (?, ?, ?, 'open')",
                                    (self._number(site), name, _second(began)))

    def record(self, site: str, run: str, entries: Iterable[Entry], state: RunState = "open") -> None:
        """Writes what happened in a run, all of it or nothing."""
        with transaction(self.connection):
            number = self._number(site)
            [run_number] = self.connection.execute("SELECT number FROM run WHERE site = ? AND name = ?", (number, run)).fetchone()
            for entry in entries:
                self._record(number, run_number, entry)
            if state != "open":
                self.connection.execute("UPDATE run SET state = ? WHERE number = ?", (state, run_number))

    def _record(self, site: int, run: int, entry: Entry) -> None:
        match entry:
            case ArticleLine():
                self._record_article(site, run, entry)
            case Deleted():
                self.connection.execute(
                    "UPDATE article SET run = ?, last_seen = ?, asked = ?, revision = ?, deleted = 1, next_visit = NULL "
                    "WHERE site = ? AND id = ? AND revision < ?",
                    (run, _second(entry.seen), _second(entry.seen), entry.revision, site, entry.id, entry.revision))
            case Asked():
                self.connection.execute(
                    "UPDATE article SET asked = ?, next_visit = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified) "
                    "WHERE site = ? AND id = ?",
                    (_second(entry.at), _maybe(entry.next_visit), entry.etag, entry.last_modified, site, entry.id))
            case Refused() if not self._is_written(site, entry.id):
                self.connection.execute(
                    "INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO UPDATE SET "
                    "last_seen = excluded.last_seen, published = excluded.published, reason = excluded.reason, tries = excluded.tries, "
                    "next_try = excluded.next_try",
                    (site, entry.id, entry.url, entry.listing, run, _second(entry.at), _maybe(entry.published), entry.reason, entry.tries,
                     _maybe(entry.next_try)))
            case WalkEntry():
                self.connection.execute("INSERT OR REPLACE INTO walk VALUES (?, ?, ?, ?)",
                                        (run, entry.listing, entry.state, _maybe(entry.since)))

    def _is_written(self, site: int, article_id: str) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM article WHERE site = ? AND id = ?", (site, article_id)).fetchone())

    def _record_article(self, site: int, run: int, line: ArticleLine) -> None:
        seen = _second(line.seen)
        self.connection.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO UPDATE SET "
            "url = excluded.url, run = excluded.run, last_seen = excluded.last_seen, published = excluded.published, "
            "modified = excluded.modified, digest = excluded.digest, revision = excluded.revision, deleted = 0, program = excluded.program, "
            "asked = excluded.asked, next_visit = excluded.next_visit, etag = excluded.etag, last_modified = excluded.last_modified "
            "WHERE excluded.revision > revision",
            (site, line.id, line.url, line.listing, run, run, seen, seen, _maybe(line.published), _maybe(line.modified),
             bytes.fromhex(line.digest[PREFIX:]), line.revision, line.program, seen, _maybe(line.next_visit), line.etag, line.last_modified))
        self.connection.execute("DELETE FROM rejected WHERE site = ? AND id = ?", (site, line.id))

    def forget(self, site: str, article_id: str) -> bool:
        """Makes the next run ask for an article again, in whatever listing it stands; whether there was anything to forget."""
        second = _second(datetime.now(UTC))
        with transaction(self.connection):
            key = (self._number(site), article_id)
            asked = self.connection.execute(
                "UPDATE article SET next_visit = ?, etag = NULL, last_modified = NULL WHERE site = ? AND id = ?", (second, *key)).rowcount
            return bool(asked + self.connection.execute(
                "UPDATE rejected SET next_try = ?, tries = 0 WHERE site = ? AND id = ?", (second, *key)).rowcount)

    def _number(self, site: str) -> int:
        if site not in self._sites:
            row = self.connection.execute("SELECT number FROM site WHERE name = ?", (site,)).fetchone()
            if row is None:
                return 0
            self._sites[site] = row[0]
        return self._sites[site]


def _second(time: datetime) -> int:
    return int(time.timestamp())


def _maybe(time: datetime | None) -> int | None:
    return None if time is None else _second(time)


def _at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def _time(second: int | None) -> datetime | None:
    return None if second is None else _at(second)
