"""Every kind of list is found on a page of nobody's: all of it, nothing else, by its headlines; also with other class names, or none."""
from __future__ import annotations

from collections.abc import Callable

import pytest

import newscrawl
from tests.extract.listing.kinds import KINDS, Made, grouped_search, site, variants
from tests.saved import FETCHED_AT

NEEDS_NAMES = {grouped_search}
"""Without class names, results and the articles related to them have the same markup."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("names", ["plain", "scrambled", "bare"])
def test_the_list_and_nothing_else(kind: Callable[[], Made], names: str) -> None:
    made = kind()
    html = dict(variants(made.html))[names]
    listing = newscrawl.read_listing(html.encode(), made.url, fetched_at=FETCHED_AT)
    found = [(link.url, link.title) for link in listing.links]
    if names == "bare" and kind in NEEDS_NAMES:
        assert set(made.links) <= set(found)
    else:
        assert found == made.links
    assert listing.next_page == made.next_page


@pytest.mark.parametrize("content", [
    "<ul><li><a href='/company'>회사 소개와 오시는 길</a></li><li><a href='/ad-guide'>광고 및 제휴 문의 안내</a></li>"
    "<li><a href='/privacy-policy'>개인정보 처리방침 전문</a></li><li><a href='/youth-policy'>청소년 보호정책 안내</a></li></ul>",
    "<div>" + "".join(f"<a href='/files/{number}.hwp'>붙임 {number}. 사업 계획서 양식</a>" for number in range(1000, 1012)) + "</div>",
    "<div>" + "".join(f"<p><a href='/cluster/{number}'>관련뉴스 {number % 37}건 전체보기</a></p>" for number in range(1000, 1012)) + "</div>",
    "<div>" + "".join(f"<a href='/clip/{number}'>0{number % 7}:{number % 60:02}</a>" for number in range(1000, 1012)) + "</div>",
], ids=["a menu", "files", "buttons", "lengths of videos"])
def test_links_that_are_no_articles(content: str) -> None:
    with pytest.raises(newscrawl.NotAListing) as refused:
        newscrawl.read_listing(site(content).encode(), "https://www.sonamu-news.example/news/it", fetched_at=FETCHED_AT)
    assert refused.value.kind == "no-links"


def test_what_the_style_sheet_hides_is_not_in_a_title() -> None:
    rows = "".join(f"<li><a href='/news/view?no={number}'><b>온새미로봇, 다리 넷 달린 {number % 9}호 공개<i class='x1'>…</i></b></a></li>"
                   for number in range(1000, 1005))
    html = site(f"<style>.x1 {{ display: none }}</style><ul>{rows}</ul>")
    listing = newscrawl.read_listing(html.encode(), "https://www.sonamu-news.example/news/it", fetched_at=FETCHED_AT)
    assert [link.title for link in listing.links] == [f"온새미로봇, 다리 넷 달린 {number % 9}호 공개" for number in range(1000, 1005)]
