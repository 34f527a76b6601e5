"""One site of each shape of listing: whole crawls in a process of their own, and what a shape does at its edges."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.sites import spider_for
from newscrawl.text.dates import KST
from tests.loopback import PORT, Answer, Site, serving

pytestmark = pytest.mark.clock

ROOT = Path(__file__).resolve().parents[3]
JSON = {"Content-Type": "application/json; charset=utf-8"}
XML = {"Content-Type": "text/xml; charset=utf-8"}
SINCE = datetime(2026, 11, 18, tzinfo=KST)


def crawl(site: Site, name: str, output: Path, *arguments: str) -> list[str]:
    """The ids of the articles that ``scrapy crawl name`` writes, in order."""
    site.pages.setdefault(f"{robots_host(site)}/robots.txt", Answer(b""))
    handlers = json.dumps(dict.fromkeys(("http", "https"), "tests.loopback.LoopbackHandler"))
    with serving(site) as port:
        run = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", name, "-s", f"DOWNLOAD_HANDLERS={handlers}", "-s", "DOWNLOAD_DELAY=0",
             "-s", f"OUTPUT_DIR={output}", "-s", "LOG_FILE=", *arguments],
            cwd=ROOT, env={**os.environ, PORT: str(port)}, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert "ERROR:" not in run.stderr, run.stderr
    written = [line for path in (output / "articles").glob("*/*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["id"].partition(":")[2] for line in written]


def robots_host(site: Site) -> str:
    return next(iter(site.pages)).partition("/")[0]


def listings_asked(site: Site, *marks: str) -> list[str]:
    return [address for address in site.asked if any(mark in address for mark in marks)]


def html(body: str) -> Answer:
    return Answer(f"<html><head><title>목록</title></head><body>{body}</body></html>".encode())


def article(number: int, body_tag: str, time: str = "2026-11-19T10:00:00+09:00") -> Answer:
    """An article of any site, whose body is in ``body_tag``."""
    return Answer(f"<html><head><title>제목 {number}</title><meta property='og:title' content='제목 {number}'>"
                  f"<meta property='article:published_time' content='{time}'></head><body><h1>제목 {number}</h1>"
                  f"<{body_tag}><p>{number}번째 기사의 본문이다. 다른 기사와 같은 문장은 없다.</p></body></html>".encode())


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.mark.slow
def test_the_page_in_the_path(site: Site, tmp_path: Path) -> None:
    today = datetime.now(KST)
    # Rows without a year are of the last twelve months.
    for number, days in {1: 3, 2: 4, 3: 22, 4: 22}.items():
        day = today - timedelta(days=days)
        address = f"www.yna.co.kr/view/AKR202611200000000{number:02}"
        site.pages[f"www.yna.co.kr/industry/technology-science/{number}"] = html(
            f"<div class='list-type212'><ul><li><strong class='tit-news'><a href='https://{address}?section=industry'>제목 {number}</a>"
            f"</strong><span class='txt-time'>{day:%m-%d} 09:00</span></li></ul></div>")
        site.pages[address] = article(number, "article class='story-news article'", f"{day:%Y-%m-%d}T09:00:00+09:00")
    since = f"{today - timedelta(days=5):%Y-%m-%d}"
    assert crawl(site, "yna", tmp_path, "-a", f"since={since}") == ["AKR20261120000000001", "AKR20261120000000002"]
    assert listings_asked(site, "/industry/") == [f"www.yna.co.kr/industry/technology-science/{number}" for number in (1, 2, 3)]


@pytest.mark.slow
def test_by_day(site: Site, tmp_path: Path) -> None:
    """A full page leads to the day's next, a page that is not full to the day before, until ``since``."""
    days = {"20261120": [range(100000, 100030), range(100030, 100031)], "20261119": [range(100040, 100042)], "20261118": [range(0)]}
    for day, pages in days.items():
        for page_number, numbers in enumerate(pages, start=1):
            rows = "".join(f"<li class='list'><a href='/view/{number}'>제목 {number}</a><time>{day[:4]}.{day[4:6]}.{day[6:]} 10:00</time></li>"
                           for number in numbers)
            site.pages[f"www.inews24.com/list/it?date={day}&page={page_number}"] = html(f"<article class='list'><ol>{rows}</ol></article>")
            for number in numbers:
                time = f"{day[:4]}-{day[4:6]}-{day[6:]}T10:00:00+09:00"
                site.pages[f"www.inews24.com/view/{number}"] = article(number, "article id='articleBody'", time)
    written = crawl(site, "inews24", tmp_path, "-a", "since=2026-11-18", "-a", "until=2026-11-20")
    assert written == [*map(str, range(100000, 100031)), "100040", "100041"]
    assert listings_asked(site, "/list/") == [f"www.inews24.com/list/it?date={address}" for address in (
        "20261120&page=1", "20261120&page=2", "20261119&page=1", "20261118&page=1")]


def naver_piece(number: int, cursor: str, has_next: str = "true", day: str = "") -> str:
    return (f"<div class='section_latest_article' data-sid='105' data-sid2='731' data-cluid='' data-has-next='{has_next}' data-date='{day}' "
            f"data-cursor-name='next' data-cursor='{cursor}' data-page-no='{number}' data-template='SECTION_ARTICLE_LIST_FOR_LATEST'>"
            f"<ul><li class='sa_item'><a class='sa_text_title' href='https://n.news.naver.com/mnews/article/999/{number:010}'>"
            f"<strong>제목 {number}</strong></a><a href='https://n.news.naver.com/mnews/article/comment/999/{number:010}'>3</a>"
            f"<div class='sa_text_datetime'>2026.11.19.</div></li></ul></div>")


@pytest.mark.slow
def test_a_cursor_in_json(site: Site, tmp_path: Path) -> None:
    """From piece to piece, where a day ends to the day before, until ``since``."""
    first = "news.naver.com/breakingnews/section/105/731?date={}"
    more = "news.naver.com/section/template/SECTION_ARTICLE_LIST_FOR_LATEST?sid=105&sid2=731&cluid=&pageNo={}&date={}&next={}"
    site.pages[first.format("20261119")] = html(naver_piece(1, "20261119100000", day="20261119"))
    for number, cursor, following, has_next in ((2, "20261119100000", "20261119090000", "true"), (3, "20261119090000", "0", "false")):
        piece = naver_piece(number, following, has_next, "20261119")
        site.pages[more.format(number, "20261119", cursor)] = Answer(
            json.dumps({"renderedComponent": {"SECTION_ARTICLE_LIST_FOR_LATEST": piece}}).encode(), headers=JSON)
    site.pages[first.format("20261118")] = html(naver_piece(4, "0", "false", "20261118"))
    for number in (1, 2, 3, 4):
        site.pages[f"n.news.naver.com/article/999/{number:010}"] = article(number, "article id='dic_area'")
    site.pages["n.news.naver.com/robots.txt"] = Answer(b"")
    written = crawl(site, "naver", tmp_path, "-a", "section=mobile", "-a", "since=2026-11-18", "-a", "until=2026-11-19")
    assert written == [f"999-{number:010}" for number in (1, 2, 3, 4)]
    assert len(listings_asked(site, "/template/")) == 2
    assert len(listings_asked(site, "/breakingnews/")) == 2


@pytest.mark.slow
def test_a_piece_of_html_by_page(site: Site, tmp_path: Path) -> None:
    """And a feed stands in for the piece that is not given."""
    def row(number: int) -> str:
        return (f"<li class='article_list'><a class='news_item' href='https://www.mk.co.kr/news/it/1100000{number}'><h4>제목 {number}</h4>"
                f"<div class='time_area'><span>11.19</span> <span>2026</span></div></a></li>")

    more = "www.mk.co.kr/_CP/855?page={}&lcode=it&scode=latest"
    feed = "".join(f"<item><link>https://www.mk.co.kr/news/it/1100000{number}</link></item>" for number in (2, 3))
    site.pages["www.mk.co.kr/news/it/"] = html(f"<ul>{row(1)}</ul>")
    site.pages[more.format(2)] = Answer((row(1) + row(2)).encode())
    site.pages["www.mk.co.kr/rss/50300009/"] = Answer(f"<rss><channel>{feed}</channel></rss>".encode(), headers=XML)
    for number in (1, 2, 3):
        site.pages[f"www.mk.co.kr/article/1100000{number}"] = article(number, "div class='news_cnt_detail_wrap'")
    assert crawl(site, "mk", tmp_path, "-a", "since=2026-11-18") == ["11000001", "11000002", "11000003"]
    assert listings_asked(site, "/_CP/", "/rss/") == [more.format(2), more.format(3), "www.mk.co.kr/rss/50300009/"]


@pytest.mark.slow
def test_a_feed(site: Site, tmp_path: Path) -> None:
    """It is asked for once, and its times count in their own zone: of two before midnight in London one is after it in Seoul."""
    times = {1: "Fri, 20 Nov 2026 09:00:00 +0900", 2: "Thu, 19 Nov 2026 15:30:00 GMT", 3: "2026-11-19 23:50:00", 4: "Thu, 19 Nov 2026 14:30:00 GMT"}
    address = "www.newsis.com/view/NISX20261120_000000000{}"
    items = "".join(f"<item><title><![CDATA[제목 {number}]]></title><link>https://{address.format(number)}</link><pubDate>{time}</pubDate></item>"
                    for number, time in times.items())
    feed = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>뉴시스</title>{items}</channel></rss>"
    site.pages["www.newsis.com/RSS/health.xml"] = Answer(feed.encode(), headers=XML)
    for number in times:
        site.pages[address.format(number)] = article(number, "div class='article'", "2026-11-20T00:30:00+09:00")
    assert crawl(site, "newsis", tmp_path, "-a", "since=2026-11-20") == [f"NISX20261120_000000000{number}" for number in (1, 2)]
    assert len(listings_asked(site, "/RSS/")) == 1
    assert len(listings_asked(site, "/view/")) == 2


@pytest.mark.slow
def test_embedded_state(site: Site, tmp_path: Path) -> None:
    def story(letter: str) -> dict[str, object]:
        return {"canonical_url": f"/it-science/2026/11/19/{letter * 26}/", "headlines": {"basic": f"제목 {'ABCZ'.index(letter)}"},
                "display_date": "2026-11-18T16:00:00Z"}

    def answer(*letters: str) -> dict[str, object]:
        return {"type": "results", "content_elements": [story(letter) for letter in letters]}

    query = '{"includeContentTypes":"story","includeSections":"/it-science","offset":%d,"size":20}'
    more = "biz.chosun.com/pf/api/v3/content/fetch/story-feed?query={}&_website=chosunbiz"
    cache = {"story-feed": {'{"includeSections":"/stock"}': {"data": answer("Z")}, '{"includeSections":"/it-science"}': {"data": answer("A", "B")}}}
    site.pages["biz.chosun.com/it-science/"] = html(f"<script>Fusion.contentCache={json.dumps(cache)};Fusion.spa=false;</script>")
    site.pages[more.format(quote(query % 2, safe=""))] = Answer(json.dumps(answer("B", "C")).encode(), headers=JSON)
    site.pages[more.format(quote(query % 4, safe=""))] = Answer(json.dumps(answer()).encode(), headers=JSON)
    for number, letter in enumerate("ABC"):
        site.pages[f"biz.chosun.com/it-science/2026/11/19/{letter * 26}/"] = article(number, "section class='article-body'")
    assert crawl(site, "chosunbiz", tmp_path, "-a", "since=2026-11-19") == ["A" * 26, "B" * 26, "C" * 26]
    assert len(listings_asked(site, "/pf/api/")) == 2


# Edges

def page_of(body: str, url: str, headers: dict[str, str] | None = None) -> Page:
    return Page.from_bytes(body.encode(), url, headers, datetime(2026, 11, 23, tzinfo=UTC))


def newsis() -> NewsSpider:
    return spider_for("https://www.newsis.com/", "newsis")


LINK = "https://www.newsis.com/view/NISX20261119_0000000001"


@pytest.mark.parametrize("feed", [
    f"<feed xmlns='http://www.w3.org/2005/Atom'><title>뉴시스</title><entry><title>제목 &amp;amp; 값</title><link href='{LINK}'/>"
    "<updated>2026-11-20T00:00:00Z</updated><published>2026-11-19T01:00:00Z</published></entry></feed>",
    f"<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
    f"xmlns:dc='http://purl.org/dc/elements/1.1/'><item><title>제목 &amp;amp; 값</title><link>{LINK}</link><dc:date>2026-11-19T10:00:00+09:00"
    "</dc:date></item></rdf:RDF>",
    f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
    f"<url><loc>{LINK}</loc><lastmod>2026-11-20</lastmod><news:news><news:publication><news:name>뉴시스</news:name></news:publication>"
    "<news:publication_date>2026-11-19T10:00:00+09:00</news:publication_date><news:title>제목 &amp;amp; 값</news:title></news:news></url></urlset>",
    f"\ufeff\n<rss version='2.0'><channel><image><url>{LINK}9</url><link>{LINK}</link></image><item><title><![CDATA[제목 &amp; 값]]></title>"
    f"<link></link><guid>{LINK}</guid><pubDate>2026-11-19 10:00</pubDate><description>연구 & 개발<br></description></item></channel></rss>",
])
def test_kinds_of_feed(feed: str) -> None:
    [link] = newsis().article_links(page_of(feed, "https://www.newsis.com/RSS/health.xml"))
    assert (link.url, link.id, link.title) == (LINK, "NISX20261119_0000000001", "제목 & 값")
    assert link.time
    assert link.time.time == datetime(2026, 11, 19, 10, tzinfo=KST)


def test_a_feed_is_not_trusted() -> None:
    """Entities are not expanded and no file is read."""
    feed = f"<item><title>제목{{}}</title><link>{LINK}</link></item></channel></rss>"
    file = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY file SYSTEM 'file:///etc/passwd'>]><rss><channel>"
    [link] = newsis().article_links(page_of(file + feed.format("&a;&file;"), "https://www.newsis.com/RSS/health.xml"))
    assert link.title == "제목&a;&file;", "without what they stand for"
    bomb = "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    bomb = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>{bomb}]><rss><channel>"
    links = newsis().article_links(page_of(bomb + feed.format("&i;"), "https://www.newsis.com/RSS/health.xml"))
    assert len(links) <= 1
    assert all(len(link.title or "") < 10 for link in links)


@pytest.mark.parametrize("body", ["", "<?xml version='1.0'?>", "<rss>", "<?xml version='1.0'?><html><p>점검 중입니다</p></html>", "\x00\x01"])
def test_what_is_no_feed_lists_nothing(body: str) -> None:
    assert newsis().article_links(page_of(body, "https://www.newsis.com/RSS/health.xml")) == []


def test_a_feed_stands_in_for_a_page_that_failed() -> None:
    mk = spider_for("https://www.mk.co.kr/")
    assert mk.fallback_listing_url("it", 2, "https://www.mk.co.kr/_CP/855?page=2") == "https://www.mk.co.kr/rss/50300009/"
    assert mk.fallback_listing_url("it", 2, "https://www.mk.co.kr/rss/50300009/") is None
    feed = page_of("<rss><channel><item><link>https://www.mk.co.kr/news/it/12131502</link></item></channel></rss>", "https://www.mk.co.kr/rss/50300009/")
    assert mk.next_listing(feed, "it", 2, None) is None
    assert newsis().fallback_listing_url("health", 1, "https://www.newsis.com/RSS/health.xml") is None


def test_days_have_an_end() -> None:
    """Without a day to begin with the newest comes first; a day does not go on for ever, nor do the days."""
    inews24 = spider_for("https://www.inews24.com/")
    day = "https://www.inews24.com/list/it?date={}&page={}"
    assert inews24.first_listing("it", None) == "https://www.inews24.com/list/it"
    assert inews24.first_listing("it", datetime(2026, 11, 20, 15, tzinfo=UTC)) == day.format("20261120", 1), "midnight in Seoul"
    newest = page_of("", "https://www.inews24.com/list/it")
    assert inews24.next_listing(newest, "it", 1, SINCE) == day.format("20261123", 1)
    rows = "".join(f"<a href='/view/{number}'>제목</a>" for number in range(100000, 100030))
    full = page_of(f"<html><body>{rows}</body></html>", day.format("20261120", 100))
    assert inews24.next_listing(full, "it", 200, SINCE) == day.format("20261119", 1)
    assert inews24.next_listing(page_of("", day.format("20261118", 1)), "it", 9, SINCE) is None
    assert inews24.next_listing(page_of("", day.format("20000101", 1)), "it", 9, None) is None


def test_a_list_without_a_second_page() -> None:
    daum = spider_for("https://news.daum.net/")
    assert daum.next_listing(page_of("", "https://news.daum.net/tech"), "tech", 1, SINCE) is None


@pytest.mark.parametrize(("site_name", "address", "article_id", "canonical"), [
    ("dt", "http://m.dt.co.kr/contents.html?ref=naver&article_no=2024120402109931029004", "2024120402109931029004",
     "https://www.dt.co.kr/contents.html?article_no=2024120402109931029004"),
    ("ddaily", "https://www.ddaily.co.kr/page/view/2026052017342600376?utm_source=x", "2026052017342600376",
     "https://www.ddaily.co.kr/page/view/2026052017342600376"),
    ("mt", "https://m.mt.co.kr/renew/view.html?no=2019081411000963342", "2019081411000963342",
     "https://news.mt.co.kr/mtview.php?no=2019081411000963342"),
    ("mk", "https://m.mk.co.kr/amp/12120500", "12120500", "https://www.mk.co.kr/article/12120500"),
    ("chosunbiz", "https://biz.chosun.com/site/data/html_dir/2018/03/02/2018030201234.html", "2018030201234",
     "https://biz.chosun.com/site/data/html_dir/2018/03/02/2018030201234.html"),
    ("sedaily", "https://m.sedaily.com/NewsView/1Z3YL2KDKT/GD07", "1Z3YL2KDKT", "https://www.sedaily.com/NewsView/1Z3YL2KDKT"),
    ("zdnet", "http://www.zdnet.co.kr/news/news_view.asp?artice_id=20100311143230&type=det&re=", "20100311143230",
     "https://zdnet.co.kr/view/?no=20100311143230"),
    ("hankyung", "http://www.hankyung.com/news/app/newsview.php?aid=2010062445491", "2010062445491", "https://www.hankyung.com/article/2010062445491"),
    ("hankyung", "https://news.hankyung.com/article/202611198120H", "202611198120H", "https://www.hankyung.com/article/202611198120H"),
    ("inews24", "http://news.inews24.com/php/news_view.php?g_serial=957129&g_menu=046101", "957129", "https://www.inews24.com/view/957129"),
    ("inews24", "https://inews24.net/view/wrlted/1019033", "1019033", "https://www.inews24.com/view/1019033"),
    ("newsis", "https://mobile.newsis.com/view.html?ar_id=NISX20131212_0012587763", "NISX20131212_0012587763",
     "https://www.newsis.com/view/NISX20131212_0012587763"),
    ("newsis", "https://www.newsis.com/ar_detail/view.html?cID=1&ar_id=NISX20131212_0012587763", "NISX20131212_0012587763",
     "https://www.newsis.com/view/NISX20131212_0012587763"),
    ("yna", "https://m.yna.co.kr/amp/view/AKR20260730034600008?input=1195m", "AKR20260730034600008", "https://www.yna.co.kr/view/AKR20260730034600008"),
    ("dongascience", "http://dongascience.donga.com/news.php?idx=-13339", "-13339", "https://www.dongascience.com/news.php?idx=-13339"),
    ("naver", "http://news.naver.com/main/read.nhn?oid=003&sid1=100&aid=0008923028&mid=shm", "003-0008923028",
     "https://n.news.naver.com/article/003/0008923028"),
    ("naver", "https://n.news.naver.com/mnews/article/comment/056/0012190764", None, None),
    ("naver", "https://n.news.naver.com/mnews/ranking/article/056/0012190764?ntype=RANKING", None, None),
    ("daum", "http://v.media.daum.net/v/20130530103117848", "20130530103117848", "https://v.daum.net/v/20130530103117848"),
    ("newsis", "https://www.newsis.com/view/NISI20261119_0021055611", None, None),
    ("mk", "https://www.mk.co.kr/en/it/12120500", None, None),
])
def test_addresses_of_all_generations(site_name: str, address: str, article_id: str | None, canonical: str | None) -> None:
    link = spider_for(address, site_name).article_link(address)
    assert ((link.id, link.url) if link else (None, None)) == (article_id, canonical)
