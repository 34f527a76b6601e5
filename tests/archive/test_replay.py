"""Pages come out of an archive as they went in, and a crawl over one needs no network."""
from __future__ import annotations

import gzip
import json
import logging
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.addon import Newscrawl
from newscrawl.archive.replay import Archive, Recorded
from newscrawl.command_line.checks import set_places
from newscrawl.demo.pack import FETCHED
from newscrawl.demo.pages import render
from newscrawl.demo.sources import expected
from newscrawl.errors import ArchiveError

ROOT = Path(__file__).parents[2]
URL = "https://www.etnews.com/news/section.html?id1=04&page=2"
HTML = [("Content-Type", "text/html; charset=utf-8")]
HTML_GZIP = [*HTML, ("Content-Encoding", "gzip")]

Answer = tuple[str, str, list[tuple[str, str]], bytes]
"""Address, status, headers and body."""


def write(path: Path, answers: Iterable[Answer], date: str = FETCHED) -> list[int]:
    """Writes an archive; where each record begins, and where the last ends."""
    offsets = [0]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, status, headers, body in answers:
            writer.write_record(writer.create_warc_record(
                url, "response", payload=BytesIO(body), length=len(body),
                # The same id each time, so that offsets are the same too.
                warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, url)}>"},
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1")))
            offsets.append(file.tell())
    return offsets


def page(number: int) -> Answer:
    # Bytes that do not compress away.
    return f"https://a.kr/{number}", "200 OK", HTML, Random(number).randbytes(3_000)


PAGES = [page(number) for number in range(3)]


@pytest.fixture(params=["pages.warc.gz", "pages.warc"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def found(archive: Archive) -> list[bytes | None]:
    answers = [archive.find(url) for url, *_ in PAGES]
    return [answer.body if answer else None for answer in answers]


def test_an_answer_comes_out_as_it_went_in(path: Path) -> None:
    headers = [*HTML_GZIP, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Odd", "")]
    body = b"\x1f\x8bnot even gzip\r\n\r\nWARC/1.0\r\n"
    offsets = write(path, [page(1), (URL, "404 Not Found", headers, body), page(2)], "2026-11-22T18:00:00.25Z")
    assert Archive(path).find(URL) == Recorded(
        404, headers, body, datetime(2026, 11, 22, 18, 0, 0, 250_000, UTC), f"{path.name}:{offsets[1]}")


def test_a_whole_archive_is_not_called_damaged(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(path, PAGES)
    assert found(Archive(path)) == [body for *_, body in PAGES]
    assert caplog.text == ""


@pytest.mark.parametrize("stored", [
    b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", b"3;name=value\r\nabc\r\n2 \r\nde\r\n0\r\nTrailer: x\r\n\r\n", b"5\r\nabcde\r\n", b"5\r\nabcde\r\n5",
    b"FF\r\nabcde", b"abcde", b"1\r\na\r\n1\r\nb\r\n1\r\nc\r\n1\r\nd\r\n1\r\ne\r\n0\r\n\r\n",
])
@pytest.mark.parametrize("header", ["chunked", "Chunked"])
def test_a_chunked_answer_is_put_together(path: Path, stored: bytes, header: str) -> None:
    """Also one that breaks off, and one that the archive's writer had put together before."""
    write(path, [(URL, "200 OK", [*HTML, ("Transfer-Encoding", header)], stored)])
    answer = Archive(path).find(URL)
    assert answer is not None
    assert answer.body == b"abcde"


def test_a_chunked_answer_is_compressed_as_it_was_sent(path: Path) -> None:
    """A download middleware undoes that, as its header says."""
    body = gzip.compress(b"<html>page</html>")
    write(path, [(URL, "200 OK", [*HTML_GZIP, ("Transfer-Encoding", "chunked")], b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))])
    answer = Archive(path).find(URL)
    assert answer is not None
    assert answer.body == body


def test_many_small_chunks_are_no_long_header(path: Path) -> None:
    write(path, [(URL, "200 OK", [*HTML, ("Transfer-Encoding", "chunked")], b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n"), page(1)])
    archive = Archive(path)
    answer = archive.find(URL)
    assert answer is not None
    assert (answer.body, archive.errors) == (b"a" * 300_000, [])


def test_the_last_answer_counts(path: Path) -> None:
    offsets = write(path, [(URL, "503 Busy", HTML, b"busy"), page(1), (URL, "200 OK", HTML, b"here")])
    answer = Archive(path).find(URL)
    assert answer is not None
    assert (answer.status, answer.body, answer.record_id) == (200, b"here", f"{path.name}:{offsets[2]}")


@pytest.mark.parametrize("url", [
    "https://www.etnews.com/news/section.html?page=2&id1=04",
    "https://WWW.etnews.com/news/section.html?id1=04&page=2#top",
])
def test_the_same_address_in_another_form(path: Path, url: str) -> None:
    write(path, [(URL, "200 OK", HTML, b"here")])
    assert Archive(path).find(url) == Archive(path).find(URL) is not None


@pytest.mark.parametrize("url", [
    "https://www.etnews.com/news/section.html", "https://www.etnews.com/news/section.html?id1=04&page=3",
    "http://www.etnews.com/news/section.html?id1=04&page=2", "https://m.etnews.com/news/section.html?id1=04&page=2",
    "https://www.etnews.com/news/section.html?id1=04&page=2&page=2",
])
def test_another_address_is_not_found(path: Path, url: str) -> None:
    write(path, [(URL, "200 OK", HTML, b"here")])
    assert Archive(path).find(url) is None


def test_only_responses_are_answers(path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record("pages", {"software": "test"}))
        writer.write_record(writer.create_warc_record(
            URL, "request", payload=BytesIO(b""), length=0,
            http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)))
    with pytest.raises(ArchiveError, match="holds no WARC response"):
        Archive(path)


@pytest.mark.parametrize("content", [
    b"", b"\n\n", b"WARC/1.0\r\n\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", b"<html>no archive</html>\n" * 99,
    b"\x1f\x8b" + b"x" * 99,
])
def test_what_is_no_archive_is_said_in_a_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ArchiveError) as refused:
        Archive(path)
    assert str(refused.value) == f"{path} holds no WARC response; is it a .warc or .warc.gz file?"


def test_what_cannot_be_read_is_said_in_a_line(path: Path) -> None:
    for place, why in {path: "No such file or directory", path.parent: "Is a directory"}.items():
        with pytest.raises(ArchiveError) as refused:
            Archive(place)
        assert str(refused.value) == f"cannot read the archive {place}: {why}"


@pytest.mark.parametrize("beyond", [60, 150, 400, 1_000, 1_500])
def test_a_cut_archive_is_good_up_to_the_cut(path: Path, beyond: int, caplog: pytest.LogCaptureFixture) -> None:
    """Cut in the record's header, in that of the answer, and in the body."""
    offsets = write(path, PAGES)
    path.write_bytes(path.read_bytes()[:offsets[2] + beyond])
    assert found(Archive(path)) == [PAGES[0][3], PAGES[1][3], None]
    [(_, level, message)] = caplog.record_tuples
    assert level == logging.ERROR
    assert message == f"The archive {path} is damaged: 2 responses can be replayed, 1 record cannot (at {offsets[2]}: it ends within a record)"
    assert "\n" not in message


def test_an_archive_damaged_in_its_middle_is_good_before_and_behind(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    offsets = write(path, PAGES)
    content = path.read_bytes()
    path.write_bytes(content[:offsets[1]] + b"damage\n" * 9 + content[offsets[1]:])
    assert found(Archive(path)) == [body for *_, body in PAGES]
    [(_, level, message)] = caplog.record_tuples
    assert level == logging.ERROR
    assert "\n" not in message
    assert message.startswith(f"The archive {path} is damaged: 3 responses can be replayed, 1 record cannot (at {offsets[1]}: ")


def record(address: str = "https://a.kr/bad", length: str = "19", date: str = FETCHED, more: bytes = b"", body: bytes = b"") -> bytes:
    """A record of an answer, as a stranger may write one."""
    header = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n"
              f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n")
    return header.encode() + more + b"\r\nHTTP/1.1 200 OK\r\n\r\n" + body + b"\r\n\r\n"


@pytest.mark.parametrize(("bad", "why"), [
    (record(address="http://[::1/x"), "Invalid IPv6 URL"),
    (record(address="file:///etc/passwd"), "'file:///etc/passwd' is no address of the web"),
    (record(length=str(10 ** 30)), "it "),
    (record(length="none"), "it "),
    (record(date="9999-12-31T23:59:59Z"), "9999-12-31T23:59:59Z is no date of a crawl"),
    (record(date="soon"), "Invalid isoformat string: 'soon'"),
    (record(date=""), "Invalid isoformat string: ''"),
    (record(date="0001-01-01T00:00:00+09:00"), "0001-01-01T00:00:00+09:00 is no date of a crawl"),
    (record(more=b"X: " + b"a" * 300_000 + b"\r\n"), "its header is too long"),
    (record(length=str(40_000_019), body=b"\0" * 40_000_000), "it is too large"),
    (record().replace(b"200 OK", b"999 OK"), "999 is no status of HTTP"),
])
def test_a_bad_record_hides_none_behind_it(path: Path, bad: bytes, why: str) -> None:
    offsets = write(path, PAGES)
    content = path.read_bytes()
    path.write_bytes(content[:offsets[1]] + (gzip.compress(bad) if path.suffix == ".gz" else bad) + content[offsets[1]:])
    archive = Archive(path)
    assert found(archive) == [body for *_, body in PAGES]
    [error] = archive.errors
    assert error.startswith(f"at {offsets[1]}: {why}")


def test_a_record_with_more_than_it_says_writes_nothing_to_the_terminal(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    steering = b"\x1b[2J\x1b]0;title\x07"
    bad = record(body=steering * 20)
    path.write_bytes(gzip.compress(bad) if path.suffix == ".gz" else bad)
    Archive(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("date", "read"), [
    ("2026-11-22T18:00:00Z", "2026-11-22T18:00:00+00:00"), ("2026-11-22T18:00:00", "2026-11-22T18:00:00+00:00"),
    ("2026-11-22T18:00:00.123456789Z", "2026-11-22T18:00:00.123456+00:00"), ("2026-11-23T03:00:00+09:00", "2026-11-22T18:00:00+00:00"),
])
def test_when_a_record_was_made(path: Path, date: str, read: str) -> None:
    write(path, [page(1)], date)
    answer = Archive(path).find("https://a.kr/1")
    assert answer is not None
    assert answer.date.isoformat() == read


def test_an_archive_of_nothing_but_errors_is_given_up(path: Path) -> None:
    offsets = write(path, PAGES)
    content, bad = path.read_bytes(), record(length=str(10 ** 30))
    path.write_bytes(content[:offsets[1]] + (gzip.compress(bad) if path.suffix == ".gz" else bad) * 500 + content[offsets[1]:])
    archive = Archive(path)
    assert (len(archive.errors), found(archive)[0]) == (100, PAGES[0][3])


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.warc"])
@given(data=st.data())
def test_no_cut_makes_half_a_page(name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cut") / name
    offsets = write(path, PAGES)
    cut = data.draw(st.integers(offsets[1], offsets[3]))
    path.write_bytes(path.read_bytes()[:cut])
    for number, body in enumerate(found(Archive(path))):
        if body is None:
            assert cut < offsets[number + 1]
        else:
            assert body == PAGES[number][3]


# A whole crawl

# Refused where Python itself makes a socket, so that no library gets round it. asyncio wakes itself through a Unix one.
NO_NETWORK = """
import socket, sys
def refuse(event, arguments):
    if event.startswith("socket.get") and event != "socket.gethostname":
        raise PermissionError("no network: " + event)
    if event == "socket.__new__" and arguments[1] != socket.AF_UNIX:
        raise PermissionError("no network: " + event)
sys.addaudithook(refuse)
"""
CRAWL = f"{NO_NETWORK}\nfrom scrapy.cmdline import execute\nexecute(['scrapy', *sys.argv[1:]])"


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, check=False, capture_output=True, text=True)


def crawl(archive: Path, output: Path) -> subprocess.CompletedProcess[str]:
    return run(CRAWL, "crawl", "metroseoul", "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={output}", "-s", "LOG_FILE=")


def lines(output: Path, kind: str) -> list[dict[str, Any]]:
    files = sorted(output.glob(f"{kind}/*/*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_bytes().splitlines()]


def demo_answers() -> dict[str, Answer]:
    plain = [("Content-Type", "text/plain; charset=utf-8")]
    return {url: (url, "200 OK", plain if url.endswith(".txt") else HTML, body) for url, body in render().items()}


@pytest.mark.slow
@pytest.mark.parametrize("attempt", [
    "socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('localhost', 80)",
    "socket.gethostbyname('localhost')", "socket.socket(socket.AF_INET6)", "socket.socket(type=socket.SOCK_DGRAM)",
    "import http.client; http.client.HTTPConnection('127.0.0.1', 9).request('GET', '/')",
])
def test_the_network_is_really_shut(attempt: str) -> None:
    assert "PermissionError: no network" in run(f"{NO_NETWORK}\n{attempt}").stderr


@pytest.mark.clock
@pytest.mark.slow
def test_a_crawl_over_an_archive_opens_no_socket(tmp_path: Path) -> None:
    archive = tmp_path / "demo.warc.gz"
    offsets = write(archive, demo_answers().values())
    crawled = crawl(archive, tmp_path / "output")
    assert crawled.returncode == 0, crawled.stderr
    for word in ("ERROR:", "WARNING:", "Traceback", "no network"):
        assert word not in crawled.stderr, crawled.stderr
    articles = lines(tmp_path / "output", "articles")
    assert sorted(article["id"] for article in articles) == sorted(f"metroseoul:{number}" for number in expected())
    assert {article["crawled_at"] for article in articles} == {"2026-11-23T03:00:00+09:00"}
    # Each names its own record.
    places = [f"{archive.name}:{offset}" for offset in offsets]
    addresses = dict(zip(places, demo_answers(), strict=False))
    assert [addresses[article["provenance"]["archive"]] for article in articles] == [
        article["provenance"]["fetched_url"] for article in articles]
    assert lines(tmp_path / "output", "rejected") == []


@pytest.mark.clock
@pytest.mark.slow
def test_what_the_archive_lacks_is_a_404(tmp_path: Path) -> None:
    archive = tmp_path / "demo.warc.gz"
    answers = demo_answers()
    number = min(expected())
    [missing] = [url for url in answers if url.endswith(f"/article/{number}")]
    del answers[missing]
    write(archive, answers.values())
    crawled = crawl(archive, tmp_path / "output")
    assert crawled.returncode == 0, crawled.stderr  # a dead link or two is no failure
    assert f"WARNING: not in the archive demo.warc.gz: GET {missing}\n" in crawled.stderr
    assert "ERROR:" not in crawled.stderr
    assert sorted(article["id"] for article in lines(tmp_path / "output", "articles")) == sorted(
        f"metroseoul:{other}" for other in expected() if other != number)
    [rejected] = lines(tmp_path / "output", "rejected")
    assert rejected == {
        "schema": "newscrawl/rejected/2", "site": "metroseoul", "id": f"metroseoul:{number}", "url": missing, "status": 404,
        "reason": "missing", "message": "the site answered 404", "fetched_at": rejected["fetched_at"]}


def test_a_replay_pauses_only_when_the_command_line_asks(tmp_path: Path) -> None:
    write(tmp_path / "a.warc", [page(1)])
    delays = []
    for options in ({}, {"DOWNLOAD_DELAY": "0.5"}):
        settings = Settings({"OUTPUT_DIR": str(tmp_path)})
        settings.set("DOWNLOAD_DELAY", 1, "project")
        settings.setdict({"REPLAY": str(tmp_path / "a.warc"), **options}, "cmdline")
        Newscrawl().update_settings(settings)
        delays.append(settings.getfloat("DOWNLOAD_DELAY"))
    assert delays == [0, 0.5]


@pytest.mark.parametrize(("given", "output", "ledger"), [
    ({}, "replay/a.warc", "replay/a.warc/ledger.sqlite"),
    ({"LEDGER": "{}/own.sqlite"}, "replay/a.warc", "own.sqlite"),
    ({"OUTPUT_DIR": "{}/news"}, "news", "news/ledger.sqlite"),
    ({"OUTPUT_DIR": "{}"}, ".", "ledger.sqlite"),
])
def test_a_replay_has_an_output_and_a_ledger_of_its_own(tmp_path: Path, given: dict[str, str], output: str, ledger: str) -> None:
    """Unless the command line gives others; what the project's settings say is where live crawls write."""
    settings = Settings()
    settings.setdict({"OUTPUT_DIR": str(tmp_path), "LEDGER": str(tmp_path / "live.sqlite") if output.startswith("replay") else ""}, "project")
    settings.setdict({"REPLAY": "archives/a.warc", **{name: value.format(tmp_path) for name, value in given.items()}}, "cmdline")
    set_places(settings)  # as a command does first
    for _ in range(2):
        Newscrawl().update_settings(settings)
        assert (settings["OUTPUT_DIR"], settings["LEDGER"]) == ((tmp_path / output).resolve(), (tmp_path / ledger).resolve())
