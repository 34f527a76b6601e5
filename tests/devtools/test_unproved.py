"""Which declared selectors the test pages prove."""
from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.devtools import unproved as module
from newscrawl.devtools.unproved import Declared, declared_by, unproved
from newscrawl.families.base.news_spider import NewsSpider

ARTICLE = "<h1 class='title'>제목</h1><div id='text'>글</div>"
LISTING = "<ul class='news'><li><strong>제목</strong><a href='/1'>제목</a></li></ul><h2>메뉴</h2>"


class Base(NewsSpider):
    title_css = "h1.headline, h1.title"
    row_css = ("ul.news > li", "ul.old > li")


class Paper(Base):
    name = "hangyeol"
    publisher = "한결신문"
    allowed_domains = ["hangyeol.example"]
    sections = {"it": "IT"}
    section_codes = {"it": "it"}
    listing_url = "https://hangyeol.example/{code}?page={page}"
    article_url = "https://hangyeol.example/{id}"
    id_patterns = (r"/(?P<id>\d+)$",)
    title_css = (Base.title_css, "h2")
    row_title_css = ("strong", "h2")
    body_css = "#text"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hangyeol"
    folder.mkdir()
    for name, markup, answer in (("article", ARTICLE, '{"url": "https://hangyeol.example/1"}'),
                                 ("listing", LISTING, '{"url": "https://hangyeol.example/it", "links": []}')):
        (folder / f"{name}.html").write_text(f"<html><body>{markup}</body></html>", "utf-8")
        (folder / f"{name}.json").write_text(answer, "utf-8")
    monkeypatch.setattr("newscrawl.devtools.fixtures.update.PAGES", tmp_path)
    monkeypatch.setattr(module, "all_sites", lambda: [Paper()])
    monkeypatch.setattr(module, "spider_for", lambda url, site: Paper())
    return folder


def test_each_selector_has_its_owner() -> None:
    assert list(declared_by(Paper)) == [
        Declared("hangyeol", "title_css", "h2"), Declared("hangyeol", "row_title_css", "strong"),
        Declared("hangyeol", "row_title_css", "h2"), Declared("hangyeol", "body_css", "#text")]


def test_what_matches_nothing_where_it_is_looked_for(pages: Path) -> None:
    """The ``h2`` of the listing is neither on an article's page nor in a row."""
    assert unproved() == [
        Declared("Base", "row_css", "ul.old > li"), Declared("Base", "title_css", "h1.headline"),
        Declared("hangyeol", "row_title_css", "h2"), Declared("hangyeol", "title_css", "h2")]


def test_a_page_that_has_the_markup_takes_a_selector_off(pages: Path) -> None:
    (pages / "article.html").write_text(f"<html><body>{ARTICLE}<h1 class='headline'>제목</h1><h2>부제</h2></body></html>", "utf-8")
    assert unproved() == [Declared("Base", "row_css", "ul.old > li"), Declared("hangyeol", "row_title_css", "h2")]
