"""``newscrawl demo``: crawls the bundled newsroom as ``metroseoul``, without a network, and shows what came out."""
from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from newscrawl.command_line import checks
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.demo.pack import pack
from newscrawl.errors import CommandLineError
from newscrawl.spiders.metroseoul import MetroseoulSpider

ARCHIVE = "newsroom.warc.gz"


class Command(NewscrawlCommand):
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Crawl an invented newsroom that is part of the package, without a network"

    def long_desc(self) -> str:
        return ("Crawls the pages of an invented newsroom into the folder demo in OUTPUT_DIR, which is emptied each time, and shows the "
                "articles that came out. It needs no network.")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        try:
            checks.check_folder(self.folder)
        except CommandLineError as error:
            self.refuse(error)
        if self.folder.exists() and not (self.folder / ARCHIVE).exists() and any(self.folder.iterdir()):
            self.refuse(f"{self.folder} holds something else than a demo; choose another place with -s OUTPUT_DIR=…")

    @property
    def folder(self) -> Path:
        """A separate folder: invented articles must never mix with real ones."""
        assert self.settings is not None
        return Path(self.settings["OUTPUT_DIR"]) / "demo"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        archive = self.folder / ARCHIVE
        pages = pack(archive)
        show(f"Packed {pages} invented pages of a newsroom; crawling them without a network ...\n")
        crawl = subprocess.run([sys.executable, "-m", "newscrawl", "crawl", "metroseoul", "-s", f"REPLAY={archive}",
                                "-s", f"OUTPUT_DIR={self.folder}"], check=False)
        files = sorted(self.folder.glob("articles/metroseoul/*.jsonl"))
        if crawl.returncode or not files:
            self.complain("the crawl wrote no articles; see the lines above")
            self.exitcode = crawl.returncode or 1
            return
        show(report(files[0]))


def report(path: Path) -> str:
    """What the demo's crawl wrote: how many articles of each section, and the first of them."""
    records: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sections = Counter(record["listing"] for record in records)
    return "\n".join([
        "", f"{len(records)} articles in {path}",
        *(f"  {count:3}  {listing} ({MetroseoulSpider.sections[listing]})" for listing, count in sections.items()),
        "", "The first record:", json.dumps(records[0], ensure_ascii=False, indent=2),
        "", "To crawl the live site, say who you are:",
        "  newscrawl crawl metroseoul -s CONTACT=you@example.org", ""])
