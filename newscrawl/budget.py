"""A budget of time and memory for the reading of one page: past it, the page is given up and the crawl goes on.

Reading is linear in the size of a page, and ``page.limits`` bounds the size. The budget is for what nobody has thought of: the time is the
processor's, so that a busy machine rejects no page, and a timer interrupts the reading wherever it is in Python or in a regular expression.
Only libxml2 is not interrupted before it returns; for that there is the watchdog (``newscrawl.watchdog``), which ends the process.
"""
from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newscrawl.errors import PageTooCostly

try:
    import resource
except ImportError:  # Windows, which knows neither this timer
    resource = None  # type: ignore[assignment]

SECONDS = 30
"""Of the processor, for a page; the largest that are allowed take a fifth of it."""
MEGABYTES = 1_500
"""Of memory beyond what the process has; a page of 20 MB takes a third of it."""
GRACE = 2
"""Seconds after which the kernel ends a worker that the timer could not interrupt."""
AGAIN = 0.5
"""Seconds after which the timer interrupts again, where a library has swallowed the first interruption."""

_PAGE_BYTES = 4096 if resource is None else resource.getpagesize()
_SIZES = Path("/proc/self/statm")


@contextmanager
def reading_budget(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Lets what is inside take so much; 0 is without a limit. Inside another budget, and in another thread than the main one, it does nothing.

    Raises PageTooCostly.
    """
    if resource is None or threading.current_thread() is not threading.main_thread() or signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _interrupt)
    limits = _limit_memory(megabytes)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN if seconds else 0)
    try:
        yield
    except MemoryError:
        raise PageTooCostly(f"reading the page took more than {megabytes} MB of memory") from None
    except _OutOfTime:
        raise PageTooCostly(f"reading the page took more than {seconds:g} seconds of the processor") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if limits:
            resource.setrlimit(resource.RLIMIT_AS, limits)


def end_after(seconds: float) -> None:
    """Lets the kernel end the process when it has used so much more of the processor, and a grace, whatever it is at; 0: never."""
    if resource is None:
        return
    used, (_, most) = sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + GRACE if seconds else most, most))


class _OutOfTime(BaseException):
    """Not an Exception, so that no library takes it for an error of its own."""


def _interrupt(*_: Any) -> None:
    raise _OutOfTime


def _limit_memory(megabytes: int) -> tuple[int, int] | None:
    """Limits the process's memory to what it has and so much more; the limits before, None where nothing was limited."""
    if not megabytes or not _SIZES.exists():
        return None
    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(_SIZES.read_text("ascii").split()[0]) * _PAGE_BYTES + megabytes * 1_000_000
    if any(limit not in {resource.RLIM_INFINITY, -1} and limit < wanted for limit in before):
        return None
    resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    return before
