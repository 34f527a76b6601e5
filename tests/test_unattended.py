"""A crawl that nobody watches: it keeps to its site, to its limits, and tells by its exit code how it went."""
from __future__ import annotations

import gzip
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl import settings
from newscrawl.output.outcome import EXIT_CODES, outcome_of
from tests.loopback import Answer, serving
from tests.nightly import ARTICLE, LISTING, ROOT, Paper, article, crawl, lines, manifests, numbers

pytestmark = pytest.mark.slow

TECH = ("-a", "section=tech")


@pytest.fixture
def paper() -> Paper:
    one = Paper()
    one.publish("tech", 1, 2)
    return one


def reasons(output: Path) -> dict[str, str]:
    return {line["id"].partition(":")[2]: line["reason"] for line in lines(output, "rejected")}


@pytest.mark.parametrize("there", [
    "http://127.0.0.1/admin", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "https://other-paper.example/1",
    "http://www.aitimes.kr.other-paper.example/1"])
def test_a_redirect_leads_to_the_sites_own_hosts_only(paper: Paper, tmp_path: Path, there: str) -> None:
    paper.pages[ARTICLE.format(2)] = Answer(status=302, headers={"Location": there})
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    assert {address.partition("/")[0] for address in paper.asked} == {"www.aitimes.kr"}
    assert reasons(tmp_path) == {"2": "redirected"}
    assert numbers(tmp_path) == Counter([1])


def test_articles_that_lead_to_the_same_page_are_all_rejected(paper: Paper, tmp_path: Path) -> None:
    paper.publish("tech", 3, 4)
    paper.pages["www.aitimes.kr/"] = Answer(b"<html><body>home</body></html>")
    for number in (2, 3, 4):
        paper.pages[ARTICLE.format(number)] = Answer(status=302, headers={"Location": "/"})
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    assert reasons(tmp_path) == dict.fromkeys("234", "redirected")


@pytest.mark.parametrize("there", ["file:///etc/passwd", "ftp://www.aitimes.kr/1", "data:text/html,<h3 class='heading'>x</h3>"])
def test_no_other_protocol(paper: Paper, tmp_path: Path, there: str) -> None:
    paper.pages[ARTICLE.format(2)] = Answer(status=302, headers={"Location": there})
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 3
    assert "2" in reasons(tmp_path)
    assert numbers(tmp_path) == Counter([1])


def test_links_to_elsewhere_on_a_listing_are_not_asked(paper: Paper, tmp_path: Path) -> None:
    page = paper.pages[LISTING.format("S1N2", 1)]
    page.body = page.body.replace(b"'/news/articleView.html?idxno=2'", b"'https://evil.example/news/articleView.html?idxno=2'")
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    assert {address.partition("/")[0] for address in paper.asked} == {"www.aitimes.kr"}
    assert numbers(tmp_path) == Counter([1])


def test_a_page_that_is_too_large_or_blows_up(paper: Paper, tmp_path: Path) -> None:
    paper.publish("tech", 3)
    paper.pages[ARTICLE.format(2)] = Answer(article(2, text="가" * 700_000))
    bomb = gzip.compress(article(3) + b" " * 30_000_000)
    paper.pages[ARTICLE.format(3)] = Answer(bomb, headers={"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"})
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-s", "DOWNLOAD_MAXSIZE=2000000")
    assert run.returncode == 3
    assert reasons(tmp_path) == {"2": "too-large", "3": "too-large"}
    assert numbers(tmp_path) == Counter([1])


MEGABYTE = 1_000_000
HEADERS = {
    "many": b"X-A: 1\r\n", "of one name": b"Set-Cookie: a=1\r\n", "without a colon": b"x\r\n", "folded": b" x\r\n", "a long line": b"x" * 1_000,
    "answers before the answer": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
}


def test_a_header_without_end(paper: Paper, tmp_path: Path) -> None:
    """Not more of it is taken than the buffers of two sockets hold, and it is not asked for again."""
    paper.publish("tech", *range(3, 3 + len(HEADERS)))
    endless = {number: Answer(raw=chain([b"HTTP/1.1 100 Continue\r\n\r\n" if "answers" in name else b"HTTP/1.1 200 OK\r\nX: 1\r\n"],
                                        repeat(piece * (100_000 // len(piece)), 1_000)))
               for number, (name, piece) in enumerate(HEADERS.items(), 3)}
    paper.pages |= {ARTICLE.format(number): answer for number, answer in endless.items()}
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 9
    assert reasons(tmp_path) == dict.fromkeys(map(str, endless), "too-large")
    assert numbers(tmp_path) == Counter([1, 2])
    assert [paper.times_asked(ARTICLE.format(number)) for number in endless] == [1] * len(endless)
    assert [answer.sent for answer in endless.values() if answer.sent > 20 * MEGABYTE] == []


def test_a_long_header_is_taken(paper: Paper, tmp_path: Path) -> None:
    """Within the limit: lines longer than Twisted takes, and very many of them."""
    long = {f"Content-Security-Policy-{number}": "x" * 30_000 for number in range(4)}
    paper.pages[ARTICLE.format(1)].headers |= long
    paper.pages[ARTICLE.format(2)].headers |= {f"X-{number}": "1" for number in range(20_000)}
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


class CookieBomb(Paper):
    """Each answer sets one more cookie; a request with more of them than a server takes is refused."""

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        if len(headers["Cookie"] or "") > 8_000:
            return Answer(b"too many cookies", 431)
        answer = super().answer(address, headers)
        return replace(answer, headers={**answer.headers, "Set-Cookie": f"c{len(self.asked)}={'x' * 3_000}"})


def test_cookies_without_number_hinder_nothing(tmp_path: Path) -> None:
    paper = CookieBomb()
    paper.publish("tech", *range(1, 9))
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 9))


def test_a_robots_txt_that_is_too_large_allows_nothing(paper: Paper, tmp_path: Path) -> None:
    bomb = gzip.compress(b"#" * 30_000_000)
    paper.pages["www.aitimes.kr/robots.txt"] = Answer(bomb, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"})
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 8
    assert set(paper.asked) == {"www.aitimes.kr/robots.txt"}


def test_more_bytes_than_a_night_has_are_suspected_of_a_trap(paper: Paper, tmp_path: Path) -> None:
    for number in range(3, 30):
        paper.publish("tech", number)
        paper.pages[ARTICLE.format(number)] = Answer(article(number) + b" " * 200_000)
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-s", "RUN_MAX_MEGABYTES=1")
        assert run.returncode == 9
        assert "it was ended after more bytes than a night has: is it a trap" in run.stderr
        assert 4 <= len(numbers(tmp_path)) <= 8
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 30))


def test_redirects_in_a_circle_end(paper: Paper, tmp_path: Path) -> None:
    for number in range(100, 140):
        paper.pages[ARTICLE.format(number)] = Answer(status=302, headers={"Location": f"/news/articleView.html?idxno={number + 1}"})
    paper.publish("tech", 99)
    paper.pages[ARTICLE.format(99)] = Answer(status=302, headers={"Location": "/news/articleView.html?idxno=100"})
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    assert sum("idxno=1" in address and len(address.partition("idxno=")[2]) == 3 for address in paper.asked) == 5
    assert "99" in reasons(tmp_path)


@pytest.mark.clock
def test_a_time_limit_ends_it_in_order(paper: Paper, tmp_path: Path) -> None:
    paper.publish("tech", *range(3, 100))
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-s", "DOWNLOAD_DELAY=0.3", "-s", "CLOSESPIDER_TIMEOUT=5")
        assert run.returncode == 5
        assert "stopped: " in run.stderr
        assert "it was ended (closespider_timeout); the next run goes on from here" in run.stderr
        assert 0 < len(numbers(tmp_path)) < 99
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 100))


def test_a_section_without_articles_is_told(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path, port, "-a", "section=tech,focus")
    assert run.returncode == 4
    assert run.stderr.startswith("aitimes_kr: empty: 2 new articles (3 listing pages, 0 revisits); "
                                 "1 section gave no article: has the site been redesigned?; see ")
    walks = {walk["listing"]: walk["state"] for walk in manifests(tmp_path)[0]["walks"]}
    assert walks == {"tech": "closed", "focus": "open"}


def test_a_feed_of_the_command_line_that_fails_is_told(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path / "output", port, *TECH, "-o", "/dev/full:jsonlines")
    assert run.returncode != 0
    assert numbers(tmp_path / "output") == Counter([1, 2])


@pytest.mark.clock
def test_the_log_goes_to_a_file_and_the_screen_gets_one_line(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "aitimes_kr: complete: 2 new articles (2 listing pages, 0 revisits)\n"
    [log] = (tmp_path / "logs" / "aitimes_kr").glob("*.log")
    assert "Spider closed (finished)" in log.read_text()
    assert "Telnet" not in log.read_text()


def test_what_forbids_ai_is_left_out_when_asked(paper: Paper, tmp_path: Path) -> None:
    forbidding = paper.pages[ARTICLE.format(2)]
    forbidding.body = forbidding.body.replace(b"<head>", b"<head><meta name='robots' content='index, noai'>")
    with serving(paper) as port:
        run = crawl(tmp_path / "without", port, *TECH, "-s", "SKIP_PAGES_FORBIDDING_AI=1")
        assert run.returncode == 0
        assert numbers(tmp_path / "without") == Counter([1])
        assert reasons(tmp_path / "without") == {"2": "forbids-ai"}
        crawl(tmp_path / "with", port, *TECH)
    assert numbers(tmp_path / "with") == Counter([1, 2])
    assert [line["rights"]["directives"] for line in lines(tmp_path / "with")] == [["noai"], []]


def test_a_site_that_forbids_ai_is_left_out_when_asked(tmp_path: Path) -> None:
    skipped = subprocess.run([sys.executable, "-m", "scrapy", "crawl", "aitimes", "-s", "SKIP_SITES_FORBIDDING_AI=1",
                              "-s", f"OUTPUT_DIR={tmp_path}"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (skipped.returncode, skipped.stderr) == (0, "")
    assert skipped.stdout == ("aitimes: skipped: its publisher says '무단전재 및 재배포 금지, AI학습 및 활용 금지' "
                              "(SKIP_SITES_FORBIDDING_AI)\n")
    assert [*tmp_path.iterdir()] == []


def test_a_site_whose_terms_forbid_crawling_is_left_out_when_asked(tmp_path: Path) -> None:
    skipped = subprocess.run([sys.executable, "-m", "scrapy", "crawl", "hankyung", "-s", "SKIP_SITES_FORBIDDING_CRAWLING=1",
                              "-s", f"OUTPUT_DIR={tmp_path}"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (skipped.returncode, skipped.stderr) == (0, "")
    assert skipped.stdout == ("hankyung: skipped: its publisher's terms of use: Article 19 forbids crawlers (2026-08). "
                              "(SKIP_SITES_FORBIDDING_CRAWLING)\n")
    assert [*tmp_path.iterdir()] == []


def test_the_manifest_says_what_robots_txt_said(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    assert manifests(tmp_path)[0]["robots"] == [
        {"url": "https://www.aitimes.kr/robots.txt", "status": 200, "text": "User-agent: *\nDisallow: /admin/\n"}]


@pytest.mark.parametrize(("stats", "failure", "outcome", "told"), [
    ({}, None, "complete", ""),
    ({"rejected/duplicate": 3, "rejected/robots": 1}, None, "complete", ""),
    ({"rejected/http": 2, "rejected/no-body": 1}, None, "partial", "3 pages gave no article (http 2, no-body 1)"),
    ({"listing/failed": 1, "log_count/ERROR": 1}, None, "partial", "1 listing page could not be fetched"),
    ({"log_count/ERROR": 2}, None, "partial", "2 errors in the log"),
    ({"listing/empty": 1, "rejected/http": 2}, None, "empty", "1 section gave no article: has the site been redesigned?"),
    ({"listing/not_in_menu": 2}, None, "empty", "2 sections gave no article: has the site been redesigned?"),
    ({"finish_reason": "shutdown", "listing/empty": 1}, None, "stopped", "it was ended (shutdown); the next run goes on from here"),
    ({"finish_reason": "store_failed"}, "cannot write", "failed", "cannot write"),
    ({"feedexport/failed_count/FileFeedStorage": 1}, None, "failed", "a feed named with -o could not be written"),
])
def test_outcomes(stats: dict[str, object], failure: str | None, outcome: str, told: str) -> None:
    assert outcome_of({"finish_reason": "finished", **stats}, failure) == (outcome, told)


def test_every_outcome_has_a_code_of_its_own() -> None:
    assert EXIT_CODES == {"complete": 0, "failed": 1, "partial": 3, "empty": 4, "stopped": 5, "blocked": 7, "unreachable": 8, "suspicious": 9}


def test_what_listens_on_a_port_is_off() -> None:
    project = Settings()
    project.setmodule(settings)
    assert not project.getbool("TELNETCONSOLE_ENABLED")
    assert not project.getbool("REMOTE_CONTROL_ENABLED")
    assert project.getbool("ROBOTSTXT_OBEY")
