"""What ``newscrawl sites`` says is what the sites declare, and ``docs/sites.md`` says the same."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import newscrawl
from newscrawl.commands.sites import not_covered, site_details, table
from newscrawl.devtools.catalogue import NOT_COVERED, SiteEntry, entry, facts, in_order, markdown
from newscrawl.devtools.unproved import unproved
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.sites import all_sites

ROOT = Path(newscrawl.__file__).parents[1]
SPIDERS = all_sites()
ENTRIES = in_order(map(entry, SPIDERS))


def sites(*arguments: str) -> bytes:
    return subprocess.run([sys.executable, "-m", "newscrawl", "sites", *arguments], cwd=ROOT, capture_output=True, timeout=60, check=True).stdout


# The page


def test_docs_are_what_the_command_writes() -> None:
    written = (ROOT / "docs" / "sites.md").read_text("utf-8")
    assert written == markdown(ENTRIES, unproved()), "write it anew: newscrawl sites --markdown > docs/sites.md"


def test_the_page_has_a_line_and_a_section_of_each_site() -> None:
    lines = markdown(ENTRIES, []).splitlines()
    for one in ENTRIES:
        assert lines.count(f"| [{one.name}](#{one.name}) | {one.paper} | {one.host} | {one.cms} | {one.confidence} | {one.allows} |") == 1
        assert lines.count(f"### {one.name}") == 1
    assert sum("not asked" in line for line in lines) == 0
    assert sum("robots.txt" in line for line in lines) == 1


def site(name: str, **facts: Any) -> SiteEntry:
    plain: dict[str, Any] = {
        "publisher": "가나일보", "english": "Gana Daily", "also_called": [], "host": f"www.{name}.example", "domains": [f"{name}.example"],
        "sections": {"it": "IT"}, "cms": "own CMS", "listings": "numbered pages", "encoding": "UTF-8",
        "broken_certificate": "", "needs_cookies": False, "rendered": False, "portal": False,
        "checked": None, "robots": "", "limits": "", "terms": "", "forbids_crawling": False, "ai_terms": "", "forbids_ai": False}
    return SiteEntry(name=name, **plain | facts)


def test_portals_come_last_and_checked_sites_are_counted() -> None:
    page = markdown([site("b", portal=True), site("c", limits="a | b", robots="allows all (2026-11-24)"), site("a", checked="2026-11-24")], [])
    assert "2 papers and 1 portal. 1 of them" in page
    assert page.index("| [a](#a)") < page.index("| [c](#c)") < page.index("| [b](#b)") < page.index("### a") < page.index("### c")
    assert "- limits: a | b\n" in page
    assert "The robots.txt of 1 has been read" in page
    assert page.count("- robots.txt: ") == 1
    assert "- robots.txt: allows all (2026-11-24)\n" in page
    assert "\\|" in markdown([site("d", cms="a|b")], [])


def test_the_table_says_what_the_terms_say() -> None:
    page = markdown([site("a", terms="Forbid it (2026-10).", forbids_crawling=True), site("b", terms="Restrict use (2026-10)."), site("c")], [])
    rows = [line for line in page.splitlines() if line.startswith("| [")]
    assert [row.split(" | ")[-1] for row in rows] == ["forbid crawling |", "restrict use |", "not established |"]
    assert page.count("- terms: ") == 2


# The terminal


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_terminal_shows_whole_names_within_its_width(width: int) -> None:
    lines = re.sub(r"\x1b\[[\d;]*m", "", table(ENTRIES, width)).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines) == len(ENTRIES) + 1, "a line a site, and the titles"
    assert [line.split()[0] for line in lines[1:]] == [one.name for one in ENTRIES]
    assert all(one.publisher in line and line.endswith(("modelled", "checked")) for one, line in zip(ENTRIES, lines[1:], strict=True))
    assert ("www.etnews.com" in "\n".join(lines)) == (width >= 100)
    assert max(map(cell_len, not_covered(width).splitlines())) <= width
    for one in ENTRIES:
        assert max(map(cell_len, site_details(one, width).splitlines())) <= width


def test_a_pipe_gets_whole_lines_with_every_section() -> None:
    lines = sites().decode().splitlines()
    for one, line in zip(ENTRIES, lines, strict=False):
        assert line.startswith(f"{one.name} ")
        assert all(words in line for words in (one.paper, one.host, one.confidence, *one.sections.values()))
    assert lines[len(ENTRIES):] == not_covered(None).splitlines()
    assert [one.paper in line for one, line in zip(NOT_COVERED, lines[len(ENTRIES) + 2:], strict=True)] == [True] * len(NOT_COVERED)


def test_columns_stand_under_each_other() -> None:
    first, second = table([site("a", publisher="가나", host="x"), site("b", publisher="abcd", host="y")], 100).splitlines()[1:]
    assert first.index("x") + 2 == second.index("y"), "a Korean letter takes two columns"


def test_all_that_is_known_of_one_site() -> None:
    one = site("a", also_called=["가나"], sections={"it": "IT/과학", "game": "게임"}, encoding="CP949", rendered=True, portal=True,
               checked="2026-11-24", robots="allows all (2026-11-24)", limits="Its listing has one page.",
               terms="Article 9 forbids crawlers (2026-10).", ai_terms="AI학습 금지",
               forbids_ai=True)
    assert dict(facts(one)) == {
        "paper": "가나일보 (Gana Daily)", "also called": "가나", "kind": "a portal, which carries the articles of other papers",
        "hosts": "www.a.example, a.example", "made with": "own CMS; listings: numbered pages; drawn by a browser", "encoding": "CP949",
        "sections": "it (IT/과학), game (게임)", "how sure": "checked 2026-11-24", "limits": "Its listing has one page.",
        "robots.txt": "allows all (2026-11-24)", "terms": "Article 9 forbids crawlers (2026-10).",
        "terms on AI": "“AI학습 금지”: its text is not for AI"}
    assert list(dict(facts(site("a")))) == ["paper", "hosts", "made with", "sections", "how sure", "robots.txt"]


@pytest.mark.parametrize("given", ["aitimes", "AI타임스", "https://www.aitimes.com/news/articleView.html?idxno=1"])
def test_one_site_by_any_name(given: str) -> None:
    one = next(one for one in ENTRIES if one.name == "aitimes")
    assert sites(given).decode() == site_details(one, None)
    found = json.loads(sites(given, "--json"))
    assert found == {**found, "name": "aitimes", "publisher": "AI타임스", "sections": {"all": "전체기사"}, "checked": None, "forbids_ai": True}


def test_json_of_all() -> None:
    found = json.loads(sites("--json"))
    assert [one["name"] for one in found] == [one.name for one in ENTRIES]
    assert all(list(one) == list(found[0]) for one in found)


# The sites


@pytest.mark.parametrize("spider", SPIDERS, ids=lambda spider: str(spider.name))
def test_card(spider: NewsSpider) -> None:
    assert not spider.forbids_ai or spider.ai_terms, "say in which words it forbids it"
    assert not spider.forbids_crawling or spider.terms, "say in which words it forbids it"
    assert not spider.terms or re.search(r"\(20\d\d-\d\d\)", spider.terms), "say when they were read"
    if spider.checked is not None:
        assert date.fromisoformat(spider.checked)
    assert "\n" not in spider.limits + spider.robots + spider.ai_terms


def test_what_is_not_covered_is_no_site() -> None:
    refused = {host for one in NOT_COVERED for host in one.host.split(", ")}
    assert not refused & {one.host for one in ENTRIES}
