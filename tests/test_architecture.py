"""Who may import whom (design: spiders -> families -> extract -> page -> text, items)."""
from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

import pytest

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
ROOT = "newscrawl"
"""Stands for ``newscrawl/__init__.py``: the version, and ``read_page`` and ``load_articles`` lazily."""

# Every part of newscrawl, and the other parts that it may import.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "budget": set(),
    "watchdog": set(),
    "text": set(),
    "cleaning/rules": {"page"},
    "items": {"text"},
    "extracted": {"cleaning/rules", "items", "text"},
    "cleaning": {"cleaning/rules", "extracted", "items", "text", ROOT},
    "page": {"text"},
    "extract": {"cleaning/rules", "extracted", "items", "page", "text"},
    "ledger": {"items", "text"},
    "signals": set(),
    "rendering": {"middlewares", "text"},
    "worker": {"budget", "page"},
    "families": {"cleaning", "cleaning/rules", "extract", "extracted", "failures", "items", "ledger", "page", "rendering", "signals", "text",
        "worker"},
    "spiders": {"cleaning/rules", "extract", "families", "page"},
    "pipelines": {"extracted", "items", "ledger", "signals", "text", ROOT},
    "output": {"extracted", "items", "ledger", "schemas", "signals", "text", ROOT},
    "nights": {"items", "output", "schemas", "text"},
    "archive": {"text"},
    "schemas": {"items"},
    "middlewares": {"failures", "page", "text"},
    "checkout": set(),
    "settings": {"checkout"},
    "addon": {"output", ROOT},
    "failures": set(),
    "log": {"failures", "text"},
    "progress": {"addon", "items", "log", "output", "signals", "text"},
    "sites": {"families", "settings"},
    "read": {"budget", "cleaning", "extract", "extracted", "families", "items", "page", "sites", "text", "worker"},
    "dataset": {"items", "schemas", "text"},
    "devtools": {"budget", "cleaning", "cleaning/rules", "extract", "extracted", "failures", "families", "items", "output", "page", "read", "sites",
        "text"},
    "command_line": {"addon", "archive", "checkout", "devtools", "extract", "families", "output", "page", "text", ROOT},
    "commands": {"archive", "budget", "command_line", "demo", "devtools", "extract", "families", "items", "ledger", "log", "nights",
        "output", "page", "progress", "read", "rendering", "schemas", "sites", "spiders", "text", ROOT},
    "demo": set(),
    "__main__": {"command_line", "commands", ROOT},
    ROOT: {"dataset", "read", "sites"},
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
    assert parts_imported(source) - {part, "errors"} <= MAY_IMPORT[part], f"{part} may import {sorted(MAY_IMPORT[part])} only"
    outside = {name.split(".")[0] for name in imported(source)}
    assert not outside & MAY_NOT_IMPORT.get(part, set())


def test_no_arrow_leads_back() -> None:
    """Parts can be put in an order in which each imports only earlier ones; the root's lazy names aside."""
    order: list[str] = [ROOT]
    while rest := [part for part in MAY_IMPORT if part not in order]:
        free = [part for part in rest if MAY_IMPORT[part] <= set(order)]
        assert free, f"a circle among {rest}"
        order += free


def is_for_types(node: ast.AST) -> bool:
    """Whether a node is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def modules_imported(source: str, known: Container[str], *, for_types: bool) -> set[str]:
    """Modules of ours that a module imports, wherever in it; with ``for_types`` also those under ``if TYPE_CHECKING``."""
    tree = ast.parse(source)
    if not for_types:
        tree.body = [node for node in tree.body if not is_for_types(node)]
    names = {name for name in imported(ast.unparse(tree)) if name.split(".")[0] == "newscrawl"}
    return {name if name in known else name.rpartition(".")[0] for name in names}


@pytest.mark.parametrize("for_types", [False, True], ids=["at run time", "with TYPE_CHECKING"])
def test_no_circle_among_modules(for_types: bool) -> None:
    """Modules can be put in an order in which each imports only earlier ones; the root's lazy names aside."""
    names = {module: ".".join(["newscrawl", *module.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")
             for module in MODULES}
    known = set(names.values())
    imports = {name: modules_imported(module.read_text("utf-8"), known, for_types=for_types) for module, name in names.items()}
    done = {"newscrawl"}
    while rest := known - done:
        free = {name for name in rest if imports[name] <= done}
        assert free, f"a circle among {sorted(name for name in rest if any(name in imports[other] for other in rest))}"
        done |= free


def test_only_the_top_reaches_the_sites() -> None:
    assert {part for part, others in MAY_IMPORT.items() if others & {"spiders", "read"}} == {"commands", "devtools", ROOT}


def test_the_table_names_what_is_there() -> None:
    assert set(MAY_IMPORT) == {part_of(module) for module in MODULES}


def test_the_map_names_every_part() -> None:
    flow, _, parts = (newscrawl.__doc__ or "").partition("The next run asks the ledger")
    named = {match[1] for match in re.finditer(r"^    (\w+)(?:/|\.py)? +\S", parts, re.MULTILINE)}
    assert flow
    assert named == set(MAY_IMPORT) - {ROOT, "cleaning/rules"}


@pytest.mark.parametrize("room", ["page", "extract", "extract/listing", "extract/layers/markup", "extract/layers/script_state", "families",
                                  "families/base", "families/cms", "families/listings"])
def test_the_map_of_a_room_names_its_modules(room: str) -> None:
    document = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
    named = {name for match in re.finditer(r"^((?:\w+/?, )*\w+/?) {2,}\S", document, re.MULTILINE) for name in match[1].split(", ")}
    there = {f"{path.name}/" if path.is_dir() else path.stem for path in (PACKAGE / room).iterdir()}
    assert named == there - {"__init__", "__pycache__/"}


def test_the_way_of_an_article_is_as_told() -> None:
    """Every file that docs/architecture.md names is there, and defines the functions named beside it."""
    told = (PACKAGE.parent / "docs" / "architecture.md").read_text("utf-8")
    for path in re.findall(r"`((?:newscrawl|tests)/[\w/]+(?:\.py)?)`", told):
        assert (PACKAGE.parent / path).exists(), path
    steps = re.findall(r"^\|[^|]+\| `([\w/]+\.py)` \| ([^|]+) \|$", told, re.MULTILINE)
    assert len(steps) > 15
    for path, names in steps:
        defined = {node.name for node in ast.walk(ast.parse((PACKAGE.parent / path).read_text("utf-8")))
                   if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
        assert set(re.findall(r"`(\w+)`", names)) <= defined, path


@pytest.mark.parametrize(("source", "parts"), [
    ("import newscrawl", {ROOT}),
    ("from newscrawl import __version__", {ROOT}),
    ("from newscrawl import read, text", {"read", "text"}),
    ("import newscrawl.spiders.etnews as site, json", {"spiders"}),
    ("from newscrawl.text.dates import KST", {"text"}),
    ("def late():\n    from newscrawl.output import run", {"output"}),
    ("if TYPE_CHECKING:\n    from newscrawl.items import Article", {"items"}),
    ("import newscrawler.text\nfrom json import newscrawl", set()),
])
def test_every_form_of_import_is_seen(source: str, parts: set[str]) -> None:
    assert parts_imported(source) == parts
