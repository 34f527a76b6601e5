"""Several invented papers on one server, and the nights that ``newscrawl nightly`` makes of them."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawl.sites import find_site
from newscrawl.text.hosts import is_host_of
from tests.loopback import PORT, Answer, Site, serving
from tests.newsroom.nights import ROOT, settings
from tests.newsroom.paper import Paper
from tests.newsroom.stories import START


class Newsrooms(Site):
    """Answers for each of the papers, by host."""

    def __init__(self, *papers: Paper) -> None:
        super().__init__()
        self.papers = papers
        self.domains = {paper.site: find_site(paper.site, _spiders()).allowed_domains for paper in papers}

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        host = urlsplit(f"https://{address}").hostname or ""
        paper = next((paper for paper in self.papers if is_host_of(host, self.domains[paper.site])), None)
        return paper.answer(address, headers) if paper else Answer(status=404)


def _spiders() -> list[Any]:
    from scrapy.spiderloader import SpiderLoader
    from scrapy.utils.project import get_project_settings

    loader = SpiderLoader.from_settings(get_project_settings())
    return [loader.load(name) for name in loader.list()]


@cache
def faked_clock() -> dict[str, str]:
    """The environment in which a process has another clock. ``faketime`` itself would stand between it and a signal."""
    shown = subprocess.run(["faketime", "-f", "+0", "env"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {name: value for name, _, value in (line.partition("=") for line in shown.splitlines()) if "FAKETIME" in name or name == "LD_PRELOAD"}


class NightsOf:
    """An output folder, and the nights crawled into it."""

    def __init__(self, folder: Path, newsrooms: Newsrooms, port: int) -> None:
        self.folder, self.output, self.newsrooms, self.port = folder, folder / "output", newsrooms, port
        folder.mkdir()
        sections = "".join(f"{paper.site} = {json.dumps(paper.crawled)}\n" for paper in newsrooms.papers)
        (folder / "nightly.toml").write_text(f"[sections]\n{sections}", "utf-8")

    def process(self, *arguments: str, day: float = 0) -> subprocess.Popen[str]:
        """A command of newscrawl that begins so many days after ``START``."""
        for paper in self.newsrooms.papers:
            paper.now = START + timedelta(days=day)
        ahead = (START + timedelta(days=day) - datetime.now(UTC)).total_seconds()
        environ = {**os.environ, **faked_clock(), "FAKETIME": f"{ahead:+.0f}",
                   PORT: str(self.port), "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, "-m", "newscrawl", *arguments, *settings(self.output)], cwd=self.folder, env=environ,
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments: str, day: float = 0) -> tuple[int, str, str]:
        """(exit code, standard output, standard error)"""
        with self.process(*arguments, day=day) as process:
            try:
                out, err = process.communicate(timeout=240)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                raise
        return process.returncode, out, err

    def nightly(self, day: float = 0, *more: str) -> tuple[int, str, str]:
        return self.run("nightly", *(paper.site for paper in self.newsrooms.papers), *more, day=day)

    def report(self, night: str | None = None) -> dict[str, Any]:
        """The last report's facts."""
        path = self.output / "reports" / f"{night}.json" if night else max((self.output / "reports").glob("*.json"))
        return dict(json.loads(path.read_bytes()))

    def words(self) -> dict[str, str]:
        """Site -> the last night's verdict."""
        return {site["site"]: site["verdict"]["word"] for site in self.report()["sites"]}


@contextmanager
def nights_of(folder: Path, *papers: Paper) -> Iterator[NightsOf]:
    newsrooms = Newsrooms(*papers)
    with serving(newsrooms) as port:
        yield NightsOf(folder, newsrooms, port)

