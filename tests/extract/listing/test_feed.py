"""Feeds: every form, and every fault that costs a strict reader all of it."""
from __future__ import annotations

import json
import time
from datetime import datetime

import pytest

import newscrawl
from newscrawl.extract.listing import feed
from newscrawl.page.document import Page
from tests.saved import FETCHED_AT

TITLES = ["누리AI, 추론 칩 첫 공개", "다솜 로봇 새 공장 가동", "가람반도체 3분기 매출 늘어"]
HOST = "https://www.bomnae-press.example"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">', end: str = "</channel></rss>") -> str:
    return f"{head}<channel><title>봄내신문</title><link>{HOST}/</link>{''.join(items)}{end}"


def item(number: int, title: str | None = None, address: str | None = None, more: str = "") -> str:
    return (f"<item><title>{title or TITLES[number]}</title><link>{address or f'{HOST}/view/{1000 + number}'}</link>{more}"
            f"<pubDate>Fri, 20 Nov 2026 1{number}:00:00 +0900</pubDate></item>")


def read(text: str | bytes, url: str = f"{HOST}/rss/it.xml") -> list[tuple[str, str | None, str | None]]:
    """(address, title, Korean time) of each entry, through the public door."""
    body = text if isinstance(text, bytes) else text.encode()
    listing = newscrawl.read_listing(body, url, fetched_at=FETCHED_AT)
    return [(link.url, link.title, link.time.time.isoformat() if link.time else None) for link in listing.links]


WHOLE = [(f"{HOST}/view/{1000 + number}", TITLES[number], f"2026-11-20T1{number}:00:00+09:00") for number in range(3)]
PLAIN = rss(*map(item, range(3)))


@pytest.mark.parametrize("text", [
    PLAIN,
    "\n \n" + PLAIN,
    "\ufeff" + PLAIN,
    "\ufeff\n\ufeff" + PLAIN,
    "<br />\n<b>Notice</b>: Undefined index: cat in <b>/home/www/feed.php</b> on line <b>12</b><br />\n" + PLAIN,
    "Deprecated: strlen(): Passing null in /var/www/rss.php on line 4\n" + PLAIN,
    "<!-- generated 2026-11-20 -->\n" + PLAIN,
    PLAIN.replace('<?xml version="1.0" encoding="UTF-8"?>\n', ""),
    PLAIN.replace("UTF-8", "euc-kr"),
    PLAIN.replace("UTF-8", "euc-kr").encode("cp949"),
    PLAIN.encode("cp949"),
    PLAIN.replace("UTF-8", "utf-16").encode("utf-16"),
    PLAIN.replace("<item>", "<ITEM>").replace("</item>", "</ITEM>").replace("pubDate", "pubdate"),
    rss(*map(item, range(3)), end=""),
    rss(*map(item, range(3)), end="<item><title>끊긴 기"),
    rss(item(0).removesuffix("</item>"), item(1).replace("</title>", ""), item(2)),
    rss(item(0), item(1).replace("</link>", ""), item(2).replace("</pubDate>", "")),
    rss(*map(item, range(3))) + "\n<!-- cached -->\n<script>analytics()</script>",
], ids=["plain", "blank lines before", "BOM", "two BOMs", "PHP notice", "PHP notice as text", "comment before", "no declaration",
        "declared EUC-KR but UTF-8", "EUC-KR", "declared UTF-8 but EUC-KR", "UTF-16", "upper case", "no end", "cut entry", "no end tags",
        "no end tags of fields", "text after"])
def test_the_feed_as_a_whole(text: str | bytes) -> None:
    assert read(text) == WHOLE


@pytest.mark.parametrize(("written", "shown"), [
    ("<![CDATA[누리AI, 칩 공개]]>", "누리AI, 칩 공개"),
    ("\n  <![CDATA[ 누리AI, 칩 공개 ]]>\n", "누리AI, 칩 공개"),
    ("<![CDATA[<![CDATA[누리AI, 칩 공개]]>]]>", "누리AI, 칩 공개"),
    ("&lt;![CDATA[누리AI, 칩 공개]]&gt;", "누리AI, 칩 공개"),
    ("<![CDATA[누리AI, 칩 공개", "누리AI, 칩 공개"),
    ("<![CDATA[[단독] 누리AI [영상]]]>", "[단독] 누리AI [영상]"),
    ("R&D 투자 & 고용", "R&D 투자 & 고용"),
    ("R&amp;D 투자", "R&D 투자"),
    ("R&amp;amp;D 투자", "R&D 투자"),
    ("&ldquo;칩&rdquo;&nbsp;공개&hellip;&#8216;첫&#8217;", "“칩” 공개…‘첫’"),
    ("&lt;속보&gt; 누리AI 칩 공개", "<속보> 누리AI 칩 공개"),
    ("<속보> 누리AI 칩 공개", "<속보> 누리AI 칩 공개"),
    ("금리 3% < 물가 4%", "금리 3% < 물가 4%"),
    ("<b>누리AI</b>, <i>칩</i> 공개", "누리AI, 칩 공개"),
    ("&lt;b&gt;누리AI&lt;/b&gt; 칩 공개", "누리AI 칩 공개"),
    ("<![CDATA[<strong>누리AI</strong> 칩 공개]]>", "누리AI 칩 공개"),
    ("누리AI 칩\x0b 공개\x00", "누리AI 칩 공개"),
    ("누리AI &#xD83D; 칩 공개", "누리AI \N{REPLACEMENT CHARACTER} 칩 공개"),
    ("로봇 👨\u200d👩\u200d👧 가족", None),
])
def test_titles(written: str, shown: str | None) -> None:
    found = read(rss(item(0), item(1, written), item(2)))
    assert [found[0], found[2]] == [WHOLE[0], WHOLE[2]]
    assert found[1][0] == WHOLE[1][0]
    if shown:
        assert found[1] == (WHOLE[1][0], shown, WHOLE[1][2])
    str(found[1][1]).encode()


@pytest.mark.parametrize(("written", "address"), [
    ("/view/7", f"{HOST}/view/7"),
    ("//www.bomnae-press.example/view/7", f"{HOST}/view/7"),
    ("../view/7", f"{HOST}/view/7"),
    (f"\n  {HOST}/view/7\n  ", f"{HOST}/view/7"),
    (f"<![CDATA[{HOST}/view?a=1&copy=2&id=7]]>", f"{HOST}/view?a=1&copy=2&id=7"),
    (f"{HOST}/view?sect=1&section=2&id=7", f"{HOST}/view?sect=1&section=2&id=7"),
    (f"{HOST}/view?a=1&amp;id=7", f"{HOST}/view?a=1&id=7"),
    (f"{HOST}/a-b", f"{HOST}/a-b"),
])
def test_addresses(written: str, address: str) -> None:
    assert [link[0] for link in read(rss(item(0), item(1, address=written), item(2)))] == [WHOLE[0][0], address, WHOLE[2][0]]


@pytest.mark.parametrize("more", [
    "<media:content url='https://img.bomnae-press.example/1.jpg'/>",
    "<media:group><media:title>사진 설명</media:title><media:content url='/1.jpg'></media:group>",
    "<image><url>/1.jpg</url><title>그림</title><link>https://img.bomnae-press.example/1</link></image>",
    "<source url='https://wire.example/rss'>다른 통신</source><author>홍길동</author>",
    "<description><![CDATA[<p><a href='/x'>더 보기</a><title>다른 제목</title>]]></description>",
    "<description>값이 3 < 4 이고 A&B 이다</description>",
    "<description><title>다른 제목</title><link>https://www.bomnae-press.example/9</link></description>",
    "<description><![CDATA[끝나지 않은 설명</description>",
    "<content:encoded><![CDATA[" + "<p>본문 문장이다. 또 한 문장이다.</p>" * 40 + "]]></content:encoded>",
    "<enclosure url='https://img.bomnae-press.example/1.mp3' length='1' type='audio/mpeg'/><comments>/1#c</comments>",
    "<!-- <title>옛 제목</title><link>/old/1</link> -->",
    "<category term=\"a>b\">기술</category>",
    "<dc:creator>홍길동</dc:creator><guid isPermaLink='false'>99</guid>",
    "<atom:link href='/rss' rel='self'/>",
])
def test_what_stands_beside_is_not_the_entry_s(more: str) -> None:
    before = item(1).replace("<title>", f"{more}<title>")
    assert read(rss(item(0), item(1, more=more), item(2))) == WHOLE
    assert read(rss(item(0), before, item(2))) == WHOLE


def test_atom() -> None:
    entries = "".join(
        f"<entry><author><name>홍길동</name></author><link rel='edit' href='/edit/{number}'/><link rel='alternate' href='/view/{1000 + number}'/>"
        f"<source><id>x</id><title>다른 매체</title><updated>2020-01-01T00:00:00Z</updated></source><title type='html'>{TITLES[number]}</title>"
        f"<id>tag:bomnae,2026:{number}</id><updated>2026-11-21T00:00:00Z</updated><published>2026-11-20T0{number + 1}:00:00Z</published></entry>"
        for number in range(3))
    text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>봄내</title><link rel='next' href='?page=2'/>{entries}</feed>"
    assert read(text) == WHOLE
    assert read(text.replace("<feed ", "<a:feed ").replace("<entry>", "<a:entry>").replace("</entry>", "</a:entry>")) == WHOLE
    assert newscrawl.read_listing(text.encode(), f"{HOST}/atom.xml", fetched_at=FETCHED_AT).next_page == f"{HOST}/atom.xml?page=2"


def test_rss_1() -> None:
    items = "".join(f"<item rdf:about='{HOST}/view/{1000 + number}'><title>{TITLES[number]}</title>"
                    f"<dc:date>2026-11-20T1{number}:00:00+09:00</dc:date></item>" for number in range(3))
    listed = "".join(f"<rdf:li rdf:resource='{HOST}/view/{1000 + number}'/>" for number in range(3))
    assert read("<?xml version='1.0'?><rdf:RDF><channel rdf:about='/'><title>봄내</title>"
                f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>{items}</rdf:RDF>") == WHOLE


def test_a_news_sitemap() -> None:
    urls = "".join(
        f"<url><loc>{HOST}/view/{1000 + number}</loc><lastmod>2026-11-21</lastmod><news:news><news:publication><news:name>봄내</news:name>"
        f"</news:publication><news:publication_date>2026-11-20T1{number}:00:00+09:00</news:publication_date><news:title>{TITLES[number]}"
        f"</news:title></news:news><image:image><image:loc>{HOST}/img/{number}.jpg</image:loc><image:title>사진</image:title></image:image></url>"
        for number in range(3))
    assert read(f"<?xml version='1.0'?><?xml-stylesheet href='/s.xsl'?><urlset xmlns='x'>{urls}</urlset>") == WHOLE


def test_a_sitemap_of_all_pages_offers_what_may_be_an_article() -> None:
    urls = "".join(f"<url><loc>{HOST}{path}</loc></url>" for path in ("/", "/it", "/view/1000", "/about", "/view/1001"))
    assert [link[0] for link in read(f"<urlset>{urls}</urlset>")] == [f"{HOST}/view/1000", f"{HOST}/view/1001"]


def test_json_feed() -> None:
    items = [{"id": str(number), "url": f"/view/{1000 + number}", "title": TITLES[number], "content_html": "<p>가</p>",
              "date_published": f"2026-11-20T1{number}:00:00+09:00"} for number in range(3)]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "봄내", "next_url": f"{HOST}/feed.json?page=2", "items": items}
    text = json.dumps(document, ensure_ascii=False)
    assert read(text) == WHOLE
    assert read("\ufeff\n" + json.dumps(document)) == WHOLE
    assert read(text[:-20]) == WHOLE[:2]
    assert newscrawl.read_listing(text.encode(), f"{HOST}/feed.json", fetched_at=FETCHED_AT).next_page == f"{HOST}/feed.json?page=2"


@pytest.mark.parametrize("text", [
    "<html><body><pre><rss><item><title>가나다</title><link>https://a.example/1</link></item></rss></pre></body></html>",
    "<!DOCTYPE html><feed>", '{"items": [{"url": "https://a.example/1", "title": "가"}]}', "", "plain text",
    "<sitemapindex><sitemap/></sitemapindex>",
])
def test_what_is_no_feed(text: str) -> None:
    assert feed.entries(page(text)) is None


@pytest.mark.parametrize("text", [rss(), "<rss>", "<urlset/>x", "<feed ><entry/></feed>", rss("<item><title>링크 없음</title></item>")])
def test_a_feed_without_entries(text: str) -> None:
    with pytest.raises(newscrawl.NotAListing) as refused:
        read(text)
    assert refused.value.kind in {"no-links", "empty"}


@pytest.mark.parametrize("piece", [
    "<item>", "<item><title>", "<title>", "<a1:title>", "<![CDATA[", "]]>", "<!--", "<description>", "</", "<item a=", "&", "&amp", "<link>",
    "<item><![CDATA[", "<content:encoded><![CDATA[ ", "\"version\":", "{\"version\": \"https://jsonfeed.org\", \"items\": [{", "[",
])
def test_time_is_linear(piece: str) -> None:
    """A tenth of a megabyte takes milliseconds; at a cost that grows with the square it would take minutes."""
    for start in ("<rss><channel><item>", '{"version": "https://jsonfeed.org/version/1", "items": ['):
        text = start + piece * (100_000 // len(piece))
        started = time.process_time()
        feed.entries(page(text))
        assert time.process_time() - started < 2


def page(text: str) -> Page:
    return Page.from_bytes(text.encode(), f"{HOST}/rss", None, datetime.fromisoformat("2026-11-23T03:00:00+09:00"))
