"""Every saved page, from its raw bytes: a record or the links compared whole, or the reason why it is no article."""
from __future__ import annotations

from typing import Any

import pytest

import newscrawl
from newscrawl.devtools.fixtures.answer import of_article, of_links
from newscrawl.output.exporter import line_of
from newscrawl.page.document import Page
from newscrawl.sites import spider_for
from tests.saved import SavedPage, saved_pages

ARTICLES = [page for page in saved_pages() if not page.is_listing and "error_kind" not in page.answer]
REFUSED = [page for page in saved_pages() if "error_kind" in page.answer]
LISTINGS = [page for page in saved_pages() if page.is_listing]
WITH_ROWS = [page for page in LISTINGS if page.path.suffix == ".html" and not page.site.endswith(".example")
             and spider_for(page.url, page.site).row_css]


def record_of(page: SavedPage) -> dict[str, Any]:
    article = newscrawl.read_page(page.body, page.url, headers=page.headers, fetched_at=page.fetched_at)
    return of_article(article)


@pytest.mark.parametrize("page", ARTICLES, ids=str)
def test_article(page: SavedPage) -> None:
    record, expected = record_of(page), page.answer
    for field in page.not_yet:
        assert record.pop(field) != expected.pop(field), f"{field} is read right now: take it out of not_yet"
    assert record == expected


@pytest.mark.parametrize("page", REFUSED, ids=str)
def test_what_is_no_article_is_refused(page: SavedPage) -> None:
    with pytest.raises(newscrawl.NotAnArticle) as refused:
        record_of(page)
    assert refused.value.kind == page.answer["error_kind"]
    assert "\n" not in str(refused.value)


def test_little_is_not_yet_read() -> None:
    assert sum(len(page.not_yet) for page in ARTICLES) <= 3


@pytest.mark.parametrize("page", LISTINGS, ids=str)
def test_listing(page: SavedPage) -> None:
    site = None if page.site.endswith(".example") else page.site
    listing = newscrawl.read_listing(page.body, page.url, headers=page.headers, site=site, fetched_at=page.fetched_at)
    # Of a declared site, what the crawl asks for: canonical addresses.
    read = Page.from_bytes(page.body, page.url, page.headers, page.fetched_at)
    found = spider_for(page.url, site).article_links(read) if site else listing.links
    assert of_links(found) == page.answer["links"]
    assert [link.id for link in found] == [link.id for link in listing.links]
    assert listing.next_page == page.answer.get("next_page", listing.next_page)


@pytest.mark.parametrize("page", WITH_ROWS, ids=str)
def test_declared_rows_win_over_the_shape_of_the_page(page: SavedPage) -> None:
    """Else a ``row_css`` that matches nothing is not noticed, since the page is then read by its shape."""
    spider = spider_for(page.url, page.site)
    in_rows = of_links(spider.links_in_rows(Page.from_bytes(page.body, page.url, page.headers, page.fetched_at)))
    advice = (f"row_css of {page.site} gives other links than the page has: correct row_css, row_title_css and row_time_css; where no declared row "
              f"is on the page, and none is known, say so with \"by_shape\": true in {page}.json")
    assert in_rows == ([] if page.is_by_shape else page.answer["links"]), advice


def test_every_answer_was_checked() -> None:
    waiting = [str(page) for page in saved_pages() if not page.is_checked]
    assert not waiting, "not checked yet: compare each answer with its page by eye, then take the key out"


def test_line_is_stable() -> None:
    """The same page gives the same line, byte for byte."""
    page = ARTICLES[0]
    lines = {line_of(newscrawl.read_page(page.body, page.url, fetched_at=page.fetched_at)) for _ in range(2)}
    assert len(lines) == 1
