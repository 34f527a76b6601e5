"""Recovers earlier runs when a new one starts: finishes the files of killed runs, enters missing files into the ledger, and forgets in the
ledger what no file has.

Every step can be interrupted and repeated: a part file is cut after its last whole line and renamed, the manifest is written, then the
lines are entered into the ledger.
"""
from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newscrawl.items import RUN_SCHEMA
from newscrawl.ledger.entries import DETACHED, ArticleEntry, Entry, TombstoneEntry, WalkEntry
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.damage import Damage, intact_manifests, is_intact, mend, mend_files, revisions_in, set_aside
from newscrawl.output.disk import cut_torn_line, rename
from newscrawl.output.kinds import KINDS
from newscrawl.output.lines import entries
from newscrawl.output.manifest import Counts, Manifest, WalkReport, write_manifest
from newscrawl.output.run import PART, names_in, start_of
from newscrawl.text.dates import KST
from newscrawl.text.plurals import counted

logger = logging.getLogger(__name__)
DIED = "died"
"""The ``reason`` in the manifest of a run that died before it wrote one."""


BACK = timedelta(days=7)
"""How far before a run its lost articles may have been published, if its walks had no limit of their own."""


def recover(output: Path, site: str, ledger: Ledger, program: str, ages: Sequence[int]) -> list[str]:
    """Finishes the files of earlier runs of a site, enters into the ledger what it lacks, and forgets what no file has any more.

    Returns a line for each damage that was found. Must be called with the site's lock held. Raises OSError, sqlite3.Error, and
    ManifestError for what a newer newscrawl wrote.
    """
    damage = Damage()
    finish_part_files(output, site, damage)
    known = ledger.runs(site)
    finished = intact_manifests(output, site, damage)
    # A damaged run is open in the ledger until all that it lost is due again: a recovery that is killed is repeated.
    for run, manifest in sorted(finished.items()):
        if not is_intact(output, manifest):
            known |= ledger.reopen(site, run)
            finished[run] = mend(output, manifest, damage)
    for run in sorted(names_in(output, site) | {run for run, state in known.items() if state == "open"}):
        if run not in finished:
            logger.warning("The run %s of %s was broken off; its files are finished now", run, site)
            known |= ledger.reopen(site, run)
            finished[run] = _recovered(output, site, run, ledger, program, damage)
            write_manifest(output, finished[run])
    unfinished = [run for run in sorted(finished) if known.get(run, "open") == "open"]
    for run in unfinished:
        finished[run] = enter_run(output, finished[run], ledger, ages, damage)
    gone = ledger.runs_of_articles(site) if known.keys() - finished.keys() else set()
    for run in sorted({*unfinished, *gone - finished.keys()}):
        forget_lost(output, site, run, finished, ledger, ages, damage)
    damage.unknown -= known.keys()  # what they lost was known to the ledger
    for run, entries_of_torn in damage.torn.items():
        ledger.record(site, run, entries_of_torn)
    reopen_walks(site, ledger, damage)
    for run in unfinished:
        ledger.record(site, run, [], "recovered" if finished[run].outcome == "recovered" else "finished")
    return damage.told


def finish_part_files(output: Path, site: str, damage: Damage) -> None:
    """Renames every part file to its final name, without a torn last line; removes one that has no whole line."""
    for kind in KINDS:
        for part in sorted((output / kind.folder / site).glob(f"*.jsonl{PART}")):
            final = part.with_name(part.name.removesuffix(PART))
            if not cut_torn_line(part):
                part.unlink()
            elif final.exists():
                damage.told.append(f"{part} is beside a finished file of the same run; it is kept as {set_aside(output, part)}")
            else:
                rename(part, final)


def _recovered(output: Path, site: str, run: str, ledger: Ledger, program: str, damage: Damage) -> Manifest:
    """The manifest of a run that died before it wrote one, or whose manifest was damaged."""
    files = mend_files(output, site, run, damage)
    walks = [WalkReport(walk.listing, walk.state, walk.since and walk.since.astimezone(KST), 0, None) for walk in ledger.walks(site, run)]
    return Manifest(RUN_SCHEMA, site, run, program, "recovered", DIED, None, start_of(run), datetime.now(KST).replace(microsecond=0),
                    {}, files, walks, Counts())


def enter_run(output: Path, manifest: Manifest, ledger: Ledger, ages: Sequence[int], damage: Damage) -> Manifest:
    """Enters the files and walks of a finished run into the ledger. Returns its manifest, which is another one if a file has torn lines."""
    torn: list[str] = []
    ledger.begin_run(manifest.site, manifest.run, manifest.started)
    ledger_entries = [entry for file in manifest.files for entry in entries(output, file, ages, torn)]
    ledger_entries += [WalkEntry(walk.listing, walk.state, walk.since, walk.end_page) for walk in manifest.walks]
    ledger.record(manifest.site, manifest.run, ledger_entries)
    return mend(output, manifest, damage) if torn else manifest


def forget_lost(output: Path, site: str, run: str, finished: Mapping[str, Manifest], ledger: Ledger, ages: Sequence[int],
                damage: Damage) -> None:
    """Forgets in the ledger the articles whose last line the run wrote and no file has. They are due at once.

    One of which an earlier file has a line is entered again from there.
    """
    there: dict[str, int] = {}
    for article_id, revision in revisions_in(output, finished[run].files if run in finished else []):
        there[article_id] = max(revision, there.get(article_id, 0))
    lost = ledger.lost(site, run, there)
    if not lost:
        return
    damage.told.append(f"{site}: {counted(len(lost), 'article')} of the run {run} {'is' if len(lost) == 1 else 'are'} in the ledger and in no file: "
                       "forgotten there, and fetched anew")
    earlier = {article.id for article in lost if article.revision > 1}
    ledger.lose(site, run, lost, [*_lines_of(earlier, output, finished, ages)] if earlier else [])


def _lines_of(ids: Collection[str], output: Path, finished: Mapping[str, Manifest], ages: Sequence[int]) -> Iterator[tuple[str, Entry]]:
    """(run, entry) of every line of some articles, in the order of the runs; the articles are due now."""
    now = datetime.now(UTC)
    for run, manifest in sorted(finished.items()):
        for entry in (entry for file in manifest.files for entry in entries(output, file, ages, [])):
            if isinstance(entry, ArticleEntry) and entry.id in ids:
                entry.next_visit = now
                yield run, entry
            elif isinstance(entry, TombstoneEntry) and entry.id in ids:
                yield run, entry


def reopen_walks(site: str, ledger: Ledger, damage: Damage) -> None:
    """Opens the walks of the first run that lost lines of which nothing is known, and of all later ones: the next walks go back behind it."""
    first = min(damage.unknown, default=None)
    if first is None:
        return
    for run in sorted(run for run in ledger.runs(site) if run >= first):
        walks = [WalkEntry(walk.listing, "open", min(filter(None, (walk.since, start_of(first) - BACK))))
                 for walk in ledger.walks(site, run) if walk.state != DETACHED]
        ledger.record(site, run, walks, ledger.runs(site)[run])
