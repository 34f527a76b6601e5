"""Nights of one invented paper: its server, its clock, its output folder, and what must hold of the files."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import newscrawl
from tests.loopback import PORT, UNKNOWN_HOSTS, serving
from tests.newsroom.paper import Paper
from tests.newsroom.stories import START

ROOT = Path(__file__).resolve().parents[2]
HANDLERS = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))


class Crawler:
    """The process that forks one for each command."""

    def __init__(self) -> None:
        environ = {**os.environ, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": str(ROOT)}
        environ.pop("FAKETIME_FMT", None)
        self.clock_can_be_set = bool(shutil.which("faketime"))
        clock = ["faketime", "-f", "+0"] if self.clock_can_be_set else []
        self.process = subprocess.Popen([*clock, sys.executable, "-m", "tests.newsroom.crawler"], cwd=ROOT, env=environ, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError("python -m tests.newsroom.crawler did not start: see standard error")

    def run(self, folder: Path, *arguments: str, at: datetime | None = None, **environ: str) -> tuple[int, str, str]:
        """(exit code, standard output, standard error) of a command that begins ``at``."""
        assert self.process.stdin
        assert self.process.stdout
        folder.mkdir(parents=True, exist_ok=True)
        clock = (at - datetime.now(UTC)).total_seconds() if at else None
        self.process.stdin.write(json.dumps({"arguments": arguments, "environ": environ, "folder": str(folder), "clock": clock}) + "\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        return code, (folder / "stdout").read_text("utf-8"), (folder / "stderr").read_text("utf-8")

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=10)
        assert self.process.stdout
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, eq=False)
class Night:
    """How one crawl ended."""

    code: int
    said: str
    """What it wrote to standard output and standard error."""

    manifest: dict[str, Any]
    """Of the run; {} if it wrote none."""

    asked: list[str]
    """Addresses, in order."""

    @property
    def outcome(self) -> str:
        return str(self.manifest.get("outcome", ""))


class Nights:
    """A paper and the folder into which it is crawled, night after night."""

    def __init__(self, paper: Paper, folder: Path, crawler: Crawler, port: int) -> None:
        self.paper, self.folder, self.output = paper, folder, folder / "output"
        self._crawler, self._port = crawler, port

    def crawl(self, day: float, *more: str, sections: bool = True, **environ: str) -> Night:
        """A crawl of the wanted sections, so many days after ``START``."""
        self.paper.now = START + timedelta(days=day)
        self.paper.asked.clear()
        before = set(self.manifests())
        asked_for = ("-a", f"section={','.join(self.paper.crawled)}") if sections else ()
        code, out, err = self._crawler.run(
            self.folder, "crawl", self.paper.site, *asked_for, *settings(self.output), *more, at=self.paper.now,
            **{PORT: str(self._port), **environ})
        new = {path: manifest for path, manifest in self.manifests().items() if path not in before and manifest.get("outcome") != "recovered"}
        return Night(code, out + err, next(iter(new.values()), {}), list(self.paper.asked))

    def command(self, *arguments: str) -> tuple[int, str, str]:
        """A command of newscrawl with this output folder."""
        return self._crawler.run(self.folder, *arguments, *settings(self.output), at=self.paper.now, **{PORT: str(self._port)})

    # What is in the finished files

    def manifests(self) -> dict[Path, dict[str, Any]]:
        found = {}
        for path in sorted(self.output.glob("runs/*/*.json")):
            try:
                found[path] = json.loads(path.read_bytes())
            except ValueError:
                found[path] = {}
        return found

    def lines(self, kind: str = "articles") -> list[dict[str, Any]]:
        return [json.loads(line) for path in sorted(self.output.glob(f"{kind}/*/*.jsonl")) for line in path.read_bytes().splitlines()]

    def times_written(self) -> Counter[str]:
        """Article id -> how many lines it has."""
        return Counter(line["id"].partition(":")[2] for line in self.lines())

    def read(self) -> Mapping[str, str]:
        """Article id -> text, as a consumer loads them: without deleted ones."""
        finished = newscrawl.load_articles(self.output) if self.output.exists() else ()
        return {article.id.partition(":")[2]: article.body for article in finished}

    def wrong(self) -> list[str]:
        """What a consumer reads that no article of the paper says; empty if everything that is there is true."""
        true = {self.paper.article_id(story): story.text for story in self.paper.stories}
        return [f"{number}: {text[:60]!r}" for number, text in self.read().items() if text != true.get(number)]

    def missing(self) -> list[str]:
        """Ids of articles that readers find on the site, and a consumer does not."""
        return sorted(set(self.paper.wanted) - set(self.read()))

    def repeated(self) -> list[str]:
        """Ids with more than one line."""
        return sorted(number for number, times in self.times_written().items() if times > 1)


def settings(output: Path) -> list[str]:
    """No pause between requests, and no retries of failed ones, which only take time."""
    pairs = {"DOWNLOAD_HANDLERS": HANDLERS, "DOWNLOAD_DELAY": "0", "RETRY_TIMES": "0", "PAGE_WORKER": "False", "CONTACT": "tests@example.org",
             "OUTPUT_DIR": str(output), "DOWNLOAD_TIMEOUT": "5"}
    return [word for name, value in pairs.items() for word in ("-s", f"{name}={value}")]


@contextmanager
def nights_of(paper: Paper, folder: Path, crawler: Crawler) -> Iterator[Nights]:
    with serving(paper) as port:
        yield Nights(paper, folder, crawler, port)


__all__ = ["PORT", "UNKNOWN_HOSTS", "Crawler", "Night", "Nights", "nights_of", "settings"]
