"""The demo's crawl gives exactly what its newsroom says, from pages full of junk."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.pack import pack
from newscrawl.demo.sources import expected

ROOT = Path(__file__).resolve().parent.parent
THREE_WORDS = ("트위터", "카카오스토리", "Copyright")
JUNK = ("카카오톡", "관련기사", "많이 본 기사", "회원가입", "글자크기", "무단전재", "All rights reserved", "\u00a0")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("demo")
    pack(folder / "newsroom.warc.gz")
    subprocess.run([sys.executable, "-m", "scrapy", "crawl", "metroseoul", "-s", f"REPLAY={folder}/newsroom.warc.gz",
                    "-s", f"OUTPUT_DIR={folder}"], cwd=ROOT, check=True, capture_output=True, timeout=120)
    [path] = folder.glob("articles/metroseoul/*.jsonl")
    assert not (folder / "rejected").exists()
    return {record["id"].removeprefix("metroseoul:"): record for record in map(json.loads, path.read_text("utf-8").splitlines())}


def test_every_article_is_exactly_what_was_written(records: dict[str, dict[str, Any]]) -> None:
    truth = expected()
    assert {number: {key: record[key] for key in truth[number]} for number, record in records.items()} == truth


def test_thirty_articles_of_four_sections(records: dict[str, dict[str, Any]]) -> None:
    assert len(records) >= 30
    assert {record["listing"] for record in records.values()} == {"internet", "game", "telecom", "general"}


def test_words_of_the_junk_stay_where_they_are_the_articles_own(records: dict[str, dict[str, Any]]) -> None:
    bodies = [record["body"] for record in records.values()]
    assert sum(all(word in body for word in THREE_WORDS) for body in bodies) == 3
    assert sum(any(word in body for word in THREE_WORDS) for body in bodies) == 3
    assert not [word for word in JUNK for body in bodies if word in body]
    titles = [record["title"] for record in records.values()]
    assert not [title for title in titles for record in records.values() if title in record["body"]]
