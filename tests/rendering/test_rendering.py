"""Crawls with a real browser, of pages on loopback that a script draws."""
from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import NoBrowserError
from newscrawl.families.listings.rendered import WARNING
from newscrawl.rendering.browser import EXECUTABLE_VARIABLE, check_browser, is_within
from tests.loopback import PORT, Answer, Site, serving
from tests.rendering.processes import MARK, gone_within, marked

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def has_browser() -> bool:
    try:
        return bool(check_browser())
    except NoBrowserError:
        return False


def why_not() -> str:
    """Why the tests that draw pages are skipped; "" where they run: as an ordinary user, in the sandbox."""
    if os.geteuid() == 0:
        return "Chromium has no sandbox as root; .ci/run runs these tests as an ordinary user"
    if not has_browser():
        # On CI a missing browser is a failure, since these tests would else never run.
        return "" if "CI" in os.environ else "no Chromium is installed"
    there = subprocess.run(["unshare", "--user", "true"], capture_output=True, check=False)
    return "" if there.returncode == 0 else "there are no user namespaces, which Chromium's sandbox is made of"


needs_browser = pytest.mark.skipif(bool(why_not()), reason=why_not())
SHELL = """<html><head><title>기술</title></head><body><div id="app"></div><ul></ul><button class="more" hidden>더보기</button>
<img src="/photo.png"><script src="http://127.0.0.1:{port}/tracker.js"></script><script src="/leads-away.js"></script>
<script>fetch("/closed/words").catch(() => 0); fetch("http://127.0.0.1:{port}/private").catch(() => 0);
const list = document.querySelector("ul"), button = document.querySelector("button");
let next = 1, asked = false;
async function add() {{
  asked = true;
  for (const row of await (await fetch("/rows?from=" + next)).json()) {{
    list.insertAdjacentHTML("beforeend", `<li style="height: 300px"><a href="/news/${{row.id}}">${{row.title}}</a><time>${{row.time}}</time></li>`);
    next = row.id + 1;
  }}
  asked = false;
}}
{script}
</script></body></html>"""
MORE = "button.onclick = async () => { await add(); button.hidden = next > 30; }; add().then(() => { button.hidden = false; });"
SCROLL = "onscroll = () => { if (!asked && next <= 30 && scrollY + innerHeight > document.body.offsetHeight - 100) add(); }; add();"
ARTICLE = "<html><head><title>{0}</title></head><body><h1>제목 {0}</h1><p>입력 2026-11-{1:02} 09:00</p><article>{2}</article></body></html>"
TEXT = "<p>{0}번째 기사의 본문이다.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    yield (site := Site())
    assert not [asked for asked in site.asked if asked.startswith("127.0.0.1")], "a host that is not the site's"
    assert not [asked for asked in site.asked if re.search(r"/photo\.png|/closed/", asked)], "what nobody needs, or robots.txt forbids"


def draw_with(site: Site, port: int, script: str, *, text: str = TEXT) -> None:
    """Thirty articles, five a step, two a day and the newest first, on a listing that ``script`` draws."""
    host = f"localhost:{port}"
    site.pages[f"{host}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /closed/\n")
    site.pages[f"{host}/list/tech?page=1"] = Answer(SHELL.format(port=port, script=script).encode())
    site.pages[f"{host}/leads-away.js"] = Answer(status=302, headers={"Location": f"http://127.0.0.1:{port}/private"})
    for number in range(1, 31):
        day = 22 - number // 2
        site.pages[f"{host}/news/{number}"] = Answer(ARTICLE.format(number, day, text.format(number)).encode())
        if number % 5 == 1:
            rows = [{"id": at, "title": f"제목 {at}", "time": f"2026-11-{22 - at // 2:02} 09:00"} for at in range(number, number + 5)]
            site.pages[f"{host}/rows?from={number}"] = Answer(json.dumps(rows).encode(), headers={"Content-Type": "application/json"})


def command(name: str, output: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "crawl", name, "-s", "SPIDER_MODULES=tests.rendering.sites", "-s", "DOWNLOAD_DELAY=0",
            "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={output}", "-s", "RETRY_ENABLED=0", "-s", "LOG_FILE=",
            "-s", "ALLOW_PRIVATE_ADDRESSES=1",
            "-a", "since=2026-11-01", *more]


def crawl(name: str, output: Path, port: int, *more: str, **environ: str) -> subprocess.CompletedProcess[str]:
    mark = uuid.uuid4().hex
    run = subprocess.run(command(name, output, *more), cwd=ROOT, env={**os.environ, PORT: str(port), MARK: mark, **environ},
                         capture_output=True, text=True, timeout=120, check=False)
    assert gone_within(mark, 30), "a process was left behind"
    return run


def records(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(output.glob("articles/*/*.jsonl")) for line in path.read_text("utf-8").splitlines()]


@needs_browser
@pytest.mark.parametrize(("name", "script"), [("more", MORE), ("scroll", SCROLL)])
def test_all_of_a_listing_that_grows(site: Site, tmp_path: Path, name: str, script: str) -> None:
    with serving(site) as port:
        draw_with(site, port, script)
        run = crawl(name, tmp_path, port)
    assert run.returncode == 0
    assert sorted(record["id"] for record in records(tmp_path)) == sorted(f"{name}:{number}" for number in range(1, 31))
    assert not any(WARNING in record["provenance"]["warnings"] for record in records(tmp_path)), "the articles were fetched as they are"
    assert site.agents == {"newscrawl/0.3.0 (+tests@example.org)"}
    assert "Traceback" not in run.stderr


@pytest.mark.clock
@needs_browser
@pytest.mark.parametrize(("more", "last"), [(["-a", "since=2026-11-15"], 20), (["-a", "max_pages=2"], 10)])
def test_no_more_is_asked_for_than_wanted(site: Site, tmp_path: Path, more: list[str], last: int) -> None:
    with serving(site) as port:
        draw_with(site, port, MORE)
        crawl("more", tmp_path, port, *more)
    rows = [asked.split("=")[1] for asked in site.asked if "/rows" in asked]
    assert rows == [str(number) for number in range(1, last, 5)]


@pytest.mark.clock
@needs_browser
def test_a_later_walk_ends_on_known_ground_and_a_short_one_stays_open(site: Site, tmp_path: Path) -> None:
    with serving(site) as port:
        draw_with(site, port, MORE)
        crawl("more", tmp_path, port, "-a", "since=2026-11-15")
        asked = len(site.asked)
        nightly = [part for part in command("more", tmp_path) if part not in {"-a", "since=2026-11-01"}]
        subprocess.run(nightly, cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, timeout=120, check=True)
        assert [address.split("/")[1] for address in site.asked[asked:] if "rows" in address or "news" in address] == ["rows?from=1"]
        crawl("more", tmp_path, port, "-a", "max_pages=2", "-a", "since=2026-11-01")
    runs = [json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "runs" / "more").glob("*.json"))]
    assert [run["walks"][0]["state"] for run in runs] == ["closed", "closed", "open"]


@needs_browser
def test_articles_that_a_script_draws_say_so(site: Site, tmp_path: Path) -> None:
    with serving(site) as port:
        draw_with(site, port, "add();", text="<script>setTimeout(() => document.querySelector('article').innerHTML = '"
                                             + TEXT.replace("/", "\\/") + "', 300)</script>")
        run = crawl("pages", tmp_path, port, "-a", "max_pages=1")
    found = records(tmp_path)
    assert [record["body"] for record in found] == [f"{number}번째 기사의 본문이다." for number in range(1, 6)]
    assert all(record["provenance"]["warnings"] == [WARNING] for record in found)
    assert "'playwright/context_count': 6," in run.stderr
    assert "'playwright/context_count/max_concurrent': 1," in run.stderr, "each page's context is closed before the next is opened"
    assert "'playwright/browser_count': 1," in run.stderr


@needs_browser
def test_an_answer_that_is_no_page_is_told_like_any_other(site: Site, tmp_path: Path) -> None:
    with serving(site) as port:
        draw_with(site, port, MORE)
        site.pages[f"localhost:{port}/list/tech?page=1"].status = 404
        run = crawl("more", tmp_path, port)
    assert f"ERROR: could not fetch the listing http://localhost:{port}/list/tech?page=1: the site answered 404" in run.stderr


class Timed(list[str]):
    """Notes when something was appended."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    def append(self, asked: str) -> None:
        super().append(asked)
        self.times.append(time.monotonic())


@needs_browser
def test_there_is_a_pause_before_more_is_asked_for(site: Site, tmp_path: Path) -> None:
    site.asked = asked = Timed()
    with serving(site) as port:
        draw_with(site, port, MORE)
        crawl("more", tmp_path, port, "-a", "max_pages=3", "-s", "DOWNLOAD_DELAY=2", "-s", "CLOSESPIDER_ITEMCOUNT=1")
    _, *others = [when for when, address in zip(asked.times, asked, strict=True) if "/rows" in address]
    assert len(others) == 2
    assert others[1] - others[0] > 1, "of 2 s; the server may note either late"


@needs_browser
def test_a_window_that_a_page_opens_loads_nothing(site: Site, tmp_path: Path) -> None:
    with serving(site) as port:
        draw_with(site, port, "window.open('/advertisement'); add();")
        crawl("more", tmp_path, port, "-a", "max_pages=1")
        assert not site.times_asked(f"localhost:{port}/advertisement")
    assert len(records(tmp_path)) == 5


@needs_browser
@pytest.mark.parametrize("script", ["while (true) {}", "location.reload();", "document.write('<script src=/slow.js><\\/script>');"])
def test_a_page_that_never_settles_hits_the_time_limit(site: Site, tmp_path: Path, script: str) -> None:
    with serving(site) as port:
        draw_with(site, port, script)
        site.pages[f"localhost:{port}/slow.js"] = Answer(delay=100)
        begun = time.monotonic()
        run = crawl("hasty", tmp_path, port)
        taken = time.monotonic() - begun
    assert re.search(r"ERROR: could not fetch the listing \S+: DownloadTimeoutError: the page was not drawn within 3 s", run.stderr)
    assert "Traceback" not in run.stderr
    assert taken < 90


@needs_browser
def test_a_listing_without_what_is_waited_for_is_read_as_it_is(site: Site, tmp_path: Path) -> None:
    with serving(site) as port:
        draw_with(site, port, "")
        run = crawl("more", tmp_path, port)
    assert "nothing matched 'li a' within 5 s" in run.stderr
    assert "ERROR: tech: no article on " in run.stderr


@needs_browser
def test_a_look_at_a_live_site_draws_its_pages(site: Site, tmp_path: Path) -> None:
    mark = uuid.uuid4().hex
    with serving(site) as port:
        draw_with(site, port, MORE)
        run = subprocess.run(
            [sys.executable, "-m", "scrapy", "check", "more", "-s", "SPIDER_MODULES=tests.rendering.sites", "-s", "DOWNLOAD_DELAY=0",
             "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={tmp_path}", "-s", "ALLOW_PRIVATE_ADDRESSES=1"],
            cwd=ROOT, env={**os.environ, PORT: str(port), MARK: mark}, capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"listing  http://localhost:{port}/list/tech?page=1: 5 articles" in run.stdout
    assert gone_within(mark, 30)


@needs_browser
def test_a_browser_that_dies_is_started_anew(site: Site, tmp_path: Path) -> None:
    mark = uuid.uuid4().hex
    with serving(site) as port:
        draw_with(site, port, "add();")
        slow = f"localhost:{port}/news/3"
        site.pages[slow].delay = 60
        with subprocess.Popen(command("pages", tmp_path, "-a", "max_pages=1"), cwd=ROOT, env={**os.environ, PORT: str(port), MARK: mark},
                              stderr=subprocess.DEVNULL) as run:
            while not site.times_asked(slow):
                assert run.poll() is None, "it ended before it asked"
                time.sleep(0.1)
            for process in marked(mark):
                with suppress(OSError):  # it has ended
                    if b"--headless" in Path(f"/proc/{process}/cmdline").read_bytes():
                        os.kill(process, signal.SIGKILL)
            site.pages[slow].delay = 0
    assert run.returncode == 0
    assert sorted(record["id"] for record in records(tmp_path)) == [f"pages:{number}" for number in range(1, 6)]
    assert gone_within(mark, 30)


@needs_browser
def test_a_killed_crawl_leaves_no_process(site: Site, tmp_path: Path) -> None:
    mark = uuid.uuid4().hex
    with serving(site) as port:
        draw_with(site, port, "")
        with subprocess.Popen(command("more", tmp_path), cwd=ROOT, env={**os.environ, PORT: str(port), MARK: mark},
                              stderr=subprocess.DEVNULL) as run:
            while not site.times_asked(f"localhost:{port}/list/tech?page=1"):
                assert run.poll() is None, "it ended before it asked"
                time.sleep(0.1)
            assert len(marked(mark)) > 1, "the browser runs"
            run.kill()
    assert gone_within(mark, 30)


def test_an_ordinary_crawl_starts_no_process(site: Site, tmp_path: Path) -> None:
    mark = uuid.uuid4().hex
    with serving(site) as port:
        draw_with(site, port, "")
        links = "".join(f"<p><a href='/news/{number}'>브라우저 없이 읽는 기사 {number}</a></p>" for number in range(1, 6))
        site.pages[f"localhost:{port}/list/tech?page=1"] = Answer(links.encode())
        for number in range(1, 6):
            shown = site.pages[f"localhost:{port}/news/{number}"]
            shown.body = shown.body.replace("제목".encode(), "브라우저 없이 읽는 기사".encode())
        last = site.pages[f"localhost:{port}/news/5"]
        last.delay = 60
        with subprocess.Popen(command("plain", tmp_path, "-a", "max_pages=1", "-s", "PAGE_WORKER=False"), cwd=ROOT,
                              env={**os.environ, PORT: str(port), MARK: mark}, stderr=subprocess.DEVNULL) as run:
            while not site.times_asked(f"localhost:{port}/news/5"):
                assert run.poll() is None, "it ended before it asked"
                time.sleep(0.1)
            assert marked(mark) == {run.pid}
            last.delay = 0
    assert len(records(tmp_path)) == 5


@pytest.mark.parametrize(("environ", "message"), [
    ({"PATH": "/nowhere"}, f"its pages need a browser: sudo apt install chromium, or name a Chromium in {EXECUTABLE_VARIABLE}"),
    ({EXECUTABLE_VARIABLE: "/no/chromium"}, f"its pages need a browser, and {EXECUTABLE_VARIABLE}=/no/chromium names no program"),
])
def test_a_missing_browser_is_one_line_and_no_request(site: Site, tmp_path: Path, environ: dict[str, str], message: str) -> None:
    with serving(site) as port:
        run = crawl("more", tmp_path, port, **environ)
    assert run.returncode == 2
    assert run.stderr == f"scrapy crawl more: {message}\n"
    assert site.asked == []


def test_a_browser_named_in_the_environment_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXECUTABLE_VARIABLE, sys.executable)
    assert check_browser() == sys.executable
    monkeypatch.delenv(EXECUTABLE_VARIABLE)
    monkeypatch.setenv("PATH", str(Path(shutil.which("true") or "").parent))
    assert not has_browser() or check_browser().endswith("/chromium")


@pytest.mark.parametrize(("url", "within"), [
    ("https://paper.example/a", True), ("http://m.paper.example:8080/", True), ("https://paper.example@10.0.0.1/", False),
    ("https://notpaper.example/", False), ("file:///etc/passwd", False), ("data:text/html,paper.example", False)])
def test_hosts(url: str, within: bool) -> None:
    assert is_within(url, ["paper.example"]) is within
