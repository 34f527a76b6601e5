"""What ``scrapy sites`` says is what the sites declare, and ``docs/sites.md`` says the same."""
from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

import newscrawl
from newscrawl.catalogue import NOT_COVERED, Entry, entry, markdown, text
from newscrawl.families.base.news_spider import NewsSpider

ROOT = Path(newscrawl.__file__).parents[1]
LOADER = get_spider_loader(get_project_settings())
SPIDERS: list[NewsSpider] = [LOADER.load(name)() for name in sorted(LOADER.list())]


def sites(*arguments: str) -> str:
    return subprocess.run([sys.executable, "-m", "scrapy", "sites", *arguments], cwd=ROOT, capture_output=True, text=True,
                          timeout=60, check=True).stdout


def test_docs_are_what_the_command_writes() -> None:
    written = (ROOT / "docs" / "sites.md").read_text("utf-8")
    assert written == sites("--markdown"), "write it anew: scrapy sites --markdown > docs/sites.md"


def test_every_site_is_a_line() -> None:
    lines = sites().splitlines()
    assert sorted(line.split()[0] for line in lines[:len(SPIDERS)]) == [spider.name for spider in SPIDERS]
    assert lines[len(SPIDERS) + 1] == "Not covered:"


@pytest.mark.parametrize("spider", SPIDERS, ids=lambda spider: str(spider.name))
def test_card(spider: NewsSpider) -> None:
    assert not spider.forbids_ai or spider.ai_terms, "say in which words it forbids it"
    if spider.checked is not None:
        assert date.fromisoformat(spider.checked)
    assert "\n" not in spider.limits + spider.robots + spider.ai_terms


def test_what_is_not_covered_is_no_site() -> None:
    refused = {host for one in NOT_COVERED for host in one.host.split(", ")}
    assert not refused & {entry(spider).host for spider in SPIDERS}


def site(name: str, **facts: object) -> Entry:
    words = dict.fromkeys(("paper", "host", "kind", "sections", "robots", "limits", "ai"), "")
    return Entry(**{**words, "name": name, "sure": "modelled", "portal": False, **facts})  # type: ignore[arg-type]


def test_portals_stand_apart_and_checked_sites_are_counted() -> None:
    page = markdown([site("b", portal=True), site("c", limits="a | b"), site("a", sure="checked 2026-11-24", ai="“무단”: not for AI")])
    assert "2 papers and 1 portals. 1 of them have been checked" in page
    assert page.index("## Papers") < page.index("| `a` |") < page.index("| `c` |") < page.index("## Portals") < page.index("| `b` |")
    assert "| a \\| b |" in page
    assert "## Portals" not in markdown([site("a")])


def test_columns_stand_under_each_other_in_a_terminal() -> None:
    first, second = text([site("a", paper="가나", host="x"), site("b", paper="abcd", host="y")]).splitlines()[:2]
    assert first.index("x") + 2 == second.index("y"), "a Korean letter takes two columns"
