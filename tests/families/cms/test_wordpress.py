"""Sites on WordPress: whose number an article carries, and where its listings are asked for."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.extracted import Link
from newscrawl.page.document import Page
from newscrawl.spiders.byline import BylineSpider
from newscrawl.spiders.platum import PlatumSpider
from newscrawl.spiders.techsuda import TechsudaSpider
from newscrawl.spiders.wowtale import WowtaleSpider
from tests.families.crawling import crawl, written
from tests.loopback import Answer, Site
from tests.saved import FETCHED_AT, SavedPage

REST = "https://byline.network/wp-json/wp/v2/posts?categories=57&per_page=100&page={}&_fields=id,date,date_gmt,link,title"
FEED = "https://byline.network/category/article/ai/feed/"
SHOWN = "https://byline.network/category/article/ai/"
MENU = "https://byline.network/wp-json/wp/v2/categories?slug=ai,security&per_page=100&_fields=id,slug"
POST = "https://byline.network/2026/11/21-118/"


def page(url: str, body: str = "", **headers: str) -> Page:
    return Page.from_bytes(body.encode(), url, {name.replace("_", "-"): value for name, value in headers.items()}, FETCHED_AT)


# The number of a post

@pytest.mark.parametrize(("body", "number"), [
    ("<head><link rel='shortlink' href='https://byline.network/?p=31'></head>", "31"),
    ("<body class='single postid-31 single-format-standard'>", "31"),
    ("<head><link rel='alternate' title='JSON' type='application/json' href='https://byline.network/wp-json/wp/v2/posts/31'></head>", "31"),
    ("<head><link rel='shortlink' href='https://wp.me/p1-8v'></head><body class='postid-31'>", "31"),
    ("<body class='page page-id-31'><article id='post-31'>", None),
    ("<head><link rel='alternate' type='application/json' href='https://byline.network/wp-json/wp/v2/pages/31'></head>", None),
    ("<body class='mypostid-31'>", None),
    ("", None)])
def test_the_page_tells_its_number(body: str, number: str | None) -> None:
    assert BylineSpider().page_id(page(POST, body)) == number


def test_a_link_leads_to_the_post_that_it_promised() -> None:
    byline, read = BylineSpider(), page(POST, "<body class='postid-31'>")
    assert byline.is_article_page(Link(POST, "31"), read)
    assert not byline.is_article_page(Link(POST, "32"), read)
    assert not byline.is_article_page(Link(POST, "31"), page("https://byline.network/", "<body class='home blog'>"))


def test_another_edition_counts_its_own_posts() -> None:
    wowtale = WowtaleSpider()
    assert wowtale.article_id("https://wowtale.net/2026/11/20/266120/") == "266120"
    assert wowtale.article_id("https://en.wowtale.net/2026/11/20/235990/") is None
    assert wowtale.page_id(page("https://en.wowtale.net/2026/11/20/235990/", "<body class='postid-235990'>")) is None


@pytest.mark.parametrize(("head", "address"), [
    (f"<link rel='canonical' href='{POST}'>", POST),
    ("<link rel='canonical' href='https://elsewhere.example/1'>", POST),
    ("<link rel='canonical' href=''>", POST),
    ("", POST)])
def test_the_canonical_address_is_the_permalink(head: str, address: str) -> None:
    body = f"<head>{head}</head><body class='postid-31'><h1 class='entry-title'>제목</h1><div class='entry-content'><p>글이다.</p></div>"
    extracted = BylineSpider().read_article(page(f"{POST}?utm_source=letter", body))
    assert (extracted.article_id, extracted.url) == ("31", address)


def test_an_address_may_tell_the_day() -> None:
    body = "<body class='postid-31'><h1 class='entry-title'>제목</h1><div class='entry-content'><p>글이다.</p></div>"
    extracted = BylineSpider().read_article(page(POST, body))
    assert extracted.published_at is not None
    assert (extracted.published_at.time.isoformat(), extracted.published_at.precision) == ("2026-11-21T00:00:00+09:00", "day")
    assert extracted.layers.published_at == "url"
    assert BylineSpider().read_article(page("https://byline.network/notice/", body)).published_at is None


def test_a_page_without_a_number_is_no_article() -> None:
    with pytest.raises(ValueError, match="does not tell its post's number"):
        BylineSpider().read_article(page(POST, "<h1>제목</h1>"))


# Where listings are

def test_a_listing_is_asked_in_three_ways() -> None:
    byline = BylineSpider()
    assert byline.first_listing("article/ai:57", None) == REST.format(1)
    assert byline.fallback_listing_url("article/ai:57", 1, REST.format(1)) == FEED
    assert byline.fallback_listing_url("article/ai:57", 1, FEED) == SHOWN
    assert byline.fallback_listing_url("article/ai:57", 1, SHOWN) is None


def test_without_the_number_the_feed_comes_first() -> None:
    byline = BylineSpider()
    assert byline.first_listing("article/ai", None) == FEED
    assert byline.fallback_listing_url("article/ai", 1, FEED) == SHOWN


def test_what_began_as_one_kind_goes_on_so() -> None:
    byline = BylineSpider()
    assert byline.next_listing(page(REST.format(1)), "article/ai:57", 1, None) == REST.format(2)
    assert byline.next_listing(page(FEED), "article/ai:57", 1, None) == f"{FEED}?paged=2"
    assert byline.next_listing(page(SHOWN), "article/ai:57", 1, None) == f"{SHOWN}page/2/"
    assert byline.fallback_listing_url("article/ai:57", 2, REST.format(2)) is None


@pytest.mark.parametrize(("total", "goes_on"), [("2", True), ("1", False), ("0", False), ("?", True)])
def test_rest_tells_how_many_pages_there_are(total: str, goes_on: bool) -> None:
    following = BylineSpider().next_listing(page(REST.format(1), X_WP_TotalPages=total), "article/ai:57", 1, None)
    assert following == (REST.format(2) if goes_on else None)


def test_all_posts_have_no_page_of_their_own() -> None:
    platum = PlatumSpider()
    first = "https://platum.kr/wp-json/wp/v2/posts?per_page=100&page=1&_fields=id,date,date_gmt,link,title"
    assert platum.first_listing("", None) == first
    assert platum.fallback_listing_url("", 1, first) == "https://platum.kr/feed/"
    assert platum.fallback_listing_url("", 1, "https://platum.kr/feed/") is None


def test_categories_of_some_sites_stand_elsewhere() -> None:
    assert TechsudaSpider().listing_addresses("tech", 3) == [
        "https://www.techsuda.com/archives/category/tech/feed/?paged=3", "https://www.techsuda.com/archives/category/tech/page/3/"]


@pytest.mark.parametrize(("answer", "codes"), [
    ('[{"id": 57, "slug": "ai"}, {"id": 9, "slug": "security"}]', {"ai": "article/ai:57", "security": "security:9"}),
    ('[{"id": 57, "slug": "ai"}]', {"ai": "article/ai:57", "security": "security"}),
    ('{"code": "rest_no_route", "data": {"status": 404}}', {"ai": "article/ai", "security": "security"}),
    ("<html><body>점검 중입니다</body></html>", {"ai": "article/ai", "security": "security"})])
def test_numbers_of_categories_are_looked_up_by_slug(answer: str, codes: dict[str, str]) -> None:
    byline = BylineSpider()
    assert byline.menu_url == MENU
    assert byline.read_menu(page(MENU, answer)) == codes


# What listings offer

def test_json_that_is_nested_without_end_is_no_listing() -> None:
    assert BylineSpider().article_links(page(REST.format(1), "[" * 100_000)) == []


def test_a_home_page_is_no_listing() -> None:
    home = "<article id='post-1' class='post-1 type-post'><h2 class='entry-title'><a href='/2026/11/01-1/'>제목</a></h2></article>"
    assert BylineSpider().article_links(page("https://byline.network/", home)) == []
    assert [link.id for link in BylineSpider().article_links(page(SHOWN, home))] == ["1"]


def test_a_row_leads_to_its_post_and_not_to_its_category() -> None:
    row = """<article class="post-31 post type-post"><a href="/category/article/ai/">AI</a><a href="/author/n/">남주은</a>
        <a href="/2026/11/21-118/#respond">0</a></article>"""
    assert [(link.url, link.id) for link in BylineSpider().article_links(page(SHOWN, row))] == [(POST, "31")]


def test_a_feed_is_not_believed_beyond_its_text() -> None:
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY word "낱말"><!ENTITY file SYSTEM "file:///etc/hostname">]>
        <rss version="2.0"><channel><item><title>제목 &word;&file;</title><link>{POST}</link><guid>https://byline.network/?p=31</guid></item></channel></rss>"""
    assert [(link.url, link.id, link.title) for link in BylineSpider().article_links(page(FEED, feed))] == [(POST, "31", "제목 &word;&file;")]


def test_a_feed_that_blows_up_is_no_feed() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    feed = f"""<!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><channel><item><title>&a11;</title><link>{POST}</link></item></channel></rss>"""
    assert BylineSpider().article_links(page(FEED, feed)) == []


@pytest.mark.parametrize("feed", ["<rss", "<rss version='2.0'><channel></channel></rss>", "<rss><channel><item></item></channel></rss>"])
def test_a_feed_of_nothing(feed: str) -> None:
    assert BylineSpider().article_links(page(FEED, feed)) == []


@pytest.fixture
def site() -> Site:
    site = Site()
    put(site, "https://byline.network/robots.txt", b"User-agent: *\nDisallow: /wp-admin/\n")
    put(site, POST, SavedPage("byline", "article_company_wiki").body)
    return site


def put(site: Site, address: str, body: bytes, **headers: str) -> None:
    told = {"Content-Type": "text/html; charset=UTF-8", **{name.replace("_", "-"): value for name, value in headers.items()}}
    site.pages[address.removeprefix("https://")] = Answer(body, headers=told)


@pytest.mark.clock
@pytest.mark.slow
def test_a_crawl_from_the_category_to_the_article(site: Site, tmp_path: Path) -> None:
    post = {"id": 9431207, "link": POST, "title": {"rendered": "위키"}, "date": "2026-11-21T08:10:00", "date_gmt": "2026-11-20T23:10:00"}
    other = {**post, "id": 5, "link": "https://byline.network/2026/11/20-117/"}
    put(site, MENU, b'[{"id":57,"slug":"ai"}]', Content_Type="application/json; charset=UTF-8")
    put(site, REST.format(1), json.dumps([post, other]).encode(), Content_Type="application/json; charset=UTF-8", X_WP_TotalPages="1")
    # An address that now shows another post.
    put(site, "https://byline.network/2026/11/20-117/", SavedPage("byline", "article_company_wiki").body)
    run = crawl("byline", site, tmp_path, "-a", "section=ai")
    assert run.returncode == 3, run.stderr
    [article] = written(tmp_path, "articles")
    assert (article["id"], article["url"], article["listing"]) == ("byline:9431207", POST, "ai")
    [refused] = written(tmp_path, "rejected")
    assert (refused["id"], refused["reason"]) == ("byline:5", "another-article")


@pytest.mark.clock
@pytest.mark.slow
def test_a_crawl_where_rest_is_closed_and_the_feed_is_broken(site: Site, tmp_path: Path) -> None:
    put(site, SHOWN, SavedPage("byline", "listing_category_page").body)
    run = crawl("byline", site, tmp_path, "-a", "section=ai", "-a", "max_pages=1")
    assert [article["id"] for article in written(tmp_path, "articles")] == ["byline:9431207"], run.stderr
    asked = [address for address in site.asked if "robots" not in address and "/2026/" not in address]
    assert asked == [address.removeprefix("https://") for address in (MENU, FEED, SHOWN)]


@pytest.mark.clock
@pytest.mark.slow
def test_a_crawl_where_rest_and_feed_lead_elsewhere(site: Site, tmp_path: Path) -> None:
    put(site, MENU, b'[{"id":57,"slug":"ai"}]', Content_Type="application/json; charset=UTF-8")
    site.pages[REST.format(1).removeprefix("https://")] = Answer(status=302, headers={"Location": "https://byline.network/"})
    put(site, "https://byline.network/", SavedPage("byline", "listing_category_page").body)
    put(site, FEED, "<html><body><h1>피드는 없습니다</h1></body></html>".encode())
    put(site, SHOWN, SavedPage("byline", "listing_category_page").body)
    run = crawl("byline", site, tmp_path, "-a", "section=ai", "-a", "max_pages=1")
    assert [article["id"] for article in written(tmp_path, "articles")] == ["byline:9431207"], run.stderr
    assert [site.times_asked(address.removeprefix("https://")) for address in (REST.format(1), FEED, SHOWN)] == [1, 1, 1]
