"""One article has one address and one id, on whatever host and by whatever path its site has ever served it."""
from __future__ import annotations

import pytest

from newscrawl.sites import spider_for

# Id and canonical address, then other forms of it.
FORMS: dict[tuple[str, str], list[str]] = {
    ("boannews:201544", "https://www.boannews.com/news/articleView.html?idxno=201544"): [
        "https://boannews.com/news/articleView.html?sc_word=%EB%B3%B4%EC%95%88&idxno=201544#reply",
        "https://www.boannews.com/news/articleViewAmp.html?idxno=201544", "https://www.boannews.com/media/view.asp?idx=201544&kind=1"],
    ("edaily:03412066642398765", "https://www.edaily.co.kr/News/Read?newsId=03412066642398765&mediaCodeNo=257"): [
        "https://m.edaily.co.kr/News/Read?mediaCodeNo=257&newsId=03412066642398765", "https://www.edaily.co.kr/news/newspath.asp?newsid=03412066642398765",
        "http://www.edaily.co.kr/news/realtime/realtime_NewsRead.asp?sub_cd=DD11&newsid=03412066642398765&clkcode=00203"],
    ("asiae:2026031016251731747", "https://view.asiae.co.kr/article/2026031016251731747"): [
        "https://www.asiae.co.kr/article/it-general/2026031016251731747", "http://www.asiae.co.kr/article/2026031016251731747?cache=1",
        "https://cm.asiae.co.kr/ampview.htm?no=2026031016251731747&sec=it"],
    ("fnnews:202301191437173711", "https://www.fnnews.com/news/202301191437173711"): [
        "http://fnnews.com/news/202301191437173711?pg=news", "https://m.fnnews.com/news/202301191437173711"],
    ("khan:202502241631011", "https://www.khan.co.kr/article/202502241631011"): [
        "https://www.khan.co.kr/it/it-general/article/202502241631011/?utm_source=khan_rss", "https://m.khan.co.kr/article/202502241631011",
        "http://news.khan.co.kr/kh_news/khan_art_view.html?code=930100&artid=202502241631011",
        "http://biz.khan.co.kr/khan_art_view.html?artid=202502241631011&code=930100", "http://h2.khan.co.kr/202502241631011"],
    ("hani:573961", "https://www.hani.co.kr/arti/economy/it/573961.html"): [
        "http://herstory.hani.co.kr/arti/economy/it/573961.html", "https://m.hani.co.kr/arti/economy/it/573961.html?_fr=mt2"],
    ("joongang:13641133", "https://www.joongang.co.kr/article/13641133"): [
        "https://www.joongang.co.kr/article/13641133?ac=vt", "http://joongang.co.kr/article/13641133#home",
        "https://www.joongang.co.kr/amparticle/13641133"],
    ("hankookilbo:A2026012914320005196", "https://www.hankookilbo.com/news/article/A2026012914320005196"): [
        "https://www.hankookilbo.com/News/Read/A2026012914320005196?did=NA", "https://m.hankookilbo.com/News/Read/Amp/A2026012914320005196",
        "https://m.hankookilbo.com/News/Read/A2026012914320005196"],
}
NO_ARTICLES = [
    "https://www.edaily.co.kr/articles/business/electronics?page=2",
    "https://www.edaily.co.kr/News/Read?newsId=0341206664239",
    "https://www.asiae.co.kr/list/IT/2",
    "https://www.fnnews.com/section/002005000",
    "https://www.khan.co.kr/rss/rssdata/science_news.xml",
    "https://www.hani.co.kr/arti/economy/it",
    "https://english.hani.co.kr/arti/english_edition/e_business/1254424.html",
    "https://www.joongang.co.kr/tech?page=2",
    "https://www.hankookilbo.com/News/Economy/HB05",
    "https://www.boannews.com/news/articleList.html?view_type=sm&page=2",
]


@pytest.mark.parametrize(("known", "url"), [(known, url) for known, urls in FORMS.items() for url in [known[1], *urls]])
def test_an_address_in_any_form(known: tuple[str, str], url: str) -> None:
    spider = spider_for(url)
    link = spider.article_link(url)
    assert link
    assert (f"{spider.name}:{link.id}", link.url) == known
    assert spider.article_id(url) == spider.article_id(known[1]) == link.id


@pytest.mark.parametrize("url", NO_ARTICLES)
def test_an_address_of_no_article(url: str) -> None:
    spider = spider_for(url)
    assert spider.article_link(url) is None
    assert spider.article_id(url) is None
