"""Pages are read in a process beside the crawl, which is ended at a page that is too much for it, and replaced; none is left behind."""
from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from newscrawl import NewscrawlError, NotAListing, NotAnArticle, read_listing, read_page
from newscrawl import read as reading
from newscrawl.errors import NoWorkerError, PageTooCostly, ReadingFailed
from newscrawl.extracted import Link
from newscrawl.page.document import Page
from newscrawl.worker.worker import Worker
from tests.asked import fail, fill, kill, link_and_length, own_id, sleep, spin
from tests.loopback import PORT, serving
from tests.nightly import ROOT, article, command, crawl, lines, numbers
from tests.poison import CRASHES, FAILS, FILLS, KILLS, SLEEPS, SPINS, STANDS_STILL
from tests.saved import FETCHED_AT, saved_pages
from tests.test_poison import POISON, paper

WITH_WORKER = ("-s", "PAGE_WORKER=True")
needs_processes = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker(["tests.asked"], seconds=0.2)
    yield worker
    worker.end()


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to ask does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    """Fails after a minute."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_page_and_plain_data_go_there_and_back(worker: Worker) -> None:
    page, link = Page.from_bytes("<p>본문".encode(), "https://paper.example/1", None, FETCHED_AT), Link("https://paper.example/1", "1")
    assert worker.ask_and_wait(link_and_length, page, link, ["가나", "다"]) == (link, len("<p>본문".encode()) + 3)
    assert worker.ask_and_wait(own_id) == worker.ask_and_wait(own_id) != os.getpid()


@pytest.mark.parametrize(("function", "why"), [
    (spin, r"took more than 0\.2 seconds of the processor"), (fill, "took more than 1500 MB of memory"), (kill, "died of SIGKILL"),
    (sleep, "took more than 3 seconds")])
def test_a_page_that_is_too_much_ends_the_worker_and_the_next_is_read(worker: Worker, function: Callable[[], Any], why: str) -> None:
    before = worker.ask_and_wait(own_id)
    with pytest.raises(PageTooCostly, match=why):
        worker.ask_and_wait(function)
    assert worker.ask_and_wait(own_id) != before


def test_a_worker_that_died_between_two_pages_costs_none(worker: Worker) -> None:
    before = worker.ask_and_wait(own_id)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: worker._process is not None and not worker._process.is_alive())
    assert worker.ask_and_wait(own_id) not in {before, os.getpid()}


def test_an_exception_that_nobody_expects_shows_where_it_was_raised(worker: Worker) -> None:
    before = worker.ask_and_wait(own_id)
    with pytest.raises(ReadingFailed, match="KeyError: 'a fault of ours'") as failed:
        worker.ask_and_wait(fail)
    assert "in fail" in str(failed.value.__cause__)
    assert worker.ask_and_wait(own_id) == before


def test_the_loop_goes_on_while_a_page_is_read(worker: Worker) -> None:
    async def turns_meanwhile() -> int:
        turns, asked = 0, asyncio.ensure_future(worker.ask(nullcontext(), spin))
        while not asked.done():
            turns += 1
            await asyncio.sleep(0.01)
        assert isinstance(asked.exception(), PageTooCostly)
        return turns

    assert asyncio.run(turns_meanwhile()) > 10


@pytest.mark.parametrize("size", [0, 5_000_000], ids=["small", "larger than a socket holds"])
def test_pages_are_read_in_order_whatever_happens_to_those_before(size: int) -> None:
    """The next page is with the worker when it dies: it is sent again."""
    page, link, order = Page.from_bytes(b"x" * size, "https://paper.example/1", None, FETCHED_AT), Link("https://paper.example/1", "1"), []
    worker = Worker(["tests.asked"], seconds=0.5)

    @contextmanager
    def noted(name: str) -> Iterator[None]:
        order.append(name)
        yield

    async def all_answers() -> list[Any]:
        def read(name: str) -> Awaitable[Any]:
            return worker.ask(noted(name), link_and_length, page, link, [])

        return await asyncio.gather(read("1"), worker.ask(noted("2"), kill), read("3"), worker.ask(noted("4"), spin), read("5"),
                                    return_exceptions=True)

    answers = asyncio.run(all_answers())
    worker.end()
    assert [type(answer) for answer in answers] == [tuple, PageTooCostly, tuple, PageTooCostly, tuple]
    assert answers[0] == answers[2] == answers[4] == (link, size)
    assert order == ["1", "2", "3", "4", "5"]


def test_a_worker_that_cannot_start_is_no_fault_of_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    broken = Worker(["no.such.module"])
    with pytest.raises(NoWorkerError, match="did not start: it ended with exit code 1"):
        broken.ask_and_wait(own_id)


# read_page and read_listing

def outcome(read: Callable[..., Any], *given: Any, **named: Any) -> Any:
    try:
        return read(*given, **named)
    except NewscrawlError as error:
        return type(error), str(error), getattr(error, "kind", "")


def test_what_is_read_in_isolation_is_the_same() -> None:
    pages = saved_pages()[::4]
    assert len(pages) > 60
    for page in pages:
        read = read_listing if page.is_listing else read_page
        given = {"headers": page.headers, "fetched_at": page.fetched_at}
        assert outcome(read, page.body, page.url, **given, isolated=True) == outcome(read, page.body, page.url, **given), str(page)
    assert reading.worker().ask_and_wait(own_id) != os.getpid()


def test_a_page_that_is_too_much_is_no_article_and_no_listing(monkeypatch: pytest.MonkeyPatch) -> None:
    reading.worker().ask_and_wait(own_id)
    monkeypatch.setattr(reading.worker(), "seconds", 0.001)
    body = article(1, text="<p>새 모형이 나왔다고 한다.</p>" * 50_000)
    with pytest.raises(NotAnArticle, match="seconds of the processor") as refused:
        read_page(body, "https://www.aitimes.kr/news/articleView.html?idxno=1", isolated=True)
    assert refused.value.kind == "too-costly"
    with pytest.raises(NotAListing, match="seconds of the processor"):
        read_listing(body, "https://www.aitimes.kr/news/articleList.html?sc_section_code=S1N2", isolated=True)


@needs_processes
def test_a_worker_ends_with_its_thread() -> None:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(reading.worker().ask_and_wait(own_id)))
    thread.start()
    thread.join()
    wait_until(lambda: not is_alive(found[0]))


SCRIPT = """
import sys
from newscrawl import read_page
body = open(sys.argv[1], "rb").read()
print(read_page(body, sys.argv[2], isolated=True).title)
"""


@pytest.mark.slow
def test_a_plain_script_may_read_in_isolation(tmp_path: Path) -> None:
    """Without a guard for ``__main__``, which multiprocessing would need."""
    (tmp_path / "page.html").write_bytes(article(7))
    (tmp_path / "script.py").write_text(SCRIPT, "utf-8")
    run = subprocess.run([sys.executable, "script.py", "page.html", "https://www.aitimes.kr/news/articleView.html?idxno=7"], cwd=tmp_path,
                         capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "7번 기사의 제목\n", "")


# A crawl

@pytest.mark.slow
@needs_processes
def test_pages_that_are_too_much_cost_themselves_alone(tmp_path: Path) -> None:
    one = paper(n9=SPINS, n8=CRASHES, n7=FILLS, n5=KILLS, n4=STANDS_STILL, n2=FAILS)
    one.publish("tech", *range(11, 21))
    with serving(one) as port:
        run = crawl(tmp_path, port, *POISON, *WITH_WORKER, "-s", "PAGE_SECONDS=0.3")
    assert run.returncode == 3, run.stderr
    assert sorted(numbers(tmp_path).elements()) == [1, 3, 6, *range(10, 21)]
    rejected = {int(line["id"].partition(":")[2]): (line["reason"], line["message"]) for line in lines(tmp_path, "rejected")}
    assert rejected.pop(4)[0] == "too-costly"  # the kernel ends it, or the clock
    assert rejected == {
        9: ("too-costly", "reading the page took more than 0.3 seconds of the processor"),
        8: ("too-costly", "the process that read the page died of SIGSEGV"),
        7: ("too-costly", "reading the page took more than 1500 MB of memory"),
        5: ("too-costly", "the process that read the page died of SIGKILL"),
        2: ("error", "ReadingFailed: KeyError: 'a fault of ours'")}


@pytest.mark.slow
@needs_processes
@pytest.mark.parametrize(("signals", "exit_code"), [((signal.SIGKILL,), -signal.SIGKILL), ((signal.SIGINT, signal.SIGINT), None),
                                                    ((signal.SIGTERM,), 5)], ids=["killed", "interrupted twice", "stopped"])
def test_no_worker_is_left_behind(tmp_path: Path, signals: tuple[signal.Signals, ...], exit_code: int | None) -> None:
    """However the crawl ends while the worker is at a page."""
    note = tmp_path / "reader"
    with serving(paper(n10=SLEEPS)) as port:
        process = subprocess.Popen([*command(tmp_path / "output", *POISON)], cwd=ROOT, env={**os.environ, PORT: str(port), "READERS": str(note)},
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        wait_until(lambda: note.exists() and note.read_text("ascii") != "")
        reader = int(note.read_text("ascii"))
        assert reader != process.pid
        assert is_alive(reader)
        for one in signals:
            os.killpg(process.pid, one)
            time.sleep(0.2)
        process.wait(60)
    wait_until(lambda: not is_alive(reader))
    if exit_code is not None:
        assert process.returncode == exit_code


@pytest.mark.slow
def test_without_the_worker_the_files_are_the_same(tmp_path: Path) -> None:
    def files(name: str, *more: str) -> list[dict[str, Any]]:
        with serving(paper()) as port:
            assert crawl(tmp_path / name, port, *more).returncode == 0
        return [{**line, "crawled_at": None} for line in lines(tmp_path / name)]

    with_worker = files("with", *WITH_WORKER)
    assert len(with_worker) == 10
    assert files("without") == with_worker
