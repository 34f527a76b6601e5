"""The recipes of docs/consume.md, run as they stand over finished files, sparse and rich."""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from newscrawl.items import ARTICLE_SCHEMA, Article
from tests.finished import article, sparse, tombstone, write_run

RECIPES = dict(re.findall(r"^```python (\w+)\n(.*?)^```$", Path(__file__).parents[1].joinpath("docs/consume.md").read_text("utf-8"),
                          re.MULTILINE | re.DOTALL))
SPARSE = [sparse(article("boannews", slug)) for slug in ("article_mobile_wallpad", "article_cooking_app_malware")]
MODEL = article("metroseoul", "article_on_device_model")
ROBOT = article("metroseoul", "article_legacy_warehouse_robot")
UPDATED = article("aitimes_kr", "article_updated_table_quote")
MODEL_2 = replace(MODEL, revision=2, change="edited", title="고친 제목", authors=[])


class Row(NamedTuple):
    """What a recipe must give of each article."""

    id: str
    revision: int
    title: str
    body: str
    published_at: str | None
    authors: list[tuple[str, str | None, str | None]]


def rows_of(articles: Iterable[Article]) -> list[Row]:
    return sorted(Row(one.id, one.revision, one.title, one.body, one.published_at and one.published_at.isoformat(),
                      [(author.name, author.email, author.role) for author in one.authors]) for one in articles)


def rows_from(records: Iterable[dict[str, Any]]) -> list[Row]:
    """Of records as the tools hand them out: times as aware datetimes, in whatever class."""
    return sorted(Row(one["id"], one["revision"], one["title"], one["body"], korean(one["published_at"]),
                      [(author["name"], author["email"], author["role"]) for author in one["authors"]]) for one in records)


def korean(time: datetime | None) -> str | None:
    """As it is, without a change of zone."""
    return None if time is None or time != time else time.replace(microsecond=0).isoformat()


def parquet_rows(_: dict[str, Any]) -> list[Row]:
    import pyarrow.parquet as pq

    from newscrawl.schemas.arrow import article_schema

    table = pq.read_table("articles.parquet")
    assert table.schema == article_schema()
    table.validate(full=True)
    return rows_from(table.to_pylist())


def stored_rows(_: dict[str, Any]) -> list[Row]:
    with closing(sqlite3.connect("articles.db")) as store:
        lines = [json.loads(line) for (line,) in store.execute("SELECT line FROM articles WHERE line IS NOT NULL")]
    for line in lines:
        line["published_at"] = line["published_at"] and datetime.fromisoformat(line["published_at"])
    return rows_from(lines)


# Recipe -> the package it needs, and the rows that it gives, from the names that it leaves behind.
GIVES: dict[str, tuple[str, Callable[[dict[str, Any]], list[Row]]]] = {
    "load_articles": ("newscrawl", lambda names: rows_of(names["articles"])),
    "duckdb": ("duckdb", lambda names: rows_from(names["articles"].to_arrow_table().to_pylist())),
    "pandas": ("pandas", lambda names: rows_from(names["articles"].to_dict("records"))),
    "polars": ("polars", lambda names: rows_from(names["articles"].to_dicts())),
    "parquet": ("pyarrow", parquet_rows),
    "datasets": ("datasets", lambda names: rows_from(names["articles"])),
    "incremental": ("sqlite3", stored_rows),
}


@pytest.fixture(autouse=True)
def beside_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Working directory above ``output/demo``, and no network for datasets."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "huggingface"))


def run(recipe: str) -> list[Row]:
    package, rows = GIVES[recipe]
    for needed in (package, "pyarrow"):
        pytest.importorskip(needed, reason="pip install -e '.[consume]'")
    names: dict[str, Any] = {}
    try:
        exec(compile(RECIPES[recipe], recipe, "exec"), names)
    finally:
        for left in names.values():
            if isinstance(left, sqlite3.Connection):
                left.close()  # as the end of a script's process does
    return rows(names)


OUTPUT = Path("output/demo")


def write_rich(output: Path) -> None:
    """Two runs: an article corrected, one taken back, one dead before."""
    write_run(output, "metroseoul", "20261121T030000", [MODEL, ROBOT])
    write_run(output, "aitimes_kr", "20261121T040000", [UPDATED])
    write_run(output, "metroseoul", "20261122T030000", [MODEL_2, tombstone(ROBOT, 2)])


def write_sparse(output: Path) -> None:
    write_run(output, "boannews", "20261120T030000", SPARSE)


def test_every_recipe_is_run() -> None:
    assert set(RECIPES) == set(GIVES)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", GIVES)
def test_sparse(recipe: str) -> None:
    write_sparse(OUTPUT)
    assert run(recipe) == rows_of(SPARSE)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", GIVES)
def test_rich(recipe: str) -> None:
    write_rich(OUTPUT)
    assert run(recipe) == rows_of([MODEL_2, UPDATED])


@pytest.mark.slow
@pytest.mark.parametrize("recipe", GIVES)
def test_sparse_and_rich(recipe: str) -> None:
    """No authors in the first file, some in the next; a file being written beside them."""
    write_sparse(OUTPUT)
    write_rich(OUTPUT)
    (OUTPUT / "articles/boannews/20261123T030000.jsonl.part").write_bytes(b'{"schema":"newscrawl/art')
    (OUTPUT / "rejected/boannews").mkdir(parents=True)
    (OUTPUT / "rejected/boannews/20261120T030000.jsonl").write_bytes(b'{"schema":"newscrawl/rejected/1","id":null}\n')
    assert run(recipe) == rows_of([*SPARSE, MODEL_2, UPDATED])


def test_incremental_takes_each_run_once() -> None:
    write_run(OUTPUT, "metroseoul", "20261121T030000", [MODEL, ROBOT])
    assert run("incremental") == rows_of([MODEL, ROBOT])
    write_run(OUTPUT, "metroseoul", "20261122T030000", [MODEL_2, tombstone(ROBOT, 2)])
    write_sparse(OUTPUT)  # finished earlier, seen later
    assert run("incremental") == rows_of([MODEL_2, *SPARSE])
    for path in OUTPUT.glob("articles/*/*"):
        path.unlink()
    assert run("incremental") == rows_of([MODEL_2, *SPARSE]), "nothing is read again"


def test_incremental_lets_no_older_revision_back() -> None:
    write_run(OUTPUT, "metroseoul", "20261122T030000", [MODEL_2, tombstone(ROBOT, 2)])
    assert run("incremental") == rows_of([MODEL_2])
    write_run(OUTPUT, "metroseoul", "20261121T030000", [MODEL, ROBOT])
    assert run("incremental") == rows_of([MODEL_2])


def test_incremental_takes_all_of_a_run_or_nothing() -> None:
    manifest = write_run(OUTPUT, "metroseoul", "20261122T030000", [MODEL_2, tombstone(ROBOT, 2)])
    kept = (OUTPUT / "deleted/metroseoul/20261122T030000.jsonl").rename("kept")
    with pytest.raises(FileNotFoundError):
        run("incremental")
    assert manifest.exists()
    assert stored_rows({}) == []
    kept.rename(OUTPUT / "deleted/metroseoul/20261122T030000.jsonl")
    assert run("incremental") == rows_of([MODEL_2])


def test_incremental_stops_at_a_newer_schema() -> None:
    manifest = write_run(OUTPUT, "metroseoul", "20261122T030000", [MODEL])
    manifest.write_text(manifest.read_text("utf-8").replace(ARTICLE_SCHEMA, "newscrawl/article/99"), "utf-8")
    with pytest.raises(SystemExit, match="newscrawl/article/99: newer than this program"):
        run("incremental")
    assert stored_rows({}) == []
