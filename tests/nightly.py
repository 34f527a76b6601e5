"""A paper on loopback with five sections, the crawls of it that tests start, and what must hold of the files they leave."""
from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newscrawl.schemas import path_of
from newscrawl.text.dates import KST
from tests.loopback import PORT, Answer, Site

ROOT = Path(__file__).resolve().parent.parent
SITE = "aitimes_kr"
CODES = {"tech": "S1N2", "focus": "S1N3", "industry": "S1N4", "today": "S1N5", "opinion": "S1N6"}
LISTING = "www.aitimes.kr/news/articleList.html?sc_section_code={}&view_type=sm&page={}"
ARTICLE = "www.aitimes.kr/news/articleView.html?idxno={}"
NOON = datetime.now(KST).replace(hour=12, minute=0, second=0, microsecond=0)
"""Today's noon in Korea: articles are dated from it, so that no test depends on the hour at which it runs."""
needs_nights = pytest.mark.skipif(not shutil.which("faketime") and not os.environ.get("CI"), reason="needs Debian's faketime")


IN_ITSELF = ("-s", "PAGE_WORKER=False")


def days_ago(days: float) -> str:
    """A time as the paper writes it."""
    return f"{NOON - timedelta(days=days):%Y.%m.%d %H:%M}"


YESTERDAY = days_ago(1)


def row(number: int, time: str) -> str:
    return (f"<li><h4 class='titles'><a href='/news/articleView.html?idxno={number}'>{number}번 기사의 제목</a></h4>"
            f"<span class='byline'><em>AI</em><em>홍길동 기자</em><em>{time}</em></span></li>")


def article(number: int, time: str = YESTERDAY, text: str = "") -> bytes:
    return (f"<html><head><title>{number}번 기사의 제목 - 인공지능신문</title></head><body><header class='article-view-header'>"
            f"<h3 class='heading'>{number}번 기사의 제목</h3><ul class='infomation'><li>기자명 홍길동 기자</li><li>입력 {time}</li></ul></header>"
            f"<div id='article-view-content-div'><p>{text or f'{number}번째 기사의 본문이다. 새 모형이 나왔다고 {number}번 말했다.'}</p></div>"
            "</body></html>").encode()


class Paper(Site):
    """The sections' articles, newest first; every listing page offers so many."""

    def __init__(self, a_page: int = 15) -> None:
        super().__init__()
        self.a_page = a_page
        self.articles: dict[str, list[int]] = {key: [] for key in CODES}
        self.times: dict[int, str] = {}
        """When articles were published, if not yesterday."""
        self.pages["www.aitimes.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /admin/\n")

    def publish(self, listing: str, *numbers: int, time: str = YESTERDAY) -> None:
        """Puts articles at the top of a section, the last one uppermost."""
        for number in numbers:
            self.articles[listing].insert(0, number)
            self.times[number] = time
            self.pages[ARTICLE.format(number)] = Answer(article(number, time))
        self.print_listings()

    def edit(self, number: int, text: str) -> None:
        self.pages[ARTICLE.format(number)] = Answer(article(number, self.times.get(number, YESTERDAY), text))

    def withdraw(self, listing: str, number: int, answer: Answer) -> None:
        """Takes an article back: no listing shows it, and its address answers otherwise."""
        self.articles[listing].remove(number)
        self.pages[ARTICLE.format(number)] = answer
        self.print_listings()

    def print_listings(self) -> None:
        for listing, code in CODES.items():
            rows = [row(number, self.times.get(number, YESTERDAY)) for number in self.articles[listing]]
            for page in range(len(rows) // self.a_page + 2):
                shown = "".join(rows[page * self.a_page:(page + 1) * self.a_page])
                self.pages[LISTING.format(code, page + 1)] = Answer(f"<section id='section-list'><ul class='type2'>{shown}</ul></section>".encode())


def sixhundred() -> Paper:
    """600 articles, in five sections of eight full listing pages."""
    paper = Paper()
    for place, listing in enumerate(CODES):
        paper.articles[listing] = [*range(place * 120 + 120, place * 120, -1)]
    for number in range(1, 601):
        paper.pages[ARTICLE.format(number)] = Answer(article(number))
    paper.print_listings()
    return paper


def command(output: Path, *more: str) -> list[str]:
    """``scrapy crawl``, with the loopback server in the network's place and no pause between requests."""
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    return [sys.executable, "-m", "scrapy", "crawl", SITE, "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
            "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={output}", *more]


def start(output: Path, port: int, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(command(output, *more), cwd=ROOT, env={**os.environ, PORT: str(port)}, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def crawl(output: Path, port: int, *more: str, days: float | None = None) -> subprocess.CompletedProcess[str]:
    """A whole crawl; with ``days``, by a clock that begins so many days after ``NOON``. It reads pages in its own process, which saves
    the second that a worker takes to start."""
    clock, environ = at(NOON + timedelta(days=days)) if days is not None else ([], dict(os.environ))
    return subprocess.run([*clock, *command(output, *IN_ITSELF, *more)], cwd=ROOT, env={**environ, PORT: str(port)}, capture_output=True, text=True,
                          timeout=120, check=False)


def at(moment: datetime) -> tuple[list[str], dict[str, str]]:
    """What goes before a command so that its clock begins at ``moment`` (aware), and the environment in which that holds in any time
    zone, and in tests that run under faketime themselves."""
    environ = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD" and not name.startswith("FAKETIME")}
    return ["faketime", "-f", f"@{moment.timestamp():.0f}"], {**environ, "FAKETIME_FMT": "%s"}


def lines(output: Path, kind: str = "articles") -> list[dict[str, Any]]:
    """Of all finished files, in the order of their runs; each is as its schema says."""
    found = [json.loads(line) for path in sorted((output / kind / SITE).glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    for schema in {line["schema"] for line in found}:
        validator = Draft202012Validator(json.loads(path_of(schema).read_text("utf-8")))
        assert [error.message for line in found if line["schema"] == schema for error in validator.iter_errors(line)] == []
    return found


def manifests(output: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in sorted((output / "runs" / SITE).glob("*.json"))]


def numbers(output: Path) -> Counter[int]:
    """How often each article is in the finished files."""
    return Counter(int(line["id"].partition(":")[2]) for line in lines(output))


def assert_every_file_is_as_its_manifest_says(output: Path) -> None:
    told = {file["path"]: file for manifest in manifests(output) for file in manifest["files"]}
    found = {str(path.relative_to(output)): path.read_bytes() for kind in ("articles", "deleted", "rejected") for path in output.glob(f"{kind}/*/*")}
    assert set(told) == set(found), "no file without a manifest, none missing, no part left"
    for name, content in found.items():
        assert told[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert (told[name]["lines"], told[name]["bytes"]) == (content.count(b"\n"), len(content))
