"""Records of every version are read, as today's. ``tests/records`` holds lines of each version, as it wrote them."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from newscrawl import DatasetError, load_articles
from newscrawl.errors import UnknownSchemaError
from newscrawl.items import ARTICLE_SCHEMA
from newscrawl.ledger.ledger import Ledger
from newscrawl.output.check import disagreements
from newscrawl.output.recovery import recover
from newscrawl.schemas import SCHEMAS, path_of
from newscrawl.schemas.versions import UPGRADES, check_known, name_of, upgrade
from tests.finished import entry

RECORDS = Path(__file__).parent / "records"
FROZEN = {
    "newscrawl/article/1": "162392c12e6a190ae1264e1fb61870bb65d7a103b865d2c9f936f7358f2759ae",
    "newscrawl/tombstone/1": "3a5b4ea3e0c65773515c09a4815e3ef5164a091bc9f1868b747bb9cd53d455ec",
    "newscrawl/rejected/1": "788bf298a69b3f7a92329ecc94f58c076db073729d0ce8b16d1eb7f35e37110e",
}
"""Version -> sha256 of its JSON Schema: what was published never changes."""


OLDER = [schema for schema in UPGRADES if name_of(schema) in set(map(name_of, SCHEMAS))]
"""Older versions of lines. Of a manifest, which has no JSON Schema, ``old_output`` is the sample."""


def file_of(schema: str) -> Path:
    return RECORDS / f"{'-'.join(schema.split('/')[1:])}.jsonl"


def lines_of(schema: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file_of(schema).read_text("utf-8").splitlines()]


def in_todays_version(schema: str) -> list[dict[str, Any]]:
    """The same records as they are written today: they come first, records that an older version could not hold after them."""
    return lines_of(next(name for name in SCHEMAS if name_of(name) == name_of(schema)))[:len(lines_of(schema))]


@pytest.mark.parametrize("schema", [*OLDER, *SCHEMAS])
def test_samples_are_of_their_version(schema: str) -> None:
    validator = Draft202012Validator(json.loads(path_of(schema).read_text("utf-8")))
    assert lines_of(schema)
    assert [error.message for line in lines_of(schema) for error in validator.iter_errors(line)] == []


@pytest.mark.parametrize("schema", OLDER)
def test_an_older_version_becomes_todays(schema: str) -> None:
    assert [list(upgrade(line).items()) for line in lines_of(schema)] == [list(line.items()) for line in in_todays_version(schema)]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_todays_version_stays_as_it_is(schema: str) -> None:
    assert [upgrade(line) for line in lines_of(schema)] == lines_of(schema)


def test_a_frozen_schema_does_not_change() -> None:
    assert {schema: hashlib.sha256(path_of(schema).read_bytes()).hexdigest() for schema in OLDER} == FROZEN


@pytest.mark.parametrize(("schema", "message"), [
    ("newscrawl/article/99", "was written by a newer newscrawl (newscrawl/article/99); update newscrawl"),
    ("newscrawl/mood/1", "is 'newscrawl/mood/1', not a schema of newscrawl"),
    ("article", "is 'article', not a schema of newscrawl"),
    (None, "is None, not a schema of newscrawl"),
])
def test_an_unknown_schema_is_told_apart(schema: str | None, message: str) -> None:
    with pytest.raises(UnknownSchemaError) as raised:
        check_known(schema)
    assert str(raised.value) == message


@pytest.fixture
def old_output(tmp_path: Path) -> Path:
    """What version 0.2.0 left of one site: an article with a slash in its id, and its tombstone; and one that stands."""
    legacy, other = (line for line in lines_of("newscrawl/article/1") if "/" in line["id"])
    stays = {**lines_of("newscrawl/article/1")[2], "site": legacy["site"], "id": f"{legacy['site']}:900"}
    gone = {**lines_of("newscrawl/tombstone/1")[0], "site": legacy["site"], "id": legacy["id"], "revision": 2}
    assert other["site"] != legacy["site"]
    files = []
    for folder, lines in (("articles", [legacy, stays]), ("deleted", [gone])):
        path = tmp_path / folder / legacy["site"] / "20261123T030000.jsonl"
        path.parent.mkdir(parents=True)
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        files.append(entry(tmp_path, path, lines[0]["schema"]))
    manifest = tmp_path / "runs" / legacy["site"] / "20261123T030000.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({
        "schema": "newscrawl/run/1", "site": legacy["site"], "run": "20261123T030000", "program": "newscrawl 0.2.0", "outcome": "complete",
        "reason": "finished", "exit_code": 0, "started": "2026-11-23T03:00:00+09:00", "finished": "2026-11-23T03:01:00+09:00",
        "arguments": {}, "files": files, "walks": [], "counts": {}, "robots": [], "versions": {}}), "utf-8")
    return tmp_path


def test_old_files_are_loaded(old_output: Path) -> None:
    """The tombstone finds its article, though both ids were written with a slash."""
    [article] = load_articles(old_output)
    assert (article.schema, article.videos, article.access) == (ARTICLE_SCHEMA, [], None)
    assert [article.id for article in load_articles(old_output, revisions="all")] == ["mk:2020-07-701234", "mk:900"]


def test_the_ledger_is_made_of_old_files_and_agrees_with_them(old_output: Path) -> None:
    with Ledger(old_output / "ledger.sqlite") as ledger:
        assert recover(old_output, "mk", ledger, "newscrawl", [1]) == []
        assert {article.id: article.deleted for article in ledger.all_stored("mk")} == {"2020-07-701234": True, "900": False}
        assert list(disagreements(old_output, "mk", ledger)) == []


def test_a_run_that_died_under_the_old_version_is_finished_as_it_was_written(old_output: Path) -> None:
    path = old_output / "articles/mk/20261123T030000.jsonl"
    (old_output / "runs/mk/20261123T030000.json").unlink()
    path.rename(path.with_name(path.name + ".part"))
    with Ledger(old_output / "ledger.sqlite") as ledger:
        recover(old_output, "mk", ledger, "newscrawl", [1])
    manifest = json.loads((old_output / "runs/mk/20261123T030000.json").read_text("utf-8"))
    assert [file["schema"] for file in manifest["files"]] == ["newscrawl/article/1", "newscrawl/tombstone/1"]
    assert len(list(load_articles(old_output))) == 1


def test_a_line_that_is_not_of_its_version_is_named(old_output: Path) -> None:
    path = old_output / "articles/mk/20261123T030000.jsonl"
    manifest = old_output / "runs/mk/20261123T030000.json"
    path.write_text(path.read_text("utf-8").replace('"cluster"', '"bundle"'), "utf-8")
    kept = json.loads(manifest.read_text("utf-8"))
    kept["files"][0] = entry(old_output, path, "newscrawl/article/1")
    manifest.write_text(json.dumps(kept), "utf-8")
    with pytest.raises(DatasetError, match=r"jsonl:1 is no newscrawl/article/1: KeyError\('cluster'\)"):
        list(load_articles(old_output))
