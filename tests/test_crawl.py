"""Whole crawls in a process of their own, against a loopback server that plays the site."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import PORT, Answer, Site, serving
from tests.saved import SavedPage

pytestmark = [pytest.mark.slow, pytest.mark.clock]

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = SavedPage("thelec", "article_glass_substrate")
LISTING_SHELL = "<html><body><ul id='section-list'>{}</ul></body></html>"
LISTING = "www.thelec.kr/news/articleList.html?sc_section_code=S1N2&view_type=sm&page={}"
ARTICLES = "www.thelec.kr/news/articleView.html?idxno={}"


def crawl(output: Path, port: int, *more: str) -> subprocess.CompletedProcess[str]:
    """``scrapy crawl thelec`` with the loopback server in the network's place, and no pause between requests."""
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "thelec", "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
         "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={output}", "-s", "LOG_FILE=", "-a", "section=semiconductor", *more],
        cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, text=True, timeout=120, check=False)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.glob("*/*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def articles(output: Path) -> dict[str, dict[str, Any]]:
    found = lines(output / "articles")
    assert len({line["id"] for line in found}) == len(found)
    return {line["id"].split(":")[1]: line for line in found}


def rejected(output: Path) -> dict[str, tuple[str, int | None]]:
    return {line["id"].split(":")[1]: (line["reason"], line["status"]) for line in lines(output / "rejected")}


def row(number: int, time: str = "11-20 14:02", host: str = "https://www.thelec.kr") -> str:
    return (f"<li class='altlist-webzine-item'><h2 class='altlist-subject'><a href='{host}/news/articleView.html?idxno={number}'>"
            f"제목 {number}</a></h2><div class='altlist-info-item'>{time}</div></li>")


def article(number: int, time: str = "2026-11-20 14:02", text: str = "") -> bytes:
    return (f"<html><head><title>제목 {number} - 디일렉</title></head><body><header class='article-view-header'>"
            f"<h1 class='heading'>제목 {number}</h1><ul class='infomation'><li>기자명 홍길동 기자</li><li>입력 {time}</li></ul></header>"
            f"<div id='article-view-content-div'><p>{text or f'{number}번째 기사의 본문이다.'}</p></div></body></html>").encode()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.pages["www.thelec.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /admin/\n")
    return site


def list_pages(site: Site, *pages: list[str]) -> None:
    """The given rows as listing pages 1, 2, …, and an empty one after."""
    for number, rows in enumerate([*pages, []], start=1):
        site.pages[LISTING.format(number)] = Answer(LISTING_SHELL.format("".join(rows)).encode())


def put_articles(site: Site, *numbers: int) -> None:
    for number in numbers:
        site.pages[ARTICLES.format(number)] = Answer(article(number))


def test_two_listing_pages_to_the_end(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1), row(2), row(1), row(2, host="http://m.thelec.kr")], [row(3), row(2)])
    put_articles(site, 1, 2, 3)
    with serving(site) as port:
        run = crawl(tmp_path, port, "-a", "since=2026-11-01")
    assert run.returncode == 0
    assert list(articles(tmp_path)) == ["1", "2", "3"]
    assert rejected(tmp_path) == {}
    assert articles(tmp_path)["1"]["listing"] == "semiconductor"
    assert [site.times_asked(ARTICLES.format(number)) for number in (1, 2, 3)] == [1, 1, 1]
    assert site.asked[0] == "www.thelec.kr/robots.txt"
    assert site.agents == {"newscrawl/0.3.0 (+tests@example.org)"}
    [path] = (tmp_path / "articles" / "thelec").iterdir()
    assert path.suffix == ".jsonl"


def test_bad_pages_are_rejected_with_their_reason(site: Site, tmp_path: Path) -> None:
    list_pages(site, [*(row(number) for number in range(1, 10)), row(10).replace("제목 10", "제목 9")])
    put_articles(site, 1)
    for number in (9, 10):  # sent twice by the paper
        site.pages[ARTICLES.format(number)] = Answer(article(9, text="제목 9 아래의 본문이다."))
    site.pages[ARTICLES.format(2)] = Answer(b"gone", 404)
    site.pages[ARTICLES.format(3)] = Answer(b"broken", 500)
    site.pages[ARTICLES.format(4)] = Answer(article(4), delay=30)
    site.pages[ARTICLES.format(5)] = Answer(status=302, headers={"Location": "/"})
    site.pages["www.thelec.kr/"] = Answer(LISTING_SHELL.format(row(1)).encode())
    site.pages[ARTICLES.format(6)] = Answer(b"<html><body><p>\xec\x97\x86\xeb\x8a\x94 \xea\xb8\xb0\xec\x82\xac</p></body></html>")
    site.pages[ARTICLES.format(7)] = Answer(article(7, text="1번째 기사의 본문이다.").replace("제목 7".encode(), "제목 1".encode()))
    site.pages[ARTICLES.format(8)] = Answer(b"%PDF-1.7\x00\x01", headers={"Content-Type": "application/pdf"})
    with serving(site) as port:
        run = crawl(tmp_path, port, "-a", "since=2026-11-01", "-s", "RETRY_TIMES=1", "-s", "DOWNLOAD_TIMEOUT=5")
    assert sorted(articles(tmp_path)) == ["1", "9"]
    assert rejected(tmp_path) == {
        "2": ("missing", 404), "3": ("unreachable", 500), "4": ("unreachable", None), "5": ("redirected", 200),
        "6": ("missing", 200), "7": ("stale", 200), "8": ("error", 200), "10": ("duplicate", 200)}
    told = {line["reason"]: line["message"] for line in lines(tmp_path / "rejected")}
    assert told["duplicate"] == "the same text as thelec:9"
    assert told["stale"] == "the same text as thelec:1, and nothing shows whose it is"
    assert "could not fetch" not in run.stderr


def test_an_article_in_several_pages_is_joined(site: Site, tmp_path: Path) -> None:
    """The pager's text is no part of it; a page that is missing is said."""
    def part(article_number: int, number: int, pages: int) -> bytes:
        pager = " ".join(f"<a href='/news/articleView.html?idxno={article_number}&amp;page={n}'>{n}</a>" for n in range(1, pages + 1) if n != number)
        text = f"{article_number}번째 기사의 {number}쪽이다.</p><div class='paging'><strong>{number}</strong> {pager}</div><p>"
        return article(article_number, text=text)

    list_pages(site, [row(1), row(2), row(3)])
    put_articles(site, 3)
    for number in (1, 2, 3):
        site.pages[ARTICLES.format(1) + (f"&page={number}" if number > 1 else "")] = Answer(part(1, number, 3))
    site.pages[ARTICLES.format(2)] = Answer(part(2, 1, 2))
    with serving(site) as port:
        run = crawl(tmp_path, port, "-a", "since=2026-11-01")
    assert run.returncode == 0
    found = articles(tmp_path)
    assert found["1"]["body"] == "1번째 기사의 1쪽이다.\n\n1번째 기사의 2쪽이다.\n\n1번째 기사의 3쪽이다."
    assert found["1"]["provenance"]["warnings"] == ["body: joined from 3 pages"]
    assert found["2"]["body"] == "2번째 기사의 1쪽이다."
    assert found["2"]["provenance"]["warnings"] == ["body: page 2 could not be read (the site answered 404); the rest is missing"]
    assert found["3"]["provenance"]["warnings"] == []


def test_lying_charset_and_redirect_to_the_article(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1), row(2)])
    text = "펲시와 똠얌을 주문하는 앱이 나왔다."
    site.pages[ARTICLES.format(1)] = Answer(article(1, text=text).decode().encode("cp949"))
    site.pages[ARTICLES.format(2)] = Answer(status=301, headers={"Location": "http://m.thelec.kr/news/articleView.html?idxno=2&page=7"})
    site.pages["m.thelec.kr/news/articleView.html?idxno=2&page=7"] = Answer(article(2))
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01")
    found = articles(tmp_path)
    assert found["1"]["body"] == text
    assert found["2"]["url"] == "https://www.thelec.kr/news/articleView.html?idxno=2"
    assert found["2"]["provenance"]["fetched_url"] == "http://m.thelec.kr/news/articleView.html?idxno=2&page=7"


def test_walk_stops_at_a_page_wholly_older_than_since(site: Site, tmp_path: Path) -> None:
    old = "2026-10-01"
    list_pages(site, [row(1, old), row(2), row(3)], [row(4), row(5, old)], [row(6, old), row(7, old)], [row(8)])
    put_articles(site, *range(1, 9))
    with serving(site) as port:
        run = crawl(tmp_path, port, "-a", "since=2026-11-01")
    assert list(articles(tmp_path)) == ["2", "3", "4"], "the pinned old article does not stop the walk, nor is it read"
    assert site.times_asked(LISTING.format(3)) == 1
    assert site.times_asked(LISTING.format(4)) == 0
    assert "all of page 3 is older than 2026-11-01" in run.stderr


def test_where_the_listing_tells_no_time_the_articles_do(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1, ""), row(2, "")], [row(3, ""), row(4, "")], [row(5, "")], [row(6, "")])
    put_articles(site, 1, 2, 3, 6)
    for number in (4, 5):
        site.pages[ARTICLES.format(number)] = Answer(article(number, "2026-10-01 09:00"))
    site.pages[ARTICLES.format(2)] = Answer(article(2, "2026-11-21 00:00"))
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01", "-a", "until=2026-11-20")
    assert list(articles(tmp_path)) == ["1", "3"], "articles outside the days are read, not written"
    assert rejected(tmp_path) == {}
    assert site.times_asked(ARTICLES.format(6)) == 0, "page 3 was read and all of it was too old"


def test_max_pages(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1)], [row(2)], [row(3)])
    put_articles(site, 1, 2, 3)
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01", "-a", "max_pages=2")
    assert list(articles(tmp_path)) == ["1", "2"]
    assert site.times_asked(LISTING.format(3)) == 0


def test_a_listing_that_repeats_its_last_page_ends(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1)], [row(2)], [row(2)], [row(2)])
    put_articles(site, 1, 2)
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01")
    assert site.times_asked(LISTING.format(3)) == 1
    assert site.times_asked(LISTING.format(4)) == 0


def test_first_walk_goes_back_seven_days_and_says_so_once(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1, "방금 전"), row(2, "2026-01-02")], [row(3, "2026-01-01")], [row(4)])
    put_articles(site, 2, 3, 4)
    site.pages[ARTICLES.format(1)] = Answer(article(1, "방금 전"))
    with serving(site) as port:
        run = crawl(tmp_path, port)
    assert list(articles(tmp_path)) == ["1"]
    assert run.stderr.count("no since given, so back to ") == 1
    assert site.times_asked(LISTING.format(3)) == 0


def test_code_is_found_in_the_menu_by_its_label(site: Site, tmp_path: Path) -> None:
    site.pages["www.thelec.kr/"] = Answer(
        "<ul><li><a href='/news/articleList.html?sc_section_code=S1N2'>반도체</a></li>"
        "<li><a href='/news/articleList.html?sc_sub_section_code=S2N71&view_type=sm'> 디스플레이 </a></li></ul>".encode())
    address = "www.thelec.kr/news/articleList.html?sc_sub_section_code=S2N71&view_type=sm&page={}"
    site.pages[address.format(1)] = Answer(LISTING_SHELL.format(row(1)).encode())
    site.pages[address.format(2)] = Answer(LISTING_SHELL.format("").encode())
    put_articles(site, 1)
    with serving(site) as port:
        run = crawl(tmp_path, port, "-a", "section=display,battery", "-a", "since=2026-11-01")
    assert articles(tmp_path)["1"]["listing"] == "display"
    assert "names no section '배터리'" in run.stderr
    assert site.times_asked("www.thelec.kr/") == 1


def test_an_empty_or_missing_listing_is_loud(site: Site, tmp_path: Path) -> None:
    list_pages(site)
    with serving(site) as port:
        empty = crawl(tmp_path, port)
        del site.pages[LISTING.format(1)]
        missing = crawl(tmp_path, port)
    assert "ERROR: semiconductor: no article on " in empty.stderr
    assert "ERROR: could not fetch the listing " in missing.stderr
    assert not (tmp_path / "articles").exists()


def test_robots_txt_is_obeyed(site: Site, tmp_path: Path) -> None:
    site.pages["www.thelec.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/articleView.html?idxno=2\n")
    list_pages(site, [row(1), row(2)])
    put_articles(site, 1, 2)
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01")
    assert list(articles(tmp_path)) == ["1"]
    assert rejected(tmp_path) == {"2": ("robots", None)}
    assert site.times_asked(ARTICLES.format(2)) == 0


def test_output_named_on_the_command_line_comes_besides_ours(site: Site, tmp_path: Path) -> None:
    list_pages(site, [row(1)])
    put_articles(site, 1)
    other = tmp_path / "other.jsonl"
    with serving(site) as port:
        crawl(tmp_path, port, "-a", "since=2026-11-01", "-o", str(other))
    [path] = (tmp_path / "articles" / "thelec").iterdir()
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(("wrong", "message"), [
    (["-a", "section=nope"], "scrapy crawl thelec: unknown section 'nope'; there are semiconductor (반도체), "),
    (["-a", "since=2026-13-01"], "scrapy crawl thelec: since=2026-13-01 is no day; write it as 2026-11-22"),
    (["-s", "REPLAY=/no/such.warc.gz"], "scrapy crawl thelec: cannot read the archive /no/such.warc.gz: No such file"),
    (["-s", "FIRST_DAYS=week"], "scrapy crawl thelec: FIRST_DAYS=week is no number"),
    (["-s", "FIRST_DAYS=0"], "scrapy crawl thelec: FIRST_DAYS=0 is no number of days; write 1 or more"),
    (["-s", "OUTPUT_DIR=/dev/null/output"], "scrapy crawl thelec: cannot write to /dev/null; choose another place"),
])
def test_a_users_mistake_is_one_line_and_no_request(site: Site, tmp_path: Path, wrong: list[str], message: str) -> None:
    with serving(site) as port:
        run = crawl(tmp_path, port, *wrong)
    assert run.returncode == 2
    assert run.stderr.startswith(message)
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""
    assert site.asked == []


def test_an_unknown_site_is_one_line() -> None:
    run = subprocess.run([sys.executable, "-m", "scrapy", "crawl", "metroseol"], cwd=ROOT, capture_output=True, text=True,
                         timeout=60, check=False)
    assert run.returncode == 2
    assert run.stderr == "scrapy crawl metroseol: no site 'metroseol' is known; nearest: metroseoul (메트로신문); `newscrawl sites` lists all\n"


def test_a_crawl_that_cannot_begin_leaves_no_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.13 tells of one."""
    monkeypatch.setenv("PYTHONWARNINGS", "always::ResourceWarning")
    run = crawl(tmp_path, 0, "-s", 'ITEM_PIPELINES={"no.such.Pipeline": 1}')
    assert run.returncode
    assert "No module named 'no'" in run.stderr
    assert "unclosed" not in run.stderr
