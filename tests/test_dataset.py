"""load_articles: what finished runs hold, each article in its latest revision, and what it says of files that are spoiled."""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newscrawl
from newscrawl import DatasetError, load_articles
from newscrawl.items import ARTICLE_SCHEMA, TOMBSTONE_SCHEMA, Article, Tombstone
from newscrawl.output.exporter import line_of
from newscrawl.text.dates import KST
from tests.finished import article, entry, sparse, tombstone, write_run
from tests.saved import saved_pages

WALLPAD = article("boannews", "article_mobile_wallpad")
MODEL = article("metroseoul", "article_on_device_model")
ROBOT = article("metroseoul", "article_legacy_warehouse_robot")


def edited(article: Article, revision: int) -> Article:
    return replace(article, revision=revision, change="edited", title=f"{article.title} {revision}")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three runs: the last one corrects an article and takes another back."""
    write_run(tmp_path, "metroseoul", "20261121T030000", [MODEL, ROBOT])
    write_run(tmp_path, "boannews", "20261122T030000", [sparse(WALLPAD)])
    write_run(tmp_path, "metroseoul", "20261123T030000", [edited(MODEL, 2), tombstone(ROBOT, 2)])
    return tmp_path


def test_latest(output: Path) -> None:
    assert list(load_articles(output)) == [sparse(WALLPAD), edited(MODEL, 2)]


def test_every_revision(output: Path) -> None:
    assert list(load_articles(output, revisions="all")) == [MODEL, ROBOT, sparse(WALLPAD), edited(MODEL, 2)]


def test_a_record_comes_back_whole(tmp_path: Path) -> None:
    pages = [page for page in saved_pages() if not page.is_listing and "error_kind" not in page.answer]
    articles = [article(page.site, page.slug) for page in pages]
    write_run(tmp_path, "all", "20261123T030000", articles)
    loaded = list(load_articles(tmp_path, revisions="all"))  # several pages show one article
    assert loaded == articles
    assert [line_of(one) for one in loaded] == [line_of(one) for one in articles]
    assert {one.crawled_at.tzinfo for one in loaded} == {KST}


def test_runs_come_as_they_finished(tmp_path: Path) -> None:
    write_run(tmp_path, "metroseoul", "20261121T030000", [MODEL], finished="2026-11-21T09:00:00+09:00")
    write_run(tmp_path, "boannews", "20261121T040000", [WALLPAD])
    assert list(load_articles(tmp_path)) == [WALLPAD, MODEL]


def test_what_is_not_finished_is_not_read(output: Path) -> None:
    (output / "articles/boannews/20261124T030000.jsonl.part").write_bytes(b'{"schema": "newscrawl/art')
    (output / "articles/boannews/20261123T030000.jsonl").write_bytes(b'{"schema": "newscrawl/art')
    assert len(list(load_articles(output))) == 2


def test_other_kinds_of_file_are_none_of_ours(output: Path) -> None:
    def name_a_rejected_file(manifest: dict[str, list[dict[str, str]]]) -> None:
        manifest["files"].append({"path": "rejected/gone.jsonl", "schema": "newscrawl/rejected/2", "lines": "", "bytes": "", "sha256": ""})

    change_manifest(output, name_a_rejected_file)
    assert len(list(load_articles(output))) == 2


def test_nothing_finished_yet(tmp_path: Path) -> None:
    assert list(load_articles(tmp_path)) == []
    assert list(load_articles(tmp_path, sites=["etnews"])) == []


def test_sites(output: Path) -> None:
    assert list(load_articles(output, sites={"boannews"})) == [sparse(WALLPAD)]
    (output / "rejected/etnews").mkdir(parents=True)
    assert list(load_articles(output, sites=["boannews", "etnews"])) == [sparse(WALLPAD)], "nothing finished is no error"
    with pytest.raises(DatasetError, match=r"holds nothing of metro; it holds boannews, etnews, metroseoul$"):
        load_articles(output, sites=["metro"])
    with pytest.raises(TypeError, match="one name"):
        load_articles(output, sites="boannews")


AT = datetime(2026, 11, 20, 15, 42, 7, tzinfo=KST)


@pytest.mark.parametrize(("since", "until", "is_in"), [
    (date(2026, 11, 20), None, True),
    (None, date(2026, 11, 20), True),
    (date(2026, 11, 20), date(2026, 11, 20), True),
    (date(2026, 11, 21), None, False),
    (None, date(2026, 11, 19), False),
    (AT, AT, True),
    (AT.astimezone(UTC), None, True),
    (AT + timedelta(seconds=1), None, False),
    (None, AT - timedelta(seconds=1), False),
])
def test_since_and_until(output: Path, since: date | None, until: date | None, is_in: bool) -> None:
    """The article without a date is left out each time."""
    assert MODEL.published_at == AT
    assert list(load_articles(output, since=since, until=until)) == [edited(MODEL, 2)] * is_in


def test_wrong_arguments(output: Path) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        load_articles(output, since=AT.replace(tzinfo=None))
    with pytest.raises(ValueError, match="is later than until"):
        load_articles(output, since=date(2026, 11, 21), until=date(2026, 11, 20))
    with pytest.raises(ValueError, match="neither 'latest' nor 'all'"):
        load_articles(output, revisions="newest")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="neither a date nor a datetime"):
        load_articles(output, since="2026-11-21")  # type: ignore[arg-type]
    with pytest.raises(DatasetError, match="there is no folder"):
        load_articles(output / "absent")


FIRST = "articles/metroseoul/20261121T030000.jsonl"
DELETED = "deleted/metroseoul/20261123T030000.jsonl"
Manifest = dict[str, list[dict[str, str]]]


def change_manifest(output: Path, change: Callable[[Manifest], object], run: str = "20261121T030000") -> None:
    path = output / f"runs/metroseoul/{run}.json"
    manifest = json.loads(path.read_bytes())
    change(manifest)
    path.write_text(json.dumps(manifest), "utf-8")


def change_file(output: Path, old: bytes, new: bytes, name: str = FIRST) -> None:
    """The manifest agrees with the changed file."""
    path = output / name
    text = path.read_bytes()
    assert old in text
    path.write_bytes(text.replace(old, new))
    run = path.stem

    def agree(manifest: Manifest) -> None:
        manifest["files"] = [entry(output, output / file["path"], file["schema"]) for file in manifest["files"]]

    change_manifest(output, agree, run)


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "file missing": (lambda output: (output / FIRST).unlink(), rf"{FIRST} stands in a manifest and cannot be read: No such file"),
    "tombstones missing": (lambda output: (output / DELETED).unlink(), rf"{DELETED} stands in a manifest"),
    "file cut": (lambda output: (output / FIRST).write_bytes(line_of(MODEL)), rf"{FIRST} has \d+ bytes, and \d+ in its manifest"),
    "torn line": (lambda output: change_file(output, line_of(ROBOT), line_of(ROBOT)[:-20]), rf"{FIRST}:2 is torn: "),
    "no object": (lambda output: change_file(output, line_of(ROBOT), b"[]\n"), rf"{FIRST}:2 is no JSON object"),
    "no revision": (lambda output: change_file(output, b'"revision":1', b'"revision":"1"'), rf"{FIRST}:1 is no {ARTICLE_SCHEMA}: "),
    "key too many": (lambda output: change_file(output, b'"agency":', b'"mood":null,"agency":'),
                     rf"{FIRST}:1 is no {ARTICLE_SCHEMA}: .*mood"),
    "time without zone": (lambda output: change_file(output, b'2019-08-29T14:27:55+09:00', b'2019-08-29T14:27:55'),
                          rf"{FIRST}:2 is no {ARTICLE_SCHEMA}: .*timezone.*published_at"),
    "line of a newer schema": (lambda output: change_file(output, ARTICLE_SCHEMA.encode(), b"newscrawl/article/99"),
                               rf"{FIRST}:1 was written by a newer newscrawl \(newscrawl/article/99\); update newscrawl$"),
    "line of another kind": (lambda output: change_file(output, TOMBSTONE_SCHEMA.encode(), ARTICLE_SCHEMA.encode(), DELETED),
                             rf"{DELETED}:1 is '{ARTICLE_SCHEMA}', not newscrawl/tombstone"),
    "file of a newer schema": (lambda output: change_manifest(output, lambda run: run["files"][0].update(schema="newscrawl/article/99")),
                               rf"{FIRST} was written by a newer newscrawl \(newscrawl/article/99\)"),
    "manifest of a newer schema": (lambda output: change_manifest(output, lambda run: run.update(schema="newscrawl/run/99")),
                                   r"20261121T030000.json was written by a newer newscrawl \(newscrawl/run/99\)"),
    "manifest without a key": (lambda output: change_manifest(output, lambda run: run.pop("finished")), "is no manifest: KeyError"),
    "manifest without files": (lambda output: change_manifest(output, lambda run: run.update(files=None)), "is no manifest: TypeError"),
    "manifest torn": (lambda output: (output / "runs/boannews/20261122T030000.json").write_text("{"), "20261122T030000.json is torn: "),
}


@pytest.mark.parametrize(("spoil", "message"), SPOILED.values(), ids=SPOILED)
def test_what_is_spoiled_is_told(output: Path, spoil: Callable[[Path], object], message: str) -> None:
    spoil(output)
    with pytest.raises(DatasetError, match=message) as told:  # noqa: PT012 - a line that another supersedes is only read by the second
        list(load_articles(output))
        list(load_articles(output, revisions="all"))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("revisions", ["latest", "all"])
def test_verify(output: Path, revisions: str) -> None:
    path = output / FIRST
    assert list(load_articles(output, revisions=revisions, verify=True)) == list(load_articles(output, revisions=revisions))  # type: ignore[arg-type]
    path.write_bytes(path.read_bytes().replace("기자".encode(), "기사".encode()))
    assert list(load_articles(output, revisions=revisions)), "the length is right"  # type: ignore[arg-type]
    with pytest.raises(DatasetError, match=rf"{FIRST} has another sha256"):
        next(load_articles(output, revisions=revisions, verify=True))  # type: ignore[arg-type]


def test_verify_counts_lines(output: Path) -> None:
    change_manifest(output, lambda run: run["files"][0].update(lines="3"))
    assert len(list(load_articles(output))) == 2
    with pytest.raises(DatasetError, match=rf"{FIRST} has 2 lines, and 3 in its manifest"):
        next(load_articles(output, verify=True))


def test_loading_needs_no_scrapy(output: Path) -> None:
    program = ("import sys, newscrawl; n = len(list(newscrawl.load_articles(sys.argv[1])));"
               "print(n, sorted({'scrapy', 'lxml', 'twisted', 'pyarrow'} & set(sys.modules)))")
    answer = subprocess.run([sys.executable, "-c", program, str(output)], check=True, capture_output=True, text=True).stdout
    assert answer == "2 []\n"
    assert newscrawl.load_articles is load_articles


IDS = ["site:1", "site:2", "site:3"]
HISTORIES = st.lists(st.lists(st.booleans(), max_size=4), min_size=len(IDS), max_size=len(IDS))
"""Of each id its revisions from 1 on: whether each is a tombstone."""


@given(HISTORIES, st.data())
def test_any_runs(histories: list[list[bool]], data: st.DataObject) -> None:
    """However revisions and tombstones are spread over runs, files and places, the highest revision of each id decides."""
    lines: list[Article | Tombstone] = []
    latest = {}
    for key, history in zip(IDS, histories, strict=True):
        for revision, is_gone in enumerate(history, 1):
            line = replace(MODEL, id=key, revision=revision, title=f"{key} {revision}")
            lines.append(tombstone(line, revision) if is_gone else line)
        if history and not history[-1]:
            latest[key] = len(history)
    lines = data.draw(st.permutations(lines))
    runs = data.draw(st.lists(st.integers(0, 3), min_size=len(lines), max_size=len(lines)))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(4):
            hour = data.draw(st.integers(10, 12))
            write_run(Path(folder), f"site{number % 2}", f"2026112{number}T030000",
                      [line for line, run in zip(lines, runs, strict=True) if run == number], f"2026-11-25T{hour}:00:00+09:00")
        loaded = list(load_articles(folder))
        everything = list(load_articles(folder, revisions="all"))
    assert sorted((one.id, one.revision) for one in loaded) == sorted(latest.items())
    assert all(one.title == f"{one.id} {one.revision}" for one in loaded)
    assert sorted(map(str, everything)) == sorted(str(line) for line in lines if isinstance(line, Article))
