"""Who may import whom (design: spiders -> families -> extract -> page -> text, items)."""
from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
ROOT = "newscrawl"
"""Stands for ``newscrawl/__init__.py``: the version, and ``read_page`` and ``load_articles`` lazily."""

# Every part of newscrawl, and the other parts that it may import.
MAY_IMPORT: dict[str, set[str]] = {
    "text": set(),
    "cleaning/rules": set(),
    "items": {"text", "cleaning/rules"},
    "cleaning": {"cleaning/rules", "text", "items", ROOT},
    "page": {"extract", "text", "items", "cleaning/rules"},
    "extract": {"page", "text", "items", "cleaning/rules"},
    "ledger": {"text", "items"},
    "signals": set(),
    "rendering": {"text"},
    "families": {"failures", "rendering", "extract", "page", "cleaning/rules", "text", "items", "ledger", "middlewares", "signals"},
    "spiders": {"families", "extract", "page", "cleaning/rules"},
    "pipelines": {"cleaning", "cleaning/rules", "text", "items", "ledger", ROOT},
    "feed": {"text", "items", "ledger", "schemas", "signals", ROOT},
    "archive": set(),
    "schemas": {"items"},
    "middlewares": {"text"},
    "checkout": set(),
    "settings": {"checkout"},
    "addon": {"feed", ROOT},
    "failures": set(),
    "log": {"failures", "text"},
    "progress": {"addon", "feed", "items", "log", "signals", "text"},
    "sites": {"families", "settings"},
    "read": {"sites", "families", "extract", "page", "cleaning", "text", "items"},
    "dataset": {"text", "items", "schemas"},
    "samples": {"read", "sites", "families", "extract", "page", "cleaning", "cleaning/rules", "feed", "text", "items"},
    "explain": {"read", "families", "extract", "page", "cleaning", "cleaning/rules", "text", "items"},
    "probe": {"read", "families", "extract", "page", "text"},
    "catalogue": {"families"},
    "live_check": {"families", "extract", "page", "cleaning", "items", "text"},
    "command_line": {"addon", "archive", "checkout", "explain", "families", "feed", "extract", "page", ROOT},
    "commands": {"command_line", "catalogue", "demo", "live_check", "probe", "explain", "samples", "read", "sites", "families", "extract", "page",
                 "rendering", "feed", "archive", "log", "progress", "schemas", "spiders", "items", "ledger", "text", ROOT},
    "demo": set(),
    "__main__": {"command_line", "commands", ROOT},
    ROOT: {"read", "sites", "dataset"},
}
# What may not come in from outside.
MAY_NOT_IMPORT = {
    "text": {"scrapy", "lxml", "parsel", "itemadapter", "twisted"},
    "items": {"scrapy", "lxml", "itemadapter", "twisted"},
    "cleaning": {"scrapy", "lxml", "itemadapter", "twisted"},
    "cleaning/rules": {"scrapy", "lxml", "itemadapter", "twisted"},
    "page": {"twisted", "warcio"},
    "extract": {"twisted", "warcio"},
    "spiders": {"scrapy", "lxml"},
    "schemas": {"scrapy"},
    "dataset": {"scrapy", "lxml", "itemadapter", "twisted", "pyarrow"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: Path) -> str:
    """The part of newscrawl that a module belongs to."""
    names = module.relative_to(PACKAGE).with_suffix("").parts
    return ROOT if names[0] == "__init__" else _part(names)


def _part(names: Sequence[str]) -> str:
    """The longest beginning of a module's dotted name, without ``newscrawl``, that the table has."""
    return next((part for end in (2, 1) if (part := "/".join(names[:end])) in MAY_IMPORT), names[0])


def imported(source: str) -> Iterator[str]:
    """Dotted names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write the whole name of what you import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_imported(source: str) -> set[str]:
    ours = (name.split(".") for name in imported(source))
    return {part if names[1:] and (part := _part(names[1:])) in MAY_IMPORT else ROOT for names in ours if names[0] == "newscrawl"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports(module: Path) -> None:
    part = part_of(module)
    source = module.read_text("utf-8")
    assert part in MAY_IMPORT, f"{part} is new: say in this table whom it may import"
    assert parts_imported(source) - {part} <= MAY_IMPORT[part], f"{part} may import {sorted(MAY_IMPORT[part])} only"
    outside = {name.split(".")[0] for name in imported(source)}
    assert not outside & MAY_NOT_IMPORT.get(part, set())


def test_no_arrow_leads_back() -> None:
    """Parts can be put in an order in which each imports only earlier ones; the root's lazy names aside."""
    order: list[str] = [ROOT]
    while rest := [part for part in MAY_IMPORT if part not in order]:
        free = [part for part in rest if MAY_IMPORT[part] <= set(order)]
        assert free, f"a circle among {rest}"
        order += free


def test_only_the_top_reaches_the_sites() -> None:
    assert {part for part, others in MAY_IMPORT.items() if others & {"spiders", "read"}} == {"commands", "explain", "probe", "samples", ROOT}


def test_the_table_names_what_is_there() -> None:
    assert set(MAY_IMPORT) == {part_of(module) for module in MODULES}


@pytest.mark.parametrize(("source", "parts"), [
    ("import newscrawl", {ROOT}),
    ("from newscrawl import __version__", {ROOT}),
    ("from newscrawl import read, text", {"read", "text"}),
    ("import newscrawl.spiders.etnews as site, json", {"spiders"}),
    ("from newscrawl.text.dates import KST", {"text"}),
    ("def late():\n    from newscrawl.feed import run", {"feed"}),
    ("if TYPE_CHECKING:\n    from newscrawl.items import Article", {"items"}),
    ("import newscrawler.text\nfrom json import newscrawl", set()),
])
def test_every_form_of_import_is_seen(source: str, parts: set[str]) -> None:
    assert parts_imported(source) == parts
