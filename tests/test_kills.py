"""Killed at any moment and run again, every article is in the finished files exactly once.

``SOAK_ROUNDS`` in the environment says how many kills of each kind (``make soak``).
"""
from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loopback import serving
from tests.nightly import assert_every_file_is_as_its_manifest_says, crawl, manifests, numbers, sixhundred, start

pytestmark = pytest.mark.slow

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "20"))
IN_A_ROW = 5
"""Kills before a crawl is let run to its end."""
FAST = ("-s", "CONCURRENT_REQUESTS=8", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
ALL = Counter(range(1, 601))


def has_begun(output: Path, run: subprocess.Popen[str]) -> bool:
    """Waits until the run has asked for articles, or has ended."""
    while run.poll() is None:
        if any(output.glob("articles/*/*.part")):
            return True
        time.sleep(0.005)
    return False


def sigkill(run: subprocess.Popen[str]) -> None:
    run.kill()


def sigterm(run: subprocess.Popen[str]) -> None:
    run.terminate()


def sigterm_twice(run: subprocess.Popen[str]) -> None:
    run.terminate()
    time.sleep(0.02)
    run.terminate()


@pytest.mark.parametrize(("stop", "rounds"), [(sigkill, ROUNDS), (sigterm, ROUNDS // 7 or 1), (sigterm_twice, ROUNDS // 7 or 1)])
def test_stopped_at_random_moments(tmp_path: Path, stop: Callable[[subprocess.Popen[str]], None], rounds: int) -> None:
    dice = random.Random(20261124)
    with serving(sixhundred()) as port:
        for episode, first in enumerate(range(0, rounds, IN_A_ROW)):
            output = tmp_path / str(episode)
            for _ in range(first, min(first + IN_A_ROW, rounds)):
                with start(output, port, *FAST) as run:
                    if has_begun(output, run):
                        time.sleep(dice.uniform(0, 0.8))
                        stop(run)
                        _, told = run.communicate(timeout=60)
                        assert "Traceback" not in told
            last = crawl(output, port, *FAST)
            assert last.returncode == 0, last.stderr
            assert numbers(output) == ALL
            assert_every_file_is_as_its_manifest_says(output)
            again = crawl(output, port, *FAST)
            assert again.stdout == "aitimes_kr: complete: 0 new articles (10 listing pages, 0 revisits)\n"
            assert numbers(output) == ALL


def test_killed_while_recovering(tmp_path: Path) -> None:
    with serving(sixhundred()) as port:
        for wait in (0, 0.001, 0.003, 0.01):
            with start(tmp_path, port, *FAST) as run:
                assert has_begun(tmp_path, run)
                time.sleep(0.2)
                run.kill()
            [part] = tmp_path.glob("articles/*/*.part")
            with start(tmp_path, port, *FAST) as run:
                while part.exists() and run.poll() is None:
                    pass
                time.sleep(wait)
                run.kill()
        assert crawl(tmp_path, port, *FAST).returncode == 0
    assert numbers(tmp_path) == ALL
    assert_every_file_is_as_its_manifest_says(tmp_path)
    assert [manifest["outcome"] for manifest in manifests(tmp_path)].count("recovered") >= 4


def test_sigterm_ends_in_order_and_says_so(tmp_path: Path) -> None:
    with serving(sixhundred()) as port:
        with start(tmp_path, port, *FAST) as run:
            assert has_begun(tmp_path, run)
            run.send_signal(signal.SIGTERM)
            _, told = run.communicate(timeout=60)
        assert run.returncode == 5
        assert "aitimes_kr: stopped: " in told
        assert told.count("\n") == 1
        [manifest] = manifests(tmp_path)
        assert (manifest["outcome"], manifest["reason"], manifest["exit_code"]) == ("stopped", "shutdown", 5)
        assert {walk["state"] for walk in manifest["walks"]} == {"open"}
        assert crawl(tmp_path, port, *FAST).returncode == 0
    assert numbers(tmp_path) == ALL
