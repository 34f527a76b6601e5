"""``newscrawl check``, asked about invented papers in the structure of real sites: as declared, and as they may be some day."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsroom import PAPERS, faults
from tests.newsroom.nights import Crawler, Nights, nights_of
from tests.newsroom.paper import Paper
from tests.nightly import needs_nights

pytestmark = [pytest.mark.slow, needs_nights]


@pytest.fixture
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]()


@pytest.fixture
def visited(paper: Paper, tmp_path: Path, crawler: Crawler) -> Iterator[Nights]:
    with nights_of(paper, tmp_path, crawler) as nights:
        yield nights


def declared(told: str) -> set[tuple[str, str]]:
    """(state, attribute) of the declarations that do not hold."""
    below = told.partition("\ndeclared\n")[2].partition("\n\n")[0].splitlines()
    return {(line[2:11].strip(), line[11:26].strip()) for line in below if not line.startswith(("  holds", " " * 10))}


@pytest.mark.parametrize("paper", PAPERS, indirect=True)
def test_a_site_as_declared_holds(paper: Paper, visited: Nights) -> None:
    code, told, wrong = visited.command("check", paper.site, paper.crawled[0])
    assert (code, wrong, told.splitlines()[-1]) == (0, "", f"{paper.site}: holds")
    assert "BROKEN" not in told
    assert len(paper.asked) <= 8, "robots.txt, a menu, two pages of the listing, three articles"


@pytest.mark.parametrize("paper", ["zdnet", "hellot", "byline"], indirect=True)
def test_a_captcha_is_no_article(paper: Paper, visited: Nights) -> None:
    paper.faults = [faults.a_notice("captcha")]
    code, told, _ = visited.command("check", paper.site)
    assert code == 1
    assert told.count("\nMISSING  ") == 3
    assert told.splitlines()[-1].startswith(f"{paper.site}: captcha: ")


@pytest.mark.parametrize("paper", ["zdnet", "chosunbiz"], indirect=True)
def test_a_captcha_is_no_listing(paper: Paper, visited: Nights) -> None:
    paper.faults = [faults.a_notice_everywhere("captcha")]
    code, told, _ = visited.command("check", paper.site)
    assert (code, "declared" in told) == (1, False)
    assert told.splitlines()[-1].startswith(f"{paper.site}: captcha: ")


@pytest.mark.parametrize(("paper", "broken", "rows"), [
    ("zdnet", {"row_css", "title_css", "body_css"}, "div.newsPost"),
    ("hellot", {"row_css", "title_css", "body_css"}, "ul.art_list_all > li"),
    ("inews24", {"row_css", "body_css"}, "li.list")], indirect=["paper"])
def test_a_redesign_is_named_with_what_the_pages_show_now(paper: Paper, broken: set[str], rows: str, visited: Nights) -> None:
    paper.design = faults.renamed
    code, told, _ = visited.command("check", paper.site)
    assert code == 1
    assert {what for state, what in declared(told) if state == "BROKEN"} == broken
    now = re.sub(r"(?<=\.)\w+", lambda name: faults.new_name(name[0]), rows)
    assert told.splitlines()[-1].startswith(f"{paper.site}: changed: row_css matches nothing -> 6 rows found by shape: {now}")


@pytest.mark.parametrize("paper", ["zdnet", "aitimes_kr"], indirect=True)  # naver's lists have no menu beside them
def test_section_codes_that_were_dealt_out_anew(paper: Paper, visited: Nights) -> None:
    paper.faults = [faults.codes_mean_other_sections()]
    code, told, _ = visited.command("check", paper.site, paper.crawled[0])
    assert code == 1
    assert ("BROKEN", "section_codes") in declared(told)
    label = paper.menu[paper.crawled[0]][1]
    assert f"-> {label} is at https://" in told


@pytest.mark.parametrize("paper", ["zdnet"], indirect=True)
def test_a_pager_that_leads_nowhere(paper: Paper, visited: Nights) -> None:
    paper.faults = [faults.every_page_is_the_first()]
    code, told, _ = visited.command("check", paper.site)
    assert code == 1
    assert declared(told) >= {("BROKEN", "pager")}
    assert told.splitlines()[-1] == "zdnet: changed: pager page 2 shows the articles of page 1 again"


@pytest.mark.parametrize("paper", ["zdnet"], indirect=True)
def test_all_sites_are_checked_side_by_side(paper: Paper, visited: Nights) -> None:
    code, told, wrong = visited.command("check", "--all", "--json")
    checked = {one["site"]: one for one in map(json.loads, told.splitlines())}
    assert (code, wrong, len(checked)) == (1, "", 56)
    assert checked["zdnet"]["outcome"] == "holds"
    assert {finding["what"] for finding in checked["zdnet"]["declared"] if finding["state"] == "holds"} == {
        "row_css", "row_title_css", "row_time_css", "section_codes", "id_patterns", "pager", "title_css", "byline_css", "published_css", "body_css"}
    assert {one["outcome"] for site, one in checked.items() if site != "zdnet"} <= {"missing", "no-browser", "not-in-menu", "changed", "unreachable"}
