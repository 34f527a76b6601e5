"""What can be wrong with the machine: each gives one clear line and an honest exit code, and nothing is lost."""
from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.items import ARTICLE_SCHEMA, RUN_SCHEMA
from newscrawl.ledger.ledger import Ledger
from tests.loopback import serving
from tests.nightly import (
    ROOT,
    SITE,
    Paper,
    assert_every_file_is_as_its_manifest_says,
    crawl,
    manifests,
    needs_nights,
    numbers,
    sixhundred,
    start,
)

pytestmark = pytest.mark.slow

FAST = ("-s", "CONCURRENT_REQUESTS=8", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
ALL = Counter(range(1, 601))


def may_mount() -> bool:
    return os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


needs_mount = pytest.mark.skipif(not may_mount() and not os.environ.get("CI"), reason="needs root, to mount a small file system")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def paper(*numbers: int) -> Paper:
    """Articles in one section; each of the others has one that is too old to be wanted."""
    one = Paper()
    one.publish("tech", *numbers)
    for place, listing in enumerate(["focus", "industry", "today", "opinion"]):
        one.publish(listing, 900 + place, time="2020.01.02 03:04")
    return one


def one_line(run: subprocess.CompletedProcess[str], *parts: str) -> None:
    """That a run said one line on standard error, with all parts in it, and nothing else."""
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1, run.stderr
    assert [part for part in parts if part not in run.stderr] == [], run.stderr


def ledger(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "scrapy", "ledger", *arguments, "-s", f"OUTPUT_DIR={output}"], cwd=ROOT, capture_output=True,
                          text=True, timeout=60, check=False)


@needs_mount
def test_a_full_disk_ends_the_crawl_and_the_next_run_completes_it(small_disk: Path) -> None:
    with serving(sixhundred()) as port:
        full = crawl(small_disk, port, *FAST)
        assert full.returncode == 1
        one_line(full, "aitimes_kr: failed: ", "make room")
        # Files and ledger share the disk, and either may be the first to fill it.
        assert re.search(r"No space left on device.*-s OUTPUT_DIR=|disk is full.*-s LEDGER=", full.stderr)
        subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
        assert crawl(small_disk, port, *FAST).returncode == 0
    assert numbers(small_disk) == ALL
    assert_every_file_is_as_its_manifest_says(small_disk)
    assert [manifest["outcome"] for manifest in manifests(small_disk)] == ["recovered", "complete"]


@needs_mount
def test_a_full_disk_under_the_ledger(small_disk: Path, tmp_path: Path) -> None:
    output, place = tmp_path / "output", ("-s", f"LEDGER={small_disk}/ledger.sqlite")
    with serving(sixhundred()) as port:
        full = crawl(output, port, *FAST, *place)
        assert full.returncode == 1
        one_line(full, "aitimes_kr: failed: ", f"cannot use the ledger {small_disk}/ledger.sqlite", "full", "-s LEDGER=")
        subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
        assert crawl(output, port, *FAST, *place).returncode == 0
    assert numbers(output) == ALL
    assert_every_file_is_as_its_manifest_says(output)


@needs_mount
def test_an_output_folder_that_is_read_only(small_disk: Path) -> None:
    site = paper(1, 2)
    with serving(site) as port:
        crawl(small_disk, port)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        site.asked.clear()
        refused = crawl(small_disk, port)
    assert refused.returncode == 2
    one_line(refused, "scrapy crawl aitimes_kr: cannot write to ", "-s OUTPUT_DIR=")
    assert site.asked == []
    assert numbers(small_disk) == Counter([1, 2])


def test_a_second_run_of_a_site_is_refused_and_a_dead_one_is_not_in_the_way(tmp_path: Path) -> None:
    with serving(sixhundred()) as port, start(tmp_path, port, "-s", "DOWNLOAD_DELAY=0.5") as first:
        while not any(tmp_path.glob("articles/*/*.part")):
            assert first.poll() is None
            time.sleep(0.01)
        second = crawl(tmp_path, port)
        assert second.returncode == 6
        one_line(second, f"scrapy crawl aitimes_kr: another run of aitimes_kr is going on in {tmp_path}: process {first.pid}, since 20")
        rebuilt = ledger(tmp_path, "rebuild")
        assert rebuilt.returncode == 6
        one_line(rebuilt, f"process {first.pid}")
        first.kill()
        first.wait()
        assert crawl(tmp_path, port, *FAST).returncode == 0
    assert numbers(tmp_path) == ALL


def test_a_damaged_ledger(tmp_path: Path) -> None:
    with serving(paper(1, 2, 3)) as port:
        crawl(tmp_path, port)
        for side in tmp_path.glob("ledger.sqlite-*"):
            side.unlink()
        (tmp_path / "ledger.sqlite").write_bytes(b"no database, whatever it says" * 500)
        refused = crawl(tmp_path, port)
        assert refused.returncode == 1
        one_line(refused, "scrapy crawl aitimes_kr: the ledger ", "is damaged", "`scrapy ledger rebuild`")
        rebuilt = ledger(tmp_path, "rebuild")
        [moved, tally, whole] = rebuilt.stdout.splitlines()
        assert (rebuilt.returncode, moved) == (0, f"the old ledger is now {tmp_path}/ledger.sqlite.old-1")
        assert tally == "aitimes_kr: 3 articles, 0 tombstones, 0 rejected pages, 1 run"
        assert whole == f"made {tmp_path}/ledger.sqlite anew from 1 site: {tally.partition(': ')[2]}"
        assert crawl(tmp_path, port).stdout.startswith("aitimes_kr: complete: 0 new articles ")
    assert numbers(tmp_path) == Counter([1, 2, 3])


def test_a_ledger_that_breaks_while_a_crawl_asks_it(tmp_path: Path) -> None:
    with serving(sixhundred()) as port:
        with start(tmp_path, port, "-s", "DOWNLOAD_DELAY=0.01") as run:
            while not any(tmp_path.glob("articles/*/*.part")):
                assert run.poll() is None
                time.sleep(0.01)
            with closing(sqlite3.connect(tmp_path / "ledger.sqlite", timeout=60)) as other:
                other.execute("DROP TABLE rejected")
            _, told = run.communicate(timeout=60)
        assert run.returncode == 1, told
        assert told.count("\n") == 1, told
        assert "aitimes_kr: failed: " in told
        assert f"the ledger {tmp_path}/ledger.sqlite is damaged (no such table: rejected); `scrapy ledger rebuild`" in told
        assert ledger(tmp_path, "rebuild").returncode == 0
        assert crawl(tmp_path, port, *FAST).returncode == 0
    assert numbers(tmp_path) == ALL
    assert_every_file_is_as_its_manifest_says(tmp_path)


def test_a_ledger_of_a_newer_newscrawl(tmp_path: Path) -> None:
    with serving(paper(1)) as port:
        crawl(tmp_path, port)
        change = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version = 99')"
        subprocess.run([sys.executable, "-c", change, str(tmp_path / "ledger.sqlite")], check=True)
        refused = crawl(tmp_path, port)
    assert refused.returncode == 1
    one_line(refused, "was written by a newer newscrawl (schema 99", "update newscrawl")


@pytest.mark.parametrize(("name", "old", "new"), [
    ("runs", RUN_SCHEMA, "newscrawl/run/99"), ("runs", ARTICLE_SCHEMA, "newscrawl/article/99")])
def test_files_of_a_newer_newscrawl(tmp_path: Path, name: str, old: str, new: str) -> None:
    with serving(paper(1)) as port:
        crawl(tmp_path, port)
        [manifest] = (tmp_path / name / SITE).glob("*.json")
        manifest.write_text(manifest.read_text().replace(old, new))
        (tmp_path / "ledger.sqlite").unlink()
        refused = crawl(tmp_path, port)
        assert refused.returncode == 1
        one_line(refused, "was written by a newer newscrawl", new, "update newscrawl")
        manifest.write_text(manifest.read_text().replace(new, old))
        assert crawl(tmp_path, port).returncode == 0
    assert numbers(tmp_path) == Counter([1])


def test_a_torn_line_in_a_finished_file(tmp_path: Path) -> None:
    site = paper(1, 2, 3)
    with serving(site) as port:
        crawl(tmp_path, port)
        [path] = (tmp_path / "articles" / SITE).glob("*.jsonl")
        whole = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(whole[0] + whole[1][:200] + b"\n" + whole[2])
        checked = ledger(tmp_path, "check")
        assert checked.returncode == 1
        assert checked.stdout.splitlines() == [
            f"{path.relative_to(tmp_path)} is not what its manifest says: it was changed after it was finished",
            f"{path.relative_to(tmp_path)}, line 2 is torn",
            "aitimes_kr:2 is in the ledger, but in no file",
            "3 disagreements"]
        (tmp_path / "ledger.sqlite").unlink()
        again = crawl(tmp_path, port)
        assert again.returncode == 3
        one_line(again, "1 new article", "1 damage in the files")
        assert (tmp_path / "damaged" / path.relative_to(tmp_path)).read_bytes() == whole[0] + whole[1][:200] + b"\n" + whole[2]
        assert ledger(tmp_path, "check").stdout == "files, manifests and ledger agree\n"
    assert numbers(tmp_path) == Counter([1, 2, 3])
    assert_every_file_is_as_its_manifest_says(tmp_path)


@pytest.mark.clock
@needs_nights
def test_a_clock_that_was_set_back_a_day(tmp_path: Path) -> None:
    site = paper(1, 2)
    with serving(site) as port:
        crawl(tmp_path, port, days=1)
        site.publish("tech", 3)
        back = crawl(tmp_path, port, days=0)
    assert back.returncode == 0
    names = [manifest["run"] for manifest in manifests(tmp_path)]
    assert names == sorted(names)
    assert numbers(tmp_path) == Counter([1, 2, 3])
    [log] = [path.read_text() for path in (tmp_path / "logs" / SITE).glob("*.log") if "The clock is" in path.read_text()]
    assert log.count("behind the last run of aitimes_kr") == 1


@pytest.mark.parametrize("wrong", ["REVISIT_AFTER_DAYS=1,x", "RETRY_AFTER_NIGHTS=soon"])
def test_a_setting_that_is_no_number_of_days(tmp_path: Path, wrong: str) -> None:
    with serving(paper(1)) as port:
        refused = crawl(tmp_path, port, "-s", wrong)
    assert refused.returncode == 2
    one_line(refused, "is no number of days")


@pytest.mark.clock
def test_the_ledger_is_made_anew_as_it_was(tmp_path: Path) -> None:
    site = paper(*range(1, 30))
    with serving(site) as port:
        crawl(tmp_path, port, "-s", "REVISIT_AFTER_DAYS=")
        site.publish("tech", 30)
        site.edit(4, "이 기사는 고쳐 썼다. 앞서 나간 글의 숫자가 틀렸다.")
        ledger(tmp_path, "forget", "aitimes_kr:4")
        crawl(tmp_path, port, "-s", "REVISIT_AFTER_DAYS=")
    with Ledger(tmp_path / "ledger.sqlite") as old:
        # How an article was proved, and in which template it stood, no file says.
        before = [one._replace(next_visit=None, is_proved=None, template=None) for one in old.all_stored(SITE)]
    for path in tmp_path.glob("ledger.sqlite*"):
        path.unlink()
    assert ledger(tmp_path, "show").returncode == 1
    assert ledger(tmp_path, "rebuild").returncode == 0
    with Ledger(tmp_path / "ledger.sqlite") as new:
        after = [one._replace(next_visit=None) for one in new.all_stored(SITE)]
        assert [one.next_visit is not None for one in new.all_stored(SITE)] == [True] * 30
    assert after == before
    assert [one.revision for one in after if one.id in {"4", "5"}] == [2, 1]
    assert ledger(tmp_path, "check").stdout == "files, manifests and ledger agree\n"


def test_check_finds_what_was_tampered_with(tmp_path: Path) -> None:
    site = paper(1, 2, 3)
    with serving(site) as port:
        crawl(tmp_path, port)
        site.publish("tech", 4)
        crawl(tmp_path, port)
    first, second = sorted((tmp_path / "articles" / SITE).glob("*.jsonl"))
    whole = first.read_bytes()

    first.write_bytes(whole.replace("3번째".encode(), "9번째".encode()))
    tampered = ledger(tmp_path, "check")
    assert (tampered.returncode, tampered.stdout.splitlines()) == (1, [
        f"{first.relative_to(tmp_path)} is not what its manifest says: it was changed after it was finished", "1 disagreement"])

    first.write_bytes(whole)
    second.rename(tmp_path / "away")
    missing = ledger(tmp_path, "check")
    assert (missing.returncode, missing.stdout.splitlines()) == (1, [
        f"{second.relative_to(tmp_path)} is missing", "aitimes_kr:4 is in the ledger, but in no file", "2 disagreements"])

    (tmp_path / "away").rename(second)
    second.write_bytes(second.read_bytes() + whole.splitlines(keepends=True)[0])
    doubled = ledger(tmp_path, "check")
    assert doubled.returncode == 1
    assert "aitimes_kr:3 is there twice: revision 1 in " in doubled.stdout
