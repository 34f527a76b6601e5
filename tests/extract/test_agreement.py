"""What a page says twice: titles that are cut, times in a wrong zone, boards' names, site-wide tags and sections."""
from __future__ import annotations

import json
from datetime import datetime

import pytest

from tests.extract.invented import LINE, TEXT, TITLE, page, read

NEXT_MORNING = datetime.fromisoformat("2026-11-20T09:00:00+09:00")


@pytest.mark.parametrize(("given", "title"), [
    ({"og": f"{TITLE[:18]}…", "heading": TITLE}, TITLE), ({"og": f"{TITLE[:18]}..."}, TITLE),
    ({"title": f"{TITLE[:18]}…", "heading": TITLE}, TITLE),
    ({"title": TITLE[:-2], "heading": TITLE}, TITLE), ({"json_ld": json.dumps({"@type": "NewsArticle", "headline": TITLE[:14]})}, TITLE),
    ({"title": "물결에너지, 그래서 결국은…"}, "물결에너지, 그래서 결국은…"),
    ({"heading": f"{TITLE}<small>섬마을 열두 곳에서 시험 마쳐</small>"}, TITLE),
    ({"og": f"{TITLE}, 별빛, 일보, 뉴스"}, TITLE),
    ({"og": "물결에너지 &amp;quot;풍차&amp;#34;", "heading": "물결에너지 &quot;풍차&quot;"}, '물결에너지 "풍차"')])
def test_the_whole_title(given: dict[str, str], title: str) -> None:
    assert read(page(**given)).title == title


@pytest.mark.parametrize(("published", "modified", "read_as"), [
    ("2026-11-19T14:05:00Z", None, ("14:05:00", None)), ("2026-11-19T14:05:31.000Z", "2026-11-19T14:05:31.000Z", ("14:05:31", None)),
    ("2026-11-19T14:05:00Z", "2026-11-19T16:00:00Z", ("14:05:00", "16:00:00")), ("2026-11-19T05:05:00+09:00", None, ("14:05:00", None)),
    ("2026-11-19T05:05:00Z", "2026-11-19T07:00:00Z", ("14:05:00", "16:00:00")), ("2026-11-19T13:00:00+09:00", None, ("13:00:00", None))])
def test_the_page_shows_which_zone_is_meant(published: str, modified: str | None, read_as: tuple[str, str | None]) -> None:
    article = read(page(f"<meta property='article:published_time' content='{published}'>"
                        + (f"<meta property='article:modified_time' content='{modified}'>" if modified else "")), at=NEXT_MORNING)
    assert article.published_at is not None
    assert (article.published_at.isoformat()[11:19], article.modified_at and article.modified_at.isoformat()[11:19]) == read_as


def test_a_time_after_the_fetch_is_not_believed() -> None:
    article = read(page("<meta property='article:published_time' content='2026-11-20T01:00:00Z'>", line=""), at=NEXT_MORNING)
    assert article.published_at is None
    assert article.provenance.warnings == ["published_at: what meta says is still to come"]


@pytest.mark.parametrize("line", ["<div class='date'>2026.11.19 14:05</div>", "<p>등록 2026-11-19 14:05</p>"])
def test_a_time_above_the_title(line: str) -> None:
    article = read(page(above=line, line=""))
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-11-19T14:05:00+09:00"


@pytest.mark.parametrize("entry", ["<time datetime='2026-11-19T{:02}:00:00+09:00'>{}시</time>", "<span>2026.11.19 {:02}:00</span><i>{}</i>"])
@pytest.mark.parametrize("line", ["", "<p>입력 2026.11.19 09:00</p>"])
def test_a_live_blog_has_its_first_and_its_last_time(entry: str, line: str) -> None:
    entries = [f"<div class='entry'>{entry.format(hour, hour)}<p>{hour}시에 물결에너지가 {hour}번째 발표를 했다. 모두 놀랐다고 한다.</p></div>"
               for hour in (15, 12, 10, 9)]
    article = read(page(text="".join(entries), line=line))
    assert [time and time.isoformat()[11:16] for time in (article.published_at, article.modified_at)] == ["09:00", "15:00"]


@pytest.mark.parametrize(("head", "tags"), [
    ("별빛일보, 별빛일보닷컴, 종합일간지, 뉴스", []), ("IT뉴스, 과학뉴스, 게임, 모바일", []), ("풍차, 물결에너지, 별빛 뉴스", ["풍차", "물결에너지"]),
    ("풍차, R&amp;amp;D", ["풍차", "R&D"])])
def test_tags_are_the_articles_own(head: str, tags: list[str]) -> None:
    assert read(page(f"<meta name='news_keywords' content='{head}'>")).tags == tags


@pytest.mark.parametrize(("section", "names"), [
    ("분야별 뉴스", []), ("뉴스데스크", []), ("뉴스 7", []), ("연합뉴스", []), ("S1N5", []), ("0400", []), ("별빛일보", []),
    ("IT&amp;amp;과학", ["IT&과학"]), ("iMBC 연예", ["iMBC 연예"])])
def test_sections_are_sections(section: str, names: list[str]) -> None:
    assert read(page(f"<meta property='article:section' content='{section}'>")).section == names


def test_the_category_of_a_related_article_is_not_this_ones() -> None:
    related = "<div class='related_list'><span class='category'>스포츠</span><a href='/1'>다른 기사의 제목은 길다</a></div>"
    assert read(page(below=related)).section == []


ROWS = "<tr><th>작성자</th><td>홍보팀</td><th>등록일</th><td>2026-11-19</td></tr>"


@pytest.mark.parametrize("board", [
    f"<table><tr><th>제목</th><td>{TITLE}</td></tr>{ROWS}<tr><td colspan=4>{TEXT}</td></tr></table>",
    f"<table><tr><th colspan=4 class='subject'>{TITLE}</th></tr>{ROWS}<tr><td colspan=4>{TEXT}</td></tr></table>",
    f"<div><h3 class='view_title'>{TITLE}</h3><p>작성일 2026-11-19</p><div class='cont'>{TEXT}</div></div>",
    f"<div><dl><dt>제 목</dt><dd>{TITLE}</dd><dt>등록일</dt><dd>2026-11-19</dd></dl><div class='cont'>{TEXT}</div></div>"])
@pytest.mark.parametrize("named", ["가람군청 - 보도자료", "가람군청", "가람군 누리집 | 군정소식 | 보도자료"])
def test_a_board_has_its_titles_in_its_texts(board: str, named: str) -> None:
    menu = "".join(f"<li><a href='/m{number}'>{name}</a></li>" for number, name in enumerate(("가람군청", "군정소식", "보도자료", "공지사항")))
    article = read(f"<html lang=ko><head><title>{named}</title><meta property='og:title' content='{named}'></head><body><ul>{menu}</ul>"
                   f"<h2>보도자료</h2>{board}<p><a href='/list'>목록</a></p></body></html>", url="https://www.garam.example/board/view.do?seq=4567")
    assert (article.title, article.published_at and article.published_at.isoformat()) == (TITLE, "2026-11-19T00:00:00+09:00")


def test_the_line_of_the_page_is_read() -> None:
    """What the tests above change is right where nothing contradicts it."""
    article = read(page())
    assert (article.title, [author.name for author in article.authors], article.published_at and article.published_at.isoformat()) == (
        TITLE, ["나루빛"], "2026-11-19T14:05:00+09:00")
    assert article.body.split("\n\n")[0] in TEXT
    assert LINE not in article.body
