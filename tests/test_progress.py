"""What a person sees of a crawl on a terminal, and what a pipe gets."""
from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from rich.cells import cell_len

from newscrawl.progress import REFRESHES, duration, fitted
from tests.loopback import PORT, Answer, serving
from tests.nightly import ARTICLE, ROOT, Paper, command, crawl, lines, manifests, numbers
from tests.terminal import on_a_terminal

pytestmark = pytest.mark.slow

TECH = ("-a", "section=tech", "-s", "DOWNLOAD_DELAY=0.05", "-a", "since=2020-01-01")
LIVE = r"0:00:\d\d  \d listing pages?  \d+ new  \d known  \d rejected  \d+ pages/min"
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


@pytest.fixture
def paper() -> Paper:
    one = Paper()
    one.publish("tech", *range(1, 32))
    return one


def run_name(output: Path) -> str:
    [manifest] = manifests(output)
    name: str = manifest["run"]
    return name


def test_a_terminal_shows_the_beginning_a_live_line_and_the_end(paper: Paper, tmp_path: Path) -> None:
    paper.pages[ARTICLE.format(3)] = Answer(status=403)
    with serving(paper) as port, on_a_terminal(command(tmp_path, *TECH), ROOT, 200, **{PORT: str(port)}) as terminal:
        began = time.monotonic()
        terminal.read_until(LIVE + r"  AI Tech 20\d\d-\d\d-\d\d")
        assert terminal.read_to_the_end() == 3
        refreshes = REFRESHES * (time.monotonic() - began) + 2
    run = run_name(tmp_path)
    first, outcome, *rest = terminal.screen
    assert first == f"aitimes_kr (인공지능신문): AI Tech; since 2020-01-01; log: {tmp_path}/logs/aitimes_kr/{run}.log"
    assert re.fullmatch(r"aitimes_kr: partial after 0:00:\d\d", outcome)
    assert rest == [
        "  30 new articles (4 listing pages, 0 revisits)",
        "  1 page gave no article (blocked 1)",
        f"      30  {tmp_path}/articles/aitimes_kr/{run}.jsonl",
        f"       1  {tmp_path}/rejected/aitimes_kr/{run}.jsonl",
        f"  see {tmp_path}/logs/aitimes_kr/{run}.log"]
    assert 1 < terminal.written.count("pages/min") <= refreshes


def test_known_articles_and_a_crawl_without_contact(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
        once_more = command(tmp_path, "-a", "section=tech", "-s", "DOWNLOAD_DELAY=0.4", "-s", "CONTACT=")
        with on_a_terminal(once_more, ROOT, 200, **{PORT: str(port)}) as terminal:
            terminal.read_until("  [1-9][0-9]* known")
            assert terminal.read_to_the_end() == 0
    first, contact, outcome, *rest = terminal.screen
    assert f"AI Tech; since {manifests(tmp_path)[0]['started'][:10]}; log: " in first
    assert contact == "No CONTACT is set: sites cannot reach you. Say who crawls with -s CONTACT=you@example.org"
    assert outcome.startswith("aitimes_kr: complete after 0:00:")
    assert rest == ["  0 new articles (2 listing pages, 0 revisits)"]


def test_a_narrow_terminal_cuts_nothing(paper: Paper, tmp_path: Path) -> None:
    everything = command(tmp_path, "-s", "DOWNLOAD_DELAY=0.1")
    with serving(paper) as port, on_a_terminal(everything, ROOT, 60, **{PORT: str(port)}) as terminal:
        terminal.read_until(r"rejected *\r\n\d+ pages/min  AI Tech 20\d\d-\d\d-\d\d")
        terminal.process.send_signal(signal.SIGINT)
        terminal.read_to_the_end()
    assert [line for line in terminal.screen if cell_len(line) > 60 and str(tmp_path) not in line] == []


def test_an_interrupted_crawl_leaves_the_screen_clean(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port, on_a_terminal(command(tmp_path, *TECH), ROOT, 200, **{PORT: str(port)}) as terminal:
        terminal.read_until(LIVE)
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.read_to_the_end() == 5
    assert terminal.written.rfind(SHOW_CURSOR) > terminal.written.rfind(HIDE_CURSOR) > 0
    assert [line for line in terminal.screen if "pages/min" in line] == []
    assert "  it was ended (shutdown); the next run goes on from here" in terminal.screen


def test_a_crawl_interrupted_twice_leaves_the_screen_clean(paper: Paper, tmp_path: Path) -> None:
    paper.pages[ARTICLE.format(31)] = Answer(delay=20)
    with serving(paper) as port, on_a_terminal(command(tmp_path, *TECH), ROOT, 200, **{PORT: str(port)}) as terminal:
        terminal.read_until("1 listing page ")
        terminal.process.send_signal(signal.SIGINT)
        terminal.read_until("ending; Ctrl-C again ends it at once")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.read_to_the_end() == 5
    assert terminal.written.rfind(SHOW_CURSOR) > terminal.written.rfind(HIDE_CURSOR) > 0
    assert terminal.screen[1:] == ["scrapy crawl aitimes_kr: ended at once; the next run finishes the files and goes on from here"]


def test_a_terminal_that_cannot_move_its_cursor(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port, on_a_terminal(command(tmp_path, *TECH), ROOT, 200, TERM="dumb", **{PORT: str(port)}) as terminal:
        assert terminal.read_to_the_end() == 0
    assert "\x1b" not in terminal.written
    assert "pages/min" not in terminal.written
    assert terminal.screen[0].startswith("aitimes_kr (인공지능신문): AI Tech; since 2020-01-01")
    assert [line.split()[0] for line in terminal.screen[-3:]] == ["aitimes_kr:", "31", "31"]


def test_no_colours_where_none_are_wanted(paper: Paper, tmp_path: Path) -> None:
    plain = command(tmp_path, *TECH, "-s", "CONTACT=")
    with serving(paper) as port, on_a_terminal(plain, ROOT, 200, NO_COLOR="1", **{PORT: str(port)}) as terminal:
        assert terminal.read_to_the_end() == 0
    assert "pages/min" in terminal.written
    assert re.findall(r"\x1b\[[\d;]*3\d[\d;]*m", terminal.written) == []


def test_quiet_is_silent_unless_something_went_wrong(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        with on_a_terminal(command(tmp_path / "good", *TECH, "-q"), ROOT, **{PORT: str(port)}) as terminal:
            assert terminal.read_to_the_end() == 0
        assert terminal.written == ""
        good = crawl(tmp_path / "piped", port, *TECH, "--quiet")
        assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
        paper.pages[ARTICLE.format(3)] = Answer(status=403)
        bad = crawl(tmp_path / "bad", port, *TECH, "-q")
    assert (bad.returncode, bad.stdout) == (3, "")
    assert bad.stderr.startswith("aitimes_kr: partial: 30 new articles (4 listing pages, 0 revisits); 1 page gave no article (blocked 1); see ")


def test_a_pipe_gets_one_line_whatever_the_environment_says(paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.setenv(name, "1")
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-s", "CONTACT=")
    assert (run.returncode, run.stdout, run.stderr) == (0, "aitimes_kr: complete: 31 new articles (4 listing pages, 0 revisits)\n", "")


@pytest.mark.parametrize("feed", [("-o", "-:jsonl"), ("-O", "-:jsonl"), ("-s", 'FEEDS={"stdout:": {"format": "jsonlines"}}')])
def test_a_feed_on_standard_output_is_alone_there(paper: Paper, tmp_path: Path, feed: tuple[str, ...]) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, *feed)
    assert Counter(json.loads(line)["id"] for line in run.stdout.splitlines()) == Counter(line["id"] for line in lines(tmp_path))
    assert numbers(tmp_path) == Counter(range(1, 32))
    assert run.stderr == "aitimes_kr: complete: 31 new articles (4 listing pages, 0 revisits)\n"


def test_a_feed_of_one_json_array_on_standard_output(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-O", "-:json")
    assert len(json.loads(run.stdout)) == 31


def test_a_site_left_out_says_so_beside_a_feed(tmp_path: Path) -> None:
    options = ("-s", "SKIP_SITES_FORBIDDING_AI=1", "-o", "-:jsonl")
    skipped = subprocess.run([part if part != "aitimes_kr" else "aitimes" for part in command(tmp_path, *options)], cwd=ROOT,
                             capture_output=True, text=True, timeout=60, check=False)
    assert (skipped.returncode, skipped.stdout) == (0, "")
    assert skipped.stderr.startswith("aitimes: skipped: ")


@pytest.mark.parametrize(("width", "text"), [
    (100, "0:00:06  2 listing pages  21 new  0 known  인터넷 2026-11-20"),
    (60, "0:00:06  2 listing pages  21 new  0 known\n인터넷 2026-11-20"),
    (44, "0:00:06  2 listing pages  21 new  0 known\n인터넷 2026-11-20"),
    (43, "0:00:06  2 listing pages  21 new\n0 known  인터넷 2026-11-20"),
    (10, "0:00:06\n2 listing pages\n21 new\n0 known\n인터넷 2026-11-20"),
])
def test_a_line_is_parted_only_between_its_parts(width: int, text: str) -> None:
    assert fitted(["0:00:06", "2 listing pages", "21 new", "", "0 known", "인터넷 2026-11-20"], width, "  ") == text


def test_durations() -> None:
    assert [duration(seconds) for seconds in (0, 59.9, 61, 3600 * 11 + 5)] == ["0:00:00", "0:00:59", "0:01:01", "11:00:05"]
