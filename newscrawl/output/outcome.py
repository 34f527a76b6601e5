"""How a run ended: as a word, an exit code, and one line. ``docs/scheduling.md`` explains each outcome."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newscrawl.output.manifest import Counts, Manifest, Outcome
from newscrawl.text.plurals import counted

EXIT_CODES: dict[Outcome, int] = {
    "complete": 0, "failed": 1, "partial": 3, "empty": 4, "stopped": 5, "blocked": 7, "unreachable": 8, "suspicious": 9}
BUSY = 6
"""Exit code if another run of the site is going on; 2 is for a wrong command line, as everywhere in Scrapy."""
EXPECTED = frozenset({"duplicate", "robots", "forbids-ai"})
"""Reasons of rejection that are no failure: a duplicate, a page that robots.txt forbids, a page that a setting excludes."""

LISTING_FAILED = "listing/failed/"
"""Prefix of the stats that count failed listing pages by cause."""


def outcome_of(stats: Mapping[str, Any], failure: str | None) -> tuple[Outcome, str]:
    """The outcome, and what went wrong in plain words ("" if nothing did)."""
    reason = stats.get("finish_reason")
    feeds = sum(value for key, value in stats.items() if key.startswith("feedexport/failed_count"))
    empty = stats.get("listing/empty", 0) + stats.get("listing/not_in_menu", 0)
    failed = {key.removeprefix("rejected/"): value for key, value in stats.items()
              if key.startswith("rejected/") and key.removeprefix("rejected/") not in EXPECTED}
    if failure or feeds:
        return "failed", failure or "a feed named with -o could not be written"
    if reason == "blocked":
        return "blocked", f"{stats.get('back_off/blocked', 'the site wants no requests')}; the next run goes on from here"
    if reason != "finished":
        return "stopped", f"it was ended ({reason}); the next run goes on from here"
    if empty:
        return "empty", f"{counted(empty, 'section')} gave no article: has the site been redesigned?"
    if failed or stats.get("listing/failed") or stats.get("store/damaged") or stats.get("log_count/ERROR"):
        return "partial", "; ".join(_problems(stats, failed))
    return "complete", ""


def _problems(stats: Mapping[str, Any], failed: Mapping[str, int]) -> list[str]:
    parts = []
    if listings := stats.get("listing/failed"):
        causes = {key.removeprefix(LISTING_FAILED): number for key, number in stats.items() if key.startswith(LISTING_FAILED)}
        why = f" ({', '.join(causes) if len(causes) == 1 else _by_number(causes)})" if causes else ""
        parts.append(f"{counted(listings, 'listing page')} could not be fetched{why}")
    if failed:
        parts.append(f"{counted(sum(failed.values()), 'page')} gave no article ({_by_number(failed)})")
    if damaged := stats.get("store/damaged"):
        parts.append(f"{counted(damaged, 'damage')} in the files; the log names each")
    return parts or [f"{counted(stats['log_count/ERROR'], 'error')} in the log"]


def _by_number(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


def summary(manifest: Manifest, trouble: str) -> str:
    """One line for the operator's mail."""
    return f"{manifest.site}: {manifest.outcome}: {in_words(manifest.counts)}{f'; {trouble}' if trouble else ''}"


def in_words(counts: Counts) -> str:
    """``3 new articles, 2 edited (15 listing pages, 4 revisits)``"""
    words = [counted(counts.new, "new article")]
    words += [f"{number} {word}" for word in ("edited", "reread", "deleted", "unchanged") if (number := getattr(counts, word))]
    return f"{', '.join(words)} ({counted(counts.listing_pages, 'listing page')}, {counted(counts.revisits, 'revisit')})"


def counts_of(stats: Mapping[str, Any]) -> Counts:
    return Counts(
        **{name: stats.get(f"store/{name}", 0) for name in ("new", "edited", "reread", "deleted", "unchanged")},
        rejected=sum(value for key, value in stats.items() if key.startswith("rejected/")),
        listing_pages=stats.get("listing/pages", 0),
        revisits=stats.get("revisits", 0),
        requests=stats.get("downloader/request_count", 0))
