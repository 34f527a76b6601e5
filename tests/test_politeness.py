"""What is asked of a site, and when: robots.txt by RFC 9309, pauses that a site wants, and no host but its own."""
from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from scrapy.settings import Settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.spiders.etnews import EtnewsSpider
from tests.loopback import Answer, serving
from tests.nightly import ARTICLE, CODES, LISTING, ROOT, SITE, Paper, crawl, days_ago, lines, manifests, numbers

pytestmark = pytest.mark.slow

ROBOTS = "www.aitimes.kr/robots.txt"
FIRST = LISTING.format(CODES["tech"], 1)


class TimedPaper(Paper):
    """It notes when each request came, and plays answers one after the other, the last one for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[int, str] = {}
        self.came: list[tuple[float, str]] = []
        self.in_turn: dict[str, list[Answer]] = {}

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        self.came.append((monotonic(), address))
        if answers := self.in_turn.get(address):
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return super().answer(address, headers)

    def pause_after(self, address: str) -> float:
        """Seconds from the first request for an address to the next request of any kind."""
        place = next(place for place, (_, asked) in enumerate(self.came) if asked == address)
        return self.came[place + 1][0] - self.came[place][0]


@pytest.fixture
def paper() -> TimedPaper:
    """Two articles in one section; each of the others has one that is too old to be wanted."""
    site = TimedPaper()
    site.publish("tech", 1, 2)
    for place, listing in enumerate(key for key in CODES if key != "tech"):
        site.publish(listing, 900 + place, time=days_ago(400))
    return site


# robots.txt


@pytest.mark.parametrize("status", [500, 503, 599])
def test_nothing_is_asked_while_robots_txt_fails(paper: TimedPaper, tmp_path: Path, status: int) -> None:
    paper.pages[ROBOTS] = Answer(b"", status)
    with serving(paper) as port:
        assert crawl(tmp_path, port).returncode not in {0, 2}
        assert set(paper.asked) == {ROBOTS}
        paper.pages[ROBOTS] = Answer(b"")
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


def test_nothing_is_asked_while_robots_txt_does_not_come(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ROBOTS] = Answer(b"", delay=30)
    with serving(paper) as port:
        assert crawl(tmp_path, port, "-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_TIMES=1").returncode not in {0, 2}
        paper.pages[ROBOTS].delay = 0
    assert set(paper.asked) == {ROBOTS}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_all_is_allowed(paper: TimedPaper, tmp_path: Path, status: int) -> None:
    paper.pages[ROBOTS] = Answer(b"User-agent: *\nDisallow: /", status)
    with serving(paper) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


def test_a_copy_of_the_last_day_serves(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ROBOTS] = Answer(f"User-agent: *\nDisallow: /{ARTICLE.format(2).partition('/')[2]}\n".encode())
    with serving(paper) as port:
        crawl(tmp_path, port)
        paper.publish("tech", 3)
        paper.pages[ROBOTS] = Answer(b"", 503)
        crawl(tmp_path, port)
        assert numbers(tmp_path) == Counter([1, 3]), "the copy still forbids 2"
        assert paper.times_asked(ARTICLE.format(2)) == 0

        [kept] = (tmp_path / "robots").glob("*.json")
        copy = json.loads(kept.read_bytes())
        copy["fetched_at"] = (datetime.now(UTC) - timedelta(days=1, minutes=1)).isoformat()
        kept.write_text(json.dumps(copy))
        paper.publish("tech", 4)
        paper.asked.clear()
        crawl(tmp_path, port)
    assert set(paper.asked) == {ROBOTS}, "a copy that is older serves no more"


def test_what_robots_txt_forbids_is_rejected_as_that(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ROBOTS] = Answer(f"\ufeffUser-agent: *\nDisallow: /{ARTICLE.format(2).partition('/')[2]}\n".encode())
    with serving(paper) as port:
        crawl(tmp_path, port)
    assert numbers(tmp_path) == Counter([1])
    assert [(line["id"], line["reason"]) for line in lines(tmp_path, "rejected")] == [("aitimes_kr:2", "robots")]


@pytest.mark.parametrize(("hops", "obeyed"), [(1, True), (5, True), (6, False)])
def test_redirects_of_robots_txt_are_followed_to_another_host(paper: TimedPaper, tmp_path: Path, hops: int, obeyed: bool) -> None:
    """RFC 9309, 2.3.1.2: at least five; one that is redirected farther may count as none."""
    addresses = [ROBOTS, *(f"rules.example/{number}" for number in range(hops))]
    for here, there in pairwise(addresses):
        paper.pages[here] = Answer(b"", 301, {"Location": f"https://{there}"})
    paper.pages[addresses[-1]] = Answer(b"User-agent: *\nDisallow: /\n")
    with serving(paper) as port:
        crawl(tmp_path, port)
    assert numbers(tmp_path) == (Counter() if obeyed else Counter([1, 2]))


def test_what_is_beyond_500_kb_of_robots_txt_does_not_count(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ROBOTS] = Answer(b"User-agent: *\nDisallow: /admin/\n" + b"# filled\n" * 60_000 + b"Disallow: /\n")
    with serving(paper) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


def test_crawl_delay_is_the_pause_up_to_a_setting(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ROBOTS] = Answer(b"User-agent: *\nCrawl-delay: 600\n")
    with serving(paper) as port:
        assert crawl(tmp_path, port, "-s", "MAX_CRAWL_DELAY=0.3").returncode == 0
    times = [time for time, _ in paper.came]
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.25


# Pauses


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_pause_that_the_site_wants(paper: TimedPaper, tmp_path: Path, status: int, form: str) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    pause = {"Retry-After": "1"} if form == "seconds" else {"Retry-After": format_datetime(now + timedelta(seconds=1), usegmt=True)}
    date = {"X-Odd": ""} if form == "seconds" else {"Date": format_datetime(now, usegmt=True)}
    paper.in_turn[FIRST] = [Answer(b"", status, {**date, **pause}), paper.pages[FIRST]]
    with serving(paper) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert paper.pause_after(FIRST) > 0.9
    assert numbers(tmp_path) == Counter([1, 2])


def test_a_pause_that_is_too_long_ends_the_run(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[ARTICLE.format(2)] = Answer(b"", 429, {"Retry-After": "3600"})
    with serving(paper) as port:
        assert crawl(tmp_path, port).returncode not in {0, 2}
        assert paper.asked[-1] == ARTICLE.format(2), "no request after it"
        [manifest] = manifests(tmp_path)
        assert (manifest["outcome"], manifest["exit_code"], manifest["reason"]) == ("blocked", 7, "blocked")
        paper.publish("tech", 2)
        paper.articles["tech"] = [2, 1]
        paper.print_listings()
        assert crawl(tmp_path, port, "-a", "refetch=1").returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


def test_429_without_a_time_is_asked_again_after_longer_and_longer(paper: TimedPaper, tmp_path: Path) -> None:
    paper.in_turn[FIRST] = [Answer(b"", 429), Answer(b"", 429), paper.pages[FIRST]]
    with serving(paper) as port:
        assert crawl(tmp_path, port, "-s", "BACK_OFF_SECONDS=0.4").returncode == 0
    first, second, third = (time for time, address in paper.came if address == FIRST)
    assert second - first > 0.39
    assert third - second > 0.79


def test_429_for_ever_ends_the_run(paper: TimedPaper, tmp_path: Path) -> None:
    paper.pages[FIRST] = Answer(b"", 429)
    with serving(paper) as port:
        assert crawl(tmp_path, port, "-s", "BACK_OFF_SECONDS=0.1").returncode not in {0, 2}
    assert paper.asked == [ROBOTS, FIRST, FIRST, FIRST]


# Cookies and hosts


def test_cookies_are_off_unless_a_site_declares_that_it_needs_them() -> None:
    class Needs(EtnewsSpider):
        needs_cookies = True

    for spider, on in ((EtnewsSpider, False), (Needs, True)):
        settings = Settings()
        settings.setmodule("newscrawl.settings")
        spider.update_settings(settings)
        assert settings.getbool("COOKIES_ENABLED") is on


WATCHED = """
import sys
asked = []
sys.addaudithook(lambda event, values: asked.append(event) if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname") else None)
from newscrawl.spiders.aitimes_kr import AitimesKrSpider
AitimesKrSpider.needs_cookies = True
from newscrawl.__main__ import main
try:
    main()
finally:
    print("asked", asked)
"""


def test_a_replay_opens_no_socket(paper: TimedPaper, tmp_path: Path) -> None:
    """Also where the pages set cookies, for whose domains Scrapy asks two foreign hosts."""
    archive = tmp_path / "paper.warc.gz"
    with archive.open("wb") as file:
        writer = WARCWriter(file)
        for address, answer in paper.pages.items():
            headers = [*answer.headers.items(), ("Set-Cookie", "a=1; Domain=aitimes.kr"), ("Set-Cookie", "b=2; Domain=co.kr")]
            writer.write_record(writer.create_warc_record(
                f"https://{address}", "response", payload=BytesIO(answer.body), length=len(answer.body),
                http_headers=StatusAndHeaders(f"{answer.status} OK", headers, protocol="HTTP/1.1")))
    watched = subprocess.run(
        [sys.executable, "-c", WATCHED, "crawl", SITE, "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path / 'output'}"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert watched.stdout.splitlines()[-1] == "asked []", watched.stderr
    assert numbers(tmp_path / "output") == Counter([1, 2])
