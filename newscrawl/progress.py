"""The live display of a crawl on a terminal: a first line, a status line, and a summary at the end."""
from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from rich.cells import cell_len
from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from newscrawl.addon import NO_CONTACT
from newscrawl.items import Article
from newscrawl.log import log_path
from newscrawl.output.manifest import Manifest
from newscrawl.output.outcome import counts_of, in_words
from newscrawl.output.store import RunStore, store_of
from newscrawl.signals import article_skipped
from newscrawl.text.dates import KST
from newscrawl.text.plurals import counted
from newscrawl.text.printable import printable

REFRESHES = 4
"""Per second, at most."""
MINUTE = 60.0
FEW_SECTIONS = 6
"""More sections are counted, not named."""


class Progress:
    """An extension, on with the setting PROGRESS. It is fed by signals and stats in the crawl's own thread; a thread of rich's writes,
    so that a terminal which does not take what is written never holds up the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.console = Console(stderr=True, highlight=False)
        self.began = time.monotonic()
        self.received: deque[float] = deque()
        """When the responses of the last minute came, by the monotonic clock."""
        self.listing: str | None = None
        """Our key of the listing that the last response belongs to."""
        self.reached: dict[str | None, datetime] = {}
        """When the article of each listing that was read last was published, in Korean time."""
        self.live = Live(console=self.console, get_renderable=self.render, refresh_per_second=REFRESHES, transient=True,
                         redirect_stdout=False)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("PROGRESS"):
            raise NotConfigured
        progress = cls(crawler)
        for receiver, signal in ((progress.begin, signals.spider_opened), (progress.response_received, signals.response_received),
                                 (progress.item_scraped, signals.item_scraped), (progress.article_skipped, article_skipped),
                                 (progress.end, signals.engine_stopped)):
            crawler.signals.connect(receiver, signal)
        return progress

    def begin(self) -> None:
        """Says what is crawled, and shows the line."""
        store = store_of(self.crawler)
        if store is None:  # no site of ours
            return
        settings, spider = self.crawler.settings, store.spider
        log = log_path(settings, spider.name, store.run)
        self.console.print(Text(fitted([f"{spider.name} ({getattr(spider, 'publisher', '')}): {sections(spider)}", since_when(store),
                                        f"log: {short(log)}" if log else ""], self.console.width, "; ")))
        if not settings["CONTACT"] and not settings["REPLAY"]:
            self.console.print(Text(NO_CONTACT, "yellow"))
        self.live.start()

    def response_received(self, request: Request) -> None:
        self.received.append(time.monotonic())
        walk = request.cb_kwargs.get("walk")
        self.listing = request.cb_kwargs.get("listing") or (walk.listing if walk else self.listing)

    def item_scraped(self, item: Any) -> None:
        if isinstance(item, Article) and item.published_at:
            self.reached[item.listing] = item.published_at

    def article_skipped(self, listing: str, published: datetime) -> None:
        self.reached[listing] = published

    def end(self) -> None:
        """Takes the line away. It may be called again."""
        self.live.stop()

    def render(self) -> Text:
        """The line, or more where the terminal is narrow. Called in rich's thread."""
        now = time.monotonic()
        while self.received and self.received[0] < now - MINUTE:
            self.received.popleft()
        # A copy, because the crawl goes on meanwhile.
        stats = dict(self.crawler.stats.get_stats())
        counts, known = counts_of(stats), stats.get("listing/known", 0)
        label = getattr(self.crawler.spider, "sections", {}).get(self.listing, self.listing)
        reached = self.reached.get(self.listing)
        interrupted = not self.crawler.crawling and "finish_reason" not in stats
        parts = [
            duration(now - self.began),
            counted(counts.listing_pages, "listing page"), f"{counts.new} new", f"{known + counts.unchanged} known", f"{counts.rejected} rejected",
            f"{len(self.received) * MINUTE / min(MINUTE, max(1.0, now - self.began)):.0f} pages/min",
            f"{label or ''} {f'{reached:%Y-%m-%d}' if reached else ''}".strip(),
            "ending; Ctrl-C again ends it at once" if interrupted else ""]
        return Text(fitted(parts, self.console.width, "  "))


def ending(manifest: Manifest, settings: BaseSettings) -> Iterable[Text]:
    """The lines that say how a run ended: what was read, what went wrong, and how many lines each of its files has."""
    good = manifest.outcome == "complete"
    took = duration((manifest.finished - manifest.started).total_seconds())
    yield Text.assemble(f"{manifest.site}: ", (manifest.outcome, "bold green" if good else "bold red"), f" after {took}")
    yield Text(f"  {in_words(manifest.counts)}")
    if manifest.trouble:
        yield Text(printable(f"  {manifest.trouble}"))
    for file in manifest.files:
        yield Text(f"  {file.lines:6}  {short(Path(settings['OUTPUT_DIR']) / file.path)}")
    if log := None if good else log_path(settings, manifest.site, manifest.run):
        yield Text(f"  see {short(log)}")


def sections(spider: Any) -> str:
    """The labels of the sections that are crawled, or their number."""
    labels = [spider.sections[key] for key in spider.arguments.sections]
    return ", ".join(labels) if len(labels) <= FEW_SECTIONS else f"{len(labels)} sections"


def since_when(store: RunStore) -> str:
    """How far back the walks go, as far as that is known before they begin."""
    arguments = store.spider.arguments  # type: ignore[attr-defined]
    if arguments.ids:
        return f"ids {arguments.ids[0]} to {arguments.ids[-1]}"
    until = f" until {arguments.until}" if arguments.until else ""
    if arguments.since:
        return f"since {arguments.since}{until}"
    histories = [store.ledger.history(store.spider.name, listing) for listing in arguments.sections]
    days = [history.since or history.began for history in histories]
    if until or arguments.refetch or None in days:
        return f"the last {store.crawler.settings['FIRST_DAYS']} days{until}"
    return f"since {min(day for day in days if day).astimezone(KST):%Y-%m-%d}"


def fitted(parts: Iterable[str], width: int, between: str) -> str:
    """The parts in as many lines of so many columns as it takes; a line ends only between two of them. Empty parts are left out."""
    lines = [""]
    for part in filter(None, parts):
        longer = f"{lines[-1]}{between}{part}" if lines[-1] else part
        # The separator may stand at the line's end.
        if cell_len(longer + between) < width or not lines[-1]:
            lines[-1] = longer
        else:
            lines[-1] = f"{lines[-1]}{between}".rstrip()
            lines.append(part)
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """``0:05:12``"""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def short(path: Path) -> Path:
    """From the working folder, where the path leads below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
