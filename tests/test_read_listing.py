"""``read_listing``: what a page lists, or in one line why it lists nothing."""
from __future__ import annotations

import re
import time
from contextlib import suppress
from datetime import datetime

import pytest

import newscrawl
from newscrawl.extracted import Listing
from newscrawl.families.undeclared import UndeclaredListing, record_id
from newscrawl.page.document import Page
from tests.saved import FETCHED_AT, SavedPage, saved_pages

PAGES = saved_pages()
LISTINGS = [page for page in PAGES if page.is_listing and page.answer["links"]]
UNDECLARED = [page for page in LISTINGS if page.site.endswith(".example")]
ARTICLES = [page for page in PAGES if not page.is_listing and "error_kind" not in page.answer]
FILLED_BY_SCRIPT = SavedPage("onnuri-wire.example", "not_list_by_script")
HEADLINES = ["누리AI, 추론 칩 첫 공개", "다솜로보틱스 새 공장 가동한다", "가람반도체 3분기 매출 늘어", "이음통신, 장애 원인 밝혀",
             "하늘위성 두 번째 발사 성공"]


def read(body: str, url: str = "https://www.paper.example/it") -> Listing:
    return newscrawl.read_listing(body.encode(), url, fetched_at=FETCHED_AT)


def rows(count: int = 5, first: int = 0, row: str = "<li><a href='/news/{id}'>{title}</a><span>2026.11.22 10:{minute:02}</span></li>") -> str:
    return "".join(row.format(id=1000 + first + number, title=HEADLINES[(first + number) % 5], minute=number % 60) for number in range(count))


def page(content: str) -> str:
    return f"<html><head><title>IT - 한빛일보</title></head><body><div><a href='/it'>IT</a></div>{content}</body></html>"


def ids(listing: Listing) -> list[int]:
    return [int(link.url.rpartition("/")[2]) for link in listing.links]


@pytest.mark.parametrize("saved", ARTICLES, ids=str)
def test_an_article_is_no_listing(saved: SavedPage) -> None:
    with pytest.raises(newscrawl.NotAListing) as refused:
        newscrawl.read_listing(saved.body, saved.url, headers=saved.headers, fetched_at=FETCHED_AT)
    assert refused.value.kind in {"article", "no-links"}
    assert "\n" not in str(refused.value)


def test_nearly_every_article_is_told_to_be_one() -> None:
    kinds = []
    for saved in ARTICLES:
        with pytest.raises(newscrawl.NotAListing) as refused:
            newscrawl.read_listing(saved.body, saved.url, headers=saved.headers, fetched_at=FETCHED_AT)
        kinds.append(refused.value.kind)
    assert kinds.count("article") >= 0.95 * len(kinds)


@pytest.mark.parametrize("saved", [page for page in PAGES if page.answer.get("error_kind") in {"missing", "captcha", "error"}], ids=str)
def test_a_notice_is_no_listing(saved: SavedPage) -> None:
    with pytest.raises(newscrawl.NotAListing) as refused:
        newscrawl.read_listing(saved.body, saved.url, headers=saved.headers, fetched_at=FETCHED_AT)
    assert refused.value.kind == saved.answer["error_kind"]


def test_a_list_that_a_script_fills_is_not_there() -> None:
    with pytest.raises(newscrawl.NotAListing) as refused:
        newscrawl.read_listing(FILLED_BY_SCRIPT.body, FILLED_BY_SCRIPT.url, fetched_at=FETCHED_AT)
    assert (refused.value.kind, str(refused.value)) == ("no-links", "no list of articles was found on the page")


# Fewer are no repeated structure; and one list is not in the markup but in the page's state.
REPEATED = [page for page in LISTINGS if page.path.suffix == ".html" and page not in UNDECLARED and len(page.answer["links"]) > 2
            and page.site != "chosunbiz"]


@pytest.mark.parametrize("saved", REPEATED, ids=str)
def test_declared_listings_are_read_alike_by_shape(saved: SavedPage) -> None:
    """Knowing nothing of the site, its own articles of the list are found, and nearly nothing else."""
    declared = newscrawl.read_listing(saved.body, saved.url, headers=saved.headers, site=saved.site, fetched_at=FETCHED_AT)
    found = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)
    titles = [link.title for link in UndeclaredListing(found).article_links(found)]
    wanted = [link.title for link in declared.links]
    right = [title for title in titles if title in wanted]
    assert len(right) >= 0.9 * len(wanted)
    assert len(right) >= 0.9 * len(titles)


@pytest.mark.parametrize("saved", UNDECLARED, ids=str)
def test_a_list_is_found_without_any_name(saved: SavedPage) -> None:
    """All class names and ids gone, what the markup repeats still tells the list."""
    text = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT).response.text
    bare = re.sub(r"\s(?:class|id)=(?:\"[^\"]*\"|[\w-]+)", "", text).replace("euc-kr", "utf-8")
    listing = newscrawl.read_listing(bare.encode(), saved.url, fetched_at=FETCHED_AT)
    wanted = {link["url"] for link in saved.answer["links"]}
    right = [link for link in listing.links if link.url in wanted]
    assert len(right) == len(wanted)
    assert len(right) >= 0.7 * len(listing.links)


def test_a_link_s_id_is_its_record_s() -> None:
    for saved in ARTICLES:
        if saved.site.endswith(".example") and saved.answer["url"] == saved.url:
            assert record_id(saved.url) == newscrawl.read_page(saved.body, saved.url, headers=saved.headers, fetched_at=FETCHED_AT).id


# Blocks beside the list


@pytest.mark.parametrize("side", [
    "<div><h3>많이 본 뉴스</h3><ul>{}</ul></div>",
    "<div class='sub_right'><ul>{}</ul></div>",
    "<div><p>함께 보면 좋은 기사</p><div><ul>{}</ul></div></div>",
    "<aside><ul>{}</ul></aside>",
    "<div style='display:none'><ul>{}</ul></div>",
    "<section><strong>추천 뉴스</strong><ul>{}</ul></section>",
])
def test_a_side_block_of_the_same_markup_is_left_out(side: str) -> None:
    beside = side.format(rows(8, first=100))
    for content in (f"<div>{beside}<div><ul>{rows(5)}</ul></div></div>", f"<div><div><ul>{rows(5)}</ul></div>{beside}</div>"):
        assert ids(read(page(content))) == [1000, 1001, 1002, 1003, 1004]


def test_numbered_rows_are_a_ranking() -> None:
    ranking = "".join(f"<li>{number + 1} <a href='/news/{2000 + number}'>{HEADLINES[number % 5]}</a></li>" for number in range(10))
    assert ids(read(page(f"<div><ul>{rows(5)}</ul></div><div><ul>{ranking}</ul></div>"))) == [1000, 1001, 1002, 1003, 1004]


def test_a_board_is_told_from_a_long_menu() -> None:
    menu = "".join(f"<li><a href='/sub.cs?m={number}'>공공시설 이용 안내 {number}</a></li>" for number in range(20, 90))
    row = "<tr><td>{id}</td><td><a href='/sub.cs?m=23&nttId=10010{id}'>{title}</a></td><td>2026-11-1{minute}</td></tr>"
    board = rows(10, row=row)
    listing = read(page(f"<div><ul>{menu}</ul></div><table>{board}</table>"), "https://www.gu.example/sub.cs?m=22")
    assert [link.title for link in listing.links] == HEADLINES * 2
    assert listing.links[9].time is not None


def test_a_top_story_belongs_to_the_list_and_a_ticker_does_not() -> None:
    story = "<div><a href='/news/900'><img src='/a.jpg'></a><h2><a href='/news/900'>별마루우주, 달에 닿다</a></h2><p>탐사선이 내려앉았다.</p></div>"
    ticker = "<div>속보 <a href='/news/901'>물결보안, 새 취약점 알려</a></div>"
    assert ids(read(page(f"<div>{ticker}{story}<ul>{rows(5)}</ul></div>"))) == [900, 1000, 1001, 1002, 1003, 1004]


def test_an_advertisement_between_rows_is_left_out() -> None:
    ad = "<li><a href='https://ads.example/click/12345'>지금 가입하면 첫 달은 무료</a><span>광고</span></li>"
    assert ids(read(page(f"<ul>{rows(3)}{ad}{rows(2, first=3)}</ul>"))) == [1000, 1001, 1002, 1003, 1004]


def test_a_headline_of_the_day_among_the_rows_is_no_title_of_their_block() -> None:
    first = "<li><strong><a href='/news/999'>오늘의 추천 뉴스를 고르는 AI</a></strong><span>2026.11.22 11:00</span></li>"
    assert ids(read(page(f"<div><ul>{first}{rows(4)}</ul></div>"))) == [999, 1000, 1001, 1002, 1003]


VIEW = "function fn_view(seq, menu) { if (!seq) { return; } location.href = '/board/view.do?menu=' + menu + \"&seq=\" + seq; }"


@pytest.mark.parametrize(("script", "call", "address"), [
    (VIEW, "javascript:fn_view('10498', 7)", "/board/view.do?menu=7&seq=10498"),
    (VIEW, "javascript: return fn_view('10498', '7');", "/board/view.do?menu=7&seq=10498"),
    ("function go(n){window.location.replace('view.do?no=' + n)}", "javascript:go(10498)", "/view.do?no=10498"),
    (VIEW, "javascript:fn_view('10498')", None),
    (VIEW, "javascript:fn_view(seq, 7)", None),
    (VIEW, "javascript:fn_list('10498', 7)", None),
    ("function fn_view(seq) { document.frm.seq.value = seq; document.frm.action = '/board/view.do'; document.frm.submit(); }",
     "javascript:fn_view('10498')", None),
    ("function fn_view(seq) { location.href = '/board/' + kind + '?seq=' + seq; }", "javascript:fn_view('10498')", None),
    ("function fn_view(seq) { location.href = '/board/view.do?seq=' + encode(seq); }", "javascript:fn_view('10498')", None),
    ("function fn_view(seq) { if (location.href == '/a?' + seq) { return; } }", "javascript:fn_view('10498')", None),
])
def test_an_address_that_a_script_makes(script: str, call: str, address: str | None) -> None:
    links = [f"<li><a href=\"{call}\">{title}</a></li>".replace("10498", f"1049{number}") for number, title in enumerate(HEADLINES)]
    links += [f"<li><a href='#none' onclick=\"{call}\">{title}</a></li>".replace("10498", f"1059{number}") for number, title in enumerate(HEADLINES)]
    content = page(f"<ul>{''.join(links)}</ul><script>var a = 1;\n{script}\nfunction other(b) {{ return b; }}</script>")
    if address is None:
        with pytest.raises(newscrawl.NotAListing):
            read(content)
    else:
        wanted = [address.replace("10498", f"10{hundred}9{number}") for hundred in (4, 5) for number in range(5)]
        assert [link.url for link in read(content).links] == [f"https://www.paper.example{one}" for one in wanted]


# Titles and times


@pytest.mark.parametrize("row", [
    "<li><a href='/news/{id}'><img src='/a.jpg' alt='{title}'></a><a href='/news/{id}'>{title}</a><a href='/news/{id}'>가나다라. 마바사아.</a></li>",
    "<li><a href='/news/{id}'><span class='blind'>단독</span>{title}</a><span>(12)</span></li>",
    "<li><a href='/news/{id}'><em>IT</em><strong>{title}</strong><span>2026.11.22</span></a></li>",
    "<li><a href='/news/{id}'><div>기술</div><div>{title}</div><div>가나다라 마바사 아자차카 타파하라 가나다라 마바사 아자차카.</div></a></li>",
    "<li><a href='/news/{id}'>03:21</a><p><a href='/news/{id}'>가나다라 마바사 아자차카</a></p><h4><a href='/news/{id}'>{title}</a></h4></li>",
    "<li onclick=\"location.href='/news/{id}'\"><div class='subject'>{title}</div><div>가나다라 마바사 아자차카</div></li>",
    "<li><a href='/news/{id}' class='title'>{title} <span class='reply_cnt'>[3]</span></a></li>",
    "<li><a href='/news/{id}'><img src='/a.jpg' alt='사진'></a><div><h3>{title}</h3><p>가나다라 마바사 아자차카</p></div></li>",
    "<li><div class='card'><a href='/news/{id}'><span>기사 보기</span></a><div class='news_tit'>{title}</div></div></li>",
])
def test_the_title_is_the_headline(row: str) -> None:
    assert [link.title for link in read(page(f"<ul>{rows(5, row=row)}</ul>")).links] == HEADLINES


def test_a_cut_title_is_made_whole_from_its_attribute() -> None:
    row = "<li><a href='/news/{id}' title='{title} 그 뒤의 이야기'>{title}...</a></li>"
    assert [link.title for link in read(page(f"<ul>{rows(5, row=row)}</ul>")).links] == [f"{title} 그 뒤의 이야기" for title in HEADLINES]


@pytest.mark.parametrize(("told", "stated"), [
    ("<span>3분 전</span>", "2026-11-23T02:57:00+09:00"),
    ("<span class='play_time'>01:12</span><em>2026-11-20</em>", "2026-11-20T00:00:00+09:00"),
    ("<span>홍길동 기자 | 2026.11.20 09:05</span>", "2026-11-20T09:05:00+09:00"),
    ("<time datetime='2026-11-20T00:05:00Z'>어제</time>", "2026-11-20T09:05:00+09:00"),
    ("<p>2026년 11월 20일부터 열리는 행사에 관한 긴 요약문으로서 때를 알리는 글이 아니라 내용을 알리는 글이 들어 있다고 하겠다.</p>", None),
])
def test_the_time_is_the_row_s(told: str, stated: str | None) -> None:
    row = "<li><a href='/news/{id}'>11월 22일 열린 {title}</a>" + told + "</li>"
    times = {link.time and link.time.time.isoformat() for link in read(page(f"<ul>{rows(5, row=row)}</ul>")).links}
    assert times == {stated}


# The next page


@pytest.mark.parametrize(("pager", "url", "following"), [
    ("<div class='paging'><strong>1</strong><a href='?page=2'>2</a><a href='?page=11'>다음</a></div>", "/it", "/it?page=2"),
    ("<div class='paging'><a href='?page=1'>1</a><a href='?page=3'>3</a><a href='?page=11'>다음</a></div>", "/it?page=2", "/it?page=3"),
    ("<div class='paging'><a href='?page=9'>9</a><strong>10</strong><a href='?page=11'>다음 &gt;</a></div>", "/it?page=10", "/it?page=11"),
    ("<div class='paging'><a href='?page=9'>9</a><strong>10</strong><a href='?page=99'>맨끝</a></div>", "/it?page=10", None),
    ("<p><a href='/it/page/3/'><img src='n.gif' alt='다음'></a> <a href='/it'>1</a> <a href='/it/page/3/'>3</a></p>", "/it/page/2/", "/it/page/3/"),
    ("<ul><li><a href='/it/1'>1</a></li><li class='active'><a href='/it/2'>2</a></li><li><a href='/it/3'>3</a></li></ul>", "/it/2", "/it/3"),
    ("<div class='pagination'><a href='/it?page=1'>이전</a><a class='next' href='/it?page=3'>›</a></div>", "/it?page=2", "/it?page=3"),
    ("<div class='paging'><a href='javascript:go(2)'>2</a><a href='#' onclick='go(2)'>다음</a></div>", "/it", None),
    ("<script>function go(n) { location.href = '/it?page=' + n; }</script><p class='paging'><a href='javascript:go(2)'>2</a></p>",
     "/it", "/it?page=2"),
    ("<a class='more' href='#' data-cursor='20261122'>더보기</a>", "/it", None),
    ("<div class='paging'><a href='https://other.example/it?page=2'>2</a></div>", "/it", None),
    ("<p>2026년 <a href='/news/2'>2</a>분기 실적</p>", "/it", None),
    ("<div><a href='/it?page=2'>다음 페이지</a></div>", "/it", "/it?page=2"),
    ("<div><a href='/it?page=9'>다음</a></div>", "/it", None),
    ("", "/it?page=7", None),
])
def test_the_next_page(pager: str, url: str, following: str | None) -> None:
    listing = read(page(f"<ul>{rows(5)}</ul>{pager}"), f"https://www.paper.example{url}")
    assert listing.next_page == (following and f"https://www.paper.example{following}")


@pytest.mark.parametrize(("site", "url", "following"), [
    ("etnews", "https://www.etnews.com/news/section.html?id1=04", "https://www.etnews.com/news/section.html?id1=04&page=2"),
    ("etnews", "https://www.etnews.com/news/section.html?page=7&id1=03", "https://www.etnews.com/news/section.html?id1=03&page=8"),
    ("thelec", "https://www.thelec.kr/news/articleList.html?sc_section_code=S1N2", "https://www.thelec.kr/news/articleList.html?sc_section_code=S1N2&view_type=sm&page=2"),
    ("metroseoul", "https://www.metroseoul.co.kr/newsList/231", "https://www.metroseoul.co.kr/newsList/231?page=2"),
])
def test_a_declared_listing_goes_on_as_its_site_says(site: str, url: str, following: str) -> None:
    saved = next(page for page in LISTINGS if page.site == site)
    assert newscrawl.read_listing(saved.body, url, headers=saved.headers, fetched_at=FETCHED_AT).next_page == following


# What a user gets wrong, and what a page does


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="fetched_at has no time zone"):
        newscrawl.read_listing(b"", "https://www.paper.example/it", fetched_at=datetime(2026, 11, 23))  # noqa: DTZ001 - that is the mistake


@pytest.mark.parametrize(("url", "site"), [("paper.example/it", None), ("https://www.paper.example/it", "nope")])
def test_an_unknown_site_is_told(url: str, site: str | None) -> None:
    with pytest.raises(newscrawl.UnknownSiteError):
        newscrawl.read_listing(b"<p>", url, site=site)


@pytest.mark.parametrize("body", [
    b"", b"<!-- -->", b"\0\0", b"<html>", b"\xff\xfe<a", b"<a href='/news/1234'>" * 50, b"<?xml version='1.0'?><rss></rss>"])
def test_nothing_is_no_listing(body: bytes) -> None:
    with pytest.raises(newscrawl.NotAListing):
        newscrawl.read_listing(body, "https://www.paper.example/it")


@pytest.mark.parametrize("saved", UNDECLARED, ids=str)
def test_a_torn_page_is_read_or_refused(saved: SavedPage) -> None:
    for share in range(1, 20):
        try:
            listing = newscrawl.read_listing(saved.body[: len(saved.body) * share // 20], saved.url, fetched_at=FETCHED_AT)
        except newscrawl.NotAListing:
            continue
        assert all(link.url.startswith("http") and link.id for link in listing.links)


def _seconds(body: str) -> float:
    started = time.process_time()
    with suppress(newscrawl.NotAListing):
        read(body)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("unit", [
    "<li><a href='/news/{n}'>누리AI, {n}번째 칩 공개</a></li>",
    "<div><h3>소식 {n}</h3><ul><li><a href='/news/{n}'>누리AI, {n}번째 칩 공개</a></li></ul></div>",
    "<a href='/news/{n}'>누리AI, {n}번째 칩 공개</a>",
    "<div class='c{n}'><p class='d{n}'><a href='/news/{n}'>누리AI, {n}번째 칩 공개</a></p><b>{n}</b></div>",
    "<a href='/it?page={n}'>{n}</a>",
    "<span><a href='/it?page={n}'>{n}</a>",
    "<div data-href='/news/{n}'>누리AI, {n}번째 칩 공개",
    "<header><article>",
    "<a href='/news/{n}'><b>다음</b>",
])
def test_the_time_is_linear(unit: str) -> None:
    small, large = ("".join(unit.format(n=1000 + number) for number in range(count)) for count in (400, 3200))
    _seconds(page(small))
    assert _seconds(page(f"<ul>{large}</ul>")) < 30 * _seconds(page(f"<ul>{small}</ul>")) + 0.2
