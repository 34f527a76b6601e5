"""The identity of papers without a spider: one article has one id and one URL, and two articles have two."""
from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscrawl
from newscrawl.text.addresses import normal_address
from tests.saved import FETCHED_AT

TEXT = "<p>강가의 배움터가 새 교실을 열었다. 아이들은 스스로 만든 배를 띄우며 물의 힘을 배운다고 선생님은 설명했다.</p>" * 4
URL = "https://www.baeum.example/news/view?no=20261120501"
TRACKING = ["utm_source=rss", "UTM_medium=feed", "fbclid=IwAR0x-_9", "gclid=abc", "ref=main", "referrer=naver", "from=home", "_ga=2.1", "igshid=x"]


class Identity(NamedTuple):
    id: str
    url: str


def identity(url: str, head: str = "") -> Identity:
    page = (f"<html><head><meta charset=utf-8><title>강가의 새 교실</title>"
            f"<meta property='article:published_time' content='2026-11-20T09:00:00+09:00'>"
            f"{head}</head><body><h1>강가의 새 교실</h1><div>{TEXT}</div></body></html>")
    article = newscrawl.read_page(page.encode(), url, fetched_at=FETCHED_AT)
    return Identity(article.id, article.url)


@given(before=st.lists(st.sampled_from(TRACKING), max_size=3), after=st.lists(st.sampled_from(TRACKING), max_size=3),
       scheme=st.sampled_from(["https://", "http://", "HTTPS://"]), host=st.sampled_from(["www.baeum.example", "WWW.Baeum.example"]),
       port=st.booleans(), fragment=st.sampled_from(["", "#comment", "#", "#:~:text=배"]))
def test_however_the_address_is_written(before: list[str], after: list[str], scheme: str, host: str, port: bool, fragment: str) -> None:
    given_port = {"https://": ":443", "http://": ":80"}.get(scheme.lower(), "") if port else ""
    query = "&".join([*before, "no=20261120501", *after])
    assert identity(f"{scheme}{host}{given_port}/news/view?{query}{fragment}") == identity(URL)


@pytest.mark.parametrize("parameter", ["no", "idxno", "id", "seq", "idx", "aid", "nttId", "artid", "p", "ref_id", "did", "code", "page"])
@given(numbers=st.lists(st.integers(1, 10 ** 9), min_size=2, max_size=2, unique=True))
def test_articles_that_differ_in_their_number(parameter: str, numbers: list[int]) -> None:
    first, second = (normal_address(f"https://www.baeum.example/news/view?{parameter}={number}") for number in numbers)
    assert first != second


@given(st.text(st.characters(
    codec="utf-8", exclude_characters="/?#%&=+;\\\t\r\n", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=12))
def test_quoted_or_plain(words: str) -> None:
    plain, quoted = (f"https://www.baeum.example/소식/가{text}/20261120501?쪽=나{text}" for text in (words, quote(words)))
    assert normal_address(plain) == normal_address(quoted) == normal_address(quoted.replace("%E", "%e"))
    assert normal_address(normal_address(plain)) == normal_address(plain)
    assert normal_address(plain).isascii()


@pytest.mark.parametrize("written", [
    "https://www.baeum.example/2026/11/20/boat/index.html", "https://www.baeum.example/2026/11/20/boat/index.php?utm_campaign=a",
    "http://www.baeum.example/2026/11/20/boat/;jsessionid=0A1B", "https://www.baeum.example/2026/11/20/boat/?fbclid=1#top",
    "https://www.baeum.example/2026/11/20/%62oat/"])
def test_what_only_the_server_knows(written: str) -> None:
    assert identity(written) == identity("https://www.baeum.example/2026/11/20/boat/")


@pytest.mark.parametrize("ref", ["20261120501", "1234"])
def test_an_origin_with_a_number_may_be_an_id(ref: str) -> None:
    assert identity(f"https://www.baeum.example/news/view?ref={ref}").url == f"https://www.baeum.example/news/view?ref={ref}"


@pytest.mark.parametrize("stated", [
    "https://www.baeum.example/", "https://www.baeum.example", "https://www.baeum.example/index.html", "https://www.baeum.example/section/it-science",
    "https://www.baeum.example/section/105", "https://www.baeum.example/news/articleList.html?sc_section_code=S1N1", "https://www.baeum.example/news/view",
    "https://www.baeum.example/news/view?no=20261120502", "https://www.other.example/news/20261120501", "", "https://[www.baeum.example/1"])
@pytest.mark.parametrize("head", ["<link rel=canonical href='{}'>", "<meta property='og:url' content='{}'>"])
def test_a_canonical_address_that_is_no_articles(stated: str, head: str) -> None:
    first, second = (identity(f"https://www.baeum.example/news/view?no={number}", head.format(stated)) for number in (20261120501, 20261120503))
    assert first == identity(URL)
    assert second.id != first.id


@pytest.mark.parametrize(("url", "stated"), [
    ("https://m.baeum.example/view?no=20261120501", "https://www.baeum.example/news/20261120501"),
    ("https://m.baeum.example/v/9", "https://www.baeum.example/a-boat-for-all-children"),
    ("https://www.baeum.example/?p=113", "https://www.baeum.example/강가-교실/"),
    ("https://www.baeum.example/amp/20261120501", "https://www.baeum.example/20261120501"),
    ("https://www.baeum.example/about-boats/amp", "https://www.baeum.example/about-boats")])
def test_a_canonical_address_of_an_article(url: str, stated: str) -> None:
    found = identity(url, f"<link rel='canonical' href='{stated}'>")
    assert found.url == normal_address(stated)
    assert found == identity(f"{url}#reply", f"<meta property='og:url' content='{stated}?utm_source=rss'>")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_scheme_that_the_page_states(scheme: str) -> None:
    stated = f"{scheme}://www.baeum.example/news/view?no=20261120501"
    found = identity(URL.replace("https", "http"), f"<link rel=canonical href='{stated}'>")
    assert found == (identity(URL).id, stated)
