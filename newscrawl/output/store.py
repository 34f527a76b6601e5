"""Turns Scrapy's signals and feed items into a run's files: an article, a tombstone or a rejected page is a line and a ledger entry.

Scrapy swallows what an extension, an exporter or a feed storage raises, and goes on with exit code 0. So this module catches OSError
and sqlite3.Error: it leaves whole lines for the next run, closes the crawl, and says why in ``failure``.
"""
from __future__ import annotations

import logging
import platform
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import lxml.etree
import orjson
import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro

import newscrawl
from newscrawl.extracted import Link
from newscrawl.items import RUN_SCHEMA, RejectedPage, Tombstone
from newscrawl.ledger.database import explain
from newscrawl.ledger.entries import (
    NOT_WANTED,
    ArticleEntry,
    AskAgainEntry,
    Entry,
    RecheckEntry,
    RejectionEntry,
    StoredArticle,
    WalkEntry,
)
from newscrawl.ledger.ledger import set_ledger
from newscrawl.ledger.visits import NIGHT, next_try, next_visit
from newscrawl.output.exporter import line_of
from newscrawl.output.kinds import NO_RETRY, REJECTED, OutputKind, kind_of, own_id
from newscrawl.output.manifest import FileEntry, Manifest, RobotsReport, WalkReport, write_manifest
from newscrawl.output.opening import explain_os, open_run
from newscrawl.output.outcome import EXIT_CODES, counts_of, outcome_of, tallies_of
from newscrawl.output.reading_note import ReadingNote
from newscrawl.output.run import start_of
from newscrawl.output.run_files import RunFiles
from newscrawl.signals import (
    article_doubted,
    article_skipped,
    article_unchanged,
    reading_begins,
    reading_ends,
    walk_started,
)
from newscrawl.text.dates import KST

logger = logging.getLogger(__name__)
PROGRAM = f"newscrawl {newscrawl.__version__}"
MAX_ROBOTS_BYTES = 10_000
"""How much of a robots.txt is stored."""
FAILED = "store_failed"
"""The reason passed to Scrapy when the crawl is closed after a failure."""


class RunStore:
    """An extension that holds the run's lock, ledger and files, from before the first request until the manifest is written."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises RunStartError."""
        assert crawler.spider is not None
        settings = crawler.settings
        self.crawler, self.spider, self.stats = crawler, crawler.spider, crawler.stats
        self.output, self.ledger_path = Path(settings["OUTPUT_DIR"]), Path(settings["LEDGER"])
        self.ages = [int(age) for age in settings.getlist("REVISIT_AFTER_DAYS")]
        self.nights = [int(night) for night in settings.getlist("RETRY_AFTER_NIGHTS")]
        run = open_run(self.output, self.ledger_path, self.spider.name, PROGRAM, self.ages, datetime.now(UTC))
        self.run, self.lock, self.ledger = run.name, run.lock, run.ledger
        for line in run.damage:
            logger.error("%s", line)
            self.count("damaged")
        self.files = RunFiles(self.output, self.spider.name, self.run, self.ledger)
        self.failure: str | None = None
        """Why writing has stopped, in one line; None while all is well."""
        self.manifest: Manifest | None = None
        self._robots: dict[str, RobotsReport] = {}
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        set_ledger(crawler, self.ledger)
        self.note: ReadingNote | None = self._guard(lambda: ReadingNote(self.output, self.spider.name))
        if self.note:
            self.spider.deaths = self.note.deaths  # type: ignore[attr-defined]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        # `scrapy shell` has no spider yet; `fetch` and `parse` replace the spider's `start`.
        if crawler.spider is None or not crawler.spider.start.__module__.startswith("newscrawl.families."):
            raise NotConfigured
        store = cls(crawler)
        for receiver, signal in ((store.response_received, signals.response_received), (store.item_scraped, signals.item_scraped),
                                 (store.walk_started, walk_started), (store.article_skipped, article_skipped), (store.unchanged, article_unchanged),
                                 (store.doubted, article_doubted), (store.reading_begins, reading_begins), (store.reading_ends, reading_ends),
                                 (store.engine_stopped, signals.engine_stopped)):
            crawler.signals.connect(receiver, signal)
        return store

    # Input

    def take(self, item: Any, line: bytes) -> None:
        """Writes an item's line, and its ledger entry, which is made from the line."""
        kind = kind_of(item)
        assert kind is not None
        assert kind.count_as is not None
        record = orjson.loads(line)
        entry = kind.entry(own_id(record["id"]), record, self.ages)
        if isinstance(entry, ArticleEntry):
            entry.etag, entry.last_modified = self._validators.pop(entry.id, (None, None))
            # Taken out: a run may have very many articles, and nobody asks for the proof of one that is written.
            if proof := getattr(self.spider, "proofs", {}).pop(record["id"], None):
                entry.template, entry.is_proved = proof.template, proof.is_strong
        self._write(kind, line, entry)
        self.count(kind.count_as(item))
        self.count("written")

    def reject(self, page: RejectedPage, listing: str | None, headline: str | None = None) -> None:
        """Writes a page that gave no article. It is tried again some nights later; a stored article stays as it is."""
        if page.id is None:
            return self._write(REJECTED, line_of(page), None)
        article_id = own_id(page.id)
        if self._is_stored(article_id):
            return self._write(REJECTED, line_of(page), self._doubt_entry(article_id, page.fetched_at, page.reason))
        tries = self._tries(article_id) + 1
        next_time = None if page.reason in NO_RETRY else next_try(tries, page.fetched_at, self.nights)
        return self._write(REJECTED, line_of(page), RejectionEntry(article_id, page.url, listing, page.fetched_at, page.reason, tries, next_time,
                                                                        headline=headline))

    def article_skipped(self, link: Link, listing: str, at: datetime, published: datetime) -> None:
        """Records an article published outside the days asked for, so that it is not fetched again just to see that. It gets no line."""
        if not self._is_stored(link.id):
            self._add_entry(RejectionEntry(link.id, link.url, listing, at, NOT_WANTED, 0, None, published))

    def unchanged(self, link: Link, at: datetime) -> None:
        """Records a recheck that found the article unchanged."""
        self._add_entry(self._recheck_entry(link.id, at))
        self.count("unchanged")

    def gone(self, tombstone: Tombstone, *, is_believed: bool) -> None:
        """Records that a stored article's page was gone on one look; ``is_believed`` is false if that look counts for nothing."""
        self._add_entry(self._doubt_entry(own_id(tombstone.id), tombstone.deleted_at, "gone" if is_believed else "gone-at-once"))

    def doubted(self, record_id: str, at: datetime) -> None:
        """Makes a written article due again the next night, whatever its validators say."""
        self._add_entry(AskAgainEntry(own_id(record_id), at + NIGHT))

    def walk_started(self, walk: Any) -> None:
        """Recorded at once, so that a killed run leaves the walk open."""
        self._add_entry(WalkEntry(walk.listing, "open", walk.since))
        self._guard(self.files.commit)

    def response_received(self, response: Response, request: Request) -> None:
        """Stores a page's validators (ETag, Last-Modified) for the ledger, and robots.txt for the manifest."""
        if urlsplit(request.url).path == "/robots.txt":
            self._robots[request.url] = RobotsReport(request.url, response.status, response.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
        if link := request.cb_kwargs.get("link"):
            self._validators[link.id] = (_header(response, "ETag"), _header(response, "Last-Modified"))

    def reading_begins(self, what: str, is_dreaded: bool) -> None:
        """Notes what is being read. Before a page at which a run has died, what was read so far is written."""
        if is_dreaded:
            self._guard(self.files.commit)
        if note := self.note:
            self._guard(lambda: note.begins(what))

    def reading_ends(self) -> None:
        if note := self.note:
            self._guard(note.ends)

    def item_scraped(self, item: Any) -> None:
        if kind_of(item):
            self.count("passed")

    # Output

    def was_rejected(self, page: RejectedPage) -> bool:
        """Whether an earlier run rejected the page too."""
        return bool(page.id and self._tries(own_id(page.id)))

    def _recheck_entry(self, article_id: str, at: datetime) -> RecheckEntry:
        known: StoredArticle | None = self._guard(lambda: self.ledger.stored(self.spider.name, article_id))
        published = (known.published or known.first_seen) if known else at
        ages = [] if known and known.deleted else self.ages
        return RecheckEntry(article_id, at, next_visit(published, at, ages), *self._validators.pop(article_id, (None, None)))

    def _doubt_entry(self, article_id: str, at: datetime, reason: str) -> RecheckEntry:
        """The entry of a look that did not show the stored article: it is due again the next nights, whatever its age."""
        entry = self._recheck_entry(article_id, at)
        known: StoredArticle | None = self._guard(lambda: self.ledger.stored(self.spider.name, article_id))
        if known is None or known.deleted or reason in NO_RETRY:
            return entry
        entry.etag = entry.last_modified = None  # of the notice, not of the article
        entry.doubts = known.doubts + 1
        again = next_try(entry.doubts, at, self.nights) or (at + NIGHT if entry.doubts == 1 else None)
        entry.next_visit = min(filter(None, (again, entry.next_visit)), default=None)
        entry.gone_since = known.gone_since or (at if reason == "gone" else None)
        return entry

    def _is_stored(self, article_id: str) -> bool:
        return bool(self._guard(lambda: self.ledger.stored(self.spider.name, article_id)))

    def _tries(self, article_id: str) -> int:
        return self._guard(lambda: self.ledger.tries(self.spider.name, article_id)) or 0

    def _write(self, kind: OutputKind, line: bytes, entry: Entry | None) -> None:
        self._guard(lambda: self.files.add(kind, line, entry))

    def _add_entry(self, entry: Entry) -> None:
        self._guard(lambda: self.files.add_entry(entry))

    def _guard(self, work: Any) -> Any:
        """Runs ``work``, which may fail with the disk or the ledger; after a failure it runs nothing more."""
        if self.failure:
            return None
        try:
            return work()
        except sqlite3.Error as error:
            self.ledger_failed(error)
        except OSError as error:
            self.fail(explain_os(error, self.output))
        return None

    def ledger_failed(self, error: sqlite3.Error) -> None:
        """Ends the crawl because the ledger could not be read or written."""
        self.fail(explain(error, self.ledger_path))

    def fail(self, why: str) -> None:
        """Stops writing, and closes the crawl. The first reason is kept."""
        if self.failure:
            return
        self.failure = why
        # No traceback: the disk is at fault, not the program.
        logger.error("%s", why)
        with suppress(OSError):  # the next run cuts a torn line
            self.files.close_after_error()
        if self.crawler.engine.running:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=FAILED))

    # End of the run

    def engine_stopped(self) -> None:
        """Called last: renames the files, closes the run in the ledger, and writes the manifest."""
        stats = self.stats.get_stats()
        passed, written = stats.get("store/passed", 0), stats.get("store/written", 0)
        if passed != written and not self.failure:
            self.fail(f"{passed} articles were read, but {written} written; the log tells why")
        in_order = stats.get("finish_reason") == "finished"
        walks = [WalkReport(walk.listing, walk.state(in_order), walk.since, walk.pages, walk.ended, walk.trouble, walk.reached, walk.is_shallow,
                            walk.end_page) for walk in getattr(self.spider, "walks", ())]
        not_begun = [WalkReport(listing, "open", None, 0, why, trouble)
                     for listing, (trouble, why) in getattr(self.spider, "not_begun", {}).items()]
        files = self._guard(self.files.finish) or []
        self._guard(lambda: self.ledger.record(
            self.spider.name, self.run, [WalkEntry(walk.listing, walk.state, walk.since, walk.end_page) for walk in walks], "finished"))
        self._guard(lambda: self._write_manifest(files, walks + not_begun))
        self.manifest = self._manifest(files, walks + not_begun)
        self.close()

    def close(self) -> None:
        """Closes the ledger and releases the site's lock. It may be called again."""
        if self.note:
            self.note.close()
        self.ledger.close()
        self.lock.release()

    def _manifest(self, files: list[FileEntry], walks: list[WalkReport]) -> Manifest:
        stats = self.stats.get_stats()
        outcome, trouble = outcome_of(stats, self.failure, walks)
        versions = {"python": platform.python_version(), "scrapy": scrapy.__version__,
                    "lxml": ".".join(map(str, lxml.etree.LXML_VERSION)), "libxml2": ".".join(map(str, lxml.etree.LIBXML_VERSION))}
        return Manifest(
            RUN_SCHEMA, self.spider.name, self.run, PROGRAM, outcome, stats.get("finish_reason", "unknown"), EXIT_CODES[outcome],
            start_of(self.run), datetime.now(KST).replace(microsecond=0), dict(getattr(self.spider, "given", {})), files, walks,
            counts_of(stats), list(self._robots.values()), versions, trouble, tallies_of(stats))

    def _write_manifest(self, files: list[FileEntry], walks: list[WalkReport]) -> None:
        write_manifest(self.output, self._manifest(files, walks))

    def count(self, word: str) -> None:
        self.stats.inc_value(f"store/{word}")


def store_of(crawler: Crawler) -> RunStore | None:
    """The store of a crawl; None if the crawl keeps no run."""
    return crawler.get_extension(RunStore)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
