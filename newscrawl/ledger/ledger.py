"""Queries the ledger, and writes into it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from newscrawl.errors import LedgerError
from newscrawl.ledger.database import connect, damaged, transaction
from newscrawl.ledger.entries import (
    LOST,
    ArticleEntry,
    AskAgainEntry,
    DuePage,
    Entry,
    KnownPage,
    RecheckEntry,
    RejectionEntry,
    RunState,
    StoredArticle,
    TombstoneEntry,
    WalkEntry,
    WalkHistory,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

DIGEST_PREFIX = len("sha256:")
MAX_ENDS = 20
"""So many walks back it is asked where a listing ended."""
_OF_CRAWLS: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler) -> Ledger | None:
    """The ledger of a crawl; None if it has none, as in ``scrapy shell``."""
    return _OF_CRAWLS.get(crawler)


def set_ledger(crawler: Crawler, ledger: Ledger) -> None:
    """Makes ``ledger`` the ledger of a crawl."""
    _OF_CRAWLS[crawler] = ledger


class Ledger:
    """One ledger file. Spiders and pipelines query it; only ``newscrawl.output`` writes. Every method may raise sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        """Opens or creates the file. Raises LedgerError."""
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
        """Queries inside see one state of the file, even if a crawl writes meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    # Queries

    def known(self, site: str, article_id: str) -> KnownPage | None:
        """A stored article or a rejected page; None if the id is new."""
        key = (self._number(site), article_id)
        row = self.connection.execute("SELECT first_run, published, NULL, deleted FROM article WHERE site = ? AND id = ?", key).fetchone()
        row = row or self.connection.execute("SELECT first_run, published, reason, 0 FROM rejected WHERE site = ? AND id = ?", key).fetchone()
        return KnownPage(row[0], _time_or_none(row[1]), row[2], bool(row[3])) if row else None

    def stored(self, site: str, article_id: str) -> StoredArticle | None:
        """The article with that id, if it is in the files."""
        return next(self._stored("article.site = ? AND id = ?", (self._number(site), article_id)), None)

    def all_stored(self, site: str) -> Iterator[StoredArticle]:
        """Every article of a site that is in the files, ordered by id."""
        return self._stored("article.site = ? ORDER BY id", (self._number(site),))

    def _stored(self, where: str, values: tuple[object, ...]) -> Iterator[StoredArticle]:
        for row in self.connection.execute(
                "SELECT id, url, listing, name, first_seen, last_seen, published, modified, digest, revision, deleted, program, next_visit, "
                "etag, last_modified, title, body_layer, template, is_proved, doubts, gone_since FROM article JOIN run ON run.number = run "
                f"WHERE {where}", values):
            article_id, url, listing, run, first, last, published, modified, digest, revision, deleted, program, due, *rest = row
            etag, changed, title, layer, template, is_proved, doubts, gone = rest
            yield StoredArticle(
                article_id, url, listing, run, _time(first), _time(last), _time_or_none(published), _time_or_none(modified),
                f"sha256:{digest.hex()}" if digest else None, revision, bool(deleted), program, _time_or_none(due), etag, changed, title,
                layer, template, None if is_proved is None else bool(is_proved), doubts, _time_or_none(gone))

    def id_with_digest(self, site: str, digest: str) -> str | None:
        """The id of the site's article with this text (``sha256:`` and hex), if there is one."""
        value = bytes.fromhex(digest[DIGEST_PREFIX:])
        row = self.connection.execute(
            "SELECT id FROM article WHERE site = ? AND substr(digest, 1, 8) = ? AND digest = ? AND NOT deleted",
            (self._number(site), value[:8], value)).fetchone()
        return row[0] if row else None

    def most_in_a_run(self, site: str, listing: str) -> int:
        """The most articles of a listing that a run before the present one saw first."""
        number = self._number(site)
        row = self.connection.execute(
            "SELECT count(*) FROM article WHERE site = ? AND listing = ? AND first_run < (SELECT max(number) FROM run WHERE site = ?) "
            "GROUP BY first_run ORDER BY 1 DESC LIMIT 1", (number, listing, number)).fetchone()
        return row[0] if row else 0

    def tries(self, site: str, article_id: str) -> int:
        """How many times a page was rejected."""
        row = self.connection.execute("SELECT tries FROM rejected WHERE site = ? AND id = ?", (self._number(site), article_id)).fetchone()
        return row[0] if row else 0

    def due(self, site: str, now: datetime) -> list[DuePage]:
        """The pages that are due at ``now``: articles first, the longest overdue first."""
        number, second = self._number(site), _second(now)
        articles = self.connection.execute(
            "SELECT id, url, listing, 1, etag, last_modified, title FROM article WHERE site = ? AND next_visit <= ? ORDER BY next_visit",
            (number, second))
        rejected = self.connection.execute(
            "SELECT id, url, listing, 0, NULL, NULL, headline FROM rejected WHERE site = ? AND next_try <= ? ORDER BY next_try", (number, second))
        return [DuePage(row[0], row[1], row[2], bool(row[3]), row[4], row[5], row[6]) for rows in (articles, rejected) for row in rows]

    def rejected(self, site: str) -> list[tuple[str, str, int, datetime | None]]:
        """(id, reason, tries, next try) of every page of a site that gave no article."""
        rows = self.connection.execute("SELECT id, reason, tries, next_try FROM rejected WHERE site = ? ORDER BY id", (self._number(site),))
        return [(row[0], row[1], row[2], _time_or_none(row[3])) for row in rows]

    def history(self, site: str, listing: str) -> WalkHistory:
        """What earlier walks down a listing leave for the next one."""
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
        return WalkHistory(closed[0] if closed else None, _time_or_none(closed[1]) if closed else None, _time_or_none(since),
                           _time_or_none(floor), tuple(self._unproved_ends(number, listing)))

    def _unproved_ends(self, site: int, listing: str) -> Iterator[tuple[datetime, int]]:
        """``WalkHistory.ends``. A walk that was broken off elsewhere says nothing of the end."""
        for began, page, state in self.connection.execute(
                "SELECT began, end_page, walk.state FROM walk JOIN run ON number = run WHERE site = ? AND listing = ? AND walk.state != 'aside' "
                "ORDER BY run DESC LIMIT ?", (site, listing, MAX_ENDS)):
            if page is not None:
                yield _time(began), page
            elif state == "closed":
                return

    def has_articles(self, site: str, listing: str) -> bool:
        """Whether an article of a listing is in the files."""
        return bool(self.connection.execute("SELECT 1 FROM article WHERE site = ? AND listing = ? AND NOT deleted LIMIT 1",
                                            (self._number(site), listing)).fetchone())

    def sites(self) -> list[str]:
        return [row[0] for row in self.connection.execute("SELECT name FROM site ORDER BY name")]

    def runs(self, site: str) -> dict[str, RunState]:
        """The state of each run of a site that the ledger knows, by name."""
        return dict(self.connection.execute("SELECT name, state FROM run WHERE site = ?", (self._number(site),)).fetchall())

    def runs_of_articles(self, site: str) -> set[str]:
        """The names of the runs that wrote the last line of an article."""
        return {row[0] for row in self.connection.execute(
            "SELECT name FROM run WHERE number IN (SELECT DISTINCT run FROM article WHERE site = ?)", (self._number(site),))}

    def lost(self, site: str, run: str, there: Mapping[str, int]) -> list[StoredArticle]:
        """The articles whose last line a run wrote, but for those of which ``there`` has the id and this revision or a later one."""
        return [article for article in self._stored("article.site = ? AND name = ?", (self._number(site), run))
                if there.get(article.id, 0) < article.revision]

    def walks(self, site: str, run: str) -> list[WalkEntry]:
        """The walks of a run, with their last recorded state."""
        rows = self.connection.execute(
            "SELECT listing, walk.state, since FROM walk JOIN run ON number = run WHERE site = ? AND name = ? ORDER BY listing",
            (self._number(site), run))
        return [WalkEntry(listing, state, _time_or_none(since)) for listing, state, since in rows]

    def tally(self, site: str) -> tuple[int, int, int]:
        """(articles in the files, tombstones, rejected pages) of a site."""
        number = self._number(site)
        here, gone = self.connection.execute(
            "SELECT count(*) - total(deleted), total(deleted) FROM article WHERE site = ?", (number,)).fetchone()
        [rejected] = self.connection.execute("SELECT count(*) FROM rejected WHERE site = ?", (number,)).fetchone()
        return int(here), int(gone), rejected

    # Writes

    def begin_run(self, site: str, name: str, began: datetime) -> None:
        """Records the start of a run; a run that is recorded already is not changed."""
        with transaction(self.connection):
            self.connection.execute("INSERT OR IGNORE INTO site (name) VALUES (?)", (site,))
            self.connection.execute("INSERT OR IGNORE INTO run (site, name, began, state) VALUES (?, ?, ?, 'open')",
                                    (self._number(site), name, _second(began)))

    def record(self, site: str, run: str, entries: Iterable[Entry], state: RunState = "open") -> None:
        """Writes the entries of a run, all or none."""
        with transaction(self.connection):
            number = self._number(site)
            run_number = self._run_number(number, run)
            for entry in entries:
                self._record(number, run_number, entry)
            if state != "open":
                self.connection.execute("UPDATE run SET state = ? WHERE number = ?", (state, run_number))

    def _record(self, site: int, run: int, entry: Entry) -> None:
        match entry:
            case ArticleEntry():
                self._record_article(site, run, entry)
            case TombstoneEntry():
                self.connection.execute(
                    "UPDATE article SET run = ?, last_seen = ?, asked = ?, revision = ?, deleted = 1, next_visit = NULL, doubts = 0 "
                    "WHERE site = ? AND id = ? AND revision < ?",
                    (run, _second(entry.seen), _second(entry.seen), entry.revision, site, entry.id, entry.revision))
            case RecheckEntry():
                self.connection.execute(
                    "UPDATE article SET asked = ?, next_visit = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified), "
                    "doubts = ?, gone_since = ? WHERE site = ? AND id = ?",
                    (_second(entry.at), _second_or_none(entry.next_visit), entry.etag, entry.last_modified, entry.doubts,
                     _second_or_none(entry.gone_since), site, entry.id))
            case AskAgainEntry():
                self.connection.execute(
                    "UPDATE article SET next_visit = ?, etag = NULL, last_modified = NULL WHERE site = ? AND id = ? AND NOT deleted",
                    (_second(entry.next_visit), site, entry.id))
            case RejectionEntry() if not self._is_stored(site, entry.id):
                self.connection.execute(
                    "INSERT INTO rejected VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO UPDATE SET "
                    "last_seen = excluded.last_seen, published = excluded.published, reason = excluded.reason, tries = excluded.tries, "
                    "next_try = excluded.next_try, headline = coalesce(excluded.headline, headline)",
                    (site, entry.id, entry.url, entry.listing, run, _second(entry.at), _second_or_none(entry.published), entry.reason, entry.tries,
                     _second_or_none(entry.next_try), entry.headline))
            case WalkEntry():
                self.connection.execute("INSERT OR REPLACE INTO walk VALUES (?, ?, ?, ?, ?)",
                                        (run, entry.listing, entry.state, _second_or_none(entry.since), entry.end_page))

    def _run_number(self, site: int, name: str) -> int:
        [number] = self.connection.execute("SELECT number FROM run WHERE site = ? AND name = ?", (site, name)).fetchone()
        return int(number)

    def _is_stored(self, site: int, article_id: str) -> bool:
        return bool(self.connection.execute("SELECT 1 FROM article WHERE site = ? AND id = ?", (site, article_id)).fetchone())

    def _record_article(self, site: int, run: int, line: ArticleEntry) -> None:
        seen = _second(line.seen)
        self.connection.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL) "
            "ON CONFLICT (site, id) DO UPDATE SET "
            "url = excluded.url, run = excluded.run, last_seen = excluded.last_seen, published = excluded.published, "
            "modified = excluded.modified, digest = excluded.digest, revision = excluded.revision, deleted = 0, program = excluded.program, "
            "asked = excluded.asked, next_visit = excluded.next_visit, etag = excluded.etag, last_modified = excluded.last_modified, "
            "title = excluded.title, body_layer = excluded.body_layer, template = excluded.template, is_proved = excluded.is_proved, "
            "doubts = 0, gone_since = NULL "
            "WHERE excluded.revision > revision",
            (site, line.id, line.url, line.listing, run, run, seen, seen, _second_or_none(line.published), _second_or_none(line.modified),
             bytes.fromhex(line.digest[DIGEST_PREFIX:]), line.revision, line.program, seen, _second_or_none(line.next_visit), line.etag,
             line.last_modified, line.title, line.body_layer, line.template, line.is_proved))
        self.connection.execute("DELETE FROM rejected WHERE site = ? AND id = ?", (site, line.id))

    def reopen(self, site: str, run: str) -> dict[str, RunState]:
        """Makes a run that the ledger knows an open one again, as it is until its files have been entered. Returns it with its state."""
        with transaction(self.connection):
            changed = self.connection.execute("UPDATE run SET state = 'open' WHERE site = ? AND name = ?", (self._number(site), run)).rowcount
        return {run: "open"} if changed else {}

    def lose(self, site: str, run: str, lost: Iterable[StoredArticle], earlier: Iterable[tuple[str, Entry]]) -> None:
        """Forgets articles of which no file has the last line, and makes them due now; then records the entries of (run, earlier line)."""
        now = datetime.now(UTC)
        with transaction(self.connection):
            number = self._number(site)
            for article in lost:
                self.connection.execute("DELETE FROM article WHERE site = ? AND id = ?", (number, article.id))
                self._record(number, self._run_number(number, run),
                             RejectionEntry(article.id, article.url, article.listing, now, LOST, 0, now, article.published, article.title))
            for name, entry in earlier:
                self._record(number, self._run_number(number, name), entry)

    def check(self) -> None:
        """That the file is a sound database (0.7 s for a million articles). Raises LedgerError."""
        [found] = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise LedgerError(damaged(self.path, " ".join(str(found).split())))

    def forget(self, site: str, article_id: str) -> bool:
        """Makes an article or a rejected page due now. Returns false if the id is unknown."""
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


def _second_or_none(time: datetime | None) -> int | None:
    return None if time is None else _second(time)


def _time(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def _time_or_none(second: int | None) -> datetime | None:
    return None if second is None else _time(second)
