"""Files and ledger are believed equally: what the ledger knows and no file has is fetched again, and damage blocks nothing."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import newscrawl
from tests.loopback import serving
from tests.nightly import ROOT, SITE, Paper, assert_every_file_is_as_its_manifest_says, crawl, lines, numbers, start
from tests.test_half_pages import paper

pytestmark = pytest.mark.slow


def ledger(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "newscrawl", "ledger", *arguments, "-s", f"OUTPUT_DIR={output}"],
                          cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def assert_all_is_well(output: Path, *articles: int) -> None:
    assert numbers(output) == Counter(articles)
    assert_every_file_is_as_its_manifest_says(output)
    assert sorted(int(one.id.partition(":")[2]) for one in newscrawl.load_articles(output, verify=True)) == sorted(articles)
    checked = ledger(output, "check")
    assert (checked.returncode, checked.stdout) == (0, "files, manifests and ledger agree\n")


def three_nights(site: Paper, output: Path, port: int) -> None:
    """The articles of all but the last are on no listing any more."""
    for night in range(3):
        site.articles["tech"] = []
        site.publish("tech", 2 * night + 1, 2 * night + 2)
        # A listing that no longer reaches back to what is known may have lost articles between, and the run says so.
        assert crawl(output, port).returncode == (0 if night == 0 else 3)


def files_of(output: Path, night: int) -> tuple[Path, Path]:
    """The articles and the manifest of a night, from 0."""
    return sorted((output / "articles" / SITE).glob("*.jsonl"))[night], sorted((output / "runs" / SITE).glob("*.json"))[night]


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def tear(path: Path) -> None:
    """Within the last line; a manifest within itself."""
    path.write_bytes(path.read_bytes()[:-200])


def double(path: Path) -> None:
    path.write_bytes(path.read_bytes() * 2)


@pytest.mark.parametrize("harm", [delete, empty, tear, double])
@pytest.mark.parametrize("harmed", ["articles", "manifest"])
def test_a_night_whose_file_is_damaged(tmp_path: Path, harm: Callable[[Path], None], harmed: str) -> None:
    site = paper()
    with serving(site) as port:
        three_nights(site, tmp_path, port)
        path = files_of(tmp_path, 0)[harmed == "manifest"]
        harm(path)
        said = crawl(tmp_path, port)
        if not (harm is delete and harmed == "manifest"):  # then the run is one that died
            assert said.returncode == 3
            assert said.stderr.count("\n") == 1
            [log] = [text for one in (tmp_path / "logs" / SITE).glob("*.log") if str(path) in (text := one.read_text())]
            assert "ERROR" in log
        assert_all_is_well(tmp_path, 1, 2, 3, 4, 5, 6)
        assert crawl(tmp_path, port).returncode == 0


@pytest.mark.parametrize("harm", [delete, empty, tear])
def test_a_damaged_file_and_a_lost_ledger(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    site = paper()
    with serving(site) as port:
        three_nights(site, tmp_path, port)
        harm(files_of(tmp_path, 2)[0])
        for file in tmp_path.glob("ledger.sqlite*"):
            file.unlink()
        rebuilt = ledger(tmp_path, "rebuild")
        assert rebuilt.returncode == 1
        assert str(files_of(tmp_path, 0)[0].parent) in rebuilt.stdout
        assert crawl(tmp_path, port).returncode == 0
        assert_all_is_well(tmp_path, 1, 2, 3, 4, 5, 6)


def test_a_backup_is_restored_beside_a_newer_ledger(tmp_path: Path) -> None:
    output, backup = tmp_path / "output", tmp_path / "backup"
    site = paper()
    with serving(site) as port:
        three_nights(site, output, port)
        shutil.copytree(output, backup, ignore=shutil.ignore_patterns("ledger*"))
        site.edit(1, "이 기사는 고쳐 썼다. 앞서 나간 글의 숫자가 틀렸다.")
        ledger(output, "forget", "aitimes_kr:1")
        site.publish("tech", 7, 8)
        assert crawl(output, port).returncode == 0
        assert [line["revision"] for line in lines(output) if line["id"] == "aitimes_kr:1"] == [1, 2]
        for folder in ("articles", "deleted", "rejected", "runs"):
            shutil.rmtree(output / folder, ignore_errors=True)
            if (backup / folder).exists():
                shutil.copytree(backup / folder, output / folder)
        site.articles["tech"] = [6, 5]
        site.print_listings()
        said = crawl(output, port)
        assert (said.returncode, "2 new articles, 1 edited" in said.stderr) == (3, True), said.stderr
    assert [line["revision"] for line in lines(output) if line["id"] == "aitimes_kr:1"] == [1, 2]
    assert numbers(output) == Counter([1, 1, 2, 3, 4, 5, 6, 7, 8])
    assert ledger(output, "check").returncode == 0


def test_a_part_that_is_deleted_after_a_kill(tmp_path: Path) -> None:
    site = paper(*range(1, 41))
    with serving(site) as port:
        with start(tmp_path, port, "-s", "DOWNLOAD_DELAY=0.05") as run:
            while run.poll() is None and "article" not in ledger(tmp_path, "show", f"{SITE}:30").stdout + "article" * len(site.asked[30:]):
                time.sleep(0.05)
            run.kill()
        for part in tmp_path.glob("articles/*/*.part"):
            part.unlink()
        crawl(tmp_path, port)
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter(range(1, 41))


def test_a_rebuild_that_cannot_be_done_leaves_the_ledger_alone(tmp_path: Path) -> None:
    site = paper(1, 2)
    with serving(site) as port:
        crawl(tmp_path, port)
    [manifest] = (tmp_path / "runs" / SITE).glob("*.json")
    manifest.write_text(manifest.read_text().replace("newscrawl/run/", "newscrawl/run/9"))
    before = (tmp_path / "ledger.sqlite").read_bytes()
    rebuilt = ledger(tmp_path, "rebuild")
    assert (rebuilt.returncode, rebuilt.stderr.count("\n")) == (1, 1)
    assert "update newscrawl" in rebuilt.stderr
    assert (tmp_path / "ledger.sqlite").read_bytes() == before
    assert [*tmp_path.glob("ledger.sqlite.old*")] == []


def test_a_ledger_with_a_flipped_page_is_refused(tmp_path: Path) -> None:
    site = paper(1, 2)
    with serving(site) as port:
        crawl(tmp_path, port)
        path = tmp_path / "ledger.sqlite"
        content = bytearray(path.read_bytes())
        for place in range(4096, len(content), 4096):
            content[place + 3] ^= 0xFF  # the number of cells in the page
        path.write_bytes(content)
        refused = crawl(tmp_path, port)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert "`scrapy ledger rebuild`" in refused.stderr
        assert ledger(tmp_path, "rebuild").returncode == 0
        assert crawl(tmp_path, port).returncode == 0
    assert json.loads(next((tmp_path / "runs" / SITE).glob("*.json")).read_text())["outcome"] == "complete"
    assert numbers(tmp_path) == Counter([1, 2])
