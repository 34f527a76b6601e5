"""Starts a run: locks the site, opens the ledger, recovers earlier runs, and names the run."""
from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newscrawl.errors import LedgerError, ManifestError, RunStartError, SiteLockedError
from newscrawl.ledger.database import explain
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.lock import SiteLock
from newscrawl.output.outcome import BUSY, EXIT_CODES
from newscrawl.output.recovery import recover
from newscrawl.output.run import name_of, names_in, next_name, start_of

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class OpenRun:
    """What a run holds until it ends."""

    name: str
    lock: SiteLock
    ledger: Ledger
    damage: list[str]
    """A line for each damaged or missing file that was found."""


def open_run(output: Path, ledger_path: Path, site: str, program: str, ages: Sequence[int], now: datetime) -> OpenRun:
    """Starts a run. Raises RunStartError; then no lock or ledger stays open."""
    with ExitStack() as held:
        try:
            lock = SiteLock(output, site)
            held.callback(lock.release)
            ledger = held.enter_context(Ledger(ledger_path))
            ledger.check()
            damage = recover(output, site, ledger, program, ages)
            name = _named(output, site, ledger, now)
            ledger.begin_run(site, name, now)
        except SiteLockedError as error:
            raise RunStartError(str(error), BUSY) from error
        except (LedgerError, ManifestError) as error:
            raise RunStartError(str(error), EXIT_CODES["failed"]) from error
        except sqlite3.Error as error:
            raise RunStartError(explain(error, ledger_path), EXIT_CODES["failed"]) from error
        except OSError as error:
            raise RunStartError(explain_os(error, output), EXIT_CODES["failed"]) from error
        held.pop_all()
        return OpenRun(name, lock, ledger, damage)


def _named(output: Path, site: str, ledger: Ledger, now: datetime) -> str:
    earlier = names_in(output, site) | set(ledger.runs(site))
    name = next_name(now, earlier)
    if name != name_of(now):
        behind = (start_of(name) - now).total_seconds()
        if behind > 2:
            logger.warning("The clock is %d seconds behind the last run of %s; is it right? This run is named %s", behind, site, name)
    return name


def explain_os(error: OSError, output: Path) -> str:
    """One line that says which file cannot be written, and what to do."""
    return (f"cannot write {error.filename or output}: {error.strerror or error}; make room or rights there, or choose another place with "
            "-s OUTPUT_DIR=…")
