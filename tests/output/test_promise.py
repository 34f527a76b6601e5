"""The files' promise, for any order of writing, committing and dying: a model of a paper, and a process that may die at any change
to the disk or the ledger."""
from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from newscrawl.items import ARTICLE_SCHEMA, RUN_SCHEMA, TOMBSTONE_SCHEMA
from newscrawl.ledger.entries import ArticleEntry, TombstoneEntry
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.check import disagreements
from newscrawl.output.exporter import line_of
from newscrawl.output.kinds import ARTICLES, DELETED
from newscrawl.output.manifest import Counts, Manifest, write_manifest
from newscrawl.output.opening import OpenRun, open_run
from newscrawl.output.run import start_of
from newscrawl.output.run_files import RunFiles
from newscrawl.text.digest import digest

pytestmark = pytest.mark.slow

SITE = "paper"
SEEN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Died(BaseException):
    """The process is gone."""


class Fate:
    """Lets the process die at the n-th change to the disk or the ledger: before it, after it, or in the middle of a write."""

    def __init__(self, steps: int, *, after: bool) -> None:
        self.steps, self.after = steps, after

    def step(self, work: Callable[..., Any], half: Callable[..., Any] | None = None) -> Callable[..., Any]:
        def changed(*arguments: Any, **named: Any) -> Any:
            self.steps -= 1
            if self.steps < 0:
                raise Died  # a dead process changes nothing
            if self.steps:
                return work(*arguments, **named)
            if half:
                half(*arguments, **named)
            if self.after:
                work(*arguments, **named)
            self.steps = -1
            raise Died

        return changed

    @contextmanager
    def rules(self) -> Iterator[None]:
        def torn(file: int, line: Any) -> None:
            os.write(file, bytes(line)[:len(line) // 2])

        system = SimpleNamespace(**vars(os))
        system.write, system.fsync = self.step(os.write, None if self.after else torn), self.step(os.fsync)
        with ExitStack() as patches:
            for module in ("part", "disk"):
                patches.enter_context(patch(f"newscrawl.output.{module}.os", system))
            for owner, names in ((Path, ("rename", "replace", "unlink")), (Ledger, ("begin_run", "record"))):
                for name in names:
                    patches.enter_context(patch.object(owner, name, self.step(getattr(owner, name))))
            yield


def record_of(article_id: str, text: str, revision: int) -> dict[str, Any]:
    return {"schema": ARTICLE_SCHEMA, "id": f"{SITE}:{article_id}", "revision": revision, "url": f"https://paper.example/{article_id}",
            "listing": "it", "published_at": None, "modified_at": None, "crawled_at": SEEN.isoformat(), "digest": digest(article_id, text),
            "provenance": {"program": "newscrawl 0"}, "text": text}


class Promise(RuleBasedStateMachine):
    """Publishing, editing and deleting between nights; each night crawls what has changed, and may die."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="newscrawl-promise-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        self.output = Path(self.folder.name)
        self.paper: dict[str, str | None] = {}
        """Text by id; None when it was deleted."""
        self.now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
        self.is_complete = False
        """Whether the last night went well, and nothing has changed since."""

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(number=st.integers(1, 40))
    def publish(self, number: int) -> None:
        first = len(self.paper)
        self.paper |= {f"{first + n}": "본문이다." for n in range(number)}
        self.is_complete = False

    @precondition(lambda self: self.paper)
    @rule(place=st.integers(0, 1000), text=st.sampled_from(["고친 본문이다.", "또 고쳤다.", None]))
    def change(self, place: int, text: str | None) -> None:
        article_id = list(self.paper)[place % len(self.paper)]
        if self.paper[article_id] is not None:
            self.paper[article_id] = text
            self.is_complete = False

    @rule(minutes=st.integers(-2000, 2000))
    def pass_time(self, minutes: int) -> None:
        """Backwards too: somebody sets the clock."""
        self.now += timedelta(minutes=minutes)

    @rule()
    def lose_the_ledger(self) -> None:
        for path in self.output.glob("ledger*"):
            path.unlink()

    @rule(dies_at=st.integers(1, 60), after=st.booleans(), every=st.integers(1, 20))
    def night_that_may_die(self, dies_at: int, after: bool, every: int) -> None:
        self.is_complete = False
        fate = Fate(dies_at, after=after)
        held: list[Any] = []
        with suppress(Died), fate.rules():
            self.crawl(every, held)
        for thing in held:
            thing()

    @rule(every=st.integers(1, 20))
    def night(self, every: int) -> None:
        held: list[Any] = []
        self.crawl(every, held)
        for thing in held:
            thing()
        self.is_complete = True

    def crawl(self, every: int, held: list[Any]) -> None:
        """One run. What the system does for a dead process is added to ``held``: it closes its files."""
        with patch("newscrawl.output.opening.ExitStack", _kept_by(held)):
            run = open_run(self.output, self.output / "ledger.sqlite", SITE, "newscrawl 0", (), self.now)
        held += [run.ledger.close, run.lock.release]
        files = RunFiles(self.output, SITE, run.name, run.ledger)
        held.append(lambda: [os.close(file._file) for file in files.files.values() if file._file is not None])
        for number, (article_id, text) in enumerate(self.paper.items()):
            self.write(run, files, article_id, text)
            if number % every == 0:
                files.commit()
        finished = files.finish()
        run.ledger.record(SITE, run.name, [], "finished")
        write_manifest(self.output, Manifest(RUN_SCHEMA, SITE, run.name, "newscrawl 0", "complete", "finished", 0, start_of(run.name), self.now,
                                             {}, finished, [], Counts()))

    def write(self, run: OpenRun, files: RunFiles, article_id: str, text: str | None) -> None:
        """What spider and pipelines would do of an article."""
        known = run.ledger.stored(SITE, article_id)
        revision = known.revision + 1 if known else 1
        if text is None:
            if known and not known.deleted:
                tombstone = {"schema": TOMBSTONE_SCHEMA, "id": f"{SITE}:{article_id}", "site": SITE, "url": f"https://paper.example/{article_id}",
                             "revision": revision, "reason": "404", "deleted_at": SEEN.isoformat()}
                files.add(DELETED, line_of(tombstone), TombstoneEntry(article_id, tombstone["url"], SEEN, revision))
            return
        line = record_of(article_id, text, revision)
        if known is None or known.digest != line["digest"]:
            files.add(ARTICLES, line_of(line), ArticleEntry(
                article_id, line["url"], "it", SEEN, None, None, line["digest"], revision, "newscrawl 0"))

    @invariant()
    def finished_files_are_whole(self) -> None:
        for path in self.output.glob("*/*/*.jsonl"):
            assert all(json.loads(line)["id"] for line in path.read_bytes().splitlines())

    @invariant()
    def after_a_good_night_all_is_there_once(self) -> None:
        if not self.is_complete:
            return
        assert not [*self.output.glob("*/*/*.part")]
        told = [json.loads(line) for kind in ("articles", "deleted") for path in sorted(self.output.glob(f"{kind}/*/*.jsonl"))
                for line in path.read_bytes().splitlines()]
        assert max(Counter((line["id"], line["revision"]) for line in told).values(), default=1) == 1
        last = {}
        for line in sorted(told, key=lambda line: line["revision"]):
            last[line["id"].partition(":")[2]] = line.get("text")
        assert last == {article_id: text for article_id, text in self.paper.items() if text is not None or article_id in last}
        if (self.output / "ledger.sqlite").exists():
            with Ledger(self.output / "ledger.sqlite") as ledger:
                assert [*disagreements(self.output, SITE, ledger)] == []


def _kept_by(held: list[Any]) -> type[ExitStack]:
    """An ExitStack that does nothing when an error comes: a dead process does not tidy up, the system closes its files."""

    class Kept(ExitStack):
        def __exit__(self, *_: object) -> None:
            held.append(partial(ExitStack.__exit__, self.pop_all(), None, None, None))

    return Kept


TestPromise = Promise.TestCase
TestPromise.settings = settings(
    max_examples=2000 if "SOAK_ROUNDS" in os.environ else 150, stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow])
