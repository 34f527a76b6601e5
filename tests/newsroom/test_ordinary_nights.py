"""Nights on which nothing is wrong."""
from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsroom import PAPERS
from tests.newsroom.nights import Crawler, nights_of
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]


@pytest.mark.parametrize("site", PAPERS)
def test_every_article_is_there_once_and_as_its_paper_has_it(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](), tmp_path, crawler) as nights:
        for day in range(3):
            night = nights.crawl(day)
            assert (night.code, night.outcome) == (0, "complete"), night.said
            assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], [])
            nights.paper.publish(nights.paper.crawled[0], 2)
