"""Which outcome a run has, and in which words, from its stats and walks."""
from __future__ import annotations

from datetime import datetime

import pytest

from newscrawl.output.manifest import WalkReport
from newscrawl.output.outcome import outcome_of, tallies_of

DAY = datetime.fromisoformat("2026-11-20T10:00+09:00")


def walk(listing: str = "it", end: str | None = "to the end of the listing", trouble: str | None = None, pages: int = 3) -> WalkReport:
    return WalkReport(listing, "open" if trouble else "closed", DAY, pages, end, trouble)


@pytest.mark.parametrize(("stats", "outcome", "told"), [
    ({"asked/new": 45, "rejected/blocked": 45, "rejected_with/blocked/403": 45}, "blocked", "45 of 45 articles answered 403"),
    ({"asked/new": 45, "rejected/captcha": 40}, "blocked", "40 of 45 articles showed a captcha"),
    ({"asked/new": 45, "rejected/robots": 45}, "blocked", "45 of 45 articles are forbidden by robots.txt"),
    ({"asked/new": 9, "rejected/blocked": 4, "rejected/consent": 4}, "blocked", "8 of 9 articles gave none (blocked 4, consent 4)"),
    ({"asked/new": 9, "rejected/redirected": 9}, "blocked", "9 of 9 articles led elsewhere or in a circle"),
    ({"asked/new": 4, "asked/recheck": 4, "rejected/unreachable": 8}, "unreachable", "8 of 8 articles could not be reached"),
    ({"asked/new": 9, "rejected/unproved": 9}, "suspicious", "9 of 9 articles gave none (unproved 9)"),
    ({"asked/new": 9, "rejected/missing": 9}, "suspicious", "9 of 9 articles gave none (missing 9)"),
    ({"asked/new": 9, "suspicious/one_text": 7}, "suspicious", "7 addresses show one text"),
    ({"asked/new": 9, "rejected/blocked": 4}, "partial", "4 pages gave no article (blocked 4)"),
    ({"asked/new": 2, "rejected/blocked": 2}, "partial", "2 pages gave no article (blocked 2)"),
    ({"asked/new": 60, "rejected/missing": 7}, "partial", "7 pages gave no article (missing 7)"),
    ({"asked/new": 60, "rejected/missing": 6}, "complete", ""),
    ({"asked/new": 2, "rejected/missing": 1, "rejected/login": 1}, "complete", ""),
    ({"asked/retry": 40, "rejected/missing": 40, "rejected_again/missing": 40}, "complete", ""),
    ({"asked/retry": 40, "rejected/captcha": 40, "rejected_again/captcha": 40}, "blocked", "40 of 40 articles showed a captcha"),
    ({"finish_reason": "blocked"}, "blocked", "the site wants no requests; the next run goes on from here"),
    ({"finish_reason": "shutdown", "asked/new": 9, "rejected/blocked": 9}, "stopped", "it was ended (shutdown); the next run goes on from here"),
])
def test_articles(stats: dict[str, object], outcome: str, told: str) -> None:
    assert outcome_of({"finish_reason": "finished", **stats}, None, [walk()]) == (outcome, told)


@pytest.mark.parametrize(("walks", "outcome", "told"), [
    ([walk("it"), walk("ai")], "complete", ""),
    ([walk("it"), walk("ai", None)], "partial", "ai: its walk did not end"),
    ([walk("it"), walk("ai", "page 3 is another", "unproved")], "partial", "ai: page 3 is another"),
    ([walk("it"), walk("ai", "page 1: the site answered 403", "blocked", 0)], "partial", "ai: page 1: the site answered 403"),
    ([walk("it", "page 1: timed out", "unreachable", 0), walk("ai", "page 1: timed out", "unreachable", 0), walk("tv")], "unreachable",
     "2 of 3 sections could not be walked (page 1: timed out)"),
    ([WalkReport("it", "closed", None, 2, "to the end of the listing, which reaches back to 2026-11-20 10:00 only", None, DAY, shallow=True)],
     "partial", "it: to the end of the listing, which reaches back to 2026-11-20 10:00 only"),
    ([WalkReport("it", "closed", DAY, 1, "to the end", None, DAY, shallow=True)], "complete", "it reaches back to 2026-11-20 only"),
    ([walk(str(number), "cut", "unproved") for number in range(5)], "partial", "0: cut; 1: cut; 2: cut; and 2 more sections"),
])
def test_walks(walks: list[WalkReport], outcome: str, told: str) -> None:
    assert outcome_of({"finish_reason": "finished"}, None, walks) == (outcome, told)


def test_tallies_are_nested() -> None:
    stats = {"tally/rows/row_css": 3, "tally/template/listing/0a1b2c3d": 3, "rejected/missing": 1, "rejected_with/missing/404": 1, "asked/new": 9}
    assert tallies_of(stats) == {"rows": {"row_css": 3}, "template": {"listing": {"0a1b2c3d": 3}}, "rejected": {"missing": 1}}
