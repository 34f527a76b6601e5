"""When an article or a rejected page is asked again."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

NIGHT = timedelta(hours=18)
"""From one night's run to the next, at the least: they do not all begin on the second."""


def next_visit(born: datetime, asked: datetime, ages: Sequence[int]) -> datetime | None:
    """When an article is due that was asked last at ``asked``: at the first of its ages (days) that it has reached only since.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> [next_visit(day, day + timedelta(days=n), (1, 3, 7)) for n in (0, 5, 7)] == [
    ...     day + timedelta(days=1), day + timedelta(days=7), None]
    True
    """
    return min((due for age in ages if (due := born + timedelta(days=age)) > asked), default=None)


def next_try(tries: int, asked: datetime, nights: Sequence[int]) -> datetime | None:
    """When a page that was rejected ``tries`` times is asked again: after so many nights as its turn says, in the end never.

    >>> from datetime import UTC
    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> [next_try(tries, day, (1, 2)) for tries in (1, 2, 3)] == [day + NIGHT, day + timedelta(days=1) + NIGHT, None]
    True
    """
    return asked + timedelta(days=nights[tries - 1] - 1) + NIGHT if tries <= len(nights) else None
