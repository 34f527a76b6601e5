"""Files that a stranger has put into an output folder: nothing outside it is read, nothing in it is overwritten through a link."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl import DatasetError, load_articles
from newscrawl.errors import ManifestError
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.check import disagreements
from newscrawl.output.lock import SiteLock, holder
from newscrawl.output.manifest import read_manifest
from newscrawl.output.recovery import recover
from tests.finished import article, write_run

MODEL = article("metroseoul", "article_on_device_model")
RUN = "20261121T030000"
LINES = f"articles/metroseoul/{RUN}.jsonl"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "outside.jsonl").write_text('{"secret": 1}\n')
    write_run(tmp_path / "output", "metroseoul", RUN, [MODEL])
    return tmp_path / "output"


def link_out(output: Path) -> str:
    (output / LINES).unlink()
    (output / LINES).symlink_to(output.parent / "outside.jsonl")
    return LINES


def folder_out(output: Path) -> str:
    (output / "more").symlink_to(output.parent)
    return "more/outside.jsonl"


def pipe(output: Path) -> str:
    (output / LINES).unlink()
    os.mkfifo(output / LINES)
    return LINES


PLACES: dict[str, Callable[[Path], str]] = {
    "device": lambda output: "/dev/zero", "above": lambda output: "../outside.jsonl", "above, later": lambda output: "articles/../../outside.jsonl",
    "NUL": lambda output: "a\0b", "link": link_out, "link to a folder": folder_out}
NO_FILES: dict[str, Callable[[Path], str]] = {"pipe": pipe, "folder": lambda output: "articles"}


@pytest.mark.parametrize(("name", "why"), [*((name, "is outside") for name in PLACES), *((name, "is no ordinary file") for name in NO_FILES)])
def test_a_manifest_names_files_of_its_own_folder_only(output: Path, name: str, why: str) -> None:
    path = output / "runs" / "metroseoul" / f"{RUN}.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["robots"] = []
    manifest["files"][0] |= {"path": (PLACES | NO_FILES)[name](output), "bytes": 14, "lines": 1}
    path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DatasetError, match=why) as told:
        list(load_articles(output))
    assert "secret" not in str(told.value)
    with pytest.raises(ManifestError, match=why):
        read_manifest(path)
    with Ledger(output / "ledger.sqlite") as ledger:
        [line] = disagreements(output, "metroseoul", ledger)
    assert line.startswith(f"the manifest {path} names ")
    assert why in line


def test_a_manifest_is_an_ordinary_file_of_its_folder(output: Path) -> None:
    path = output / "runs" / "metroseoul" / "20261122T030000.json"
    path.symlink_to("/dev/zero")
    with pytest.raises(DatasetError, match="is outside"):
        list(load_articles(output))
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(DatasetError, match="no ordinary file"):
        list(load_articles(output))
    with pytest.raises(ManifestError, match="no ordinary file"):
        read_manifest(path)


def test_a_lock_that_is_a_link_leaves_what_it_leads_to(output: Path) -> None:
    outside = output.parent / "outside.jsonl"
    lock = output / "runs" / "metroseoul" / ".lock"
    lock.symlink_to(outside)
    with pytest.raises(OSError, match="symbolic links"):
        SiteLock(output, "metroseoul")
    with pytest.raises(OSError, match="symbolic links"):
        holder(output, "metroseoul")
    assert outside.read_text() == '{"secret": 1}\n'
    lock.unlink()
    os.mkfifo(lock)
    assert holder(output, "metroseoul") is None


def test_recovery_reads_nothing_outside_and_cuts_nothing_outside(output: Path) -> None:
    outside = output.parent / "outside.jsonl"
    outside.write_text("no line")
    (output / "runs" / "metroseoul" / f"{RUN}.json").unlink()
    link_out(output)
    with Ledger(output / "ledger.sqlite") as ledger:
        told = recover(output, "metroseoul", ledger, "newscrawl 0.3.0", [])
        assert f"names '{LINES}', which is outside" in " ".join(told)
        (output / "articles" / "metroseoul" / "20261122T030000.jsonl.part").symlink_to(outside)
        with pytest.raises(OSError, match="symbolic links"):
            recover(output, "metroseoul", ledger, "newscrawl 0.3.0", [])
    assert outside.read_text() == "no line"
    assert list(load_articles(output)) == []
