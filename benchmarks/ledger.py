"""The ledger at a million articles: its size, its start, and how many ids it looks up a second.

The floor beside it is the same look-up in a bare SQLite table of ids alone, measured in the same run. A failed bound is exit code 1.
"""
from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newscrawl.ledger.entries import ArticleEntry
from newscrawl.ledger.ledger import Ledger

SITES = 50
MAX_BYTES = 250
"""An article."""
MIN_LOOKUPS = 20_000
"""A second, half of them of ids that are not there."""
MAX_START = 1.0
"""Seconds from nothing to the first answers: what is due, and where a walk is to end."""
LOOKUPS = 50_000
A_BATCH = 500
FIRST = datetime(2020, 1, 1, tzinfo=UTC)


def line(number: int) -> ArticleEntry:
    """An article of ours: id and address as metroseoul has them, one in five with a Last-Modified, one in ten with an ETag."""
    seen = FIRST + timedelta(minutes=number)
    own = f"{seen:%Y%m%d}500{number % 1000:03}{number // 1000}"
    return ArticleEntry(
        own, f"https://www.metroseoul.co.kr/article/{own}", "internet", seen, seen, seen if number % 3 == 0 else None,
        f"sha256:{hashlib.sha256(own.encode()).hexdigest()}", 1, "newscrawl 0.1.0",
        seen + timedelta(days=7) if number > 990_000 else None,
        f'"{number:x}-5f3"' if number % 10 == 0 else None, "Tue, 24 Nov 2026 03:00:00 GMT" if number % 5 == 0 else None)


def fill(path: Path, articles: int) -> tuple[list[tuple[str, str]], float]:
    """Sites and ids of some articles, and how many were written a second."""
    started = time.perf_counter()
    with Ledger(path) as ledger:
        for site in range(SITES):
            ledger.begin_run(f"site{site}", "20200101T000000", FIRST)
        for place in range(0, articles, A_BATCH):
            ledger.record(f"site{place // A_BATCH % SITES}", "20200101T000000", map(line, range(place, min(place + A_BATCH, articles))))
        ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    speed = articles / (time.perf_counter() - started)
    dice = random.Random(1)
    return [(f"site{number // A_BATCH % SITES}", line(number).id) for number in dice.sample(range(articles), LOOKUPS // 2)], speed


def lookups(ask: Callable[[str, str], object], known: list[tuple[str, str]]) -> float:
    """Look-ups a second of ids that are there and as many that are not."""
    asked = [*known, *((site, f"x{one}") for site, one in known)]
    random.Random(2).shuffle(asked)
    started = time.perf_counter()
    found = sum(ask(site, one) is not None for site, one in asked)
    seconds = time.perf_counter() - started
    if found != len(known):
        sys.exit(f"{found} of {len(known)} ids were found")
    return len(asked) / seconds


def bare(path: Path, known: list[tuple[str, str]], articles: int) -> sqlite3.Connection:
    """The floor: a table of ids and nothing else."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE id (site TEXT, id TEXT, PRIMARY KEY (site, id)) WITHOUT ROWID")
    connection.executemany("INSERT INTO id VALUES (?, ?)", ((f"site{number // A_BATCH % SITES}", line(number).id) for number in range(articles)))
    connection.commit()
    return connection


def start(path: Path) -> float:
    """Seconds to open the ledger and to learn what a crawl asks first."""
    started = time.perf_counter()
    with Ledger(path) as ledger:
        ledger.runs("site1")
        ledger.due("site1", datetime.now(UTC))
        ledger.history("site1", "internet")
    return time.perf_counter() - started


def broken(articles: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="newscrawl-bench-") as folder:
        path = Path(folder) / "ledger.sqlite"
        known, written = fill(path, articles)
        size, opened = path.stat().st_size / articles, start(path)
        with closing(bare(Path(folder) / "bare.sqlite", known, articles)) as table:
            floor = lookups(lambda *key: table.execute("SELECT 1 FROM id WHERE site = ? AND id = ?", key).fetchone(), known)
        with Ledger(path) as ledger:
            found = lookups(ledger.known, known)
    say(f"{articles} articles: {size:.0f} bytes an article (at most {MAX_BYTES}), {written:.0f} written a second")
    say(f"start: {opened:.3f} s (at most {MAX_START})")
    say(f"look-ups a second: {found:.0f} (at least {MIN_LOOKUPS}), {found / floor:.2f} of a bare table's {floor:.0f}")
    if size > MAX_BYTES:
        yield f"too large: {size:.0f} bytes an article"
    if opened > MAX_START:
        yield f"too slow to start: {opened:.2f} s"
    if found < MIN_LOOKUPS:
        yield f"too slow: {found:.0f} look-ups a second"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.articles < LOOKUPS:
        parser.error(f"at least {LOOKUPS} articles")
    if found := [*broken(options.articles)]:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
