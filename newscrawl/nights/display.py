"""How a night looks on a terminal while it goes on: a line a site and a bar with the time that is left; plain lines elsewhere."""
from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from newscrawl.nights.night import NightEnd
from newscrawl.nights.runner import Crawl, Runner
from newscrawl.nights.verdicts import IN_KOREAN, Verdict
from newscrawl.text.dates import KST
from newscrawl.text.printable import printable

REFRESHES = 4
"""Per second."""
OTHER_LINES = 6
"""Of a terminal's height: the bar, the head and the foot."""


class Display:
    """Used as a context manager around a night. ``quiet`` shows nothing until something goes wrong."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self.console, self.quiet = console, quiet
        self.runner: Runner | None = None
        self.live = Live(console=console, get_renderable=self.render, refresh_per_second=REFRESHES, transient=True) \
            if console.is_terminal and not quiet else None

    def __enter__(self) -> Display:
        return self

    def __exit__(self, *_: object) -> None:
        if self.live:
            self.live.stop()

    def announce(self, runner: Runner) -> None:
        self.runner = runner
        if self.live:
            self.live.start()

    def changed(self, crawl: Crawl) -> None:
        """A plain line for each site that ends, where nobody looks on."""
        if self.live or crawl.state != "ended" or (self.quiet and crawl.run.outcome == "complete"):
            return
        self.console.print(Text(printable(f"{datetime.now(KST):%H:%M:%S}  {crawl.site}: {crawl.run.outcome}: {found(crawl)}"
                                          f"{f'; {crawl.run.line}' if crawl.run.line else ''}")), soft_wrap=True)

    def render(self) -> Group:
        assert self.runner
        crawls = self.runner.crawls
        ended = [crawl for crawl in crawls if crawl.state == "ended"]
        table = Table.grid(padding=(0, 2))
        height = max(3, self.console.height - OTHER_LINES)
        under_way = [crawl for crawl in crawls if crawl.state == "crawling"]
        # The last to end, then those under way: what does not fit has scrolled by.
        for crawl in [*ended[-max(0, height - len(under_way)):], *under_way][-height:]:
            table.add_row(*row(crawl))
        bar = Table.grid(padding=(0, 1))
        bar.add_row(f"{len(ended)} of {len(crawls)} sites", ProgressBar(total=max(1, len(crawls)), completed=len(ended), width=30),
                    self.time_left(ended))
        return Group(table, Text(), bar)

    def time_left(self, ended: list[Crawl]) -> str:
        assert self.runner
        if not ended:
            return ""
        waiting = len(self.runner.crawls) - len(ended)
        took = sum(crawl.run.seconds for crawl in ended) / len(ended)
        minutes = waiting * took / max(1, min(self.runner.plan.jobs, waiting)) / 60
        deadline = f", deadline {self.runner.deadline:%H:%M}" if self.runner.deadline else ""
        return f"about {minutes:.0f} min left{deadline}"


def row(crawl: Crawl) -> Iterable[Text | str]:
    style = "dim" if crawl.state == "waiting" else "" if crawl.state == "crawling" else "green" if crawl.run.outcome == "complete" else "red"
    seconds = crawl.run.seconds if crawl.state == "ended" else time.monotonic() - crawl.began
    return Text(crawl.site, style), f"{int(seconds) // 60}:{int(seconds) % 60:02}", found(crawl), \
        Text(crawl.run.outcome if crawl.state == "ended" else crawl.state, style)


def found(crawl: Crawl) -> str:
    """``31 found, 28 new, 3 rejected``"""
    counts = crawl.counts
    new, rejected = counts.get("new", 0), counts.get("rejected", 0)
    return f"{new + rejected + counts.get('unchanged', 0)} read, {new} new, {rejected} rejected"


def closing_table(end: NightEnd, language: str) -> Table:
    """A row for each site, the worst first."""
    verdicts = {verdict.site: verdict for verdict in end.on_sites}
    table = Table(box=None, pad_edge=False)
    for head in ("site", "outcome", "verdict", "time", "why"):
        table.add_column(head, overflow="fold")
    for run in sorted(end.record.sites, key=lambda run: (not _is_alarm(verdicts.get(run.site)), run.site)):
        verdict = verdicts.get(run.site)
        table.add_row(Text(run.site), Text(run.outcome), Text(name(verdict, language), "red" if _is_alarm(verdict) else "green"),
                      f"{int(run.seconds) // 60}:{int(run.seconds) % 60:02}" if run.seconds else "",
                      Text(printable(reason(verdict, language) or run.line)))
    return table


def _is_alarm(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.is_alarm


def name(verdict: Verdict | None, language: str) -> str:
    return "" if verdict is None else IN_KOREAN[verdict.word] if language == "ko" else verdict.word


def reason(verdict: Verdict | None, language: str) -> str:
    return "" if verdict is None else verdict.reason_ko if language == "ko" else verdict.reason


def headline(end: NightEnd, language: str) -> str:
    """One sentence: how many sites, how many articles are in it, what is wrong."""
    on_sites = end.on_sites
    wrong = [verdict for verdict in on_sites if verdict.is_alarm]
    names = ", ".join(f"{verdict.site} ({name(verdict, language)})" for verdict in wrong[:5]) + ("…" if len(wrong) > 5 else "")
    if language == "ko":
        return f"{end.record.night} 밤: {len(on_sites)}곳 중 {len(on_sites) - len(wrong)}곳 정상" + (f", 살펴볼 곳: {names}" if wrong else "")
    return f"night of {end.record.night}: {len(on_sites) - len(wrong)} of {len(on_sites)} sites are well" + (f"; look at {names}" if wrong else "")
