"""When an article is rechecked, and when a rejected page is retried."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

NIGHT = timedelta(hours=18)
"""The shortest time from one nightly run to the next: runs do not start to the second."""


def next_visit(published: datetime, fetched: datetime, ages: Sequence[int]) -> datetime | None:
    """When an article is due again: when it reaches the first of ``ages`` (days since it was published) after ``fetched``.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> [next_visit(day, day + timedelta(days=n), (1, 3, 7)) for n in (0, 5, 7)] == [
    ...     day + timedelta(days=1), day + timedelta(days=7), None]
    True
    """
    return min((due for age in ages if (due := published + timedelta(days=age)) > fetched), default=None)


def next_try(tries: int, fetched: datetime, nights: Sequence[int]) -> datetime | None:
    """When a page that was rejected ``tries`` times is retried: after ``nights[tries - 1]`` nights; None after the last of them.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> [next_try(tries, day, (1, 2)) for tries in (1, 2, 3)] == [day + NIGHT, day + timedelta(days=1) + NIGHT, None]
    True
    """
    return fetched + timedelta(days=nights[tries - 1] - 1) + NIGHT if tries <= len(nights) else None
