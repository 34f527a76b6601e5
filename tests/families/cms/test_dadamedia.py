"""Listings of Dada Media's CMS."""
from __future__ import annotations

from newscrawl.families.cms.dadamedia import DadamediaSpider
from newscrawl.page.document import Page
from newscrawl.spiders.hellot import HellotSpider
from tests.saved import FETCHED_AT, SavedPage


def test_all_articles_or_those_of_a_section() -> None:
    hellot = HellotSpider()
    assert hellot.listing_address("", 2) == "https://www.hellot.net/news/article_list_all.html?page=2"
    assert hellot.listing_address("112", 2) == "https://www.hellot.net/news/section_list_all.html?sec_no=112&page=2"


def test_numbers_are_read_from_the_menu() -> None:
    class Paper(DadamediaSpider):
        name = "paper"
        host = "www.hellot.net"
        allowed_domains = ["hellot.net"]
        sections = {"robot": "로봇", "automation": "자동화"}

    saved = SavedPage("hellot", "listing_all")
    menu = Page.from_bytes(saved.body, "https://www.hellot.net/", None, FETCHED_AT)
    assert Paper().read_menu(menu) == {"robot": "111", "automation": "112"}


def test_the_mobile_page_is_the_same_article() -> None:
    hellot = HellotSpider()
    assert hellot.article_id("https://www.hellot.net/mobile/article.html?no=112390") == "112390"
    assert hellot.article_id("https://www.hellot.net/news/article_list_all.html?no=1") is None
