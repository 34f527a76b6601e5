"""Articles by number: ``-a ids=FROM-TO``."""
from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsroom.nights import Crawler, nights_of
from tests.newsroom.own import Naver
from tests.newsroom.systems import Ndsoft
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]


def test_a_gap_is_filled_and_nothing_is_asked_twice(crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(Ndsoft(), tmp_path, crawler) as nights:
        numbers = sorted(map(int, nights.paper.wanted))
        low, high = numbers[3], numbers[-1] + 4
        first = nights.crawl(0, "-a", f"ids={low}-{high}", sections=False)
        second = nights.crawl(1, "-a", f"ids={low}-{high}", sections=False)
        walked = nights.crawl(2)
    assert (first.code, first.outcome) == (0, "complete"), first.said
    assert set(nights.read()) == set(nights.paper.wanted)
    assert first.manifest["counts"]["new"] == len(numbers) - 3
    assert first.manifest["tallies"]["rejected"] == {"no-such-id": 4}
    assert [address for address in second.asked if "robots" not in address] == []
    assert (walked.code, nights.repeated(), nights.wrong()) == (0, [], [])


def test_a_site_without_numbers_refuses(crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(Naver(), tmp_path, crawler) as nights:
        night = nights.crawl(0, "-a", "ids=1-2", sections=False)
    assert night.code == 2
    assert night.said == "newscrawl crawl naver: naver does not number its articles, so that no ids can be asked for\n"
