"""Nights on which nothing is wrong: what papers do anyway, to single articles."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loopback import Answer
from tests.newsroom import PAPERS, faults
from tests.newsroom.nights import Crawler, nights_of
from tests.newsroom.paper import Asked, Paper
from tests.newsroom.stories import Story
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]

NIGHTS = 30
LAST_REVISIT = 7
"""Days after which an article is not visited again."""


@pytest.mark.parametrize("site", PAPERS)
def test_every_article_is_there_once_and_as_its_paper_has_it(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](), tmp_path, crawler) as nights:
        for day in range(3):
            night = nights.crawl(day)
            assert (night.code, night.outcome) == (0, "complete"), night.said
            assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], [])
            nights.paper.publish(nights.paper.crawled[0], 2)


class Month:
    """What a paper does in a month, and what must be in the files for it."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.edited: list[Story] = []
        self.deleted: list[Story] = []
        self.dead: list[Story] = []
        """The listing leads to them, and they are not there."""

    def live_a_day(self, day: int) -> None:
        full, *few = self.paper.crawled
        new = [] if day % 7 in {5, 6} else self.paper.publish(full, 1 + day % 3)
        if few and day % 6 == 1:
            self.paper.publish(few[0])
        if new and day % 5 == 2:  # nobody has read it yet
            new[0].edit()
        if new and day % 10 == 8:
            self.dead.append(new[0])
        young = [story for story in self.paper.shown(full) if 1 <= (self.paper.now - story.published).days < 3
                 and story not in [*self.edited, *self.dead]]
        if young and day % 4 == 1:
            self.edited.append(young.pop())
            self.edited[-1].edit()
        if young and day % 9 == 4:
            young[0].deleted = True
            self.deleted.append(young.pop(0))
        if young and day % 8 == 3:
            young[0].lifted = self.paper.now

    def dead_links(self, paper: Paper, asked: Asked) -> Answer | None:
        return faults.html("<h1>404</h1>", 404) if asked.kind == "article" and asked.story in self.dead else None


@pytest.mark.parametrize("site", PAPERS)
def test_a_month_of_ordinary_nights(site: str, crawler: Crawler, tmp_path: Path) -> None:
    paper = PAPERS[site](16, 4)
    month = Month(paper)
    paper.faults = [month.dead_links]
    with nights_of(paper, tmp_path, crawler) as nights:
        for day in range(NIGHTS + LAST_REVISIT):
            night = nights.crawl(day)
            assert (night.code, night.outcome) == (0, "complete"), f"night {day}: {night.said}"
            if day < NIGHTS:
                month.live_a_day(day)
        ids = {name: {paper.article_id(story) for story in stories} for name, stories in vars(month).items() if name != "paper"}
        assert {name: len(found) > 2 for name, found in ids.items()} == {"edited": True, "deleted": True, "dead": True}
        assert set(nights.missing()) == ids["dead"]
        assert nights.wrong() == []
        assert {line["id"].partition(":")[2] for line in nights.lines("deleted")} == ids["deleted"]
        assert set(nights.repeated()) == ids["edited"]
        assert {line["change"] for line in nights.lines()} == {"new", "edited"}


@pytest.mark.parametrize("site", PAPERS)
@pytest.mark.parametrize("design", [faults.renamed, faults.renamed_without_meta])
def test_a_redesign_is_read_and_told(site: str, design: Callable[[str], str], crawler: Crawler, tmp_path: Path) -> None:
    """All names in the markup are new on the second night: nothing is lost, nothing is edited, and the manifest shows it."""
    paper = PAPERS[site](16, 4)
    with nights_of(paper, tmp_path, crawler) as nights:
        before = nights.crawl(0)
        paper.publish(paper.crawled[0], 6)
        paper.design = design
        after = nights.crawl(1)
        assert after.outcome in {"complete", "suspicious"}, after.said
        assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], [])
        layers = {night: night.manifest["tallies"]["layers"]["body"] for night in (before, after)}
        declared = {night: layers[night].get("site", 0) + layers[night].get("family", 0) for night in layers}
        if site == "chosunbiz":  # it has its articles in scripts
            assert set(declared.values()) == {0}
        else:
            assert declared == {before: before.manifest["counts"]["new"], after: 0}
            assert after.outcome == "suspicious"
            assert "redesign" in after.said
            assert set(before.manifest["tallies"]["template"]["article"]).isdisjoint(after.manifest["tallies"]["template"]["article"])
