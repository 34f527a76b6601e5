"""A site is found by whatever a person calls it."""
from __future__ import annotations

import pytest

from newscrawl.errors import UnknownSiteError
from newscrawl.sites import all_sites, find_site, name_of, site_at, spider_for

SITES = all_sites()


@pytest.mark.parametrize(("given", "name"), [
    ("metroseoul", "metroseoul"), ("METROSEOUL", "metroseoul"), ("메트로신문", "metroseoul"), ("메트로", "metroseoul"),
    ("Metro Seoul", "metroseoul"), ("https://www.metroseoul.co.kr/", "metroseoul"), ("www.metroseoul.co.kr", "metroseoul"),
    ("m.metroseoul.co.kr", "metroseoul"), ("metroseoul.co.kr/article/20231206500284", "metroseoul"), ("WWW.EMETRO.CO.KR", "metroseoul"),
    ("http://metroseoul.co.kr:80/newsList/14?page=2#top", "metroseoul"),
    ("aitimes", "aitimes"), ("aitimes_kr", "aitimes_kr"), ("aitimes-kr", "aitimes_kr"), ("AI타임스", "aitimes"), ("aitimes.kr", "aitimes_kr"),
    ("AI Times Korea", "aitimes_kr"), ("The Hankyoreh", "hani"), ("hankyoreh", "hani"), ("n.news.naver.com", "naver"), ("다음 뉴스", "daum"),
    ("\u1112\u1161\u11ab\u1100\u1167\u1105\u1166", "hani"), ("  etnews ", "etnews"),
    ("아이티데일리", "itdaily"), ("메트로경제", "metroseoul"),
])
def test_names_hosts_and_addresses(given: str, name: str) -> None:
    assert find_site(given, SITES).name == name
    assert name_of(given) == name
    assert spider_for("https://nobody.example/1", given).name == name


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.name))
def test_no_two_sites_share_a_name(site: object) -> None:
    spider = find_site(site.name, SITES)  # type: ignore[attr-defined]
    assert spider is site
    for called in (spider.publisher, spider.english, *spider.allowed_domains, f"https://www.{spider.allowed_domains[0]}/"):
        assert called
        assert find_site(called, SITES) is site, called


@pytest.mark.parametrize(("given", "nearest"), [
    ("metroseol", ["metroseoul (메트로신문)"]),
    ("전자신믄", ["etnews (전자신문)"]),
    ("boan", ["boannews (보안뉴스)"]),
    ("https://www.metroseul.co.kr/news", ["metroseoul (메트로신문)"]),
    ("디지털", ["ddaily (디지털데일리)", "digitaltoday (디지털투데이)", "dt (디지털타임스)"]),
])
def test_the_nearest_three_are_named(given: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownSiteError) as unknown:
        find_site(given, SITES)
    message = str(unknown.value)
    named = message.partition("; nearest: ")[2].partition("; `newscrawl sites` lists all")[0].split(", ")
    assert named[0] in nearest
    assert set(nearest) <= set(named)
    assert len(named) <= 3
    assert "\n" not in message


@pytest.mark.parametrize("given", ["", "...", "http://[::1", "한", "qqqqqqqqqqqq", "nobody.example", "co.kr", "kr", "metroseoul:20231206500284"])
def test_what_means_no_site_is_told(given: str) -> None:
    with pytest.raises(UnknownSiteError, match="`newscrawl sites` lists all"):
        find_site(given, SITES)
    assert name_of(given) == given


def test_an_address_of_no_site_has_none() -> None:
    assert site_at("https://nobody.example/1") is None
    assert site_at("https://notetnews.com/1") is None
    etnews = site_at("https://m.etnews.com/20180319000234")
    assert etnews
    assert etnews.name == "etnews"


def test_a_spider_that_is_none_of_ours_is_found_by_its_name() -> None:
    class Other:
        name = "other"

    assert find_site("OTHER", [Other]) is Other
    with pytest.raises(UnknownSiteError, match="nearest: other;"):
        find_site("othr", [Other])
