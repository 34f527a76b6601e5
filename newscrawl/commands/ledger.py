"""``scrapy ledger show [SITE|ID] | check | rebuild | forget ID``: what was crawled, and whether files and ledger agree."""
from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError

import newscrawl
from newscrawl.command_line.command import NewscrawlCommand
from newscrawl.command_line.output import show
from newscrawl.errors import LedgerError, ManifestError, NotInLedgerError, SiteLockedError
from newscrawl.ledger.database import explain, put_in_place, remove
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.check import disagreements
from newscrawl.output.lock import SiteLock, holder
from newscrawl.output.opening import explain_os
from newscrawl.output.outcome import BUSY
from newscrawl.output.recovery import recover
from newscrawl.output.run import ledger_path, manifest_path, names_in
from newscrawl.sites import name_of
from newscrawl.text.dates import KST
from newscrawl.text.plurals import counted

CHECK_FAILED = 1
"""Exit code of ``check`` when it finds something, and of every failure."""


VERBS = """\
  show              every site: its articles, tombstones, rejected pages and runs
  show SITE         the same of one site, with each rejected page, and when it is tried again
  show SITE:ID      all that is known of one article
  check             compare files, manifests and ledger; a line for each disagreement, exit code 1 when there is one.
                    What a crawl that is going on has not finished is left out
  rebuild           make the ledger anew from the finished files, after damage or loss; it takes the place of the old one, which is
                    kept beside it, when it is whole. Damaged files are set aside in damaged/, and their good lines kept; a line for
                    each, exit code 1. No crawl may be going on (exit code 6)
  forget SITE:ID    have the next crawl of the site fetch an article or a rejected page again; nothing in the files changes
"""


class Command(NewscrawlCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "show [SITE|SITE:ID] | check | rebuild | forget SITE:ID"

    def short_desc(self) -> str:
        return "Show what was crawled; check or rebuild the ledger; have an article fetched again"

    def below_options(self) -> str:
        return VERBS

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        actions: dict[str, tuple[range, Callable[..., int]]] = {
            "show": (range(2), self.show), "check": (range(1), self.check), "rebuild": (range(1), self.rebuild),
            "forget": (range(1, 2), self.forget)}
        if not args or args[0] not in actions or len(args) - 1 not in actions[args[0]][0]:
            raise UsageError(f"say {self.syntax()}", print_help=False)
        try:
            self.exitcode = actions[args[0]][1](*args[1:])
        except SiteLockedError as error:
            self._fail(error, BUSY)
        except (LedgerError, ManifestError, NotInLedgerError) as error:
            self._fail(error)
        except sqlite3.Error as error:
            self._fail(explain(error, self.path))
        except OSError as error:
            self._fail(explain_os(error, self.output))

    def _fail(self, why: object, code: int = CHECK_FAILED) -> None:
        self.complain(why)
        self.exitcode = code

    @property
    def output(self) -> Path:
        assert self.settings is not None
        return Path(self.settings["OUTPUT_DIR"]).resolve()

    @property
    def path(self) -> Path:
        assert self.settings is not None
        return ledger_path(self.settings["LEDGER"], self.output)

    def _open(self) -> Ledger:
        if not self.path.exists():
            raise NotInLedgerError(f"there is no ledger at {self.path}; a crawl makes one, and so does `scrapy ledger rebuild`")
        return Ledger(self.path)

    def show(self, what: str = "") -> int:
        with self._open() as ledger:
            for line in _report(ledger, name_of(what)):
                print_line(line)
        return 0

    def check(self) -> int:
        """Also of sites that the ledger does not know."""
        found: list[str] = []
        with self._open() as ledger:
            for site in sorted({*ledger.sites(), *self._sites()}):
                if who := holder(self.output, site):
                    print_line(f"{site}: a crawl is going on ({who}); what it has not finished is left out")
                found += disagreements(self.output, site, ledger)
        for line in found:
            print_line(line)
        print_line(counted(len(found), "disagreement") if found else "files, manifests and ledger agree")
        return CHECK_FAILED if found else 0

    def rebuild(self) -> int:
        """Makes the ledger anew from the files, with every site locked; the old one is kept beside it."""
        assert self.settings is not None
        ages = [int(age) for age in self.settings.getlist("REVISIT_AFTER_DAYS")]
        sites = self._sites()
        if not sites:
            raise NotInLedgerError(f"no crawl has left a file in {self.output}; is OUTPUT_DIR right? Nothing was changed")
        damage: list[str] = []
        new = self.path.with_name(f"{self.path.name}.new")
        with ExitStack() as held:
            for site in sites:
                held.callback(SiteLock(self.output, site).release)
            remove(new)  # of a rebuild that was killed
            told: list[str] = []
            with Ledger(new) as ledger:
                for site in sites:
                    died = [run for run in names_in(self.output, site) if not (self.output / manifest_path(site, run)).exists()]
                    damage += recover(self.output, site, ledger, f"newscrawl {newscrawl.__version__}", ages)
                    told.append(_tally(ledger, site) + (f", of which {len(died)} had died" if died else ""))
                told.append(f"made {self.path} anew from {counted(len(sites), 'site')}: {_amounts(ledger, sites)}")
            if old := put_in_place(new, self.path):
                print_line(f"the old ledger is now {old}")
        for line in [*told, *damage]:
            print_line(line)
        return CHECK_FAILED if damage else 0

    def forget(self, article_id: str) -> int:
        site, _, own = article_id.partition(":")
        with self._open() as ledger:
            stored, known = ledger.stored(site, own), ledger.known(site, own)
            if not ledger.forget(site, own):
                raise NotInLedgerError(f"no article {article_id} is known; an id looks like metroseoul:20231206500284")
        assert self.settings is not None
        if stored:
            now = "a tombstone" if stored.deleted else f"revision {stored.revision}"
            print_line(f"{article_id} stays in the files as it is ({now}); a new line is written only if the page has changed")
        elif known:
            print_line(f"{article_id} was rejected ({known.reason}); its tries are counted from 0 again")
        replay = "; this REPLAY does not, since an archive does not age" if self.settings["REPLAY"] else "; a replay does not"
        print_line(f"the next live crawl of {site} that includes its section fetches it again{replay}")
        return 0

    def _sites(self) -> list[str]:
        """The sites that have left files."""
        return sorted({path.parent.name for path in self.output.glob("*/*/*") if path.suffix in {".json", ".jsonl", ".part"}})


def _report(ledger: Ledger, what: str) -> Iterator[str]:
    """What the ledger says of all sites, of one, or of an article. Raises NotInLedgerError."""
    site, _, article_id = what.partition(":")
    if what and site not in ledger.sites():
        raise NotInLedgerError(f"the ledger knows no site {site!r}; it knows {', '.join(ledger.sites()) or 'none'}")
    if article_id:
        yield from _of_article(ledger, site, article_id)
    elif site:
        yield _tally(ledger, site)
        for rejected, reason, tries, again in ledger.rejected(site):
            yield f"  {site}:{rejected}  {reason}, {counted(tries, 'try')}, {f'next {_day(again)}' if again else 'not asked again'}"
    else:
        yield from (_tally(ledger, site) for site in ledger.sites())


def _of_article(ledger: Ledger, site: str, article_id: str) -> Iterator[str]:
    if stored := ledger.stored(site, article_id):
        for name, value in stored._asdict().items():
            yield f"{name:14} {_day(value) if isinstance(value, datetime) else value}"
    elif known := ledger.known(site, article_id):
        yield f"{site}:{article_id} is in no file: {known.reason}, {counted(ledger.tries(site, article_id), 'try')}"
    else:
        raise NotInLedgerError(f"the ledger does not know {site}:{article_id}")


def _tally(ledger: Ledger, site: str) -> str:
    return f"{site}: {_amounts(ledger, [site])}"


def _amounts(ledger: Ledger, sites: Iterable[str]) -> str:
    """How much of some sites the ledger knows, all together."""
    tallies = [(*ledger.tally(site), len(ledger.runs(site))) for site in sites]
    return ", ".join(counted(sum(numbers), noun) for noun, *numbers in zip(
        ("article", "tombstone", "rejected page", "run"), *tallies, strict=True))


def _day(time: datetime) -> str:
    return f"{time.astimezone(KST):%Y-%m-%d %H:%M:%S}"


def print_line(text: str) -> None:
    show(f"{text}\n")
