"""``make demo``: crawls the bundled newsroom as ``metroseoul``, without a network, and shows what came out."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from newscrawl.demo.pack import pack
from newscrawl.settings import OUTPUT_DIR
from newscrawl.spiders.metroseoul import MetroseoulSpider

DEMO = OUTPUT_DIR / "demo"
"""A place of its own, emptied each time: invented articles must never mix with real ones."""


def main() -> int:
    shutil.rmtree(DEMO, ignore_errors=True)
    archive = DEMO / "newsroom.warc.gz"
    pages = pack(archive)
    say(f"Packed {pages} invented pages of a newsroom; crawling them without a network ...")
    crawl = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "metroseoul", "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={DEMO}"],
        cwd=OUTPUT_DIR.parent, check=False)
    files = sorted(DEMO.glob("articles/metroseoul/*.jsonl"))
    if crawl.returncode or not files:
        say("The crawl wrote no articles; see the lines above.")
        return crawl.returncode or 1
    show(files[0])
    return 0


def show(path: Path) -> None:
    records: list[dict[str, Any]] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    say(f"\n{len(records)} articles in {path}")
    for listing, count in Counter(record["listing"] for record in records).items():
        say(f"  {count:3}  {listing} ({MetroseoulSpider.sections[listing]})")
    say(f"\nThe first record:\n{json.dumps(records[0], ensure_ascii=False, indent=2)}")
    say("\nTo crawl the live site, say who you are:\n"
        "  . .venv/bin/activate && scrapy crawl metroseoul -s CONTACT=you@example.org")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
