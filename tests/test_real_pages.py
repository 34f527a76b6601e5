"""How well real saved news pages are read, where they are at hand; none of them, nor a sentence of one, is in the project."""
from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import newscrawl

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not at hand")
LEAST = {"f1": 0.99, "paragraphs": 0.98, "title": 0.95, "published": 0.95, "published_offset": 1.0, "authors": 0.90, "images": 0.85}
"""Means over all pages."""


@pytest.fixture(scope="module")
def measures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measures", PAGES / "measures.py")
    assert spec
    assert spec.loader
    module = sys.modules["measures"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scores(measures: ModuleType) -> dict[str, dict[str, Any]]:
    scores = {}
    for path in sorted(PAGES.glob("*.json")):
        answer = measures.read_answer(json.loads(path.read_text("utf-8")))
        article = newscrawl.read_page(path.with_suffix(".html").read_bytes(), answer.url)
        scores[path.stem] = measures.judge(measures.Reading(
            body=article.body, title=article.title, subtitle=article.subtitle, authors=[author.name for author in article.authors],
            published_at=article.published_at, modified_at=article.modified_at, images=[image.url for image in article.images],
            section=article.section), answer)
    return scores


def test_no_page_is_read_badly(scores: dict[str, dict[str, Any]]) -> None:
    assert not {name: score["f1"] for name, score in scores.items() if score["f1"] < 0.90}
    assert not {name: score["paragraphs"] for name, score in scores.items() if score["paragraphs"] < 0.9}, "the cleaner eats nothing"
    assert sum(score["must_not"] for score in scores.values()) == 0


@pytest.mark.parametrize("measure", LEAST)
def test_mean(scores: dict[str, dict[str, Any]], measure: str) -> None:
    known = [score[measure] for score in scores.values() if score[measure] is not None]
    assert sum(known) / len(known) >= LEAST[measure]


def not_articles() -> list[tuple[Path, str]]:
    if not PAGES.is_dir():
        return []
    listed = json.loads((PAGES / "not_articles" / "index.json").read_text("utf-8"))
    pages = [(PAGES / "not_articles" / f"{page['name']}.html", page["url"]) for page in listed]
    listings = sorted((PAGES / "listings").glob("*.json"))
    return pages + [(path.with_suffix(".html"), json.loads(path.read_text("utf-8"))["url"]) for path in listings]


@pytest.mark.parametrize(("path", "url"), not_articles(), ids=lambda value: value.stem if isinstance(value, Path) else "")
def test_what_is_no_article_is_refused(path: Path, url: str) -> None:
    with pytest.raises(newscrawl.NotAnArticle):
        newscrawl.read_page(path.read_bytes(), url)


@pytest.mark.parametrize("path", sorted((PAGES / "listings").glob("*.json")), ids=lambda path: path.stem)
def test_a_listing_is_read_by_its_shape(path: Path) -> None:
    score = listings_score()
    answer = json.loads(path.read_text("utf-8"))
    links, next_page = score.read(path.with_suffix(".html").read_bytes(), answer, by_shape=True)
    one = score.score(answer, links, next_page)
    assert min(one.precision, one.recall, one.titles) >= score.LEAST
    assert one.next_page


def listings_score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("listings_score", Path(__file__).resolve().parents[1] / "benchmarks" / "listings_score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
