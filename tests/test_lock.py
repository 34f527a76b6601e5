"""constraints.txt holds for every Python that the project supports."""
from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PINS = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
LOCKED = dict(PINS)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OLDEST = PROJECT["project"]["requires-python"].removeprefix(">=")


def test_each_package_is_locked_once_under_its_normal_name() -> None:
    assert [name for name, _ in PINS] == sorted({canonicalize_name(name) for name in LOCKED})
    assert {"scrapy", "lxml", "pytest", "mypy", "duckdb"} <= set(LOCKED)


def test_the_oldest_python_is_the_oldest_of_debian_12() -> None:
    assert OLDEST == "3.11.2"


def requirements(name: str) -> dict[str, tuple[str, list[str]]]:
    """Package -> version and hashes, as a file in requirements/ has them."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    blocks = re.findall(r"^([\w.-]+)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", text, re.MULTILINE)
    assert len(blocks) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), "each has hashes"
    return {name: (version, hashes.split()) for name, version, hashes in blocks}


def test_the_files_of_each_locked_version_have_their_hashes() -> None:
    extras = {extra for extra in PROJECT["project"]["optional-dependencies"] if extra != "dev"}
    assert {path.stem for path in (ROOT / "requirements").glob("*.txt")} == {"run", *extras}
    run, *others = (requirements(name) for name in ("run", *sorted(extras)))
    assert {name: version for one in (run, *others) for name, (version, _) in one.items()} == LOCKED
    assert not [name for one in others for name in one if name in run]
    assert {f"{name}=={version}" for name, (version, _) in run.items()} >= set(PROJECT["build-system"]["requires"])


@pytest.mark.parametrize("python", [OLDEST, "3.13.0"])
def test_what_is_installed_as_locked_can_be_installed_on(python: str) -> None:
    installed = {canonicalize_name(one.name): one for one in distributions()}
    as_locked = [one for name, one in installed.items() if LOCKED.get(name) == one.version]
    assert as_locked, "the environment was made with constraints.txt"
    refusing = {f"{one.name} {one.version}": one.metadata.get("Requires-Python") for one in as_locked
                if not SpecifierSet(one.metadata.get("Requires-Python", "")).contains(python)}
    assert refusing == {}
