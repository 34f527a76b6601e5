"""Where Scrapy's signals and feeds become a run's files: an article, a tombstone or a rejected page is a line and an entry.

Scrapy swallows what an extension, an exporter or a feed storage raises and goes on with exit code 0. So an OSError or
sqlite3.Error ends here: whole lines are left to the next run, the crawl is closed, and ``failure`` says why.
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
from newscrawl.items import RUN_SCHEMA, Link, RejectedPage
from newscrawl.ledger.database import explain
from newscrawl.ledger.entries import NOT_WANTED, ArticleLine, Asked, Entry, Refused, WalkEntry, Written
from newscrawl.ledger.ledger import keep_for
from newscrawl.ledger.visits import next_try, next_visit
from newscrawl.output.exporter import line_of
from newscrawl.output.kinds import NEVER_AGAIN, REJECTED, OutputKind, kind_of, own_id
from newscrawl.output.manifest import FileEntry, Manifest, RobotsReport, WalkReport, write_manifest
from newscrawl.output.opening import explain_os, open_run
from newscrawl.output.outcome import EXIT_CODES, counts_of, outcome_of
from newscrawl.output.run import start_of
from newscrawl.output.run_files import RunFiles
from newscrawl.signals import article_passed_over, article_unchanged, walk_began
from newscrawl.text.dates import KST

logger = logging.getLogger(__name__)
PROGRAM = f"newscrawl {newscrawl.__version__}"
MAX_ROBOTS_CHARS = 10_000
"""Bytes of a robots.txt that are kept."""
FAILED = "store_failed"
"""The reason that Scrapy is given for closing the crawl."""


class RunStore:
    """An extension: the run's lock, ledger and files, from before the first request to the manifest."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises output.opening.StartError."""
        assert crawler.spider is not None
        settings = crawler.settings
        self.crawler, self.spider, self.stats = crawler, crawler.spider, crawler.stats
        self.output, self.ledger_path = Path(settings["OUTPUT_DIR"]), Path(settings["LEDGER"])
        self.ages = [int(age) for age in settings.getlist("REVISIT_AFTER_DAYS")]
        self.nights = [int(night) for night in settings.getlist("RETRY_AFTER_NIGHTS")]
        run = open_run(self.output, self.ledger_path, self.spider.name, PROGRAM, self.ages, datetime.now(UTC))
        self.run, self.lock, self.ledger = run.name, run.lock, run.ledger
        for line in run.torn:
            logger.error("%s is torn: its article will be fetched anew if it is still listed", line)
            self.count("torn_lines")
        self.files = RunFiles(self.output, self.spider.name, self.run, self.ledger)
        self.failure: str | None = None
        """Why nothing more is written, in one line."""
        self.manifest: Manifest | None = None
        self.trouble = ""
        """What a person should know of how the run ended, in plain words."""
        self._robots: dict[str, RobotsReport] = {}
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        keep_for(crawler, self.ledger)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        # `scrapy shell` has no spider yet here; `fetch` and `parse` put a start of their own in the spider's place.
        if crawler.spider is None or not crawler.spider.start.__module__.startswith("newscrawl.families."):
            raise NotConfigured
        store = cls(crawler)
        for receiver, signal in ((store.response_received, signals.response_received), (store.item_scraped, signals.item_scraped),
                                 (store.walk_began, walk_began), (store.passed_over, article_passed_over), (store.unchanged, article_unchanged),
                                 (store.engine_stopped, signals.engine_stopped)):
            crawler.signals.connect(receiver, signal)
        return store

    # What comes in

    def take(self, item: Any, line: bytes) -> None:
        """An item of our feeds, and its line, which tells the ledger what it is to know."""
        kind = kind_of(item)
        assert kind is not None
        assert kind.count_as is not None
        record = orjson.loads(line)
        entry = kind.entry(own_id(record["id"]), record, self.ages)
        if isinstance(entry, ArticleLine):
            entry.etag, entry.last_modified = self._validators.pop(entry.id, (None, None))
        self._write(kind, line, entry)
        self.count(kind.count_as(item))
        self.count("written")

    def reject(self, page: RejectedPage, listing: str | None) -> None:
        """A page that gave no article: a line, and another try some nights later; a known article is just as it was."""
        if page.id is None:
            return self._write(REJECTED, line_of(page), None)
        article_id = own_id(page.id)
        if self._known(article_id):
            return self._write(REJECTED, line_of(page), self._asked(article_id, page.fetched_at))
        tries = self._tries(article_id) + 1
        again = None if page.reason in NEVER_AGAIN else next_try(tries, page.fetched_at, self.nights)
        return self._write(REJECTED, line_of(page), Refused(article_id, page.url, listing, page.fetched_at, page.reason, tries, again))

    def passed_over(self, link: Link, listing: str, at: datetime, published: datetime) -> None:
        """An article of a day that is not wanted: no line, but it need not be read again to know that."""
        if not self._known(link.id):
            self._note(Refused(link.id, link.url, listing, at, NOT_WANTED, 0, None, published))

    def unchanged(self, link: Link, at: datetime) -> None:
        """A known article was asked again and is as it was."""
        self._note(self._asked(link.id, at))
        self.count("unchanged")

    def walk_began(self, walk: Any) -> None:
        """Noted at once, so that a killed run leaves the walk open."""
        self._note(WalkEntry(walk.listing, "open", walk.since))
        self._guarded(self.files.commit)

    def response_received(self, response: Response, request: Request) -> None:
        """Keeps a page's validators for the ledger, and what robots.txt says for the manifest."""
        if urlsplit(request.url).path == "/robots.txt":
            self._robots[request.url] = RobotsReport(request.url, response.status, response.body[:MAX_ROBOTS_CHARS].decode("utf-8", "replace"))
        if link := request.cb_kwargs.get("link"):
            self._validators[link.id] = (_header(response, "ETag"), _header(response, "Last-Modified"))

    def item_scraped(self, item: Any) -> None:
        if kind_of(item):
            self.count("passed")

    # What goes out

    def _asked(self, article_id: str, at: datetime) -> Asked:
        known: Written | None = self._guarded(lambda: self.ledger.written(self.spider.name, article_id))
        born = (known.published or known.first_seen) if known else at
        ages = [] if known and known.deleted else self.ages
        return Asked(article_id, at, next_visit(born, at, ages), *self._validators.pop(article_id, (None, None)))

    def _known(self, article_id: str) -> bool:
        return bool(self._guarded(lambda: self.ledger.written(self.spider.name, article_id)))

    def _tries(self, article_id: str) -> int:
        return self._guarded(lambda: self.ledger.tries(self.spider.name, article_id)) or 0

    def _write(self, kind: OutputKind, line: bytes, entry: Entry | None) -> None:
        self._guarded(lambda: self.files.add(kind, line, entry))

    def _note(self, entry: Entry) -> None:
        self._guarded(lambda: self.files.note(entry))

    def _guarded(self, work: Any) -> Any:
        """Does what may fail with the disk or the ledger; once something has, nothing more is done."""
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
        """The ledger could not be asked or written."""
        self.fail(explain(error, self.ledger_path))

    def fail(self, why: str) -> None:
        """Writes no more, and closes the crawl; the first reason counts."""
        if self.failure:
            return
        self.failure = why
        # No traceback: the disk is at fault, not the program.
        logger.error("%s", why)
        with suppress(OSError):  # what is torn is cut by the next run
            self.files.cut_back()
        if self.crawler.engine.running:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=FAILED))

    # The end

    def engine_stopped(self) -> None:
        """After all else: the files get their names, the ledger its last word, and the manifest is written."""
        stats = self.stats.get_stats()
        passed, written = stats.get("store/passed", 0), stats.get("store/written", 0)
        if passed != written and not self.failure:
            self.fail(f"{passed} articles were read, but {written} written; the log tells why")
        in_order = stats.get("finish_reason") == "finished"
        walks = [WalkReport(walk.listing, walk.state(in_order), walk.since, walk.pages, walk.ended)
                 for walk in getattr(self.spider, "walks", ())]
        files = self._guarded(self.files.finish) or []
        self._guarded(lambda: self.ledger.record(
            self.spider.name, self.run, [WalkEntry(walk.listing, walk.state, walk.since) for walk in walks], "finished"))
        self._guarded(lambda: self._write_manifest(files, walks))
        self.manifest, self.trouble = self._manifest(files, walks)
        self.close()

    def close(self) -> None:
        """Gives the ledger and the site's lock back; more than once does no harm."""
        self.ledger.close()
        self.lock.release()

    def _manifest(self, files: list[FileEntry], walks: list[WalkReport]) -> tuple[Manifest, str]:
        stats = self.stats.get_stats()
        outcome, trouble = outcome_of(stats, self.failure)
        versions = {"python": platform.python_version(), "scrapy": scrapy.__version__,
                    "lxml": ".".join(map(str, lxml.etree.LXML_VERSION)), "libxml2": ".".join(map(str, lxml.etree.LIBXML_VERSION))}
        return Manifest(
            RUN_SCHEMA, self.spider.name, self.run, PROGRAM, outcome, stats.get("finish_reason", "unknown"), EXIT_CODES[outcome],
            start_of(self.run), datetime.now(KST).replace(microsecond=0), dict(getattr(self.spider, "given", {})), files, walks,
            counts_of(stats), list(self._robots.values()), versions), trouble

    def _write_manifest(self, files: list[FileEntry], walks: list[WalkReport]) -> None:
        write_manifest(self.output, self._manifest(files, walks)[0])

    def count(self, word: str) -> None:
        self.stats.inc_value(f"store/{word}")


def store_of(crawler: Crawler) -> RunStore | None:
    """The store of a crawl; None where no run is kept."""
    return crawler.get_extension(RunStore)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
