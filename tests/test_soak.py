"""A long crawl over an archive in which one page in a hundred is hostile: each good article once, no memory that grows, no process left.

``make soak`` has 20,000 pages (``SOAK_PAGES``), and prints its figures.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.archive.test_replay import HTML, Answer, write
from tests.hostile import ARTICLES
from tests.nightly import ARTICLE, CODES, LISTING, ROOT, SITE, numbers
from tests.saved import FOLDER, SavedPage

PAGES = int(os.environ.get("SOAK_PAGES", "300"))
A_LISTING = 100
"""Articles of a listing page."""
HOSTILE_BYTES = 60_000
AFTER = 1_000
"""Articles after which the memory is measured the first time."""
MOST = 1.2
"""So many times as much it may be at the end."""
BASES = [SavedPage(SITE, path.stem) for path in sorted((FOLDER / SITE).glob("article_*.html"))]
SHAPES = list(ARTICLES)


def is_hostile(number: int) -> bool:
    return number % 100 == 50


def title_of(number: int) -> str:
    return f"{number}번째: {BASES[number % len(BASES)].answer['title']}"


def article(number: int) -> bytes:
    """A saved page as another article; a hostile one has a shape of ``tests.hostile`` in its text, or is nothing else."""
    base = BASES[number % len(BASES)]
    text = base.body.decode().replace(base.answer["id"].partition(":")[2], str(number)).replace(base.answer["title"], title_of(number))
    page = text.replace("다.</p>", f"다. {number}번째 글이다.</p>").encode()
    if not is_hostile(number):
        return page
    shape = ARTICLES[SHAPES[number // 100 % len(SHAPES)]](HOSTILE_BYTES)
    return shape if number // 100 % 2 else page.replace(b"<p>", shape + b"<p>", 1)


def listing(first: int) -> bytes:
    rows = "".join(f"<li><h4 class='titles'><a href='/news/articleView.html?idxno={number}'>{title_of(number)}</a></h4></li>"
                   for number in range(first, first + A_LISTING))
    return f"<html><body><section id='section-list'><ul class='type2'>{rows}</ul></section></body></html>".encode()


def answers() -> Iterator[Answer]:
    yield "https://www.aitimes.kr/robots.txt", "200 OK", [("Content-Type", "text/plain")], b"User-agent: *\nDisallow: /admin/\n"
    for page in range(PAGES // A_LISTING):
        yield f"https://{LISTING.format(CODES['tech'], page + 1)}", "200 OK", HTML, listing(1 + page * A_LISTING)
    yield f"https://{LISTING.format(CODES['tech'], PAGES // A_LISTING + 1)}", "200 OK", HTML, listing(1)[:60] + b"</ul></section></body></html>"
    for number in range(1, PAGES + 1):
        yield f"https://{ARTICLE.format(number)}", "200 OK", HTML, article(number)


class Seen(NamedTuple):
    articles: int
    megabytes: float
    seconds: float


def watched(crawl: subprocess.Popen[str], output: Path) -> list[Seen]:
    """What was seen of a crawl, time after time: lines that are written, and memory that the process has."""
    began, seen, written, at = time.monotonic(), [], 0, 0
    for _ in count():
        if crawl.poll() is not None:
            return seen
        status = Path(f"/proc/{crawl.pid}/status").read_text("ascii")
        for part in output.glob(f"articles/{SITE}/*.part"):
            with part.open("rb") as file:
                file.seek(at)
                new = file.read()
            written, at = written + new.count(b"\n"), at + len(new)
        if resident := re.search(r"VmRSS:\s+(\d+)", status):
            seen.append(Seen(written, int(resident[1]) / 1024, time.monotonic() - began))
        time.sleep(0.2)
    raise AssertionError


def processes_of(folder: Path) -> list[str]:
    """The command lines of processes that were given a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended
            continue
        if str(folder) in command:
            found.append(command)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory and processes are seen on Linux only")
def test_a_long_crawl_among_hostile_pages(tmp_path: Path) -> None:
    archive, output = tmp_path / "pages.warc.gz", tmp_path / "output"
    write(archive, answers())
    command = [sys.executable, "-m", "newscrawl", "crawl", SITE, "-a", "section=tech", "-a", "since=2020-01-01", "-s", f"REPLAY={archive}",
               "-s", f"OUTPUT_DIR={output}", "-s", "CLOSESPIDER_PAGECOUNT=0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as crawl:
        seen = watched(crawl, output)
        out, err = crawl.communicate()
    good = [number for number in range(1, PAGES + 1) if not is_hostile(number)]
    found = numbers(output)
    assert crawl.returncode in {0, 3}, err
    assert {number: times for number, times in found.items() if not is_hostile(number)} == Counter(good)
    assert max(found.values()) == 1
    assert list(output.rglob("*.part")) == []
    assert processes_of(tmp_path) == []
    if PAGES >= 2 * AFTER:
        first, last = next(one for one in seen if one.articles >= AFTER), seen[-1]
        sys.stdout.write(f"\n{out}{err}{len(good)} good articles of {PAGES} pages: {first.megabytes:.0f} MB after {first.articles}, "
                         f"{last.megabytes:.0f} MB at the end, at most {max(one.megabytes for one in seen):.0f} MB, {last.seconds:.0f} s\n")
        assert last.megabytes <= MOST * first.megabytes
