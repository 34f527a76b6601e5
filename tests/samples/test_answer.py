"""``newscrawl answer``: test pages' answers, written anew."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.saved import FOLDER, SavedPage

pytestmark = pytest.mark.slow
PAGES = [SavedPage("thelec", "article_glass_substrate"), SavedPage("thelec", "listing_webzine"), SavedPage("yozm", "listing_develop"),
         SavedPage("sigan-dang.example", "article_future_date_in_json_ld")]


def answer(folder: Path, *pages: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "newscrawl", "answer", *map(str, pages)], cwd=folder, capture_output=True, text=True,
                          timeout=60, check=False)


@pytest.fixture
def saved(tmp_path: Path) -> list[Path]:
    """Copies of pages and their answers, each in a folder named after its site."""
    copies = []
    for page in PAGES:
        copy = tmp_path / page.site / page.path.name
        copy.parent.mkdir(exist_ok=True)
        for path in (page.path, page.path.with_suffix(".json")):
            shutil.copy(path, copy.parent)
        copies.append(copy)
    return copies


def test_what_is_read_as_before_is_left_alone(saved: list[Path], tmp_path: Path) -> None:
    before = [path.with_suffix(".json").read_bytes() for path in saved]
    done = answer(tmp_path, *saved)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(f"{path}: the same\n" for path in saved)
    assert [path.with_suffix(".json").read_bytes() for path in saved] == before


def test_what_is_read_otherwise_is_to_be_checked_again(saved: list[Path], tmp_path: Path) -> None:
    right = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in saved]
    for path, old in zip(saved, right, strict=True):
        wrong = {**old, "links": []} if "links" in old else {**old, "title": "다른 제목", "headers": {"X-Test": "1"}}
        path.with_suffix(".json").write_text(json.dumps(wrong), "utf-8")
    done = answer(tmp_path, *saved)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(f"{path}: written anew; check it by eye\n" for path in saved)
    for path, old in zip(saved, right, strict=True):
        more = {} if "links" in old else {"headers": {"X-Test": "1"}}
        assert json.loads(path.with_suffix(".json").read_text("utf-8")) == {**old, **more, "checked": False}


def test_what_reading_gets_wrong_yet_stays_as_a_person_wrote_it(tmp_path: Path) -> None:
    page = SavedPage("thelec", "article_glass_substrate")
    copy = tmp_path / "thelec" / page.path.name
    copy.parent.mkdir()
    shutil.copy(page.path, copy)
    known = json.loads(page.path.with_suffix(".json").read_text("utf-8")) | {"not_yet": ["title"], "title": "사람이 쓴 제목"}
    copy.with_suffix(".json").write_text(json.dumps(known), "utf-8")
    assert answer(tmp_path, copy).stdout == f"{copy}: the same\n"


@pytest.mark.parametrize(("name", "message"), [
    ("thelec/none.html", "thelec/none.html: it has no answer beside it; newscrawl save_page makes a test page"),
    ("thelec/article_members_only.html", "thelec/article_members_only.html: its answer is no record and no listing; write it by hand"),
    ("thelec/torn.html", "thelec/torn.html: Expecting value: line 1 column 1 (char 0)"),
    ("thelec/lost.html", "cannot read or write thelec/lost.html: No such file or directory")])
def test_what_cannot_be_answered_is_one_line(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "thelec").mkdir()
    for suffix in ("html", "json"):
        shutil.copy(FOLDER / "thelec" / f"article_members_only.{suffix}", tmp_path / "thelec")
    (tmp_path / "thelec/torn.json").write_text("", "utf-8")
    shutil.copy(FOLDER / "thelec/article_glass_substrate.json", tmp_path / "thelec/lost.json")
    done = answer(tmp_path, Path(name))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"newscrawl answer: {message}\n")


def test_no_page_is_wrong_use(tmp_path: Path) -> None:
    assert answer(tmp_path).returncode == 2
