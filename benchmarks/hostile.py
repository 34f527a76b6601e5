"""What hostile pages cost: the processor's seconds at a size, twice and four times that size, and memory.

::

    python benchmarks/hostile.py [NAME] [--size BYTES]

Each shape of ``tests.hostile`` is read in a process of its own; with NAME, those whose name contains it. Exit code 1 where four times the
size costs more than ten times as much.
"""
from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newscrawl import NotAListing, NotAnArticle, read_listing, read_page
from tests.hostile import ARTICLES, LISTING_URL, LISTINGS, OWN_URL, URL
from tests.saved import FETCHED_AT

SIZE = 100_000
MOST = 10
"""So many times as much four times the size may cost; 4 is linear."""
NOTICED = 0.2
"""Seconds; what is quicker can hardly be told from noise."""


class Cost(NamedTuple):
    seconds: float
    megabytes: int
    """The peak of the process that read the page, which has 50 before."""


def reading(name: str, url: str) -> Callable[[int], None]:
    """Reads a shape of a size, as an article or as a listing."""
    def read(size: int) -> None:
        try:
            if url == LISTING_URL:
                read_listing(LISTINGS[name](size), url, fetched_at=FETCHED_AT)
            else:
                read_page(ARTICLES[name](size), url, fetched_at=FETCHED_AT)
        except (NotAnArticle, NotAListing):
            return

    return read


def cost_of(read: Callable[[int], None], size: int) -> Cost:
    """What it costs in a child process."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        started = time.process_time()
        read(size)
        spent = time.process_time() - started
        os.write(send, f"{spent} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}".encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive) as answer:
        said = answer.read().split()
    os.waitpid(child, 0)
    return Cost(float(said[0]), int(said[1])) if said else Cost(float("inf"), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", default="", help="only the shapes whose name contains this")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of the smallest page, about")
    given = parser.parse_args()
    warm(URL)
    say(f"{'seconds at 1x':>14}{'2x':>8}{'4x':>8}{'growth':>8}{'MB':>6}  shape of {given.size} bytes, read at")
    grown = 0
    for url, names in ((URL, ARTICLES), (OWN_URL, ARTICLES), (LISTING_URL, LISTINGS)):
        for name in (name for name in names if given.name in name):
            costs = [cost_of(reading(name, url), given.size * times) for times in (1, 2, 4)]
            growth = costs[2].seconds / max(costs[0].seconds, NOTICED / MOST)
            grown += growth > MOST
            say(f"{costs[0].seconds:14.2f}{costs[1].seconds:8.2f}{costs[2].seconds:8.2f}{growth:8.1f}{costs[2].megabytes:6}  "
                f"{name}, {url}{'  not linear' if growth > MOST else ''}")
    if grown:
        sys.exit(f"{grown} shapes are not linear")


def warm(url: str) -> None:
    """Lets the children inherit what is imported and compiled on the first page."""
    for read in (reading("img: many", url), reading("img: many", OWN_URL), reading("rows", LISTING_URL)):
        read(3_000)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
