"""How walks end: what proves that a listing has ended, and what leaves a walk open and makes the run not complete."""
from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Answer, serving
from tests.nightly import ARTICLE, LISTING, Paper, crawl, manifests, numbers, row

pytestmark = [pytest.mark.slow, pytest.mark.clock]

TECH = ("-a", "section=tech")
PAGES = [LISTING.format("S1N2", number) for number in range(1, 6)]
FRAME = "<html><body><header>인공지능신문</header>{}<footer>회사 소개</footer></body></html>"
LIST = "<section id='section-list'><ul class='type2'>{}</ul></section>"
CAPTCHA = Answer(FRAME.format("<p>로봇이 아닙니다. captcha</p>").encode())
EMPTY_FRAME = Answer(FRAME.format("").encode())
NO_LIST = Answer(FRAME.format("<div><h2>오늘의 운세</h2><p>맑은 하루가 되겠습니다.</p></div>").encode())


@pytest.fixture
def paper() -> Paper:
    """Six articles on three pages of two, and an empty fourth page."""
    paper = Paper(a_page=2)
    paper.publish("tech", *range(1, 7))
    return paper


def pager(number: int, last: int) -> str:
    """A pager as it stands on a page."""
    links = (f"<a href='/news/articleList.html?sc_section_code=S1N2&view_type=sm&page={other}'>{other}</a>"
             for other in range(1, last + 1) if other != number)
    return f"<nav class='pagination'>{''.join(links)}<strong>{number}</strong></nav>"


def show(paper: Paper, number: int, rows: list[int], more: str = "") -> None:
    shown = "".join(row(article, paper.times[article]) for article in rows)
    paper.pages[PAGES[number - 1]] = Answer(FRAME.format(LIST.format(shown) + more).encode())


def walk_of(output: Path, night: int = -1) -> dict[str, Any]:
    [walk] = manifests(output)[night]["walks"]
    return dict(walk)


def moved(to: str) -> Answer:
    return Answer(status=302, headers={"Location": to})


@pytest.mark.parametrize(("page_3", "code", "trouble"), [
    (CAPTCHA, 3, "captcha|error"), (EMPTY_FRAME, 3, "unproved"), (NO_LIST, 3, "unproved"), (Answer(b"gone", 404), 3, "missing"),
    (Answer(b"denied", 403), 3, "blocked"), (moved("/"), 3, "redirected"), (moved(f"https://{PAGES[0]}"), 3, "unproved"),
    (moved(f"https://{PAGES[2]}"), 3, "redirected"), (moved(f"https://{LISTING.format('S1N3', 1)}"), 3, "redirected")])
def test_a_later_page_that_is_none_leaves_the_walk_open(paper: Paper, tmp_path: Path, page_3: Answer, code: int, trouble: str) -> None:
    paper.pages["www.aitimes.kr/"] = EMPTY_FRAME
    paper.publish("focus", 30)
    whole, paper.pages[PAGES[2]] = paper.pages[PAGES[2]], page_3
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
        assert run.returncode == code, run.stderr + run.stdout
        assert set(numbers(tmp_path)) == {3, 4, 5, 6}
        walk = walk_of(tmp_path)
        assert walk["state"] == "open"
        assert walk["trouble"] in trouble.split("|")
        assert walk["end"].startswith("page 3")
        paper.pages[PAGES[2]] = whole
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 7))


@pytest.mark.parametrize("page_1", [
    moved("/"), moved(f"https://{PAGES[0]}"), moved(f"https://{LISTING.format('S1N3', 1)}"), CAPTCHA, Answer(b"denied", 403)])
def test_a_first_page_that_is_none(paper: Paper, tmp_path: Path, page_1: Answer) -> None:
    paper.publish("focus", 30)
    paper.pages["www.aitimes.kr/"] = Answer(FRAME.format(LIST.format(row(1, paper.times[1]))).encode())
    whole, paper.pages[PAGES[0]] = paper.pages[PAGES[0]], page_1
    with serving(paper) as port:
        run = crawl(tmp_path, port, "-a", "section=tech,focus")
        assert run.returncode in {3, 7}, run.stderr + run.stdout
        assert set(numbers(tmp_path)) == {30}
        assert [walk["state"] for walk in manifests(tmp_path)[0]["walks"]] == ["open", "closed"]
        paper.pages[PAGES[0]] = whole
        assert crawl(tmp_path, port, "-a", "section=tech,focus").returncode == 0
    assert numbers(tmp_path) == Counter([*range(1, 7), 30])


def test_a_page_that_loads_itself_again_is_read(paper: Paper, tmp_path: Path) -> None:
    for address in (*PAGES[:3], ARTICLE.format(1)):
        body = paper.pages[address].body
        paper.pages[address] = Answer(b"<html><head><meta http-equiv='refresh' content='60'>"
                                      + f"<meta http-equiv='refresh' content='60;url=https://{address}'></head>".encode() + body)
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 7))


@pytest.mark.parametrize("page_4", [
    Answer(FRAME.format(LIST.format("")).encode()), Answer(FRAME.format("<p>등록된 기사가 없습니다.</p>").encode())])
def test_an_empty_page_of_the_listing_ends_it(paper: Paper, tmp_path: Path, page_4: Answer) -> None:
    paper.pages[PAGES[3]] = page_4
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert walk_of(tmp_path)["state"] == "closed"


@pytest.mark.parametrize("page_4", [Answer(b"gone", 404), NO_LIST, moved(f"https://{PAGES[0]}"), moved("/")])
def test_whatever_comes_after_the_last_page_that_the_pager_names(paper: Paper, tmp_path: Path, page_4: Answer) -> None:
    for number, rows in ((1, [6, 5]), (2, [4, 3]), (3, [2, 1])):
        show(paper, number, rows, pager(number, 3))
    paper.pages["www.aitimes.kr/"] = EMPTY_FRAME
    paper.pages[PAGES[3]] = page_4
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert (run.returncode, walk_of(tmp_path)["state"]) == (0, "closed"), run.stderr
    assert numbers(tmp_path) == Counter(range(1, 7))


def test_an_empty_list_where_the_pager_names_more(paper: Paper, tmp_path: Path) -> None:
    for number, rows in ((1, [6, 5]), (2, [4, 3])):
        show(paper, number, rows, pager(number, 3))
    show(paper, 3, [], pager(3, 3))
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 3
    assert "tech: page 3 offers no article, though page 2 names it as the next" in run.stderr


def test_a_short_last_page_ends_a_listing_that_repeats_it(paper: Paper, tmp_path: Path) -> None:
    paper.publish("tech", 7)
    paper.pages[PAGES[4]] = paper.pages[PAGES[3]]
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert walk_of(tmp_path)["state"] == "closed"


def test_a_page_number_that_is_ignored(paper: Paper, tmp_path: Path) -> None:
    paper.pages[PAGES[1]] = paper.pages[PAGES[0]]
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 3
    assert "tech: page 2 shows the articles of an earlier page again" in run.stderr


def test_max_pages_goes_on_in_the_next_run(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        new = [crawl(tmp_path, port, *TECH, "-a", "max_pages=1").stdout.partition(" new")[0][-1:] for _ in range(4)]
    assert new == ["2", "2", "2", "0"]
    assert numbers(tmp_path) == Counter(range(1, 7))
    assert walk_of(tmp_path)["state"] == "closed"


def test_a_code_that_means_another_section_now(paper: Paper, tmp_path: Path) -> None:
    labels = {"S1N2": "스포츠", "S1N3": "포커스", "S1N4": "산업", "S1N1": "AI 테크"}
    links = "".join(f"<li><a href='/news/articleList.html?sc_section_code={code}&view_type=sm'>{label}</a></li>" for code, label in labels.items())
    show(paper, 1, [6, 5], f"<ul class='menu'>{links}</ul>")
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 4
    assert "스포츠" in run.stderr
    assert numbers(tmp_path) == Counter()


def test_only_boxes_beside_a_list_that_a_script_draws(paper: Paper, tmp_path: Path) -> None:
    box = "".join(f"<li><a href='/news/articleView.html?idxno={number}'>{number}번 기사의 긴 제목이 여기 있다</a></li>" for number in (1, 2, 3))
    beside = f"<div id='app'></div><aside class='sidebar ranking'><h3>많이 본 기사</h3><ul>{box}</ul></aside>"
    paper.pages[PAGES[0]] = Answer(FRAME.format(beside).encode())
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH)
    assert run.returncode == 4
    assert numbers(tmp_path) == Counter()


def test_jobdir_is_refused(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        run = crawl(tmp_path, port, *TECH, "-s", f"JOBDIR={tmp_path / 'job'}")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "JOBDIR is not supported" in run.stderr
    assert paper.asked == []
