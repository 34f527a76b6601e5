"""What ``probe`` takes for a listing's section: its label and its code, on every saved listing."""
from __future__ import annotations

import pytest

from newscrawl.devtools.probe.sections import Sections, read_sections
from newscrawl.families.base.listing_pages import normalized_label
from newscrawl.page.document import Page
from newscrawl.read import spider_for
from tests.saved import FETCHED_AT, SavedPage, saved_pages

GIVEN = [page for page in saved_pages() if page.is_listing and page.path.suffix == ".html"]
# What the page itself calls its section, where no spider of ours does, or does otherwise.
CALLED = {
    # Listings whose addresses their sites no longer have, or that name more than the section.
    "boannews/listing_lying_header": "SECURITY", "boannews/listing_security": "SECURITY", "hankyung/listing_it": "IT·과학",
    "hankyung/listing_all_news_it": "IT·과학 전체뉴스",
    "aitimes_kr/listing_recent_times": "전체기사", "asiae/listing_it": "IT·과학", "bitgaram-daily.example/listing_dl_rows": "IT/과학",
    "blockmedia/listing_category_page": "디지털자산", "byline/listing_category_page": "AI", "digitaltoday/listing_blockchain": "블록체인/코인",
    "dongnae-gu.example/listing_script_links": "보도자료", "dt/listing_2024_it": "IT/과학",
    "gureum-news.example/listing_mobile_relative_times": "IT", "haetsal-gun.example/listing_press_board": "보도자료",
    "hangyeol-tech.example/listing_table_board": "뉴스", "itbiznews/listing_tiles": "전체기사", "metroseoul/listing_internet": "인터넷",
    "metroseoul/listing_past_end": "인터넷", "metroseoul/listing_it_all": "IT·과학", "mireu-science.example/listing_data_href": "우주",
    "moa-portal.example/listing_search_many_papers": "뉴스", "nadeul-it.example/listing_thumbnails_first": "인공지능",
    "nuri-robot.example/listing_ndsoft_more_button": "로봇", "saeron.example/listing_card_grid": "기술",
    "sandeul-post.example/listing_archive_of_a_day": "날짜별 기사", "startup-maru.example/listing_wordpress_archive": "스타트업",
    "techsuda/listing_category_page": "TECH", "venturesquare/listing_category_page": "NEWS", "yna/listing_technology": "IT/과학",
}
# A script's fragments, a home page, and a page that names its section nowhere.
NAMELESS = {"aitimes/listing_more_refused", "fnnews/listing_it_fragment", "mk/listing_more", "garam-ilbo.example/listing_home",
            "irobotnews/listing_old_tables"}
NOT_YET = {"sandeul-post.example/listing_archive_of_a_day"}
"""Its title begins with the paper's name, which the page does not tell."""
OTHER_CODES = {"dongascience/listing_news": "", "mk/listing_more": "latest"}
"""Codes that lead to the same listing as the declared ones do, in an address of another form; mk's is a script's."""


def sections_of(saved: SavedPage) -> Sections:
    """As probe reads them, which knows the paper's names from its articles."""
    page = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)
    outlets = () if saved.site.endswith(".example") else spider_for(saved.url).outlets
    return read_sections(page, [*page.meta.get("og:site_name", []), *outlets])


def declared(saved: SavedPage) -> tuple[str, str] | None:
    """The label and the code that the site's spider declares for a listing."""
    if saved.site.endswith(".example"):
        return None
    spider = spider_for(saved.url)
    place = spider.parse_listing_url(saved.url)
    return next(((spider.sections[key], code) for key, code in spider.section_codes.items() if place and code == place[0]), None)


def test_the_label_is_what_the_site_calls_its_section() -> None:
    right, wrong = [], {}
    for saved in GIVEN:
        if str(saved) in NAMELESS:
            continue
        known = declared(saved)
        wanted = CALLED.get(str(saved)) or (known[0] if known else "")
        got = sections_of(saved).own.label
        if normalized_label(got) == normalized_label(wanted):
            right.append(str(saved))
        else:
            wrong[str(saved)] = (wanted, got)
    assert wrong.keys() == NOT_YET, wrong
    assert len(right) >= 67  # each new site adds one


@pytest.mark.parametrize("saved", [saved for saved in GIVEN if declared(saved)], ids=str)
def test_the_code_is_the_declared_one(saved: SavedPage) -> None:
    known, own = declared(saved), sections_of(saved).own.code
    assert known
    # A declared code may begin further up in the path: economy/it.
    assert own == OTHER_CODES.get(str(saved), known[1]) or known[1].endswith(f"/{own}")


@pytest.mark.parametrize(("address", "links", "listing_url", "code", "label"), [
    ("https://p.example/list/it/2", {"/list/it": "IT", "/list/it/1": "1", "/list/it/3": "3", "/list/biz": "경제"},
     "https://p.example/list/{code}/{page}", "it", "IT"),
    ("https://p.example/list.do?pageIndex=3&m=299", {"/list.do?m=299&pageIndex=4": "4", "/list.do?m=300": "공고", "/list.do?m=299": "보도자료"},
     "https://p.example/list.do?m={code}&pageIndex={page}", "299", "보도자료"),
    ("https://p.example/list?sec=7", {"#content": "상단영역", "/list?sec=7&nowPage=2": "다음", "/list?sec=8": "경제", "/list?sec=7": "과학"},
     "https://p.example/list?sec={code}&nowPage={page}", "7", "과학"),
    ("https://p.example/list/it?date=20261120", {"/list/it?date=20261119": "어제"},
     "https://p.example/list/{code}?date=20261120&page={page}", "it", "it"),
    ("https://p.example/all.html", {"/": "우리신문"}, "https://p.example/all.html?page={page}", "", "전체기사"),
])
def test_an_address_and_a_menu(address: str, links: dict[str, str], listing_url: str, code: str, label: str) -> None:
    menu = "".join(f"<a href='{href}'>{text}</a>" for href, text in links.items())
    found = read_sections(Page.from_bytes(f"<html><body>{menu}</body></html>".encode(), address, {}, FETCHED_AT))
    assert (found.listing_url, found.own.code, found.own.label) == (listing_url, code, label)
