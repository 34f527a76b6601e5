"""``scrapy ledger``: what it says while a crawl goes on, after damage, and of what it did."""
from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.demo.pack import pack
from newscrawl.errors import SiteLockedError
from newscrawl.ledger.entries import ArticleEntry
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.lock import SiteLock, holder
from tests.loopback import Answer, serving
from tests.nightly import ROOT, SITE, Paper, article, crawl, days_ago, needs_nights, sixhundred, start
from tests.test_bad_nights import ledger, one_line

pytestmark = pytest.mark.slow

AGREE = "files, manifests and ledger agree\n"
SEEN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TECH = ("-a", "section=tech")
"""The other sections are empty."""
SLOWLY = ("-s", "DOWNLOAD_DELAY=0.2")


@pytest.fixture
def one_run(tmp_path: Path) -> Paper:
    """Three articles, crawled."""
    site = Paper()
    site.publish("tech", 1, 2, 3)
    with serving(site) as port:
        crawl(tmp_path, port, *TECH)
    return site


def change(output: Path, statement: str) -> None:
    with closing(sqlite3.connect(output / "ledger.sqlite")) as other, other:
        other.execute(statement)


def wait_for_lines(output: Path, run: subprocess.Popen[str]) -> Path:
    """Until a crawl has written something; the file."""
    while not (parts := [*(output / "articles" / SITE).glob("*.part")]) or not parts[0].stat().st_size:
        assert run.poll() is None
        time.sleep(0.01)
    return parts[0]


def test_check_during_a_crawl_leaves_out_what_the_crawl_holds(tmp_path: Path) -> None:
    looks: list[str] = []
    with serving(sixhundred()) as port, start(tmp_path, port, *SLOWLY) as run:
        wait_for_lines(tmp_path, run)
        while run.poll() is None and len(looks) < 4:
            done = ledger(tmp_path, "check")
            looks.append(done.stdout.replace(f"{SITE}: a crawl is going on (process {run.pid}, since ", "busy ")[:5] + done.stdout[-len(AGREE):])
            assert (done.returncode, done.stderr) == (0, ""), done.stdout
        run.kill()
    assert looks[0] == f"busy {AGREE}"
    left = ledger(tmp_path, "check")
    [part] = [*(tmp_path / "articles" / SITE).glob("*.part")]
    assert left.returncode == 1
    assert f"{part.relative_to(tmp_path)} was left by a run that died: the next crawl of {SITE} finishes it\n" in left.stdout


def test_check_during_a_crawl_finds_what_is_really_damaged(tmp_path: Path, one_run: Paper) -> None:
    [finished] = (tmp_path / "articles" / SITE).glob("*.jsonl")
    site = sixhundred()
    for number in (1, 2, 3):
        site.pages[f"www.aitimes.kr/news/articleView.html?idxno={number}"] = one_run.pages[f"www.aitimes.kr/news/articleView.html?idxno={number}"]
    with serving(site) as port, start(tmp_path, port, *SLOWLY, "-a", "section=focus", "-a", f"since={days_ago(30)[:10].replace('.', '-')}") as run:
        part = wait_for_lines(tmp_path, run)
        assert ledger(tmp_path, "check").returncode == 0
        finished.write_bytes(finished.read_bytes().replace("3번째".encode(), "9번째".encode()))
        change(tmp_path, "UPDATE article SET revision = 7 WHERE id = '2'")
        with Ledger(tmp_path / "ledger.sqlite") as known:
            ghost = ArticleEntry("ghost", "https://www.aitimes.kr/ghost", "focus", SEEN, None, None, f"sha256:{64 * '0'}", 1, "newscrawl 0")
            known.record(SITE, max(known.runs(SITE)), [ghost])
        done = ledger(tmp_path, "check")
        assert run.poll() is None
        run.kill()
    assert done.returncode == 1
    name = finished.stem
    assert done.stdout.splitlines()[1:] == [
        f"articles/{SITE}/{name}.jsonl is not what its manifest says: it was changed after it was finished",
        f"{SITE}:2 is revision 1 in the files ({name}), 7 in the ledger ({name}), or its text differs",
        f"{SITE}:ghost is in the ledger, but in no file",
        "3 disagreements"]
    assert part.stem != name


def test_looking_for_the_holder_of_a_lock_never_holds_up_a_crawl(tmp_path: Path) -> None:
    assert holder(tmp_path, SITE) is None
    assert not any(tmp_path.iterdir()), "looking makes nothing"
    SiteLock(tmp_path, SITE).release()
    look = ("import sys, pathlib; from newscrawl.output.lock import holder\n"
            "print(flush=True)\nwhile True: holder(pathlib.Path(sys.argv[1]), sys.argv[2])")
    with subprocess.Popen([sys.executable, "-c", look, str(tmp_path), SITE], cwd=ROOT, stdout=subprocess.PIPE) as looking:
        assert looking.stdout
        looking.stdout.readline()
        for _ in range(200):
            lock = SiteLock(tmp_path, SITE)
            with pytest.raises(SiteLockedError, match=r"another run of aitimes_kr is going on in .*: process "):
                SiteLock(tmp_path, SITE)
            lock.release()
            break_off = holder(tmp_path, SITE)
            assert break_off is None
        looking.kill()


@needs_nights
def test_rebuild_says_what_it_found(tmp_path: Path, one_run: Paper) -> None:
    gone = one_run.pages["www.aitimes.kr/news/articleView.html?idxno=4"] = Answer(status=404)
    one_run.withdraw("tech", 3, gone)
    one_run.publish("focus", 5)
    one_run.articles["focus"].insert(0, 4)
    one_run.print_listings()
    assert ledger(tmp_path, "forget", f"{SITE}:3").returncode == 0
    with serving(one_run) as port:
        crawl(tmp_path, port, days=1)
        crawl(tmp_path, port, days=2)  # a tombstone needs two nights
    done = ledger(tmp_path, "rebuild")
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (0, "", [
        f"the old ledger is now {tmp_path}/ledger.sqlite.old-1",
        f"{SITE}: 3 articles, 1 tombstone, 1 rejected page, 3 runs",
        f"made {tmp_path}/ledger.sqlite anew from 1 site: 3 articles, 1 tombstone, 1 rejected page, 3 runs"])
    assert ledger(tmp_path, "show").stdout == f"{SITE}: 3 articles, 1 tombstone, 1 rejected page, 3 runs\n"


def test_rebuild_finishes_a_run_that_died_and_says_so(tmp_path: Path) -> None:
    with serving(sixhundred()) as port, start(tmp_path, port, *SLOWLY) as run:
        part = wait_for_lines(tmp_path, run)
        run.kill()
        run.wait()
    whole = part.read_bytes().count(b"\n")
    done = ledger(tmp_path, "rebuild")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1] == (f"{SITE}: {whole} article{'s' * (whole != 1)}, 0 tombstones, 0 rejected pages, 1 run, "
                                           "of which 1 had died")
    assert ledger(tmp_path, "check").stdout == AGREE


@pytest.mark.parametrize("made", [False, True])
def test_rebuild_where_no_crawl_has_been_changes_nothing(tmp_path: Path, made: bool) -> None:
    output = tmp_path / "outptu"
    if made:
        output.mkdir()
        (output / "ledger.sqlite").write_bytes(b"whatever")
    before = sorted(tmp_path.rglob("*"))
    done = ledger(output, "rebuild")
    assert done.returncode == 1
    one_line(done, f"scrapy ledger: no crawl has left a file in {output}; is OUTPUT_DIR right? Nothing was changed\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_forget_says_what_the_next_crawl_does(tmp_path: Path, one_run: Paper) -> None:
    one_run.edit(2, "이 기사는 고쳐 썼다.")
    assert ledger(tmp_path, "forget", f"{SITE}:2").stdout == (
        f"{SITE}:2 stays in the files as it is (revision 1); a new line is written only if the page has changed\n"
        f"the next live crawl of {SITE} that includes its section fetches it again; a replay does not\n")
    assert ledger(tmp_path, "forget", f"{SITE}:1").returncode == 0
    with serving(one_run) as port:
        one_run.asked.clear()
        assert crawl(tmp_path, port, *TECH).stdout.startswith(f"{SITE}: complete: 0 new articles, 1 edited, 1 unchanged ")
    unknown = ledger(tmp_path, "forget", f"{SITE}:77")
    assert unknown.returncode == 1
    one_line(unknown, f"scrapy ledger: no article {SITE}:77 is known; an id looks like metroseoul:20231206500284\n")


def test_forget_promises_nothing_that_a_replay_does_not_do(tmp_path: Path) -> None:
    pack(archive := tmp_path / "demo.warc.gz")

    def replay(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "scrapy", *command, "-s", f"REPLAY={archive}", "-s", f"OUTPUT_DIR={tmp_path}"],
                              cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert replay("crawl", "metroseoul", "-a", "section=internet").returncode in {0, 3}
    article_id = "metroseoul:20261118500045"
    told = replay("ledger", "forget", article_id).stdout.splitlines()
    assert told[1] == ("the next live crawl of metroseoul that includes its section fetches it again; this REPLAY does not, since an archive "
                       "does not age")
    again = replay("crawl", "metroseoul", "-a", "section=internet")
    assert "0 new articles (" in again.stdout + again.stderr
    assert "0 revisits" in again.stdout + again.stderr


def test_a_rejected_page_is_tried_once_more(tmp_path: Path, one_run: Paper) -> None:
    one_run.pages["www.aitimes.kr/news/articleView.html?idxno=9"] = type(one_run.pages["www.aitimes.kr/robots.txt"])(article(9), 404)
    one_run.articles["tech"].insert(0, 9)
    one_run.print_listings()
    with serving(one_run) as port:
        crawl(tmp_path, port, *TECH)
    assert ", 1 try, next " in ledger(tmp_path, "show", SITE).stdout
    assert ledger(tmp_path, "show", f"{SITE}:9").stdout == f"{SITE}:9 is in no file: missing, 1 try\n"
    assert ledger(tmp_path, "forget", f"{SITE}:9").stdout.splitlines()[0] == (
        f"{SITE}:9 was rejected (missing); its tries are counted from 0 again")


def test_help_explains_every_verb(tmp_path: Path) -> None:
    told = ledger(tmp_path, "-h").stdout
    for verb in ("show", "show SITE", "show SITE:ID", "check", "rebuild", "forget SITE:ID"):
        assert f"\n  {verb} " in told
