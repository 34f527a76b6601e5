"""The log of a crawl: named after its run, in Korean time, and short where the network is to blame."""
from __future__ import annotations

import logging
import re
import socket
import sys
from datetime import datetime
from pathlib import Path

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error

from newscrawl.failures import cause_of
from newscrawl.log import CrawlFormatter
from newscrawl.output.outcome import outcome_of
from tests.loopback import Answer, serving
from tests.nightly import LISTING, SITE, Paper, crawl, manifests, needs_nights

pytestmark = pytest.mark.slow

TECH = ("-a", "section=tech")
BEGINNING = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+09:00 \[[\w.]+\] [A-Z]+: ")


@pytest.fixture
def paper() -> Paper:
    one = Paper()
    one.publish("tech", 1, 2)
    return one


def logs(output: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (output / "logs" / SITE).glob("*.log")}


@needs_nights
def test_each_log_is_named_after_its_run(paper: Paper, tmp_path: Path) -> None:
    """Also that of a run whose name is later than the clock, since the clock was put back."""
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH, days=1)
        crawl(tmp_path, port, *TECH)
    runs = [manifest["run"] for manifest in manifests(tmp_path)]
    assert sorted(logs(tmp_path)) == runs
    assert "seconds behind the last run" in logs(tmp_path)[runs[1]]


def test_times_are_korean_and_nothing_is_left_out(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
    [log] = logs(tmp_path).values()
    [manifest] = manifests(tmp_path)
    times = [line[:25] for line in log.splitlines() if BEGINNING.match(line)]
    assert "INFO: Scrapy 2." in log.splitlines()[0]
    assert "INFO: Spider closed (finished)" in log.splitlines()[-1]
    assert times == sorted(times)
    assert abs((datetime.fromisoformat(times[0]) - datetime.fromisoformat(manifest["started"])).total_seconds()) < 60


def test_a_run_that_never_begins_leaves_no_log(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("no ledger")
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert logs(tmp_path) == {}


@pytest.mark.parametrize("option", [("--logfile={}",), ("-s", "LOG_FILE={}")])
def test_another_place_for_the_log(paper: Paper, tmp_path: Path, option: tuple[str, ...]) -> None:
    place = tmp_path / "here.log"
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH, *(part.format(place) for part in option))
        crawl(tmp_path, port, *TECH, *(part.format(place) for part in option))
    assert logs(tmp_path) == {}
    assert place.read_text().count("Spider closed (finished)") == 2
    assert BEGINNING.match(place.read_text())


def test_a_log_on_standard_error_and_none(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        seen = crawl(tmp_path, port, *TECH, "-s", "LOG_FILE=")
        none = crawl(tmp_path, port, *TECH, "-s", "CONTACT=", "--nolog")
    assert BEGINNING.match(seen.stderr)
    assert seen.stdout == "aitimes_kr: complete: 2 new articles (2 listing pages, 0 revisits)\n"
    assert none.stderr == ""
    assert logs(tmp_path) == {}


@pytest.mark.parametrize(("option", "said"), [
    (("--logfile=/dev/null/x",), "cannot write /dev/null/x: there is no folder /dev/null\n"),
    (("-L", "LOUD"), "there is no log level LOUD; there are DEBUG, INFO, WARNING, ERROR, CRITICAL\n")])
def test_a_log_that_cannot_be(tmp_path: Path, option: tuple[str, ...], said: str) -> None:
    run = crawl(tmp_path, 9, *TECH, *option)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", f"scrapy crawl aitimes_kr: {said}")


def test_nobody_listens(tmp_path: Path) -> None:
    """Every line of the log names its cause, and none of them is a traceback."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        run = crawl(tmp_path, nobody.getsockname()[1], *TECH)
    assert run.returncode == 8
    assert "1 of 1 section could not be walked (page 1: https://www.aitimes.kr/robots.txt cannot be read (connection refused)" in run.stderr
    [log] = logs(tmp_path).values()
    errors = [line for line in log.splitlines() if " ERROR: " in line]
    assert [line for line in errors if "refused" not in line] == []
    assert {line.split()[2] for line in errors} == {
        "[scrapy.downloadermiddlewares.retry]", "[newscrawl.middlewares.robots]", "[aitimes_kr]"}
    assert "Traceback" not in log


def test_what_the_site_answers_is_named(paper: Paper, tmp_path: Path) -> None:
    for code in ("S1N2", "S1N3"):
        paper.pages[LISTING.format(code, 1)] = Answer(status=403)
    paper.pages[LISTING.format("S1N4", 1)] = Answer(delay=3)
    with serving(paper) as port:
        run = crawl(tmp_path, port, "-a", "section=tech,focus,industry", "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_ENABLED=0")
    assert "aitimes_kr: blocked: " in run.stderr
    assert "; 2 of 3 sections could not be walked (page 1: the site answered 403); see " in run.stderr


@pytest.mark.parametrize(("wrong", "cause"), [
    (CannotResolveHostError("DNS lookup failed: no results for hostname lookup: www.aitimes.kr."), "DNS lookup failed"),
    (error.DNSLookupError(), "DNS lookup failed"),
    (error.ConnectionRefusedError(), "connection refused"),
    (DownloadTimeoutError("Getting https://www.aitimes.kr/ took longer than 30.0 seconds.."), "timed out"),
    (error.TCPTimedOutError(), "timed out"),
    (TimeoutError(), "timed out"),
    (DownloadFailedError("[<twisted.python.failure.Failure OpenSSL.SSL.Error: [('SSL routines', '', 'certificate verify failed')]>]"),
     "TLS failed"),
    (DownloadFailedError("[<twisted.python.failure.Failure twisted.internet.error.ConnectionLost: Connection lost.>]"), "connection lost"),
    (error.ConnectionLost(), "connection lost"),
    (error.NoRouteError(), "no connection"),
    (HttpError(Response("https://www.aitimes.kr/", status=403, request=Request("https://www.aitimes.kr/"))), "the site answered 403"),
    (IgnoreRequest("Forbidden by robots.txt"), "robots.txt forbids it"),
    (IgnoreRequest("led elsewhere"), None),
    (RuntimeError("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://www.aitimes.kr/\nCall log:"), "DNS lookup failed"),
    (RuntimeError("Page.goto: net::ERR_ABORTED"), None),
    (ValueError("timed out"), None),
    (KeyError("OpenSSL.SSL.Error"), None),
    (FileNotFoundError(2, "No such file"), None),
    (None, None),
])
def test_causes(wrong: BaseException | None, cause: str | None) -> None:
    assert cause_of(wrong) == cause


def record(wrong: Exception) -> logging.LogRecord:
    try:
        raise wrong
    except type(wrong):
        return logging.LogRecord("scrapy.core.scraper", logging.ERROR, "", 0, "Error downloading %s", ("<GET x>",), sys.exc_info())


def test_a_known_failure_is_one_line_and_another_keeps_its_traceback() -> None:
    formatter = CrawlFormatter("%(asctime)s [%(name)s] %(levelname)s: %(message)s")
    known, unknown = record(DownloadTimeoutError("took longer\nthan 30 seconds")), record(ValueError("no number"))
    for one in (known, unknown):
        one.created = 1_764_241_199.5
    assert formatter.format(known) == "2025-11-27 19:59:59+09:00 [scrapy.core.scraper] ERROR: Error downloading <GET x>: timed out"
    first, second, *_, last = formatter.format(unknown).splitlines()
    assert (first, second) == ("2025-11-27 19:59:59+09:00 [scrapy.core.scraper] ERROR: Error downloading <GET x>",
                               "Traceback (most recent call last):")
    assert last == "ValueError: no number"
    assert known.exc_info, "what other handlers get is as it was"


@pytest.mark.parametrize(("causes", "told"), [
    ({}, "3 listing pages could not be fetched"),
    ({"DNS lookup failed": 3}, "3 listing pages could not be fetched (DNS lookup failed)"),
    ({"timed out": 1, "the site answered 403": 2}, "3 listing pages could not be fetched (the site answered 403 2, timed out 1)"),
])
def test_the_line_names_the_causes(causes: dict[str, int], told: str) -> None:
    stats = {"finish_reason": "finished", "listing/failed": 3, **{f"listing/failed/{cause}": number for cause, number in causes.items()}}
    assert outcome_of(stats, None) == ("partial", told)
