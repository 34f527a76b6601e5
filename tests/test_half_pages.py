"""Half a page is no page: it is asked for again, and never an article or a listing."""
from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import pytest

from newscrawl.page.whole import breaks_off
from tests.loopback import Answer, serving
from tests.nightly import ARTICLE, CODES, LISTING, Paper, article, crawl, days_ago, lines, numbers

pytestmark = pytest.mark.slow

HTML = {"Content-Type": "text/html; charset=utf-8"}
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


def paper(*shown: int) -> Paper:
    """Articles in one section; each of the others has one that is too old to be wanted."""
    site = Paper()
    site.publish("tech", *shown)
    for place, listing in enumerate(key for key in CODES if key != "tech"):
        site.publish(listing, 900 + place, time=days_ago(400))
    return site


class Mending(Paper):
    """Its articles are cut at the first few requests, and whole after them."""

    def __init__(self, cut: int) -> None:
        super().__init__()
        self.cut = cut

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        whole = super().answer(address, headers)
        if "idxno" not in address or self.times_asked(address) > self.cut:
            return whole
        return Answer(whole.body[:len(whole.body) * 2 // 3], headers=HTML, length=-1)


def assert_both_are_read_when_it_is_mended(site: Paper, output: Path, port: int) -> None:
    assert crawl(output, port, "-a", "refetch=1").returncode == 0
    assert numbers(output) == Counter([1, 2])


@pytest.mark.parametrize("length", [None, -1])
def test_an_article_that_breaks_off(tmp_path: Path, length: int | None) -> None:
    site = paper(1, 2)
    whole = site.pages[ARTICLE.format(2)].body
    site.pages[ARTICLE.format(2)] = Answer(whole[:len(whole) * 2 // 3], length=length)
    with serving(site) as port:
        assert crawl(tmp_path, port).returncode != 0
        assert numbers(tmp_path) == Counter([1])
        [rejected] = lines(tmp_path, "rejected")
        assert (rejected["id"], rejected["reason"]) == ("aitimes_kr:2", "partial")
        assert "breaks off" in rejected["message"]
        assert site.times_asked(ARTICLE.format(2)) == 3, "asked twice more"
        site.publish("tech", 2)
        site.articles["tech"] = [2, 1]
        site.print_listings()
        assert_both_are_read_when_it_is_mended(site, tmp_path, port)


@pytest.mark.parametrize("encoding", COMPRESSORS)
def test_a_compressed_article(tmp_path: Path, encoding: str) -> None:
    site = paper(1, 2)
    for number in (1, 2):
        packed = COMPRESSORS[encoding](article(number))
        site.pages[ARTICLE.format(number)] = Answer(packed[:-9] if number == 2 else packed, headers={**HTML, "Content-Encoding": encoding})
    with serving(site) as port:
        crawl(tmp_path, port)
    assert numbers(tmp_path) == Counter([1])
    assert [(line["id"], line["reason"]) for line in lines(tmp_path, "rejected")] == [("aitimes_kr:2", "partial")]


def test_a_page_without_a_length_that_has_its_end_is_whole(tmp_path: Path) -> None:
    site = paper(1, 2)
    for answer in site.pages.values():
        answer.length = -1
    with serving(site) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


def test_a_page_that_is_whole_at_the_next_try(tmp_path: Path) -> None:
    site = Mending(cut=1)
    site.pages |= paper(1, 2).pages
    with serving(site) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])
    assert site.times_asked(ARTICLE.format(1)) == 2


def test_a_page_without_its_end_where_the_others_have_one(tmp_path: Path) -> None:
    """It breaks off between two elements, so that nothing on it shows it."""
    site = paper(1, 2, 3, 4, 5)
    whole = article(1)
    site.pages[ARTICLE.format(1)] = Answer(whole.removesuffix(b"</body></html>"))
    with serving(site) as port:
        crawl(tmp_path, port)
    assert numbers(tmp_path) == Counter([2, 3, 4, 5]), "the first of the listing are read first"
    assert [(line["id"], line["reason"]) for line in lines(tmp_path, "rejected")] == [("aitimes_kr:1", "partial")]


def test_a_site_whose_pages_have_no_end(tmp_path: Path) -> None:
    site = paper(1, 2, 3, 4, 5)
    for number in range(1, 6):
        site.pages[ARTICLE.format(number)] = Answer(article(number).removesuffix(b"</body></html>"))
    with serving(site) as port:
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 6))


def test_a_listing_that_breaks_off(tmp_path: Path) -> None:
    site = paper(1, 2)
    address = LISTING.format(CODES["tech"], 1)
    whole = b"<html><body>" + site.pages[address].body + b"</body></html>"
    site.pages[address] = Answer(whole[:-60], length=-1)
    with serving(site) as port:
        assert crawl(tmp_path, port).returncode != 0
        assert numbers(tmp_path) == Counter()
        site.pages[address] = Answer(whole, length=-1)
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1, 2])


@pytest.mark.parametrize(("source", "cut"), [
    ("<html><body><div><p>전문</p></div></body></html>", False),
    ("<!doctype html><title>종료 태그 없음</title><div><p>첫째<p>둘째</div><footer>끝</footer>", False),
    ("<html><body><ul><li>하나<li>둘</ul><table><tr><td>셋</table>", False),
    ("<html><body><p>전문</p></body></html><script>after()</script>", False),
    ("<html><body><script>write('</body></html>')</script><div><p>앞부분", True),
    ("<html><body><p>앞부분 <a hre", True),
    ("<html><body><p>앞부분 <!-- 여기서", True),
    ("<html><body><article><p>앞부분</p>", True),
    ("<li><a href='/1'>조각</a></li>", False),
    ("<?xml version='1.0'?><!-- a --><rss><channel><item/></channel></rss>", False),
    ("<?xml version='1.0'?><rss><channel><item/><item><title>앞", True),
    ("", False),
])
def test_what_breaks_off(source: str, cut: bool) -> None:
    assert breaks_off(source.encode()) is cut


@pytest.mark.parametrize(("piece", "cut"), [
    ("<!-- -->", False), ("<!--", True), ("<script>", True), ("<div>", True), ("<script <title ", True), ("</html", True), ("<html>", False)])
def test_a_long_page_takes_no_longer_than_its_length(piece: str, cut: bool) -> None:
    """Time that grew with the square of the page would be minutes here."""
    assert breaks_off(b"<html>" + piece.encode() * 200_000) is cut
