"""The bundled newsroom: its pages are as full of furniture as the paper's, and its truth is stated apart."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest
from warcio.archiveiterator import ArchiveIterator

from newscrawl.demo.markup import PARAGRAPHS
from newscrawl.demo.pack import FETCHED, pack
from newscrawl.demo.pages import HOME, render
from newscrawl.demo.sources import Newsroom, expected, read_newsroom

SECTIONS = {"231": 10, "232": 8, "233": 8, "234": 8}
FURNITURE = [
    *("본문 바로가기", "증권", "IT·과학일반", "운세/사주", "많이 본 기사", "청소년보호정책", "adsbygoogle"),
    *("트위터", "카카오스토리", "Copyright", "무단전재 및 재배포"),
    *("관련기사", "기자의 다른 기사", "댓글쓰기"),
]


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return read_newsroom()


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return render()


def flat(text: str) -> str:
    return " ".join(text.split())


def links(page: bytes, css: str) -> list[str]:
    return [str(link.get("href")) for link in lxml.html.fromstring(page.decode()).cssselect(css)]


def test_the_newsroom_is_a_week_of_four_sections(newsroom: Newsroom) -> None:
    written = Counter(story.section for story in newsroom.stories.values())
    assert len(newsroom.stories) >= 36
    assert set(written) == set(SECTIONS)
    assert all(written[section] >= least for section, least in SECTIONS.items())
    assert len({story.title for story in newsroom.stories.values()}) == len(newsroom.stories)
    assert {story.markup for story in newsroom.stories.values()} == set(PARAGRAPHS)


def test_an_id_carries_the_day_of_publication(newsroom: Newsroom) -> None:
    for id_, story in newsroom.stories.items():
        assert id_.startswith(f"{story.published:%Y%m%d}500")
        assert len(id_) == 14
        assert 16 <= story.published.day <= 22


def test_every_article_is_whole(newsroom: Newsroom) -> None:
    for story in newsroom.stories.values():
        paragraphs = [block for block in story.article if block.kind == "paragraph"]
        assert 4 <= len(paragraphs) <= 8, story.id
        assert 1 <= len(story.deck) <= 3, story.id
        assert story.email.endswith("@metroseoul.co.kr")
        assert len(story.article) < len(story.blocks), f"{story.id} has nothing between its paragraphs"


def test_every_kind_of_block_occurs(newsroom: Newsroom) -> None:
    kinds = {block.kind for story in newsroom.stories.values() for block in story.article}
    assert kinds == {"heading", "paragraph", "quote", "list", "table"}


@pytest.mark.parametrize("word", ["트위터", "카카오스토리", "copyright"])
def test_three_articles_speak_of_what_share_bars_say(word: str, newsroom: Newsroom) -> None:
    truth = expected()
    saying = {id_ for id_, article in truth.items() if word in article["body"].lower()}
    assert saying == {"20261118500045", "20261120500057", "20261121500110"}
    beside = {id_: [*article["subtitle"], *(image["caption"] for image in article["images"])]
              for id_, article in truth.items()}  # fmt: skip
    assert not [id_ for id_, lines in beside.items() if word in " ".join(lines).lower()]
    assert not [story.title for story in newsroom.stories.values() if word in story.title.lower()]


def test_every_article_page_carries_the_furniture(newsroom: Newsroom, pages: dict[str, bytes]) -> None:
    for id_ in newsroom.stories:
        page = pages[f"{HOME}/article/{id_}"].decode()
        assert not [junk for junk in FURNITURE if junk not in page], id_
        assert "article:published_time" not in page
        assert '<meta property="og:image" content="//' in page


def test_the_body_is_the_longest_column_and_holds_the_truth_in_order(pages: dict[str, bytes]) -> None:
    for id_, truth in expected().items():
        tree = lxml.html.fromstring(pages[f"{HOME}/article/{id_}"].decode())
        columns = [flat(str(column.text_content())) for column in tree.cssselect("div.col-12")]
        body = max(columns, key=len)
        at = 0
        for block in truth["blocks"]:
            for line in block["text"].replace("\t", "\n").split("\n"):
                at = body.index(line, at) + len(line)
        assert len(body) > at, "a share bar follows the last paragraph"
        assert len(columns) > 1


def test_the_head_of_an_article_page_says_the_truth(pages: dict[str, bytes]) -> None:
    for id_, truth in expected().items():
        tree = lxml.html.fromstring(pages[f"{HOME}/article/{id_}"].decode())
        (head,) = tree.cssselect("body > div.container > div.article-title")
        spans = [flat(str(span.text_content())) for span in head.cssselect("div span")]
        author = truth["authors"][0]
        assert flat(str(head.cssselect(".article-section")[0].text_content())) == ">".join(truth["section"])
        assert head.cssselect("h1")[0].text == truth["title"]
        assert str(head.cssselect(".article-deck")[0].text_content()).split("\n") == truth["subtitle"]
        assert spans == [
            f"{author['name']} 기자 {author['email']}",
            f"입력 {truth['published_at'][:19].replace('T', ' ')}",
        ]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_listing_goes_on_until_an_empty_page(section: str, newsroom: Newsroom, pages: dict[str, bytes]) -> None:
    address = f"{HOME}/newsList/{section}?page="
    last = sum(url.startswith(address) for url in pages)
    found = [links(pages[f"{address}{number}"], "a.news-title") for number in range(1, last + 1)]
    assert last >= 3
    assert all(found[:-1])
    assert found[-1] == []
    ids = [urlsplit(link).path.split("/")[-1] for page in found for link in page]
    listed = [story.id for story in newsroom.listing(newsroom.sections[section])]
    pinned = newsroom.sections[section].pinned
    assert ids == ([pinned] if pinned else []) + listed
    assert all(links(pages[f"{address}{number}"], ".most-read a") for number in range(1, last + 1))


def test_listings_write_addresses_in_several_ways_and_share_an_article(
    newsroom: Newsroom, pages: dict[str, bytes]
) -> None:
    found = [link for url, page in pages.items() if "/newsList/23" in url for link in links(page, "a.news-title")]
    assert {link.partition("2026")[0] for link in found} == {
        "/article/", f"{HOME}/article/", "http://m.metroseoul.co.kr/article/"}  # fmt: skip
    assert any("?ref=" in link for link in found)
    assert [story.id for story in newsroom.stories.values() if story.also] == ["20261121500110"]


def test_the_warc_reads_back_the_same_bytes(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = tmp_path / "newsroom.warc.gz"
    assert pack(path) == len(pages)
    with path.open("rb") as file:
        records = [(record, record.content_stream().read()) for record in ArchiveIterator(file)]
    assert {record.rec_headers["WARC-Target-URI"]: page for record, page in records} == pages
    assert {record.rec_headers["WARC-Date"] for record, _ in records} == {FETCHED}
    assert len(records) == len(pages)
    assert all(record.http_headers["Content-Type"].endswith("; charset=utf-8") for record, _ in records)


def test_packing_twice_gives_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first.warc.gz", tmp_path / "second.warc.gz"
    assert pack(first) == pack(second)
    assert first.read_bytes() == second.read_bytes()
