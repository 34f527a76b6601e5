"""The edges of an article: decks, bylines, notices of people, briefs, pictures, several pages."""
from __future__ import annotations

import json

import pytest

from newscrawl.extract.article_pages import next_article_page
from newscrawl.page.document import Page
from tests.extract.invented import LINE, SENTENCES, TEXT, TITLE, URL, page, read
from tests.saved import FETCHED_AT

DECK, MORE = "섬마을 열두 곳에서 여섯 달 시험", "내년 봄부터 주문받을 계획"
TIME = "<p>입력 2026.11.19 14:05</p>"
BODY = "\n\n".join(SENTENCES)


@pytest.mark.parametrize("given", [
    {"text": f"<div class='subtitle'>{DECK}<br>{MORE}</div>{TEXT}"}, {"text": f"<p>ㆍ{DECK}<br>ㆍ{MORE}</p>{TEXT}"},
    {"text": f"<p>- {DECK}</p><p>- {MORE}</p>{TEXT}"}, {"line": f"<div class='view_titlesub'>{DECK}<br>{MORE}</div>{LINE}"},
    {"line": f"<p class='post-small-title'>{DECK}</p><p class='post-small-title'>{MORE}</p>{TIME}"},
    {"line": f"<h3>{DECK}</h3><h3>{MORE}</h3>{LINE}"},
    {"line": f"<ul class='sub_tit'><li>{DECK}</li><li>{MORE}</li></ul>{LINE}"},
    {"heading": f"{TITLE}<small>{DECK}</small><small>{MORE}</small>"}])
def test_a_deck_is_found_and_is_no_part_of_the_text(given: dict[str, str]) -> None:
    article = read(page(**given))
    assert (article.title, [line.lstrip("ㆍ- ") for line in article.subtitle], article.body) == (TITLE, [DECK, MORE], BODY)


def test_the_only_heading_is_the_deck() -> None:
    article = read(page(text=f"<h3>{DECK}</h3>{TEXT}"))
    assert (article.subtitle, article.body) == ([DECK], BODY)


@pytest.mark.parametrize("line", [
    f"<div class='subtitle'>{TITLE}</div>", "<h3>IT·과학</h3>", "<div class='subtitle'>[사진=물결에너지 제공]</div>",
    "<div class='subtitle'>나루빛 기자</div>"])
def test_what_is_no_deck(line: str) -> None:
    article = read(page(line=line + TIME))
    assert (article.subtitle, article.body) == ([], BODY)


def test_headings_that_part_the_text_are_no_deck() -> None:
    article = read(page(text=f"<h3>{DECK}</h3>{TEXT}<h3>{MORE}</h3>{TEXT.replace('19일', '20일')}"))
    assert article.subtitle == []
    assert [block.text for block in article.blocks if block.type == "heading"] == [DECK, MORE]


@pytest.mark.parametrize(("last", "authors"), [
    ("가람TV 나루빛입니다.", ["나루빛"]), ("가람TV 나루빛입니다. (naru@garam.example)", ["나루빛"]), ("KBS 뉴스 나루빛입니다", ["나루빛"]),
    ("MBC뉴스 나루빛", ["나루빛"]), ("나루빛 / 사진출처 물결에너지 누리집", ["나루빛"]), ("저는 물결에너지 나루빛입니다.", []), ("SBS 정치쇼", []),
    ("가람뉴스 여기까지입니다.", [])])
def test_who_signs_off_is_the_author(last: str, authors: list[str]) -> None:
    assert [author.name for author in read(page(line=TIME, text=f"{TEXT}<p>{last}</p>")).authors] == authors


@pytest.mark.parametrize("comments", [
    "<ul class='comment-list'><li><span class='author'>강바람</span><p>잘 봤습니다.</p></li></ul>",
    "<div class='reply_wrap'><span class='writer'>강바람</span><p>잘 봤습니다.</p></div>",
    "<section><h4>독자 의견 2</h4><div><b class='author'>강바람</b><p>잘 봤습니다.</p></div></section>"])
def test_who_comments_is_no_author(comments: str) -> None:
    assert read(page(line=TIME, below=comments)).authors == []


@pytest.mark.parametrize("given", [
    {"text": f"{TEXT}<p>naru@garam.example</p>"}, {"below": "<div class='reporter'><span class='mail'>naru@garam.example</span></div>"},
    {"below": "<p><a href='mailto:naru@garam.example'>이메일</a></p>"},
    {"line": "<ul><li>나루빛 기자</li><li>naru@garam.example</li><li>입력 2026.11.19 14:05</li></ul>"}])
def test_the_address_of_the_only_author_in_a_block_of_its_own(given: dict[str, str]) -> None:
    assert [(author.name, author.email, author.role) for author in read(page(**given)).authors] == [("나루빛", "naru@garam.example", "기자")]


def test_a_desks_address_is_nobodys() -> None:
    assert read(page(below="<p><a href='mailto:news@garam.example'>이메일</a></p>")).authors[0].email is None


def test_names_without_an_office() -> None:
    article = read(page(line="<div><div>나루빛·강바람·한노을</div><div>2026.11.19</div></div>"))
    assert [author.name for author in article.authors] == ["나루빛", "강바람", "한노을"]


@pytest.mark.parametrize(("title", "text", "authors"), [
    ("[인사] 물결에너지", "<p>◇ 상무 승진</p><p>김나루 상무<br>이바람 상무</p><p>◇ 이사</p><p>최노을 이사<br>정물결 이사</p>", []),
    ("[인사] 별빛일보", "<p>◇ 편집국</p><p>경제부장 김나루<br>사회부장 이바람</p><p>◇ 논설위원실</p><p>최노을 논설위원<br>정물결 논설위원</p>", []),
    ("물결에너지 임원인사", "<p>물결에너지가 19일 임원인사를 했다. 두 명이 승진했다.</p><p>◇ 승진</p><p>김나루 부사장</p><p>이바람 전무</p>", []),
    ("[인사] 물결에너지", "<p>◇ 상무 승진</p><p>김나루 상무<br>이바람 상무</p><p>나루빛 기자 naru@garam.example</p>", ["나루빛"])])
def test_a_notice_of_people_keeps_its_lines(title: str, text: str, authors: list[str]) -> None:
    article = read(page(title=title, line=TIME, text=text))
    lines = [line for line in text.replace("<br>", "\n").replace("</p>", "\n").replace("<p>", "").split("\n") if line and "@" not in line]
    assert ([author.name for author in article.authors], [line for line in article.body.split("\n") if line]) == (authors, lines)


@pytest.mark.parametrize("text", [SENTENCES[0].split(". ")[0] + ".", f"<p>{SENTENCES[0].split('. ')[0]}.</p>"])
def test_a_brief_of_one_sentence(text: str) -> None:
    assert read(page(text=text)).body == "물결에너지가 19일 바람이 약한 날에도 도는 작은 풍차를 선보였다."


@pytest.mark.parametrize("text", [
    "<figure><img src='/w.jpg' width=600 height=400><figcaption>{}</figcaption></figure>",
    "<div class='photo'><img src='/w.jpg' width=600 height=400><p class='caption'>{}</p></div>"])
def test_the_text_of_a_picture_article_is_its_caption(text: str) -> None:
    caption = "섬마을 사람들이 19일 선착장에서 새로 세운 풍차를 올려다보고 있다."
    article = read(page(text=text.format(caption)))
    assert (article.body, [image.caption for image in article.images]) == (caption, [caption])


def next_of(head: str = "", below: str = "", url: str = URL) -> str | None:
    return next_article_page(Page.from_bytes(page(head, below=below).encode(), url, None, FETCHED_AT), URL)


@pytest.mark.parametrize(("head", "below", "url", "following"), [
    (f"<link rel=next href='{URL}&page=2'>", "", URL, f"{URL}&page=2"), ("", f"<b>1</b> <a href='{URL}&page=2'>2</a>", URL, f"{URL}&page=2"),
    ("", f"<a href='{URL}&page=2'>다음 페이지</a>", URL, f"{URL}&page=2"), ("", f"<a href='{URL}&page=3'>3</a>", f"{URL}&page=2", f"{URL}&page=3"),
    ("", f"<a href='{URL}&page=1'>1</a> <b>2</b>", f"{URL}&page=2", None),
    # the list below, another article, its comments, a link that is no page's
    ("", "<a href='/news/list?page=2'>2</a>", URL, None), ("<link rel=next href='/news/view?no=20261119043'>", "", URL, None),
    ("", f"<div class='comment-list'><a href='{URL}&page=2'>2</a></div>", URL, None), ("", f"<a href='{URL}&cpage=2'>2</a>", URL, None),
    ("", f"<a href='{URL}&page=2'>다른 기사의 제목은 길다</a>", URL, None)])
def test_the_next_page_of_an_article(head: str, below: str, url: str, following: str | None) -> None:
    assert next_of(head, below, url) == following


@pytest.mark.parametrize(("address", "following"), [
    ("/blog/new-wind-mill/", "/blog/new-wind-mill/2/"), ("/article/7.html", "/article/7-2.html"), ("/article/7.html", "/article/7_2.html")])
def test_a_page_number_in_the_path(address: str, following: str) -> None:
    host = "https://www.byeolbit-ilbo.example"
    found = Page.from_bytes(page(below=f"<p class='post-page-numbers'>1 <a href='{following}'>2</a></p>").encode(), host + address, None, FETCHED_AT)
    assert next_article_page(found, found.url) == host + following


def test_one_page_of_several_says_so() -> None:
    article = read(page(f"<link rel=next href='{URL}&page=2'>", json_ld=json.dumps({"@type": "NewsArticle", "headline": TITLE})))
    assert article.provenance.warnings == [f"body: goes on on another page, which was not read: {URL}&page=2"]
