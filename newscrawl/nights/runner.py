"""Runs the crawls of a night: each site in a process of its own, some at once, until all are done or the deadline comes."""
from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import orjson

from newscrawl.errors import ManifestError
from newscrawl.nights.plan import Plan
from newscrawl.nights.record import SiteRun
from newscrawl.output.manifest import Manifest, read_manifest
from newscrawl.output.outcome import BUSY
from newscrawl.text.dates import KST

GRACE_SECONDS = 45.0
"""How long a crawl that is asked to end may take: a page under way has DOWNLOAD_TIMEOUT (30 s)."""
LAST_CHARS = 2000
"""So much of what a crawl says at its end is read."""


@dataclass
class Crawl:
    """One site of a night, while the night goes on."""

    run: SiteRun
    state: Literal["waiting", "crawling", "ended"] = "waiting"
    counts: dict[str, int] = field(default_factory=dict)
    """As in a manifest."""

    began: float = 0.0
    process: asyncio.subprocess.Process | None = None

    @property
    def site(self) -> str:
        return self.run.site


class Runner:
    """Runs crawls side by side."""

    def __init__(self, sites: Sequence[str], output: Path, settings: Mapping[str, str], plan: Plan, deadline: datetime | None,
                 changed: Callable[[Crawl], None]) -> None:
        """``settings`` are the crawls' (``-s``). ``changed`` is called when a crawl begins, says how far it is, or ends."""
        self.crawls = [Crawl(SiteRun(site)) for site in sites]
        self.output, self.settings, self.plan, self.deadline, self.changed = output, settings, plan, deadline, changed
        self.began = datetime.now(KST)
        self.ending: str | None = None
        """Why no further crawl begins; None while all is well."""

        self._is_ending = asyncio.Event()

    async def run(self) -> list[SiteRun]:
        """Returns what became of each site, in the order given."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.end, "the night was ended")
        timer = None
        if self.deadline:
            timer = loop.call_later(max(0.0, (self.deadline - self.began).total_seconds()), self.end, f"the deadline came ({self.deadline:%H:%M})")
        waiting = asyncio.Queue[Crawl]()
        for crawl in self.crawls:
            waiting.put_nowait(crawl)
        await asyncio.gather(*(self._work(waiting) for _ in range(min(self.plan.jobs, len(self.crawls)))))
        if timer:
            timer.cancel()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        return [crawl.run for crawl in self.crawls]

    def end(self, why: str) -> None:
        """Begins no further crawl, and has those under way end in order."""
        self.ending = self.ending or why
        self._is_ending.set()
        for crawl in self.crawls:
            if crawl.state == "crawling" and crawl.process and crawl.process.returncode is None:
                crawl.process.send_signal(signal.SIGTERM)

    async def _work(self, waiting: asyncio.Queue[Crawl]) -> None:
        while not waiting.empty():
            crawl = waiting.get_nowait()
            if self.ending:
                crawl.run.line = self.ending
                crawl.state = "ended"
                self.changed(crawl)
            else:
                await self._crawl(crawl)

    async def _crawl(self, crawl: Crawl) -> None:
        crawl.began, crawl.state = time.monotonic(), "crawling"
        self.changed(crawl)
        settings = [word for name, value in self.settings.items() for word in ("-s", f"{name}={value}")]
        if sections := self.plan.sections.get(crawl.site):
            settings += ["-a", f"section={','.join(sections)}"]
        process = crawl.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "newscrawl", "crawl", crawl.site, "-q", *settings, "-s", "NIGHTLY_CHILD=1",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            start_new_session=True)  # Ctrl-C is the night's, which ends its crawls in order
        assert process.stdout
        assert process.stderr
        said = asyncio.create_task(process.stderr.read())
        progress = asyncio.create_task(self._follow(crawl, process.stdout))
        await self._until_ended(crawl, process)
        if process.stdin:
            process.stdin.close()
        await progress
        crawl.run.seconds = round(time.monotonic() - crawl.began, 1)
        self._conclude(crawl, process.returncode or 0, (await said)[-LAST_CHARS:].decode("utf-8", "replace"))
        crawl.state = "ended"
        self.changed(crawl)

    async def _until_ended(self, crawl: Crawl, process: asyncio.subprocess.Process) -> None:
        """Waits for a crawl's process; once the night is to end, only so long."""
        ended, told = asyncio.create_task(process.wait()), asyncio.create_task(self._is_ending.wait())
        await asyncio.wait({ended, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        await asyncio.wait({ended}, timeout=GRACE_SECONDS)
        if not ended.done():
            crawl.run.line = f"{self.ending}; it did not end within {GRACE_SECONDS:.0f} seconds, and was killed"
            process.kill()
        await ended

    async def _follow(self, crawl: Crawl, lines: asyncio.StreamReader) -> None:
        async for line in lines:
            try:
                crawl.counts = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue  # a line of somebody else's
            self.changed(crawl)

    def _conclude(self, crawl: Crawl, code: int, said: str) -> None:
        """What became of a crawl: its manifest says so, or its last line where there is none."""
        run, crawl.run.exit_code = crawl.run, code
        last_line = next((line for line in reversed(said.splitlines()) if line.strip()), "")
        manifest = manifest_since(self.output, crawl.site, self.began)
        if code == BUSY:
            run.outcome, run.line = "busy", last_line
        elif manifest:
            run.outcome, run.line = manifest.outcome, last_line
            if manifest.outcome == "stopped" and self.ending:
                run.line = f"{self.ending}: {last_line}" if last_line else self.ending
        elif code < 0:
            run.outcome, run.line = "killed", run.line or f"its process was killed by {signal.Signals(-code).name}"
        else:
            run.outcome, run.line = "failed", last_line or f"it ended with code {code} and no manifest"


def manifest_since(output: Path, site: str, since: datetime) -> Manifest | None:
    """The last manifest of a site whose run began at that time or later; None if there is none that can be read."""
    for path in sorted((output / "runs" / site).glob("*.json"), reverse=True):
        try:
            manifest = read_manifest(path)
        except ManifestError:
            continue
        return manifest if manifest.started >= since.replace(microsecond=0) else None
    return None
