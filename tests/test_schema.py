"""The JSON Schemas that ship are those of the dataclasses, and every line that a program of ours writes keeps to them."""
from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import newscrawl
from newscrawl.demo.pack import pack
from newscrawl.items import ARTICLE_SCHEMA, REJECTED_SCHEMA
from newscrawl.output.exporter import line_of
from newscrawl.schemas import SCHEMAS, path_of, schema_text
from newscrawl.schemas.versions import UPGRADES, name_of
from tests.saved import FETCHED_AT, SavedPage, saved_pages

Record = dict[str, Any]
ARTICLES = [page for page in saved_pages() if not page.is_listing and "error_kind" not in page.answer]
ROOT = Path(__file__).parents[1]
REJECTED = {"schema": REJECTED_SCHEMA, "site": "etnews", "id": None, "url": "https://www.etnews.com/1", "status": None,
            "reason": "download", "message": "TimeoutError", "fetched_at": "2026-11-22T03:00:00+09:00"}


def complaints(record: Record) -> list[str]:
    schema = json.loads(path_of(record["schema"]).read_text("utf-8"))
    return [error.message for error in Draft202012Validator(schema).iter_errors(record)]


def record_of(page: SavedPage) -> Record:
    article = newscrawl.read_page(page.body, page.url, headers=page.headers, fetched_at=FETCHED_AT)
    record: Record = json.loads(line_of(article))
    return record


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """Every line that a crawl of the demo newsroom writes."""
    folder = tmp_path_factory.mktemp("demo")
    pack(folder / "demo.warc.gz")
    subprocess.run([sys.executable, "-m", "scrapy", "crawl", "metroseoul", "-s", f"REPLAY={folder}/demo.warc.gz",
                    "-s", f"OUTPUT_DIR={folder}"], cwd=ROOT, check=True, capture_output=True)
    return [json.loads(line) for path in folder.glob("*/*/*.jsonl") for line in path.read_bytes().splitlines()]


@pytest.fixture(params=[ARTICLE_SCHEMA, REJECTED_SCHEMA])
def record(request: pytest.FixtureRequest) -> Record:
    return record_of(ARTICLES[0]) if request.param == ARTICLE_SCHEMA else copy.deepcopy(REJECTED)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_ships_is_up_to_date(name: str) -> None:
    assert path_of(name).read_text("utf-8") == schema_text(name), f"{path_of(name)} is old: run `scrapy schema`"


def test_no_other_schema_ships() -> None:
    lines = {name_of(name) for name in SCHEMAS}  # manifests have none
    assert set(path_of(ARTICLE_SCHEMA).parent.glob("*.json")) == {path_of(name) for name in (*SCHEMAS, *UPGRADES) if name_of(name) in lines}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize("page", ARTICLES, ids=str)
def test_a_saved_article(page: SavedPage) -> None:
    record = record_of(page)
    assert complaints(record) == []
    assert list(record) == list(json.loads(schema_text(ARTICLE_SCHEMA))["properties"])


@pytest.mark.slow
def test_a_crawl(crawled: list[Record]) -> None:
    assert len(crawled) >= 38
    assert [complaints(record) for record in crawled] == [[]] * len(crawled)


def test_a_rejected_page() -> None:
    assert complaints(REJECTED) == []


def test_every_key_is_required(record: Record) -> None:
    assert complaints(record) == []
    for key in set(record) - {"schema"}:
        without = {name: value for name, value in record.items() if name != key}
        assert complaints(without) == [f"'{key}' is a required property"]


@pytest.mark.parametrize("inner", ["provenance", "rights"])
def test_every_inner_key_is_required(inner: str) -> None:
    record = record_of(ARTICLES[0])
    for key in record[inner]:
        without = {name: value for name, value in record[inner].items() if name != key}
        assert complaints({**record, inner: without}) == [f"'{key}' is a required property"]


def test_no_other_key_is_allowed(record: Record) -> None:
    [complaint] = complaints({**record, "score": 1})
    assert "'score' was unexpected" in complaint


WRONG: dict[str, Callable[[Record], Any]] = {
    "time in UTC": lambda record: record.update(crawled_at="2026-11-21T18:00:00Z"),
    "time in another zone": lambda record: record.update(published_at="2026-11-22T03:00:00+08:00"),
    "time without zone": lambda record: record.update(published_at="2026-11-22T03:00:00"),
    "time with fraction": lambda record: record.update(modified_at="2026-11-22T03:00:00.5+09:00"),
    "day": lambda record: record.update(published_at="2026-11-22"),
    "no time of receipt": lambda record: record.update(crawled_at=None),
    "unknown precision": lambda record: record.update(published_precision="hour"),
    "unknown change": lambda record: record.update(change="deleted"),
    "null for an empty list": lambda record: record.update(tags=None),
    "revision as text": lambda record: record.update(revision="1"),
    "unknown kind of block": lambda record: record["blocks"].append({"type": "image", "text": ""}),
    "block without text": lambda record: record["blocks"].append({"type": "quote"}),
    "author as text": lambda record: record["authors"].append("홍길동"),
    "other key of an image": lambda record: record["images"].append({"url": "", "caption": None, "credit": None, "alt": ""}),
    "unknown layer": lambda record: record["provenance"]["layers"].update(title="guess"),
    "layer of no field": lambda record: record["provenance"]["layers"].update(mood="site"),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_told(spoil: Callable[[Record], Any]) -> None:
    record = record_of(ARTICLES[0])
    spoil(record)
    assert len(complaints(record)) == 1


def test_a_line_of_another_schema_is_told() -> None:
    schema = json.loads(schema_text(ARTICLE_SCHEMA))
    assert not Draft202012Validator(schema).is_valid(REJECTED)
    assert not Draft202012Validator(schema).is_valid({**record_of(ARTICLES[0]), "schema": "newscrawl/article/1"})
