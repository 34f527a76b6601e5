"""Listings of ND Soft's CMS: by page number, and as its "더보기" button asks for them."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.families.cms.ndsoft import NdsoftSpider
from newscrawl.page.document import Page
from newscrawl.spiders.aitimes import AitimesSpider
from newscrawl.spiders.digitaltoday import DigitaltodaySpider
from newscrawl.spiders.thelec import ThelecSpider
from tests.families.crawling import crawl, written
from tests.loopback import Answer, Site
from tests.saved import FETCHED_AT, SavedPage

MORE = "https://www.aitimes.com/news/ajaxArticlePaging.php?total=&list_per_page=20&page_per_page=10&page={}&view_type=sm&box_idxno=0"
LIST = "https://www.aitimes.com/news/articleList.html?view_type=sm&page={}"


def page(url: str, body: str = "") -> Page:
    return Page.from_bytes(body.encode(), url, None, FETCHED_AT)


def test_a_site_is_asked_as_its_button_asks() -> None:
    aitimes = AitimesSpider()
    assert aitimes.first_listing("", None) == MORE.format(1)
    assert aitimes.next_listing(page(MORE.format(1)), "", 1, None) == MORE.format(2)
    assert aitimes.listing_headers["X-Requested-With"] == "XMLHttpRequest"
    assert aitimes.listing_headers["Referer"] == "https://www.aitimes.com/news/articleList.html?view_type=sm"


def test_what_the_button_is_refused_is_asked_as_a_page() -> None:
    aitimes = AitimesSpider()
    assert aitimes.fallback_listing_url("", 1, MORE.format(1)) == LIST.format(1)
    assert aitimes.fallback_listing_url("", 1, LIST.format(1)) is None


def test_a_page_after_the_first_is_only_asked_as_the_button_asks() -> None:
    """As a page it would be the first one again."""
    aitimes = AitimesSpider()
    assert aitimes.next_listing(page(LIST.format(1)), "", 1, None) == MORE.format(2)
    assert aitimes.fallback_listing_url("", 3, MORE.format(3)) is None


def test_other_sites_are_asked_for_pages() -> None:
    thelec = ThelecSpider()
    first = "https://www.thelec.kr/news/articleList.html?sc_section_code=S1N2&view_type=sm&page=1"
    assert thelec.first_listing("S1N2", None) == first
    assert thelec.next_listing(page(first), "S1N2", 1, None) == first.removesuffix("1") + "2"
    assert thelec.fallback_listing_url("S1N2", 1, first) is None
    assert thelec.listing_headers == {}


@pytest.mark.parametrize(("code", "asked"), [
    ("", "?view_type=sm&page=2"), ("S1N4", "?sc_section_code=S1N4&view_type=sm&page=2"),
    ("S2N54", "?sc_sub_section_code=S2N54&view_type=sm&page=2"), ("SRN7", "?sc_serial_code=SRN7&view_type=sm&page=2")])
def test_a_code_says_what_it_is_a_code_of(code: str, asked: str) -> None:
    assert ThelecSpider().listing_address(code, 2) == f"https://www.thelec.kr/news/articleList.html{asked}"


@pytest.mark.parametrize(("stated", "title"), [
    ("%EA%B0%80+%EB%82%98", "가 나"), ("%EA%B0%80%20100%25", "가 100%"), ("100% 국산", "100% 국산"), ("A+B", "A+B"),
    ("&lt;가&gt; &amp; &#39;나&#39;", "<가> & '나'"), ("%26quot%3B%EA%B0%80%26quot%3B", '"가"')])
def test_titles_are_quoted_in_two_ways(stated: str, title: str) -> None:
    answer = json.dumps({"result": "success", "data": [{"idxno": "1", "title": stated}]})
    [link] = AitimesSpider().article_links(page(MORE.format(1), answer))
    assert (link.url, link.title, link.time) == ("https://www.aitimes.com/news/articleView.html?idxno=1", title, None)


@pytest.mark.parametrize(("row", "time"), [
    ({"viewDate": "11-19", "viewTime": "09:03"}, "2026-11-19T09:03:00+09:00"),
    ({"recognition_date": "2026-11-19", "recognition_time": "15:40", "viewDate": "11-20", "viewTime": "08:00"}, "2026-11-19T15:40:00+09:00"),
    ({"approve_date": "2026-11-19 15:40:12", "viewTime": "23:00"}, "2026-11-19T15:40:12+09:00"),
    ({"viewDate": "2025.12.31"}, "2025-12-31T00:00:00+09:00")])
def test_when_an_article_was_approved(row: dict[str, str], time: str) -> None:
    answer = json.dumps({"data": [{"idxno": 7, "title": "제목", **row}]})
    [link] = AitimesSpider().article_links(page(MORE.format(1), answer))
    assert link.time is not None
    assert link.time.time.isoformat() == time


@pytest.mark.parametrize("answer", ["", "[]", "null", '{"result": "fail"}', '{"data": {"1": {}}}', '{"data": [null, {"idxno": "x"}]}',
                                    "[" * 100_000, "<script>alert('정상적인 접근이 아닙니다')</script>"])
def test_no_article_in_what_is_no_listing(answer: str) -> None:
    assert AitimesSpider().article_links(page(MORE.format(1), answer)) == []


def test_codes_are_read_from_the_menu_by_label() -> None:
    class Paper(NdsoftSpider):
        name = "paper"
        host = "www.paper.example"
        allowed_domains = ["paper.example"]
        sections = {"ai": "AI", "policy": "IT정책/기술", "talk": "인터뷰", "gone": "없는 것"}

    menu = page("https://www.paper.example/", """<a href="/news/articleList.html?sc_section_code=S1N10&view_type=sm">AI</a>
        <a href="/news/articleList.html?sc_section_code=&sc_sub_section_code=S2N54&view_type=sm">IT정책·기술</a>
        <a href="https://www.paper.example/news/articleList.html?page=1&sc_serial_code=SRN7">인터뷰</a>
        <a href="/news/articleList.html?sc_section_code=S1N99">인터뷰</a>""")
    assert Paper().read_menu(menu) == {"ai": "S1N10", "policy": "S2N54", "talk": "SRN7"}


def test_a_label_within_a_longer_one_is_another_section() -> None:
    saved = SavedPage("digitaltoday", "listing_blockchain")
    menu = Page.from_bytes(saved.body, "https://www.digitaltoday.co.kr/", None, FETCHED_AT)
    assert DigitaltodaySpider().read_menu(menu)["ai"] == "S1N10"


def test_names_and_addresses_of_several_reporters() -> None:
    body = """<header class="article-view-header"><h3 class="heading">제목</h3><ul class="infomation">
        <li><span class="show-for-sr">기자명</span>연가람·도해솔 기자</li><li>입력 2026.11.20 10:12</li></ul></header>
        <div id="article-view-content-div"><p>본문은 이렇게 한 문장이면 충분하다.</p></div>
        <article class="writer"><strong>연가람 기자</strong> <a href="mailto:g@paper.kr">g@paper.kr</a> 다른기사 보기</article>
        <article class="writer"><strong>도해솔 기자</strong> <a href="mailto:h@paper.kr">h@paper.kr</a> 다른기사 보기</article>"""
    extracted = ThelecSpider().read_article(page("https://www.thelec.kr/news/articleView.html?idxno=1", body))
    assert [(author.name, author.email, author.role) for author in extracted.authors] == [
        ("연가람", "g@paper.kr", "기자"), ("도해솔", "h@paper.kr", "기자")]


@pytest.mark.clock
@pytest.mark.slow
def test_a_crawl_whose_button_is_refused_once(tmp_path: Path) -> None:
    site = Site()
    saved, rows = SavedPage("aitimes", "article_inference_chip"), SavedPage("aitimes", "listing_all")
    row = {"idxno": "204123", "title": "%ED%95%9C%EA%B2%B0", "viewDate": "11-20", "viewTime": "10:12"}
    for address, answer in (
            ("https://www.aitimes.com/robots.txt", Answer(b"User-agent: *\nDisallow: /admin/\n")),
            (MORE.format(1), Answer(SavedPage("aitimes", "listing_more_refused").body)),
            (LIST.format(1), Answer(rows.body)),
            (MORE.format(2), Answer(b'{"result": "success", "data": []}')),
            (saved.url, Answer(saved.body))):
        site.pages[address.removeprefix("https://")] = answer
    run = crawl("aitimes", site, tmp_path)
    assert [article["id"] for article in written(tmp_path, "articles")] == ["aitimes:204123"], run.stderr
    asked = [address for address in site.asked if ("article" in address and "View" not in address) or "ajax" in address]
    assert asked == [address.removeprefix("https://") for address in (MORE.format(1), LIST.format(1), MORE.format(2))]

    site.pages[MORE.format(1).removeprefix("https://")] = Answer(json.dumps({"result": "success", "data": [row]}).encode())
    site.pages[MORE.format(2).removeprefix("https://")] = Answer(b'{"result": "success", "data": []}')
    run = crawl("aitimes", site, tmp_path / "again")
    assert [article["id"] for article in written(tmp_path / "again", "articles")] == ["aitimes:204123"], run.stderr
    assert run.returncode == 0
