"""Korean working days, Saturdays, Sundays and public holidays."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

import holidays

from newscrawl.text.dates import KST

DayKind = Literal["work", "saturday", "rest", "festival"]
"""``rest`` is a Sunday or a public holiday; ``festival`` one of the days around the lunar New Year and Chuseok, when papers rest most."""

EVENING = timedelta(hours=6)
"""A run that starts from 18:00 on belongs to the night that ends the next morning."""
SATURDAY, SUNDAY = 5, 6


def night_of(started: datetime) -> date:
    """The Korean day on whose morning the night of a run ends. ``started`` is aware."""
    return (started.astimezone(KST) + EVENING).date()


def news_day(night: date) -> date:
    """The day whose articles a night brings whole: the one before its morning."""
    return night - timedelta(days=1)


@cache
def day_kind(day: date) -> DayKind:
    """
    >>> [day_kind(date(2026, 2, day)) for day in (13, 14, 15, 17)]
    ['work', 'saturday', 'rest', 'festival']
    """
    name = _holidays(day.year).get(day)
    if name and ("Korean New Year" in name or "Chuseok" in name) and "Alternative" not in name:
        return "festival"
    if name or day.weekday() == SUNDAY:
        return "rest"
    return "saturday" if day.weekday() == SATURDAY else "work"


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("KR", years=year, language="en_US").items())
