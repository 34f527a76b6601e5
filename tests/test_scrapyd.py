"""Scrapyd as docs/scheduling.md runs it, on loopback: deploy the project, schedule the demo, find its finished files."""
from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest

import newscrawl
from newscrawl.demo.pack import pack
from tests.documents import Checkout, blocks_of

pytestmark = pytest.mark.slow
PATIENCE = 120.0  # seconds for Scrapyd to start, and for its job to end
ask = build_opener(ProxyHandler({})).open


def answer(url: str, data: str | None = None) -> dict[str, Any]:
    with ask(url, data.encode() if data else None, timeout=PATIENCE) as response:
        said: dict[str, Any] = json.load(response)
    return said


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "newscrawl")


@pytest.fixture
def scrapyd(checkout: Checkout, tmp_path: Path) -> Iterator[str]:
    """The address of a Scrapyd with our configuration, but for its port; it has ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for path in (checkout.folder / "scrapy.cfg", checkout.folder / "deploy/scrapyd.conf", checkout.folder / "docs/scheduling.md"):
        path.write_text(path.read_text("utf-8").replace("6800", str(port)), "utf-8")
    home = tmp_path / "scrapyd"
    home.mkdir()
    (home / "scrapyd.conf").write_text((checkout.folder / "deploy/scrapyd.conf").read_text("utf-8") + "poll_interval = 0.5\n", "utf-8")
    url = f"http://127.0.0.1:{port}"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # which goes before an egg
    with (home / "out").open("wb") as out, subprocess.Popen(
            [Path(sys.prefix) / "bin/scrapyd"], cwd=home, stdout=out, stderr=out, env=environ) as process:
        try:
            wait_for(lambda: answer(f"{url}/daemonstatus.json")["status"] == "ok", home / "out")
            yield url
        finally:
            process.terminate()


def wait_for(happened: Any, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if happened():
                return
        except URLError:
            pass
        time.sleep(0.2)
    pytest.fail(f"Scrapyd is too late:\n{log.read_text('utf-8')}")


def test_deploy_and_crawl(checkout: Checkout, scrapyd: str, tmp_path: Path) -> None:
    init = checkout.folder / "newscrawl/__init__.py"
    init.write_text(init.read_text("utf-8").replace(f'__version__ = "{newscrawl.__version__}"', '__version__ = "9.9.9"'), "utf-8")
    [block] = [block for block in blocks_of("docs/scheduling.md") if block.how == "scrapyd"]
    deploy, schedule = block.text.splitlines()
    done = checkout.run(shlex.split(deploy))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "ok"
    spiders = answer(f"{scrapyd}/listspiders.json?project=newscrawl")["spiders"]
    assert spiders == sorted(path.stem for path in checkout.folder.glob("newscrawl/spiders/*.py") if path.stem != "__init__")

    pack(tmp_path / "newsroom.warc.gz")
    output = tmp_path / "output"
    command, url, *options = shlex.split(schedule)
    assert (command, options[::2]) == ("curl", ["-d"] * 4)
    fields = [tuple(field.split("=", 1)) for field in options[1::2]]
    assert ("setting", "OUTPUT_DIR=/srv/newscrawl/output") in fields
    fields = [(key, value.replace("/srv/newscrawl/output", str(output))) for key, value in fields]
    fields.append(("setting", f"REPLAY={tmp_path / 'newsroom.warc.gz'}"))
    job = answer(f"{scrapyd}{urlsplit(url).path}", urlencode(fields))
    assert job["status"] == "ok"
    jobs = f"{scrapyd}/listjobs.json?project=newscrawl"
    wait_for(lambda: [done["id"] for done in answer(jobs)["finished"]] == [job["jobid"]], tmp_path / "scrapyd/out")

    [manifest] = [json.loads(path.read_text("utf-8")) for path in output.glob("runs/metroseoul/*.json")]
    assert (manifest["outcome"], manifest["counts"]["new"]) == ("complete", 38)
    assert manifest["program"] == "newscrawl 9.9.9", "the egg's code ran, and not the one that is installed"
    assert len(list(newscrawl.load_articles(output))) == 38
    assert not list((tmp_path / "scrapyd").rglob("*.jl")), "a second feed"
    assert re.search(r"stdout\] metroseoul: complete: 38 new articles", (tmp_path / "scrapyd/out").read_text("utf-8"))


def test_what_a_deploy_leaves_is_ignored(checkout: Checkout) -> None:
    ignored = (checkout.folder / ".gitignore").read_text("utf-8").split()
    assert {"/setup.py", "/build/", "*.egg-info/"} <= set(ignored)
