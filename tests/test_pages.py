"""Every saved page, from its raw bytes: a record or the links compared whole, or the reason why it is no article."""
from __future__ import annotations

import json

import pytest

import newscrawl
from newscrawl.commands.read import answer
from newscrawl.feed.exporter import line_of
from newscrawl.read import spider_for
from newscrawl.reading.page import Page
from tests.saved import FETCHED_AT, SavedPage, saved_pages

ARTICLES = [page for page in saved_pages() if not page.is_listing]
LISTINGS = [page for page in saved_pages() if page.is_listing]


@pytest.mark.parametrize("page", ARTICLES, ids=str)
def test_article(page: SavedPage) -> None:
    expected = page.answer
    if "error" in expected:
        with pytest.raises(newscrawl.NotAnArticle) as refused:
            newscrawl.read_page(page.body, page.url, headers=page.headers, fetched_at=FETCHED_AT)
        assert str(refused.value) == expected["error"]
        return
    article = newscrawl.read_page(page.body, page.url, headers=page.headers, fetched_at=FETCHED_AT)
    assert json.loads(answer(article)) == expected


@pytest.mark.parametrize("page", LISTINGS, ids=str)
def test_listing(page: SavedPage) -> None:
    spider = spider_for(page.url, page.site)
    links = spider.article_links(Page.from_bytes(page.body, page.url, page.headers, FETCHED_AT))
    assert [{"url": link.url, "id": link.id, "title": link.title,
             "time": link.time.time.isoformat() if link.time else None} for link in links] == page.answer["links"]


def test_line_is_stable() -> None:
    """The same page gives the same line, byte for byte."""
    page = next(page for page in ARTICLES if "error" not in page.answer)
    lines = {line_of(newscrawl.read_page(page.body, page.url, fetched_at=FETCHED_AT)) for _ in range(2)}
    assert len(lines) == 1
