"""Where a listing without a pager ends: its last page is full, and the number after it answers 404."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.loopback import Answer
from tests.newsroom import PAPERS, faults
from tests.newsroom.nights import Crawler, Nights, nights_of
from tests.newsroom.paper import Asked, Fault, Paper
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]

FULL_PAGES = 12
"""Two pages of six."""


def without_pager(page: str) -> str:
    return re.sub(r'<(ul|div) class="(?:pagination|paging|archive-pagination)">.*?</\1>', "", page)


def answers_404_past_the_end(paper: Paper, asked: Asked) -> Answer | None:
    is_past = asked.kind == "listing" and asked.page > paper.last_page(asked.section)
    return faults.html("<h1>404</h1>", 404) if is_past else None


def later_pages_answer_404(paper: Paper, asked: Asked) -> Answer | None:
    return faults.html("<h1>404</h1>", 404) if asked.kind == "listing" and asked.page >= 2 else None


def without_an_end(site: str, full: int, few: int) -> Paper:
    """A paper whose listings do not show where they end; of WordPress only the categories' pages are open."""
    paper = PAPERS[site](full, few)
    paper.design = without_pager
    paper.faults = faults_of(site)
    return paper


def faults_of(site: str) -> list[Fault]:
    closed = [faults.interfaces_redirect_home()] if site == "byline" else []
    return [*closed, answers_404_past_the_end]


def outcome(nights: Nights, day: float) -> str:
    night = nights.crawl(day)
    assert night.outcome != "complete" or nights.missing() == [], night.said
    assert (nights.wrong(), nights.repeated()) == ([], [])
    return night.outcome


@pytest.mark.parametrize("site", ["byline", "aitimes_kr"])
def test_an_end_is_believed_on_its_second_night_and_for_ever_after(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(without_an_end(site, FULL_PAGES, 6), tmp_path, crawler) as nights:
        assert outcome(nights, 0) == "partial"
        assert outcome(nights, 0.2) == "partial", "the same night is no second look"
        assert outcome(nights, 1) == "complete"
        assert nights.missing() == []
        for day, new in enumerate((0, 1, 5, 6, 0, 12, 3), 2):
            nights.paper.publish(nights.paper.crawled[0], new)
            assert outcome(nights, day) == "complete", f"night {day}"
        assert nights.missing() == []


@pytest.mark.parametrize("site", ["byline", "aitimes_kr"])
def test_a_fault_in_the_middle_is_no_end_though_it_lasts_two_nights(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(without_an_end(site, FULL_PAGES, 6), tmp_path, crawler) as nights:
        nights.paper.faults = [later_pages_answer_404, *faults_of(site)]
        assert outcome(nights, 0) == "partial"
        nights.paper.publish(nights.paper.crawled[0])
        assert outcome(nights, 1) == "partial"
        assert len(nights.missing()) == FULL_PAGES + 1 - 7
        nights.paper.faults = faults_of(site)
        assert outcome(nights, 2) == "complete"


def test_a_link_to_the_next_page_that_is_gone_ends_a_listing_at_once(crawler: Crawler, tmp_path: Path) -> None:
    """A WordPress theme has no numbers, but a link to older articles on every page but the last."""
    paper = PAPERS["byline"](FULL_PAGES, 2 * 6)
    paper.design = lambda page: page.replace('class="next page-numbers"', "").replace(">다음<", ">지난 글<")
    paper.faults = faults_of("byline")
    with nights_of(paper, tmp_path, crawler) as nights:
        assert outcome(nights, 0) == "complete"


def test_a_listing_that_shows_one_page_and_no_more(crawler: Crawler, tmp_path: Path) -> None:
    """On the third night its end is believed; that it does not reach back to the days wanted is said."""
    paper = without_an_end("zdnet", 24, 2)
    paper.faults = [later_pages_answer_404]
    with nights_of(paper, tmp_path, crawler) as nights:
        seen = []
        for day in range(5):
            paper.publish(paper.crawled[0], 2)
            seen.append(nights.crawl(day))
    assert [night.outcome for night in seen] == ["partial", "partial", "complete", "complete", "complete"]
    assert "reaches back to" in seen[2].said
