"""How a run ended: in a word, as an exit code, and in one line. ``docs/scheduling.md`` tells what to do about each."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newscrawl.output.manifest import Counts, Manifest, Outcome
from newscrawl.text.plurals import counted

EXIT_CODES: dict[Outcome, int] = {"complete": 0, "failed": 1, "partial": 3, "empty": 4, "stopped": 5}
BUSY = 6
"""Exit code where another run of the site is going on; 2 is for wrong use, as everywhere in Scrapy."""
EXPECTED = frozenset({"duplicate", "ignored", "forbids-ai"})
"""Reasons of rejection that are no failure: the same text twice, what robots.txt does not allow, what a setting leaves out."""

LISTING_FAILED = "listing/failed/"
"""Before a cause, a count of the listing pages that could not be fetched for it."""


def outcome_of(stats: Mapping[str, Any], failure: str | None) -> tuple[Outcome, str]:
    """The word, and what a person should know in plain words ("" when all is well)."""
    reason = stats.get("finish_reason")
    feeds = sum(value for key, value in stats.items() if key.startswith("feedexport/failed_count"))
    empty = stats.get("listing/empty", 0) + stats.get("listing/not_in_menu", 0)
    failed = {key.removeprefix("rejected/"): value for key, value in stats.items()
              if key.startswith("rejected/") and key.removeprefix("rejected/") not in EXPECTED}
    if failure or feeds:
        return "failed", failure or "a feed named with -o could not be written"
    if reason != "finished":
        return "stopped", f"it was ended ({reason}); the next run goes on from here"
    if empty:
        return "empty", f"{counted(empty, 'section')} gave no article: has the site been redesigned?"
    if failed or stats.get("listing/failed") or stats.get("store/torn_lines") or stats.get("log_count/ERROR"):
        return "partial", "; ".join(_troubles(stats, failed))
    return "complete", ""


def _troubles(stats: Mapping[str, Any], failed: Mapping[str, int]) -> list[str]:
    said = []
    if listings := stats.get("listing/failed"):
        causes = {key.removeprefix(LISTING_FAILED): number for key, number in stats.items() if key.startswith(LISTING_FAILED)}
        why = f" ({', '.join(causes) if len(causes) == 1 else _by_number(causes)})" if causes else ""
        said.append(f"{counted(listings, 'listing page')} could not be fetched{why}")
    if failed:
        said.append(f"{counted(sum(failed.values()), 'page')} gave no article ({_by_number(failed)})")
    if torn := stats.get("store/torn_lines"):
        said.append(f"{counted(torn, 'line')} of finished files cannot be read")
    return said or [f"{counted(stats['log_count/ERROR'], 'error')} in the log"]


def _by_number(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


def summary(manifest: Manifest, trouble: str) -> str:
    """One line for whoever reads the night's mail."""
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
