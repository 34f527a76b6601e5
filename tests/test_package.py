"""The package, built and installed as a stranger does: ``newscrawl demo`` crawls from a folder that has nothing of the project."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newscrawl

ROOT = Path(newscrawl.__file__).parents[1]
OFFLINE = "No matching distribution found"
"""What pip says when it reaches no registry."""

pytestmark = pytest.mark.slow


def pip(*arguments: str, python: str = sys.executable) -> None:
    """Skips the test where pip reaches no registry, except in CI."""
    done = subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], capture_output=True, text=True,
                          timeout=600, check=False)
    if OFFLINE in done.stderr and not os.environ.get("CI"):
        pytest.skip("pip reaches no registry")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment that holds the wheel and what it depends on, and nothing else."""
    folder = tmp_path_factory.mktemp("package")
    sources = folder / "sources"
    shutil.copytree(ROOT / "newscrawl", sources / "newscrawl", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(sources))
    [wheel] = folder.glob("newscrawl-*.whl")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True, timeout=120)
    pip("install", "-c", str(ROOT / "constraints.txt"), str(wheel), python=str(folder / "venv" / "bin" / "python"))
    return folder / "venv"


def call(environment: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV", "SCRAPY_SETTINGS_MODULE"}}
    return subprocess.run([environment / "bin" / "newscrawl", *arguments], cwd=cwd, env=ours, capture_output=True, text=True, timeout=120,
                          check=False)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_the_demo_is_crawled_into_the_working_directory(environment: Path, tmp_path: Path) -> None:
    before = files(environment)
    done = call(environment, tmp_path, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
    demo = tmp_path / "output" / "demo"
    [articles] = demo.glob("articles/metroseoul/*.jsonl")
    lines = [json.loads(line) for line in articles.read_text("utf-8").splitlines()]
    assert len(lines) == len(list((ROOT / "newscrawl" / "demo" / "newsroom" / "articles").glob("*.txt")))
    assert len(list(demo.glob("runs/metroseoul/*.json"))) == 1
    assert list(demo.rglob("*.part")) == []
    assert f"{len(lines)} articles in {articles}" in done.stdout
    assert files(environment) == before, "nothing is written where the package is installed"
    # Again: the demo empties its own folder, and no other.
    assert call(environment, tmp_path, "demo").returncode == 0


def test_a_replay_writes_into_a_folder_of_its_own(environment: Path, tmp_path: Path) -> None:
    call(environment, tmp_path, "demo")
    archive = tmp_path / "output" / "demo" / "newsroom.warc.gz"
    done = call(environment, tmp_path, "crawl", "메트로신문", "-a", "section=게임", "-s", f"REPLAY={archive}")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("output/replay/newsroom.warc.gz/articles/metroseoul/*.jsonl"))) == 1
    assert {path.name for path in tmp_path.glob("output/*")} == {"demo", "replay"}, "the output of live crawls has nothing of an archive's"


def test_a_folder_that_is_no_demos_is_left_alone(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "output" / "demo").mkdir(parents=True)
    (tmp_path / "output" / "demo" / "mine.txt").write_text("mine", "utf-8")
    done = call(environment, tmp_path, "demo")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert files(tmp_path) == {"output/demo/mine.txt"}


@pytest.mark.parametrize("arguments", [["schema"], ["probe", "https://paper.example/news/"],
                                       ["save_page", "page.html", "--url", "https://www.etnews.com/20180319000234"]])
def test_what_writes_into_a_checkout_says_that_there_is_none(environment: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = call(environment, tmp_path, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"newscrawl {arguments[0]}: it writes into a checkout of the project")


def test_version_and_overview(environment: Path, tmp_path: Path) -> None:
    assert call(environment, tmp_path, "--version").stdout.startswith(f"newscrawl {newscrawl.__version__} ")
    assert "\nCrawl\n" in call(environment, tmp_path).stdout
