"""How a run ended: as a word, an exit code, and one line. ``docs/scheduling.md`` explains each outcome.

One outcome hides those after it: failed, stopped, blocked, unreachable, suspicious, empty, partial, complete.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newscrawl.output.manifest import Counts, Manifest, Outcome, WalkReport
from newscrawl.text.plurals import counted

EXIT_CODES: dict[Outcome, int] = {
    "complete": 0, "failed": 1, "partial": 3, "empty": 4, "stopped": 5, "blocked": 7, "unreachable": 8, "suspicious": 9}
BUSY = 6
"""Exit code if another run of the site is going on; 2 is for a wrong command line, as everywhere in Scrapy."""
EXPECTED = frozenset({"duplicate", "forbids-ai", "no-such-id"})
"""Reasons of rejection that are no failure: a duplicate, a page that a setting excludes."""
DEAD_LINKS = frozenset({"missing", "redirected", "login", "robots"})
"""Reasons that every site has for a page or two."""
MAX_DEAD, MAX_DEAD_SHARE = 2, 0.1
"""So many dead links, or this share of the articles asked for, are ordinary."""
REFUSALS: dict[Outcome, dict[str, str]] = {
    "blocked": {"blocked": "denied access", "captcha": "showed a captcha", "consent": "asked for consent", "login": "asked for a login",
                "robots": "are forbidden by robots.txt", "redirected": "led elsewhere or in a circle"},
    "unreachable": {"unreachable": "could not be reached", "maintenance": "told of maintenance"},
}
"""Outcome -> the reasons that make it, if most of what was asked has them, in plain words."""
MOST = 0.5
MIN_ARTICLES = 3
"""Of fewer articles nothing can be said as of most."""
MIN_SUSPECTS = 5
"""So many articles of which most gave nothing are suspicious."""
MAX_NAMED = 3
"""So many walks are named in the line; the manifest has all."""

LISTING_FAILED = "listing/failed/"
"""Prefix of the stats that count failed listing pages by cause."""
TRAPS = {"closespider_pagecount": "it was ended after more pages than a night has: is it a trap, which invents pages? The next run goes on from here",
         "too_many_bytes": "it was ended after more bytes than a night has: is it a trap, which invents them? The next run goes on from here"}
"""Reason for which the crawl was ended -> what it tells."""
SUSPICIONS = {"trap": "sections list more articles than they can have: is it a trap, which invents them?", "one_text": "addresses show one text",
              "gone_at_once": "articles are gone at once", "changed_at_once": "revisits have changed at once", "selectors":
              "articles were read, but no declared selector of title or body matched: has the site been redesigned?"}
"""Word of a stat ``suspicious/<word>`` -> what it counts."""


def outcome_of(stats: Mapping[str, Any], failure: str | None, walks: Sequence[WalkReport] = ()) -> tuple[Outcome, str]:
    """The outcome, and what went wrong in plain words ("" if nothing did)."""
    reason = stats.get("finish_reason")
    feeds = sum(value for key, value in stats.items() if key.startswith("feedexport/failed_count"))
    if failure or feeds:
        return "failed", failure or "a feed named with -o could not be written"
    if reason in REFUSALS:
        why = stats.get("back_off/blocked", "the site wants no requests")
        return reason, "; ".join([f"{why}; the next run goes on from here", *_problems(stats, walks)])
    if reason in TRAPS:
        return "suspicious", "; ".join([TRAPS[reason], *_problems(stats, walks)])
    if reason != "finished":
        return "stopped", f"it was ended ({reason}); the next run goes on from here"
    asked, failed = _articles(stats)
    for outcome, reasons in REFUSALS.items():
        if told := _refused(reasons, asked, failed, stats, walks):
            return outcome, told
    if told := _suspicion(stats, asked, failed):
        return "suspicious", told
    if empty := stats.get("listing/empty", 0) + stats.get("listing/not_in_menu", 0):
        named = [f"{walk.listing}: {walk.end}" for walk in walks if walk.trouble == "section"]
        return "empty", "; ".join([f"{counted(empty, 'section')} gave no article: has the site been redesigned?", *named])
    if problems := _problems(stats, walks):
        return "partial", "; ".join(problems)
    return "complete", "; ".join(_notes(walks))


def _articles(stats: Mapping[str, Any]) -> tuple[int, dict[str, int]]:
    """(how many articles were asked for, how many of them gave none by reason). A dead link that is dead still counts as neither."""
    failed = _by_reason(stats, "rejected/")
    again = {reason: number for reason, number in _by_reason(stats, "rejected_again/").items() if reason in DEAD_LINKS}
    asked = sum(stats.get(f"asked/{kind}", 0) for kind in ("new", "recheck", "retry")) - sum(again.values())
    failed = {reason: left for reason, number in failed.items() if reason not in EXPECTED and (left := number - again.get(reason, 0)) > 0}
    return max(asked, sum(failed.values())), failed


def _by_reason(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return {key.removeprefix(prefix): number for key, number in stats.items() if key.startswith(prefix)}


def _refused(reasons: Mapping[str, str], asked: int, failed: Mapping[str, int], stats: Mapping[str, Any], walks: Sequence[WalkReport]) -> str:
    """In plain words, if most articles or most listings have one of the reasons."""
    refused = {reason: failed[reason] for reason in reasons if reason in failed}
    number = sum(refused.values())
    if number >= MIN_ARTICLES and number > MOST * asked:
        if len(refused) > 1:
            return f"{number} of {counted(asked, 'article')} gave none ({_by_number(refused)})"
        [reason] = refused
        # A notice comes with status 200.
        statuses = [status for status in _by_reason(stats, f"rejected_with/{reason}/") if status != "200"]
        [word] = [f"answered {status}" for status in statuses] if len(statuses) == 1 else [reasons[reason]]
        return f"{number} of {counted(asked, 'article')} {word}"
    ended = [walk for walk in walks if walk.trouble in reasons and not walk.pages]
    if len(ended) > MOST * len(walks):
        causes = {walk.end: 1 for walk in ended if walk.end}
        return f"{len(ended)} of {counted(len(walks), 'section')} could not be walked ({'; '.join([*causes][:MAX_NAMED])})"
    return ""


def _suspicion(stats: Mapping[str, Any], asked: int, failed: Mapping[str, int]) -> str:
    """What cannot be right as a whole, in plain words; "" if nothing is."""
    told = [f"{number} {SUSPICIONS.get(word, word)}" for word, number in sorted(_by_reason(stats, "suspicious/").items()) if number]
    number = sum(failed.values())
    if number >= MIN_SUSPECTS and number > MOST * asked:
        told.append(f"{number} of {counted(asked, 'article')} gave none ({_by_number(failed)})")
    return "; ".join(told)


def _problems(stats: Mapping[str, Any], walks: Sequence[WalkReport]) -> list[str]:
    """All that makes a run not complete, in plain words: above all a section whose walk did not end in order."""
    parts = []
    if listings := stats.get("listing/failed"):
        causes = _by_reason(stats, LISTING_FAILED)
        why = f" ({', '.join(causes) if len(causes) == 1 else _by_number(causes)})" if causes else ""
        parts.append(f"{counted(listings, 'listing page')} could not be fetched{why}")
    unfinished = [walk for walk in walks if walk.trouble or walk.end is None or (walk.shallow and walk.state == "closed" and not walk.since)]
    if unfinished and not (listings and len(unfinished) <= listings):
        named = [f"{walk.listing}: {walk.end or 'its walk did not end'}" for walk in unfinished]
        parts += [*named[:MAX_NAMED], *([f"and {counted(len(named) - MAX_NAMED, 'more section')}"] if len(named) > MAX_NAMED else [])]
    asked, failed = _articles(stats)
    dead = sum(failed.get(reason, 0) for reason in DEAD_LINKS)
    if dead <= max(MAX_DEAD, MAX_DEAD_SHARE * asked):
        failed = {reason: number for reason, number in failed.items() if reason not in DEAD_LINKS}
    if failed:
        parts.append(f"{counted(sum(failed.values()), 'page')} gave no article ({_by_number(failed)})")
    if damaged := stats.get("store/damaged"):
        parts.append(f"{counted(damaged, 'damage')} in the files; the log names each")
    if not parts and stats.get("log_count/ERROR"):
        parts.append(f"{counted(stats['log_count/ERROR'], 'error')} in the log")
    return parts


def _notes(walks: Sequence[WalkReport]) -> list[str]:
    """What is worth knowing of a run in which nothing went wrong."""
    return [f"{walk.listing} reaches back to {walk.reached:%Y-%m-%d} only" for walk in walks if walk.shallow and walk.reached]


def _by_number(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items()))


def tallies_of(stats: Mapping[str, Any]) -> dict[str, Any]:
    """The stats ``tally/…`` and ``rejected/…``, nested at each slash."""
    tallies: dict[str, Any] = {}
    for key, number in sorted(stats.items()):
        if key.startswith(("tally/", "rejected/")):
            *path, last = key.removeprefix("tally/").split("/")
            place = tallies
            for step in path:
                place = place.setdefault(step, {})
            place[last] = number
    return tallies


def summary(manifest: Manifest) -> str:
    """One line for the operator's mail."""
    return f"{manifest.site}: {manifest.outcome}: {in_words(manifest.counts)}{f'; {manifest.trouble}' if manifest.trouble else ''}"


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
