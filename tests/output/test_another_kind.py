"""A new kind of output is one row and its schema: crawled, killed, checked and rebuilt like those that are there."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loopback import PORT, serving
from tests.nightly import ROOT, Paper, command

pytestmark = pytest.mark.slow

SETTINGS = "tests.output.another_kind.settings"
SECTION = ("-a", "section=tech")


def paper() -> Paper:
    paper = Paper()
    paper.publish("tech", *range(1, 31))
    return paper


def environment(port: int) -> dict[str, str]:
    return {**os.environ, PORT: str(port), "SCRAPY_SETTINGS_MODULE": SETTINGS}


def crawl(output: Path, port: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(output, *SECTION), cwd=ROOT, env=environment(port), capture_output=True, text=True, timeout=120, check=False)


def kill_while_writing(output: Path, port: int) -> None:
    with subprocess.Popen(command(output, *SECTION), cwd=ROOT, env=environment(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not any(output.glob("headlines/*/*.part")):
            time.sleep(0.005)
        run.kill()


def ledger(output: Path, word: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scrapy", "ledger", word, "-s", f"OUTPUT_DIR={output}"], cwd=ROOT,
                          env={**os.environ, "SCRAPY_SETTINGS_MODULE": SETTINGS}, capture_output=True, text=True, timeout=60, check=False)


def headlines(output: Path) -> dict[str, str]:
    lines = [json.loads(line) for path in output.glob("headlines/*/*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return {line["id"]: line["title"] for line in lines if line["schema"] == "newscrawl/headline/1"}


@pytest.mark.parametrize("before", [lambda output, port: None, kill_while_writing], ids=["in one go", "after a kill"])
def test_another_kind_of_output(tmp_path: Path, before: Callable[[Path, int], None]) -> None:
    with serving(paper()) as port:
        before(tmp_path, port)
        last = crawl(tmp_path, port)
    assert last.returncode == 0, last.stderr
    assert headlines(tmp_path) == {f"aitimes_kr:{number}": f"{number}번 기사의 제목" for number in range(1, 31)}
    assert not [*tmp_path.glob("*/*/*.part")]
    assert ledger(tmp_path, "check").stdout == "files, manifests and ledger agree\n"
    rebuilt = ledger(tmp_path, "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert ledger(tmp_path, "check").stdout == "files, manifests and ledger agree\n"


def test_a_damaged_file_of_another_kind_is_found(tmp_path: Path) -> None:
    with serving(paper()) as port:
        crawl(tmp_path, port)
    [path] = tmp_path.glob("headlines/*/*.jsonl")
    path.write_bytes(path.read_bytes()[:-3])
    found = ledger(tmp_path, "check")
    assert found.returncode == 1
    name = path.relative_to(tmp_path)
    assert f"{name} is not what its manifest says" in found.stdout
    assert f"{name}, line 30 is torn" in found.stdout
