"""What a page must show to be the article that was asked for."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newscrawl.extracted import Proof
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.read import article_reader
from newscrawl.sites import spider_for
from tests.saved import SavedPage, saved_pages

URL = "https://www.aitimes.kr/news/articleView.html?idxno=41"
HEADLINE = "가람랩, 접는 번역기 내놓아"
TEXT = "가람랩이 접는 번역기를 내놓았다. 값은 지난해 것의 절반이고, 처음 서른 대는 이미 임자가 있다고 회사는 밝혔다. " * 6
ARTICLES = [page for page in saved_pages() if not page.is_listing and "error_kind" not in page.answer and not page.site.endswith(".example")]


def judged(title: str = HEADLINE, text: str = TEXT, head: str = "", headline: str | None = HEADLINE, design: str = "") -> Any:
    """The kind of the proof and whether it is strong, or what the page is instead. ``design`` goes before all names of the markup."""
    markup = (f"<html><head>{head}<title>{title} - 인공지능신문</title></head><body><h3 class='{design}heading'>{title}</h3>"
              f"<div id='{design}article-view-content-div'><p>{text}</p></div></body></html>")
    page = Page.from_bytes(markup.encode(), URL, None, datetime(2026, 11, 23, tzinfo=UTC))
    reader = spider_for(URL, "aitimes_kr")
    verdict = reader.judge(page, reader.read_article(page), headline)
    return (verdict.kind, verdict.is_strong) if isinstance(verdict, Proof) else verdict.kind


def canonical(number: int | str) -> str:
    return f"<link rel='canonical' href='https://www.aitimes.kr/news/articleView.html?idxno={number}'>"


@pytest.mark.parametrize(("given", "verdict"), [
    ({}, ("headline", True)),
    ({"head": canonical(41)}, ("id", True)),
    ({"head": canonical(41), "headline": None}, ("id", True)),
    ({"headline": None}, ("selectors", False)),
    ({"headline": None, "design": "x"}, "unproved"),
    # Rewritten between listing and page.
    ({"title": "번역기를 접었다, 값도 접었다"}, ("words", False)),
    ({"title": "번역기를 접었다, 값도 접었다", "head": canonical(41)}, ("id", True)),
    ({"headline": "다른 누구의 다른 이야기"}, "unproved"),
    ({"headline": "다른 누구의 다른 이야기", "head": canonical(41)}, ("id", False)),
    # Another article, and an alias of this one.
    ({"head": canonical(42), "headline": None}, "another-article"),
    ({"head": canonical(42), "headline": "다른 누구의 다른 이야기"}, "another-article"),
    ({"head": canonical(42)}, ("headline", False)),
    # What proves and contradicts nothing.
    ({"head": "<link rel='canonical' href='https://www.aitimes.kr/'>"}, ("headline", True)),
    ({"head": "<meta property='og:url' content='https://other.example/news/articleView.html?idxno=42'>"}, ("headline", True)),
    # A text that has nothing of its title.
    ({"text": "방울이 세 번 울리면 고양이가 깨어난다. 그때까지는 아무도 들어가지 못한다. " * 6}, ("headline", False)),
    ({"title": "서비스 점검 안내", "text": "서비스 점검 중입니다. 여섯 시에 다시 만나요."}, "maintenance"),
    ({"title": "서비스 점검 안내", "text": "서비스 점검 중입니다. 여섯 시에 다시 만나요.", "head": canonical(41)}, "maintenance"),
    ({"title": "Just a moment...", "text": "Checking your browser before you go on. Ray ID 77a8."}, "captcha"),
    # An article about captchas is an article.
    ({"title": "캡차는 왜 사라지나", "headline": "캡차는 왜 사라지나", "text": "캡차는 사라지고 있다. 로봇이 아닙니다 상자도 함께."},
     ("headline", True))])
def test_verdict(given: dict[str, str], verdict: object) -> None:
    assert judged(**given) == verdict


@pytest.mark.parametrize("saved", ARTICLES, ids=str)
def test_every_article_page_is_proved_by_its_headline_and_by_no_other(saved: SavedPage) -> None:
    page = Page.from_bytes(saved.body, saved.url, saved.headers, saved.fetched_at)
    reader = article_reader(page)
    if not isinstance(reader, NewsSpider):
        pytest.skip("another edition, or an address that the site does not know")
    extracted = reader.read_article(page)
    own = reader.judge(page, extracted, saved.answer["title"])
    assert isinstance(own, Proof)
    assert not own.is_contradicted
    other = reader.judge(page, extracted, "ㅋㅋㅋㅋ ㅎㅎㅎㅎ ㅠㅠㅠㅠ")
    assert not isinstance(other, Proof) or (other.kind == "id" and not other.is_strong)
