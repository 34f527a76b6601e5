"""``newscrawl check``, against a loopback server that plays the site."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from newscrawl.demo.pack import pack
from newscrawl.devtools.check.visit import Visit, visitor
from newscrawl.families.base.layered_reading import FIELDS
from newscrawl.sites import all_sites
from tests.loopback import PORT, Answer, Site, serving
from tests.test_crawl import ARTICLES, LISTING, LISTING_SHELL, ROOT, article, row

pytestmark = pytest.mark.slow


@pytest.fixture
def site() -> Site:
    site = Site()
    site.pages["www.thelec.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /admin/\n")
    site.pages[LISTING.format(1)] = Answer(LISTING_SHELL.format("".join(map(row, range(1, 6)))).encode())
    for number in range(1, 6):
        site.pages[ARTICLES.format(number)] = Answer(article(number))
    return site


def check(site: Site, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    with serving(site) as port:
        return subprocess.run(
            [sys.executable, "-m", "newscrawl", "check", *arguments, "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
             "-s", "CONTACT=tests@example.org", "-s", f"OUTPUT_DIR={tmp_path}/output"],
            cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, text=True, timeout=120, check=False)


def test_a_site_as_declared(site: Site, tmp_path: Path) -> None:
    done = check(site, tmp_path, "thelec", "--save", str(tmp_path / "kept"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("listing  https://www.thelec.kr/news/articleList.html?sc_section_code=S1N2&view_type=sm&page=1: 5 articles\n")
    assert done.stdout.count("\narticle  https://www.thelec.kr/news/articleView.html?idxno=") == 3
    assert "\n  title        제목 1  [family]\n" in done.stdout
    assert "\n  body         1 block, 13 letters: 1번째 기사의 본문이다.  [family]\n" in done.stdout
    assert "\n  published_at 2026-11-20 14:02:00+09:00  [family]\n" in done.stdout
    assert done.stdout.endswith("\nthelec: holds\n")
    assert sorted(site.asked) == sorted(
        ["www.thelec.kr/robots.txt", LISTING.format(1), LISTING.format(2), *(ARTICLES.format(number) for number in (1, 2, 3))])
    assert site.agents == {"newscrawl/0.3.0 (+tests@example.org)"}
    assert sorted(path.name for path in (tmp_path / "kept" / "thelec").iterdir()) == [
        f"{name}.{kind}" for name in ("article_1", "article_2", "article_3", "listing_semiconductor_1") for kind in ("html", "json")]
    assert (tmp_path / "kept" / "thelec" / "article_2.html").read_bytes() == article(2)
    assert json.loads((tmp_path / "kept" / "thelec" / "article_2.json").read_bytes())["title"] == "제목 2"
    assert not (tmp_path / "output").exists(), "no record is written"


def test_the_layer_that_is_named_is_the_one_of_a_crawl(site: Site, tmp_path: Path) -> None:
    pack(archive := tmp_path / "demo.warc.gz")
    done = check(site, tmp_path, "metroseoul", "-s", f"REPLAY={archive}")
    assert (done.returncode, done.stderr) == (0, "")
    [title] = {line.rpartition("  ")[2] for line in done.stdout.splitlines() if line.startswith("  title ")}
    assert title == "[site]"
    assert "[family]" not in done.stdout, "metroseoul has no family"
    for spider in all_sites():
        derived = visitor(type(spider))(visit=Visit(type(spider), ""))
        assert {field: derived.own_layer(field) for field in FIELDS} == {field: spider.own_layer(field) for field in FIELDS}


def test_what_is_missing_is_said_and_fails(site: Site, tmp_path: Path) -> None:
    site.pages[LISTING.format(1)] = Answer(LISTING_SHELL.format("".join(row(number, "") for number in range(1, 6))).encode())
    site.pages[ARTICLES.format(1)] = Answer(article(1).replace("입력 2026-11-20 14:02".encode(), b""))
    site.pages[ARTICLES.format(2)] = Answer(b"gone", 404)
    site.pages["www.thelec.kr/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/articleView.html?idxno=3\n")
    done = check(site, tmp_path, "thelec", "semiconductor")
    assert done.returncode == 1
    address = "MISSING  https://www.thelec.kr/news/articleView.html?idxno="
    assert sorted(line for line in done.stdout.splitlines() if line.startswith("MISSING")) == [
        f"{address}1: no published_at was found", f"{address}2: the site answered 404", f"{address}3: Forbidden by robots.txt"]
    assert site.times_asked(ARTICLES.format(3)) == 0


def test_a_listing_without_articles_fails(site: Site, tmp_path: Path) -> None:
    site.pages[LISTING.format(1)] = Answer(b"<html><body><p>new</p></body></html>")
    done = check(site, tmp_path, "thelec")
    assert done.returncode == 1
    assert "page=1: no article was found on the listing\n" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("thelec: changed: row_css matches nothing")


def test_a_section_that_the_menu_does_not_name_fails(site: Site, tmp_path: Path) -> None:
    site.pages["www.thelec.kr/"] = Answer("<a href='/news/articleList.html?sc_section_code=S1N2'>반도체</a>".encode())
    done = check(site, tmp_path, "thelec", "display")
    assert done.returncode == 1
    assert "MISSING  https://www.thelec.kr/: the menu names no section '디스플레이'\n" in done.stdout


def endless() -> Answer:
    """As long as one waits: a byte now and then."""
    return Answer(raw=chain([b"HTTP/1.1 200 OK\r\n\r\n<html>"], drip()))


def drip() -> Iterator[bytes]:
    for _ in range(600):
        time.sleep(0.1)
        yield b" "


@pytest.mark.parametrize("address", ["www.thelec.kr/robots.txt", LISTING.format(1)])
def test_a_site_that_never_ends_its_answer_is_one_line(site: Site, tmp_path: Path, address: str) -> None:
    site.pages[address] = endless()
    done = check(site, tmp_path, "thelec", "-s", "DOWNLOAD_TIMEOUT=2")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1].startswith("thelec: unreachable: ")
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if line.startswith("MISSING")] == ["MISSING  https"]


def test_a_look_that_takes_too_long_is_ended(site: Site, tmp_path: Path) -> None:
    site.pages |= {ARTICLES.format(number): endless() for number in (1, 2, 3)}
    done = check(site, tmp_path, "thelec", "-s", "DOWNLOAD_TIMEOUT=2", "-s", "CLOSESPIDER_TIMEOUT=3")
    assert done.returncode == 1
    assert "MISSING  https://thelec.kr/: it was ended after 3 seconds, before all was answered\n" in done.stdout
    assert len(site.asked) < 6


@pytest.mark.parametrize("address", [LISTING.format(1), ARTICLES.format(1)])
def test_a_page_past_its_limits_is_said(site: Site, tmp_path: Path, address: str) -> None:
    site.pages[address] = Answer(b"<html><body>" + b"<br>" * 500_001 + b"</body></html>")
    done = check(site, tmp_path, "thelec")
    assert (done.returncode, done.stderr) == (1, "")
    assert "has 500005 tags; a page may have 500000" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("thelec: too-large: ")


@pytest.mark.parametrize(("arguments", "message"), [
    (["thelek"], "newscrawl check thelek: no site 'thelek' is known; nearest: thelec (디일렉), "),
    (["thelec", "-s", "REPLAY=/nope"], "newscrawl check thelec: cannot read the archive /nope: No such file or directory"),
    (["thelec", "nope"], "newscrawl check thelec: unknown section 'nope'; there are semiconductor (반도체), "),
])
def test_mistakes_are_one_line(site: Site, tmp_path: Path, arguments: list[str], message: str) -> None:
    done = check(site, tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert site.asked == []
