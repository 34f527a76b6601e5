"""The name of a run, and the paths of its files.

::

    output/articles/<site>/<run>.jsonl    articles        output/articles/<site>/<run>.jsonl.part    being written
    output/deleted/<site>/<run>.jsonl     tombstones      output/rejected/<site>/<run>.jsonl         what gave no article
    output/runs/<site>/<run>.json         the manifest, written last
"""
from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from newscrawl.output.kinds import KINDS, OutputKind
from newscrawl.text.dates import KST

NAME = re.compile(r"\d{8}T\d{6}")
PART = ".part"
_SECOND = timedelta(seconds=1)


def ledger_path(setting: str | Path, output: Path) -> Path:
    """The path of the ledger: the setting LEDGER, or ``ledger.sqlite`` in the output folder if it is empty."""
    return Path(setting or output / "ledger.sqlite").resolve()


def lines_path(kind: OutputKind, site: str, run: str) -> str:
    """Relative to the output folder."""
    return f"{kind.folder}/{site}/{run}.jsonl"


def manifest_path(site: str, run: str) -> str:
    return f"runs/{site}/{run}.json"


def name_of(start: datetime) -> str:
    """The start of a run in Korean time: ``20261122T030000``."""
    return f"{start.astimezone(KST):%Y%m%dT%H%M%S}"


def start_of(name: str) -> datetime:
    """When the run with that name started, in Korean time."""
    return datetime.strptime(name, "%Y%m%dT%H%M%S").replace(tzinfo=KST)


def names_in(output: Path, site: str) -> set[str]:
    """The names of all runs of a site that left a file, finished or not."""
    folders = [*(output / kind.folder / site for kind in KINDS), output / "runs" / site]
    names = (path.name.partition(".")[0] for folder in folders if folder.is_dir() for path in folder.iterdir())
    return {name for name in names if NAME.fullmatch(name)}


def next_name(start: datetime, earlier: set[str]) -> str:
    """The name of a run that starts now. It sorts after every earlier name, even if the clock was set back."""
    last = max(earlier, default="")
    return max(name_of(start), name_of(start_of(last) + _SECOND)) if last else name_of(start)
