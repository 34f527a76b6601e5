"""Nothing is believed unseen: what an article's address must show before anything is written, changed or deleted."""
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.loopback import Answer
from tests.newsroom import PAPERS
from tests.newsroom.nights import Crawler, Nights, nights_of
from tests.newsroom.paper import Asked, Fault, Paper
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]

FAMILIES = ("aitimes_kr", "byline", "zdnet")


def page(title: str, text: str) -> str:
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><div><h1>{title}</h1><p>{text}</p></div></body></html>"


CAPTCHA = page("잠시만요", "자동화된 프로그램이 아닌지 확인하고 있습니다. 아래 상자를 눌러 주세요. Ray ID: {number:x}")
CONSENT = page("Before you continue", "We and our partners use cookies. Accept all cookies to go on reading, or manage your choices.")
MAINTENANCE = page("서비스 점검 안내", "더 나은 서비스를 위해 점검 중입니다. 오전 여섯 시에 다시 만나요.")
NOBODY_KNOWS = page("고양이가 지키는 문", "문지기 고양이가 낮잠을 잔다. 방울이 세 번 울리면 깨어난다. 그때까지 이 문은 열리지 않는다.")


def everywhere(shown: str) -> Fault:
    """One notice at every article's address; ``{number}`` in it differs from page to page."""
    def fault(paper: Paper, asked: Asked) -> Answer | None:
        return Answer(shown.format(number=7919 * len(paper.asked)).encode()) if asked.kind == "article" else None
    return fault


def in_its_frame(paper: Paper, asked: Asked) -> Answer | None:
    """A notice that no word gives away between the site's menus, on pages that state the id of the article asked for."""
    if asked.kind != "article" or asked.story is None:
        return None
    return paper.draw(Asked(asked.address, "article", replace(
        asked.story, title="문지기 고양이", paragraphs=["방울이 세 번 울리면 고양이가 깨어난다. 그때까지 이 방에는 아무도 들어가지 못한다." * 4])))


def stale_cache(paper: Paper, asked: Asked) -> Answer | None:
    """The first article's text at every address, without any statement of its id."""
    if asked.kind != "article" or asked.story is None:
        return None
    whole = paper.draw(replace(asked, story=paper.shown(paper.crawled[0])[0])).body.decode()
    return Answer(re.sub(r"<(?:meta (?!charset)|link )[^>]*>|<script.*?</script>", "", whole, flags=re.DOTALL).encode())


def rejected(nights: Nights) -> set[str]:
    return {line["reason"] for line in nights.lines("rejected")}


NOTICES = {
    "captcha": (everywhere(CAPTCHA), {"captcha"}), "consent": (everywhere(CONSENT), {"consent"}),
    "maintenance": (everywhere(MAINTENANCE), {"maintenance"}), "unknown words": (everywhere(NOBODY_KNOWS), {"no-body"}),
    "in its frame": (in_its_frame, {"stale"}), "stale cache": (stale_cache, {"unproved"})}
"""Word -> the fault, and the reason for which every page is rejected."""


@pytest.mark.parametrize(("site", "word"), [
    ("aitimes_kr", "captcha"), ("naver", "captcha"), ("byline", "consent"), ("hellot", "maintenance"), ("chosunbiz", "unknown words"),
    ("inews24", "unknown words"), ("aitimes_kr", "in its frame"), ("zdnet", "in its frame"), ("naver", "in its frame"),
    ("zdnet", "stale cache"), ("hellot", "stale cache")])
def test_a_notice_is_neither_written_nor_believed_later(site: str, word: str, crawler: Crawler, tmp_path: Path) -> None:
    """On the first night; then, healed, everything is there once; then again over what is stored."""
    fault, reasons = NOTICES[word]
    with nights_of(PAPERS[site](full=12), tmp_path, crawler) as nights:
        nights.paper.faults = [fault]
        first = nights.crawl(0)
        written = set(nights.read())
        # In a stale cache one page is right.
        assert (len(written), nights.wrong()) == (1 if fault is stale_cache else 0, []), first.said
        assert reasons <= rejected(nights), first.said
        assert rejected(nights) <= reasons | {"stale", "redirected"}
        nights.paper.faults = []
        second = nights.crawl(1)
        assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], []), second.said
        nights.paper.faults = [fault]
        nights.crawl(2.5)
        nights.crawl(3.6)
        assert (nights.missing(), nights.wrong(), nights.repeated(), nights.lines("deleted")) == ([], [], [], [])
        nights.paper.faults = []
        nights.paper.shown(nights.paper.crawled[0])[2].edit()
        nights.crawl(5)
        assert (nights.missing(), nights.wrong()) == ([], [])
        assert [line["change"] for line in nights.lines() if line["revision"] > 1] == ["edited"]


@pytest.mark.parametrize("site", FAMILIES)
def test_a_night_without_articles_is_an_outage(site: str, crawler: Crawler, tmp_path: Path) -> None:
    def nothing_there(paper: Paper, asked: Asked) -> Answer | None:
        return Answer(b"<html><body>404</body></html>", 404) if asked.kind == "article" else None

    with nights_of(PAPERS[site](full=12), tmp_path, crawler) as nights:
        nights.crawl(0)
        nights.paper.faults = [nothing_there]
        for night in (1.1, 2.1):
            nights.crawl(night)
            assert (nights.lines("deleted"), nights.missing()) == ([], [])
        nights.paper.faults = []
        nights.crawl(3.2)
        assert (nights.lines("deleted"), nights.missing(), nights.wrong(), nights.repeated()) == ([], [], [], [])


@pytest.mark.parametrize("site", FAMILIES)
def test_a_deletion_is_seen_twice_and_an_article_may_come_back(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](full=12), tmp_path, crawler) as nights:
        nights.crawl(0)
        story = nights.paper.shown(nights.paper.crawled[0])[1]
        own = nights.paper.article_id(story)
        story.deleted = True
        assert nights.crawl(1.5).outcome == "complete"
        assert nights.lines("deleted") == []
        assert nights.crawl(2.6).outcome == "complete"
        [tombstone] = nights.lines("deleted")
        assert (tombstone["id"], tombstone["revision"]) == (f"{site}:{own}", 2)
        assert own not in nights.read()
        story.deleted = False
        assert nights.crawl(3.7).outcome == "complete"
        assert (nights.missing(), nights.wrong()) == ([], [])
        assert [line["revision"] for line in nights.lines() if line["id"] == f"{site}:{own}"] == [1, 3]
        assert nights.lines("deleted") == [tombstone]


def renamed(drawn: str) -> str:
    """A redesign: all class names and ids are others, and nothing is stated in meta and JSON-LD any more."""
    names = re.sub(r'\b(class|id)="([^"]+)"', lambda match: f'{match[1]}="' + " ".join(f"r{name[::-1]}" for name in match[2].split()) + '"', drawn)
    return re.sub(r'<(?:meta (?!charset)|link )[^>]*>|<script type="application/ld\+json">.*?</script>', "", names, flags=re.DOTALL)


@pytest.mark.parametrize("site", ["aitimes_kr", "zdnet", "inews24", "naver"])
def test_a_redesign_is_read_and_edits_nothing(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](full=12), tmp_path, crawler) as nights:
        nights.crawl(0)
        nights.paper.design = renamed
        nights.paper.publish(nights.paper.crawled[0], 2)
        nights.crawl(1.1)
        assert nights.missing() == []
        assert {line["change"] for line in nights.lines() if line["revision"] > 1} <= {"reread"}


def test_a_protected_post_asks_for_a_login(crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS["byline"](full=12), tmp_path, crawler) as nights:
        stories = nights.paper.shown(nights.paper.crawled[0])
        stories[0].protected = True
        nights.crawl(0)
        stories[1].protected = True
        nights.crawl(1.5)
        assert nights.wrong() == []
        assert nights.paper.article_id(stories[0]) not in nights.read()
        assert rejected(nights) == {"login"}
        assert nights.repeated() == []
