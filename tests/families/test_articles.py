"""Portals name the paper that wrote an article; where real listings of one are at hand, they are read whole."""
from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.page.document import Page
from newscrawl.sites import spider_for
from tests.saved import FETCHED_AT, SavedPage

REAL = Path(__file__).resolve().parents[3] / "shared" / "pages" / "listings"
NAVER = SavedPage("naver", "article_fridge_door")
LOGO = b"media_end_head_top_logo"


def read(body: bytes) -> tuple[str | None, str | None, str | None]:
    """The paper, which layer named it, and the article there."""
    extracted = spider_for(NAVER.url).read_article(Page.from_bytes(body, NAVER.url, None, FETCHED_AT))
    return extracted.publisher, extracted.layers.publisher, extracted.original_url


def test_the_paper_is_named_by_the_page() -> None:
    there = "https://www.hanbit-daily.example/news/20261120/881204?influxDiv=NAVER"
    assert read(NAVER.body) == ("한빛데일리", "site", there)
    without_logo = NAVER.body.replace(LOGO, b"z9")
    assert read(without_logo) == ("한빛데일리", "meta", there)
    unnamed = without_logo.replace("한빛데일리 | 네이버".encode(), b"").replace(b"media_end_head_origin_link", b"z9")
    assert read(unnamed) == (None, None, None), "never the portal itself"


def test_the_paper_is_no_author() -> None:
    signed = NAVER.body.replace("온가람 기자 (garam@hanbit-daily.example)".encode(), "한빛데일리 (desk@hanbit-daily.example)".encode())
    extracted = spider_for(NAVER.url).read_article(Page.from_bytes(signed, NAVER.url, None, FETCHED_AT))
    assert [author.name for author in extracted.authors] == ["심도현"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real listings are not at hand")
@pytest.mark.parametrize("name", ["naver-home-2018", "naver-list-politics-2026-euckr", "naver-list-politics-sid2-265", "naver-section-100-2026"])
def test_real_listings(name: str) -> None:
    expected = json.loads((REAL / f"{name}.json").read_text("utf-8"))
    naver = spider_for("https://news.naver.com/")
    page = Page.from_bytes((REAL / f"{name}.html").read_bytes(), expected["url"], None, datetime.now(UTC))
    wanted = [naver.article_id(link["url"]) for link in expected["links"]]
    assert [link.id for link in naver.article_links(page)] == list(dict.fromkeys(wanted))
