"""A manifest is read as it was written; one that is damaged gives one line."""
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import ManifestError
from newscrawl.output.manifest import (
    Counts,
    FileEntry,
    Manifest,
    RobotsReport,
    WalkReport,
    read_manifest,
    write_manifest,
)
from newscrawl.output.run import manifest_path

BEGAN, ENDED = (datetime.fromisoformat(f"2026-11-22T03:{minute}+09:00") for minute in ("00:00", "12:30.250000"))
MANIFEST = Manifest(
    schema="newscrawl/run/2", site="etnews", run="20261122T030000", program="newscrawl 0.3.0", outcome="partial", reason="finished",
    exit_code=3, started=BEGAN, finished=ENDED, arguments={"section": "it"},
    files=[FileEntry("articles/etnews/20261122T030000.jsonl", "newscrawl/article/2", 2, 9000, "0" * 64)],
    walks=[WalkReport("it", "closed", BEGAN, 3, "known"), WalkReport("ai", "open", None, 1, None)],
    counts=Counts(new=2), robots=[RobotsReport("https://www.etnews.com/robots.txt", 200, "User-agent: *\n")], versions={"python": "3.11.2"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_manifest(tmp_path, MANIFEST)
    return tmp_path / manifest_path(MANIFEST.site, MANIFEST.run)


def test_it_is_read_as_it_was_written(path: Path) -> None:
    assert read_manifest(path) == MANIFEST


@pytest.mark.parametrize(("change", "told"), [
    (lambda run: run.update(schema="newscrawl/run/3"), "{path} was written by a newer newscrawl (newscrawl/run/3); update newscrawl"),
    (lambda run: run.update(schema="newscrawl/article/2"), "{path} is 'newscrawl/article/2', not newscrawl/run"),
    (lambda run: run.pop("schema"), "{path} is None, not newscrawl/run"),
    (lambda run: run.pop("walks"), "cannot read the manifest {path}: walks is missing"),
    (lambda run: run.update(mood="good"), "cannot read the manifest {path}: mood is not known"),
    (lambda run: run["files"][0].update(lines="two"), "cannot read the manifest {path}: Expected `int`, got `str` - at `$.files[0].lines`"),
    (lambda run: run["files"][0].pop("sha256"), "cannot read the manifest {path}: Object missing required field `sha256` - at `$.files[0]`"),
    (lambda run: run.update(outcome="fine"), "cannot read the manifest {path}: Invalid enum value 'fine' - at `$.outcome`"),
    (lambda run: run.update(finished="last night"), "cannot read the manifest {path}: Invalid RFC3339 encoded datetime - at `$.finished`"),
])
def test_what_was_changed_by_hand_is_named(path: Path, change: Callable[[dict[str, Any]], Any], told: str) -> None:
    stored = json.loads(path.read_bytes())
    change(stored)
    path.write_text(json.dumps(stored), "utf-8")
    with pytest.raises(ManifestError) as raised:
        read_manifest(path)
    assert str(raised.value) == told.format(path=path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": "\xff"}', b"\x00" * 100, b'"newscrawl/run/1"'])
def test_what_is_no_manifest_gives_one_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ManifestError, match=r"\Acannot read the manifest [^\n]+\Z"):
        read_manifest(path)
