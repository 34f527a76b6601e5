"""Verdicts on numbers: whether the articles of a day are as many as usual, and whether the listings were read to their end."""
from __future__ import annotations

from datetime import date, datetime, timedelta

from newscrawl.nights.calendar import news_day
from newscrawl.nights.facts import SectionFacts, published_by_day
from newscrawl.nights.habit import Habit, habit
from newscrawl.nights.look import MAX_EXCLUDED, RECENT_NIGHTS, Look
from newscrawl.nights.significance import count_tail
from newscrawl.nights.verdicts import SEVERITY, Verdict, Word

SURE = 1e-4
"""A chance smaller than this is none, for one section on one night."""
NO_LIST = frozenset({"no-links", "section", "empty"})
"""Troubles of a walk whose listing offers no article."""
FEW = 0.45
"""Only less than this share of what is expected is an alarm: an operator cannot act on less."""
FEWER = 0.75
"""Less than this share of what is expected is quiet."""
WHOLE_DAYS_OF_FIRST_NIGHT = 5
"""So many days before its news day does a first night bring whole."""


def whole_days(look: Look, section: str | None) -> dict[date, int]:
    """Korean day -> articles published on it, for the days whose count is whole and that no alarm has spoilt."""
    nights = [*look.past.nights, look.tonight]
    counts = published_by_day(nights, section)
    first = news_day(nights[0].night) - timedelta(days=WHOLE_DAYS_OF_FIRST_NIGHT)
    good = {facts.night for facts in look.past.good}
    spoilt = {news_day(facts.night) for facts in look.past.nights if facts.night not in good}
    spoilt |= spoilt_in(look, section)
    return {day: counts[day] for offset in range((look.day - first).days + 1)
            if (day := first + timedelta(days=offset)) == look.day or day not in spoilt}

def spoilt_in(look: Look, section: str | None) -> set[date]:
    """News days of the nights with an alarm about that section alone."""
    if section is None:
        return set()
    alarmed = [night for night, words in look.past.alarms.items() if section in words]
    recent = [night for night in alarmed if (look.tonight.night - night).days <= RECENT_NIGHTS]
    return set() if len(recent) > MAX_EXCLUDED else {news_day(night) for night in alarmed}

def usual_for(look: Look, section: str | None) -> tuple[int, Habit | None]:
    """(articles of the news day, what it should have brought)."""
    days = whole_days(look, section)
    count = days.pop(look.day, 0)
    return count, habit(days, look.day)

def usual(look: Look, section: str | None) -> Verdict:
    """``good`` or ``quiet``."""
    count, expected = usual_for(look, section)
    if expected is None:
        return look.verdict("good", f"{count} articles of the day; too few nights yet to know what is usual",
                            f"이날 기사 {count}건, 아직 평소와 비교할 만큼 지나지 않았습니다", section, numbers={"articles": count})
    numbers = {"articles": float(count), "expected": round(expected.expected, 1)}
    told = f"{count} articles of the day, {expected.expected:.0f} are usual"
    told_ko = f"이날 기사 {count}건, 평소 {expected.expected:.0f}건"
    word: Word = "quiet" if expected.expected >= 2 and count < FEWER * expected.expected else "good"
    return look.verdict(word, told, told_ko, section, numbers=numbers)

def section_verdict(look: Look, key: str) -> Verdict:
    facts = look.tonight.sections[key]
    checks = [check for check in (ended_early(look, key, facts), fewer(look, key)) if check]
    return max(checks, key=lambda verdict: SEVERITY[verdict.word], default=None) or usual(look, key)

def ended_early(look: Look, key: str, facts: SectionFacts) -> Verdict | None:
    """Whether the section's listing was not read to where it had to be."""
    if look.tonight.outcome in {"stopped", "recovered", "failed"} or not (facts.trouble or (facts.state == "open" and facts.end is None)):
        return None
    end = facts.end or "the run ended first"
    if facts.trouble in NO_LIST:
        return look.verdict("empty", f"its listing offers no article ({end})", f"목록에 기사가 없습니다 ({end})", key)
    return look.verdict("partial", f"its listing was not read to the end: {end}", f"목록을 끝까지 읽지 못했습니다: {end}", key)


def fewer(look: Look, key: str | None) -> Verdict | None:
    """Whether far fewer articles came than chance explains: late, if what is there is old; else some are missing."""
    count, expected = usual_for(look, key)
    if expected is None or count >= FEW * expected.expected:
        return None
    chance = count_tail(count, expected.expected, expected.dispersion)
    if chance > (SURE if key else SURE / 4):
        return None
    numbers = {"articles": float(count), "expected": round(expected.expected, 1), "chance": chance}
    told, told_ko = (f"{count} articles of the day, {expected.expected:.0f} are usual",
                     f"이날 기사 {count}건, 평소 {expected.expected:.0f}건")
    age = age_of_newest(look, key)
    if count == 0 and age:
        hours = age.total_seconds() / 3600
        return look.verdict("late", f"{told}; its newest is {hours:.0f} hours old", f"{told_ko}, 최신 기사가 {hours:.0f}시간 전 것입니다", key,
                            last_sample(look, key), numbers | {"newest_hours": round(hours, 1)})
    return look.verdict("partial", f"{told}: far fewer than chance explains", f"{told_ko}: 우연으로 보기 어렵게 적습니다", key, numbers=numbers)

def age_of_newest(look: Look, key: str | None) -> timedelta | None:
    newest = [of_section.newest for facts in (*look.past.nights, look.tonight) for name, of_section in facts.sections.items()
              if key in (None, name) and of_section.newest]
    at = look.tonight.started
    return at - max(newest) if newest and isinstance(at, datetime) else None

def last_sample(look: Look, key: str | None) -> str | None:
    return next((of_section.samples[0] for facts in (look.tonight, *reversed(look.past.nights)) for name, of_section in facts.sections.items()
                 if key in (None, name) and of_section.samples), None)

