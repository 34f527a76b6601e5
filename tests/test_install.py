"""What ``make`` says when pip cannot install, and what it lists."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


def install(project: Path, requirement: str, **more: str) -> subprocess.CompletedProcess[str]:
    """``.ci/install`` in ``project``, with no package index at the only address that pip is given."""
    settings = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://user:secret@127.0.0.1:9/simple", "PIP_FIND_LINKS": "",
                "PIP_EXTRA_INDEX_URL": "", "PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1"}
    pip = project / "pip"
    pip.write_text(f'#!/bin/sh\nexec {sys.executable} -m pip "$@"\n', encoding="ascii")
    pip.chmod(0o755)
    (project / "requirements").mkdir()
    (project / "requirements/run.txt").write_text(requirement, encoding="ascii")
    return subprocess.run([ROOT / ".ci/install", pip, "."], cwd=project, env={**os.environ, **settings, **more}, capture_output=True, text=True,
                          timeout=120, check=False)


@pytest.mark.slow
def test_without_a_network_it_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["setuptools"]\n', encoding="utf-8")
    run = install(tmp_path, f"orjson==9.9.9 --hash=sha256:{'0' * 64}\n")
    assert run.returncode == 1
    assert run.stderr == ("newscrawl: http://127.0.0.1:9/simple cannot be reached; connect to a network, or name a mirror with "
                          "PIP_INDEX_URL\n")


def test_a_file_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "harmless-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("harmless-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: harmless\nVersion: 1.0\n")
        wheel.writestr("harmless-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("harmless-1.0.dist-info/RECORD", "")
    run = install(tmp_path, f"harmless==1.0 --hash=sha256:{'0' * 64}\n", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    assert run.returncode == 1
    assert "DO NOT MATCH THE HASHES" in run.stderr


def test_whatever_else_pip_says_is_shown(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("no TOML\n", encoding="utf-8")
    run = install(tmp_path, "")
    assert run.returncode == 1
    *words, last = run.stderr.splitlines()
    assert "Obtaining file://" in "\n".join(words)
    assert "TOML" in "\n".join(words)
    assert last == "newscrawl: pip could not install .; its words are above"


def test_make_lists_its_targets() -> None:
    # As a person calls it, also where make runs the tests.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    alone, asked = (subprocess.run(["make", *goal], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
                    for goal in ([], ["help"]))
    assert alone == asked
    assert [line.split()[:2] for line in asked.splitlines()][:2] == [["make", "help"], ["make", "demo"]]
    assert all(len(line.split()) > 2 for line in asked.splitlines())


def test_a_bare_machine_needs_a_suite() -> None:
    run = subprocess.run([ROOT / ".ci/bare-machine"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "bare-machine: name a suite: make bare-machine SUITE=bookworm\n")
