"""Verdicts over a simulated newsroom of twelve sites and 120 nights; ``benchmarks/drift.py`` has twenty of them."""
from __future__ import annotations

from datetime import date

import pytest

from newscrawl.nights.calendar import day_kind
from newscrawl.nights.judge import judge
from newscrawl.nights.look import Past
from newscrawl.nights.record import SiteRun
from tests.nights.simulation import FAULTS, FIRST_NIGHT, NIGHTS, Score, score, simulate


@pytest.fixture(scope="module")
def result() -> Score:
    return score(seed=101)


@pytest.mark.slow
def test_every_fault_is_named_on_its_night(result: Score) -> None:
    late = {"slow leak"}
    assert {name: night for name, night in result.named.items() if name not in late} == {fault.name: 0 for fault in FAULTS if fault.name not in late}
    assert result.named["slow leak"] is not None
    assert result.named["slow leak"] < 10


@pytest.mark.slow
def test_quiet_nights_raise_no_alarm(result: Score) -> None:
    assert result.quiet_nights > 1300
    assert len(result.false_alarms) <= result.quiet_nights / 360, result.false_alarms


def test_the_calendar_knows_lunar_holidays() -> None:
    assert [day_kind(date(2026, 9, day)) for day in (23, 24, 25, 26, 27, 28)] == ["work", "festival", "festival", "festival", "rest", "work"]
    assert day_kind(date(2026, 8, 15)) == "rest"
    assert day_kind(date(2026, 8, 17)) == "rest"  # the day given instead of a holiday on a Saturday


def test_a_night_without_a_run_was_not_reached() -> None:
    [verdict] = judge("metroseoul", date(2026, 11, 22), None, Past())
    assert (verdict.word, verdict.section, verdict.is_alarm) == ("not reached", None, True)
    [verdict] = judge("metroseoul", date(2026, 11, 22), None, Past(), SiteRun("metroseoul", "not reached", line="the deadline came (07:00)"))
    assert (verdict.word, verdict.reason) == ("not reached", "no crawl of the site ended this night: the deadline came (07:00)")
    [verdict] = judge("metroseoul", date(2026, 11, 22), None, Past(), SiteRun("metroseoul", "killed", -9, "its process was killed by SIGKILL"))
    assert (verdict.word, verdict.reason) == ("failed", "its crawl broke off: its process was killed by SIGKILL")


def test_a_first_night_is_judged_by_floors() -> None:
    first = {site.name: facts for site, number, facts, _ in simulate(seed=3, faults=[]) if number == 0 and facts}
    words = {name: judge(name, FIRST_NIGHT, facts, Past())[0].word for name, facts in first.items()}
    assert set(words.values()) == {"good"}
    nothing = first["big"]
    nothing.counts["new"], nothing.sections = 0, {}
    assert judge("big", FIRST_NIGHT, nothing, Past())[0].word == "empty"


def test_a_site_that_stays_smaller_is_learnt() -> None:
    """A site that loses most of its articles for good raises alarms at first, and none for ever."""
    alarms: dict[date, dict[str | None, str]] = {}
    past = []
    words = []
    for site, number, facts, _ in simulate(seed=5, faults=[]):
        if site.name != "portal" or facts is None:
            continue
        if number >= 60:
            for section in facts.sections.values():
                section.by_day = {day: count // 5 for day, count in section.by_day.items()}
                section.new = sum(section.by_day.values())
            facts.counts["new"] = sum(section.new for section in facts.sections.values())
        verdicts = judge(site.name, facts.night, facts, Past(list(past), alarms))
        if found := {verdict.section: verdict.word for verdict in verdicts if verdict.is_alarm}:
            alarms[facts.night] = found
        words.append(verdicts[0].word)
        past.append(facts)
    assert len(words) == NIGHTS
    assert "partial" in words[60:64]
    assert set(words[:60]) | set(words[-20:]) <= {"good", "quiet"}
