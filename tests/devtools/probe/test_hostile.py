"""What a page says never becomes code: every value that ``probe`` takes from a page, with what could break out of it."""
from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from newscrawl.devtools.probe.addresses import article_address
from newscrawl.devtools.probe.findings import Findings, inspect_site
from newscrawl.devtools.probe.module import attributes, source
from newscrawl.devtools.probe.sections import Section
from newscrawl.errors import ProbeError
from newscrawl.page.document import Page

HERE = Path(__file__).parent / "pages"
RUNS = '__import__("os").system("touch pwned")'
HOSTILE = [
    f'"""\n{RUNS}\n"""', f"'''\n{RUNS}\n'''", f'"\n{RUNS}\n#', f"'\n{RUNS}\n#", f'\\"); {RUNS} #', "\\", "ends with \\", "{RUNS}", "{0.__class__}",
    "{code!r}", "%s %(id)s", f"\r\n    {RUNS}", f"\x0c{RUNS}", f"\u2028{RUNS}", "a\x00b", "\u202e\u2066 x", "\U000e0041\U000e007f", "\x1b[2J",
    "\ud800", "N{BULLET} \\N{BULLET} \\u0041 \\x41", 'r"x"', 'f"{x}"', "# coding: utf-7", "가" * 100_000, "(" * 5_000]
"""Quotes, line ends, escapes, braces, controls, what turns a line around, what is very long or nested."""


@pytest.fixture(scope="module")
def found() -> Findings:
    day = datetime(2026, 11, 22, tzinfo=UTC)
    listing, article = (Page.from_bytes((HERE / f"unknown_{name}.html").read_bytes(), f"https://www.eunha.example/{address}", None, day)
                        for name, address in (("listing", "list.php?sec=14"), ("article", "view.php?sec=14&no=20261120501")))
    return inspect_site(listing, [article], "eunha", "2026-11-22: allows the listing")


def check_module(found: Findings) -> None:
    """Imports of ours and one class of literals, which are the spider's attributes; or nothing, in one line."""
    try:
        text = source(found)
    except ProbeError:
        return
    docstring, *imports, made = ast.parse(text).body
    assert isinstance(docstring, ast.Expr)
    assert ast.literal_eval(docstring.value) == "The site eunha."
    assert all(isinstance(line, ast.ImportFrom) and str(line.module).startswith("newscrawl.") for line in imports)
    assert isinstance(made, ast.ClassDef)
    assert {ast.unparse(line.targets[0]): ast.literal_eval(line.value) for line in made.body if isinstance(line, ast.Assign)} == attributes(found)
    assert len(made.body) == len(attributes(found))
    assert text.encode("utf-8").decode().isprintable() or set(filter(lambda char: not char.isprintable(), text)) == {"\n"}


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_every_value_is_a_literal(found: Findings, hostile: str) -> None:
    sections, address = found.sections, found.address
    for changed in (
            replace(found, publisher=hostile), replace(found, also_called=(hostile,)), replace(found, robots=hostile),
            replace(found, encoding=hostile), replace(found, selectors={"title_css": hostile}),
            replace(found, address=replace(address, pattern=hostile)),
            replace(found, address=replace(address, form=f"https://eunha.example/{hostile}{{id}}")),
            replace(found, sections=replace(sections, own=Section(hostile, "과학"))),
            replace(found, sections=replace(sections, own=Section("14", hostile))),
            replace(found, sections=replace(sections, listing_url=f"https://eunha.example/{hostile}?page={{page}}"))):
        check_module(changed)


@pytest.mark.parametrize("name", ['no"+RUN+"', "no\\", "n'o", '"""', "(?P<x>", "{no}", "]["])
def test_the_name_of_a_parameter_is_text_in_the_pattern(found: Findings, name: str) -> None:
    address = article_address([f"https://www.eunha.example/view.php?{quote(name)}={number}" for number in (12, 13)])
    assert address
    check_module(replace(found, address=address))


def test_braces_of_a_page_are_no_fields(found: Findings) -> None:
    with pytest.raises(ProbeError, match="braces"):
        source(replace(found, address=replace(found.address, form="https://eunha.example/{0.__class__}/{id}")))
