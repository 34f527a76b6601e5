"""Every way in which a site can be wrong for a night: how the run ends, what is in the files, and what is there after it healed.

A row is one fault. Whatever the fault, no line may be false, no article may be written twice or be taken for deleted, and two nights
after the site is well again every article is in the files, once.
"""
from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.loopback import UNKNOWN_HOSTS, Answer
from tests.newsroom import PAPERS, faults
from tests.newsroom.nights import Crawler, Night, Nights, nights_of
from tests.newsroom.paper import Fault, Paper
from tests.nightly import needs_nights

pytestmark = needs_nights
slow = pytest.mark.slow

CODES = {"complete": 0, "failed": 1, "partial": 3, "empty": 4, "stopped": 5, "blocked": 7, "unreachable": 8, "suspicious": 9}
SITES = tuple(PAPERS)
WITH_TWO_SECTIONS = ("aitimes_kr", "byline", "zdnet", "naver")
WITH_NUMBERED_PAGES = ("aitimes_kr", "hellot", "zdnet")
WITHOUT_A_FEED = tuple(site for site in SITES if site != "chosunbiz")
"""chosunbiz goes on with its feed, which has all that its later pages have."""
QUICK = {("captcha at every article", "zdnet"), ("404 on revisits", "zdnet"), ("captcha as page 3", "byline"), ("403 everywhere", "hellot")}
"""Rows and sites that are tried while working; all others are slow."""


@dataclass(frozen=True)
class Row:
    """One fault, and what must come of a night with it."""

    name: str
    fault: Callable[[Paper], Fault]
    outcomes: str
    """The words that may be the run's outcome, with blanks between."""

    held: str = "some"
    """``none`` or ``all`` of the articles that are new on that night are in the files; ``some``: any number of them."""

    before: int = 0
    """So many ordinary nights come before the one with the fault."""

    sites: tuple[str, ...] = SITES
    most_requests: int | None = None
    """At most so many requests are made on that night, if it matters."""


def path_of_first_page(paper: Paper) -> str:
    return {"aitimes_kr": f"https://{paper.host}/news/articleList.html?sc_section_code=S1N2&view_type=sm&page=1",
            "zdnet": f"https://{paper.host}/news/?lstcode=0020&page=1", "hellot": f"https://{paper.host}/news/article_list_all.html?page=1",
            }[paper.site]


def path_of_the_other_section(paper: Paper) -> str:
    return {"aitimes_kr": f"https://{paper.host}/news/articleList.html?sc_section_code=S1N3&view_type=sm&page=1",
            "zdnet": f"https://{paper.host}/news/?lstcode=0060&page=1", "naver": f"https://{paper.host}/breakingnews/section/105/228",
            "byline": f"https://{paper.host}/category/security/"}[paper.site]


REFUSED, UNREACHED, NOT_COMPLETE = "blocked", "unreachable", "partial empty blocked unreachable suspicious"
ROWS = [
    # A notice with status 200 in the articles' place, on the first night
    *(Row(f"{kind} at every article", lambda _, kind=kind: faults.a_notice(kind), outcome, "none")  # type: ignore[misc]
      for kind, outcome in (("captcha", REFUSED), ("maintenance", UNREACHED), ("consent", REFUSED))),
    Row("captcha with a ray id", lambda _: faults.a_notice_with_a_ray("captcha"), REFUSED, "none"),
    Row("captcha everywhere", lambda _: faults.a_notice_everywhere("captcha"), REFUSED, "none"),
    Row("captcha after 9 requests", lambda _: faults.a_notice_after(9), NOT_COMPLETE),
    Row("stale cache", lambda _: faults.a_stale_cache(), "suspicious"),
    # The same on revisits
    Row("captcha on revisits", lambda _: faults.a_notice("captcha"), REFUSED, "none", before=1),
    Row("captcha with a ray id on revisits", lambda _: faults.a_notice_with_a_ray("captcha"), REFUSED, "none", before=1),
    Row("stale cache on revisits", lambda _: faults.a_stale_cache(), NOT_COMPLETE, before=1),
    # Everything gone
    Row("404 on revisits", lambda _: faults.articles_answer(404), "suspicious", "none", before=1),
    Row("missing on revisits", lambda _: faults.articles_say_missing(), "suspicious", "none", before=1),
    Row("404 at every article", lambda _: faults.articles_answer(404), "suspicious", "none"),
    # Redirects
    Row("listing redirects home", lambda _: faults.listing_redirects_home(), "partial blocked"),
    Row("listing redirects to itself", lambda _: faults.listing_redirects_to_itself(), "partial blocked"),
    Row("listing refreshes itself", lambda _: faults.listing_refreshes_itself(), NOT_COMPLETE),
    Row("listing redirects to another section", lambda _: faults.listing_redirects_to_another_section(path_of_the_other_section),
        "partial blocked", sites=WITH_TWO_SECTIONS),
    Row("later pages redirect to the first", lambda _: faults.later_pages_redirect_to_the_first(path_of_first_page), "partial",
        sites=WITH_NUMBERED_PAGES),
    # Its category pages have no pager: their end is believed on the second night.
    Row("interfaces redirect home", lambda _: faults.interfaces_redirect_home(), "partial", "all", sites=("byline",)),
    Row("articles go round", lambda _: faults.articles_go_round(), REFUSED, "none"),
    # Listings
    Row("captcha as page 3", lambda _: faults.later_pages_are(faults.notice("captcha")), "partial", sites=WITHOUT_A_FEED),
    Row("captcha as page 3", lambda _: faults.later_pages_are(faults.notice("captcha")), "complete", sites=("chosunbiz",)),
    Row("maintenance as page 3", lambda _: faults.later_pages_are(faults.notice("maintenance")), "partial", sites=WITHOUT_A_FEED),
    Row("maintenance as page 3", lambda _: faults.later_pages_are(faults.notice("maintenance")), "complete", sites=("chosunbiz",)),
    Row("404 as page 3", lambda _: faults.later_pages_are(faults.html("<h1>404</h1>", 404)), "partial", sites=WITHOUT_A_FEED),
    Row("404 as page 3", lambda _: faults.later_pages_are(faults.html("<h1>404</h1>", 404)), "complete", sites=("chosunbiz",)),
    Row("empty frame as page 3", lambda _: faults.later_pages_are_empty(), "partial", sites=WITHOUT_A_FEED),
    Row("empty frame as page 3", lambda _: faults.later_pages_are_empty(), "complete", sites=("chosunbiz",)),
    Row("page parameter ignored", lambda _: faults.every_page_is_the_first(), "partial", sites=("aitimes_kr", "hellot", "zdnet", "byline")),
    Row("list drawn by script", lambda _: faults.listing_is_drawn_by_script(), NOT_COMPLETE, sites=("aitimes_kr", "hellot", "zdnet", "inews24")),
    Row("codes mean other sections", lambda _: faults.codes_mean_other_sections(), NOT_COMPLETE, "none", sites=("aitimes_kr", "zdnet")),
    # Half answers
    Row("half bodies", lambda _: faults.half_bodies(), NOT_COMPLETE, "none"),
    Row("broken gzip", lambda _: faults.broken_gzip(), NOT_COMPLETE, "none"),
    # Refusals
    Row("403 at every article", lambda _: faults.articles_answer(403), REFUSED, "none"),
    Row("403 everywhere", lambda _: faults.everything_answers(403), REFUSED, "none"),
    Row("429 with Retry-After", lambda _: faults.everything_answers(429, retry_after=120), REFUSED, "none", most_requests=6),
    Row("500 at every article", lambda _: faults.articles_answer(500), UNREACHED, "none"),
    Row("503 everywhere", lambda _: faults.everything_answers(503), UNREACHED, "none"),
    Row("500 on revisits", lambda _: faults.articles_answer(500), UNREACHED, "none", before=1),
    # robots.txt
    Row("robots.txt answers 503", lambda _: faults.robots(lambda paper: Answer(b"", 503)), UNREACHED, "none", most_requests=4),
    Row("robots.txt leads to a host that forbids", lambda _: faults.robots_lead_elsewhere(), REFUSED, "none", most_requests=4),
    Row("robots.txt forbids articles", lambda _: faults.robots(faults.robots_forbid_articles), REFUSED, "none",
        sites=tuple(site for site in SITES if site != "naver")),  # its articles have a host of their own
]


@dataclass(frozen=True)
class Files:
    """What is in the finished files."""

    read: set[str]
    tombstones: int

    @classmethod
    def of(cls, nights: Nights) -> Files:
        return cls(set(nights.read()), len(nights.lines("deleted")))


def ordinary_nights(nights: Nights, count: int, first: int = 0) -> int:
    """So many nights on which nothing is wrong; the day after the last."""
    for day in range(first, first + count):
        nights.crawl(day)
        nights.paper.publish(nights.paper.crawled[0], 2)
    return first + count


def assert_nothing_is_false(nights: Nights, before: Files) -> None:
    now = Files.of(nights)
    assert nights.wrong() == []
    assert nights.repeated() == []
    assert before.read - now.read == set(), "what was there is there"
    assert now.tombstones == before.tombstones, "nothing is taken for deleted"


def assert_all_is_there_once(nights: Nights, last: Night) -> None:
    assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], []), last.said
    assert nights.lines("deleted") == []
    assert (last.code, last.outcome) == (0, "complete"), last.said


def cases() -> list[object]:
    """Every fault at every site with NEWSROOM=all in the environment (`make newsroom`); else at two sites each, in turn."""
    return [pytest.param(row, site, id=f"{row.name}-{site}", marks=() if (row.name, site) in QUICK else slow)
            for place, row in enumerate(ROWS) for site in row.sites
            if os.environ.get("NEWSROOM") == "all" or (row.name, site) in QUICK or site in in_turn(row.sites, place)]


def in_turn(sites: Sequence[str], place: int) -> set[str]:
    return {sites[(2 * place + step) % len(sites)] for step in range(2)}


@pytest.mark.parametrize(("row", "site"), cases())
def test_a_night_with_a_fault_and_two_after_it(row: Row, site: str, crawler: Crawler, tmp_path: Path) -> None:
    paper = PAPERS[site](16, 4)
    with nights_of(paper, tmp_path, crawler) as nights:
        day = ordinary_nights(nights, row.before)
        before = Files.of(nights)
        paper.faults = [row.fault(paper)]
        night = nights.crawl(day)
        assert night.outcome in row.outcomes.split(), night.said
        assert night.code == CODES[night.outcome]
        assert night.outcome != "complete" or nights.missing() == []
        assert night.said.count("\n") == 1, night.said
        assert_nothing_is_false(nights, before)
        new = Files.of(nights).read - before.read
        assert row.held != "none" or new == set()
        assert row.held != "all" or nights.missing() == []
        assert row.most_requests is None or len(night.asked) <= row.most_requests, night.asked
        heal(paper)
        for later in (1, 2):
            paper.publish(paper.crawled[0])
            last = nights.crawl(day + later)
        assert_all_is_there_once(nights, last)


def heal(paper: Paper) -> None:
    paper.faults, paper.codes = [], {key: code for key, (code, _) in paper.menu.items()}


@slow
@pytest.mark.parametrize("site", SITES)
def test_no_name_server_knows_the_site(site: str, crawler: Crawler, tmp_path: Path) -> None:
    paper = PAPERS[site](16, 4)
    with nights_of(paper, tmp_path, crawler) as nights:
        ordinary_nights(nights, 1)
        before = Files.of(nights)
        night = nights.crawl(1, **{UNKNOWN_HOSTS: "*"})
        assert (night.code, night.outcome, night.asked) == (8, "unreachable", []), night.said
        assert_nothing_is_false(nights, before)
        for day in (2, 3):
            last = nights.crawl(day)
        assert_all_is_there_once(nights, last)


@slow
@pytest.mark.parametrize("site", SITES)
def test_max_pages_goes_on_where_it_stopped(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](16, 4), tmp_path, crawler) as nights:
        for day in range(6):
            nights.crawl(day / 24, "-a", "max_pages=2")
        assert (nights.missing(), nights.wrong(), nights.repeated()) == ([], [], [])


@slow
@pytest.mark.parametrize("site", ["byline"])
def test_a_protected_post_is_no_article_and_keeps_its_text(site: str, crawler: Crawler, tmp_path: Path) -> None:
    paper = PAPERS[site](16, 4)
    with nights_of(paper, tmp_path, crawler) as nights:
        newest, *_, older = paper.shown("ai")[:4]
        newest.protected = True
        first = nights.crawl(0)
        assert first.outcome == "complete", first.said
        assert nights.missing() == [paper.article_id(newest)]
        older.protected = True
        nights.crawl(1)
        assert (nights.missing(), nights.wrong(), nights.repeated()) == ([paper.article_id(newest)], [], [])
        newest.protected = older.protected = False
        nights.crawl(2)
        assert_all_is_there_once(nights, nights.crawl(3))


@slow
@pytest.mark.parametrize("site", ["zdnet"])
def test_jobdir_is_refused_with_one_line(site: str, crawler: Crawler, tmp_path: Path) -> None:
    with nights_of(PAPERS[site](16, 4), tmp_path, crawler) as nights:
        night = nights.crawl(0, "-s", f"JOBDIR={tmp_path}/job")
        assert (night.code, night.asked, night.said.count("\n")) == (2, [], 1)
        assert "JOBDIR" in night.said


@slow
@pytest.mark.parametrize("site", SITES)
def test_a_listing_that_stands_still(site: str, crawler: Crawler, tmp_path: Path) -> None:
    """For three nights the listing's first page is that of the night before."""
    paper = PAPERS[site](16, 4)
    with nights_of(paper, tmp_path, crawler) as nights:
        ordinary_nights(nights, 1)
        hidden = [story for story in paper.stories if story.published > paper.now.replace(hour=11, minute=5)]
        kept = paper.stories
        paper.stories = [story for story in kept if story not in hidden]
        for day in (1, 2, 3):
            before = Files.of(nights)
            nights.crawl(day)
            assert_nothing_is_false(nights, before)
        paper.stories = kept
        for day in (4, 5):
            last = nights.crawl(day)
        assert_all_is_there_once(nights, last)
