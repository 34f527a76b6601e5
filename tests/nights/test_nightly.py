"""``newscrawl nightly``, ``status`` and ``report`` on real crawls of invented papers."""
from __future__ import annotations

import json
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

import newscrawl
from newscrawl.nights.plan import TEMPLATE, Plan
from tests.loopback import Answer
from tests.newsroom.own import Zdnet
from tests.newsroom.paper import Asked, Paper
from tests.newsroom.stories import START, Story
from tests.newsroom.systems import Dadamedia, Ndsoft, Wordpress
from tests.nightly import needs_nights
from tests.nights.newsrooms import NightsOf, nights_of

pytestmark = [pytest.mark.slow, needs_nights]


def refuses(paper: Paper, asked: Asked) -> Answer | None:
    return Answer(b"<html><body><h1>403 Forbidden</h1></body></html>", 403) if asked.kind != "robots" else None


def renamed(page: str) -> str:
    """A redesign: every class name and id is another one."""
    return re.sub(r'(class|id)=(["\'])(.*?)\2', lambda found: f'{found[1]}="{" ".join(f"x{len(name)}{name[:1]}" for name in found[3].split())}"',
                  page)


def without_meta(page: str) -> str:
    page = re.sub(r"<script type=\"application/ld\+json\">.*?</script>", "", page, flags=re.DOTALL)
    return re.sub(r"<meta property=\"(?:og|article):(?!url)[^>]*>", "", page)


def test_ten_nights_of_three_papers(tmp_path: Path) -> None:
    ndsoft, wordpress, zdnet = Ndsoft(), Wordpress(), Zdnet()
    with nights_of(tmp_path / "nights", ndsoft, wordpress, zdnet) as nights:
        for day in range(8):
            code, out, err = nights.nightly(day)
            assert (code, set(nights.words().values()) <= {"good", "quiet"}) == (0, True), out + err
            for paper in (ndsoft, wordpress, zdnet):
                paper.publish(paper.crawled[0], 8)
        ndsoft.design = lambda page: renamed(without_meta(page))
        wordpress.faults.append(refuses)
        code, out, err = nights.nightly(8)
        assert code == 3, out + err
        assert nights.words() == {ndsoft.site: "redesigned", wordpress.site: "blocked", zdnet.site: "good"}
        assert "403" in next(site for site in nights.report()["sites"] if site["site"] == wordpress.site)["verdict"]["reason"]
        wordpress.faults.clear()
        for paper in (ndsoft, wordpress, zdnet):
            paper.publish(paper.crawled[0], 8)
        nights.nightly(9)
        assert nights.words()[wordpress.site] in {"good", "quiet"}
        assert {article.id.partition(":")[2] for article in newscrawl.load_articles(nights.output, sites=[wordpress.site])} == set(wordpress.wanted)


def test_a_listing_that_stands_still_is_late(tmp_path: Path) -> None:
    """The site goes on, but its listing is the same night after night: no crawl can see it, the nights before can."""
    hellot = Dadamedia(full=0)
    for hour in range(24 * 8, 0, -1):
        published = START - timedelta(hours=hour)
        if published.weekday() < 5 or hour % 4 == 0:
            hellot.write("all", published)
    with nights_of(tmp_path / "nights", hellot) as nights:
        for day in (0, 1):
            code, out, err = nights.nightly(day)
            assert (code, nights.words()) == (0, {hellot.site: "good"}), out + err
            a_day_goes_on(hellot)
        frozen = [*hellot.stories[:-24]]
        hellot.faults.append(lambda paper, asked: as_it_was(paper, asked, frozen))
        nights.nightly(2)  # half of the day before is there
        a_day_goes_on(hellot)
        code, out, err = nights.nightly(3)
        assert (code, nights.words()) == (3, {hellot.site: "late"}), out + err
        [site] = nights.report()["sites"]
        assert (site["outcome"], site["counts"]["new"]) == ("complete", 0)
        assert re.fullmatch(r"(all: )?0 articles of the day, \d\d are usual; its newest is 4\d hours old", site["verdict"]["reason"])
        a_day_goes_on(hellot)
        hellot.faults.clear()
        code, out, err = nights.nightly(4)
        assert (code, nights.words()) == (0, {hellot.site: "good"}), out + err
        assert {article.id.partition(":")[2] for article in newscrawl.load_articles(nights.output)} == set(hellot.wanted)


def a_day_goes_on(paper: Paper) -> None:
    """An article an hour, until the next night."""
    for hour in range(24):
        paper.write(paper.crawled[0], paper.now + timedelta(hours=hour, minutes=1))


def as_it_was(paper: Paper, asked: Asked, stories: list[Story]) -> Answer | None:
    """A listing with these articles only."""
    if asked.kind != "listing":
        return None
    now, paper.stories = paper.stories, stories
    try:
        return paper.draw(asked)
    finally:
        paper.stories = now


def test_a_second_night_goes_on_with_what_is_missing_and_says_how_it_was(tmp_path: Path) -> None:
    ndsoft, zdnet = Ndsoft(), Zdnet()
    zdnet.faults.append(refuses)
    with nights_of(tmp_path / "nights", ndsoft, zdnet) as nights:
        first = nights.nightly()
        zdnet.faults.clear()
        second = nights.nightly()
        status = nights.run("status", "--json")
        response = {site["site"]: site["response"] for site in nights.report()["sites"]}
        rebuilt = nights.run("report", "--rebuild")
        assert {site["site"]: site["response"] for site in nights.report()["sites"]} == response, rebuilt
        record = json.loads(next((nights.output / "nights").glob("*.json")).read_bytes())
        page = next((nights.output / "reports").glob("*.html")).read_text("utf-8")
    assert first[0] == 3, first
    assert second[0] == 0, second
    assert {run["site"]: run["outcome"] for run in record["sites"]} == {ndsoft.site: "done before", zdnet.site: "complete"}
    assert {row["site"]: row["verdict"] for row in json.loads(status[1])} == {ndsoft.site: "good", zdnet.site: "good"}
    assert page.count("<details") >= 2
    assert all(0 < times["median"] <= times["slow"] for times in response.values())
    assert (nights.output / "reports" / "metrics.prom").read_text("utf-8").count("newscrawl_site_verdict{") == 22


def test_two_nights_never_overlap(tmp_path: Path) -> None:
    ndsoft = slow(Ndsoft())
    with nights_of(tmp_path / "nights", ndsoft) as nights, nights.process("nightly", ndsoft.site) as first:
        wait_for_article(nights, ndsoft)
        code, out, err = nights.nightly()
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=60)
    assert code == 6, out + err
    assert re.fullmatch(r"newscrawl nightly: another night is going on in .* \(process \d+, since .*\)\n", err)
    assert first.returncode == 5


def test_a_killed_night_takes_its_crawls_with_it_and_is_told_by_the_next(tmp_path: Path) -> None:
    ndsoft = slow(Ndsoft())
    with nights_of(tmp_path / "nights", ndsoft) as nights:
        with nights.process("nightly", ndsoft.site) as killed:
            wait_for_article(nights, ndsoft)
            killed.kill()
            killed.communicate(timeout=60)
        manifest = wait_for_manifest(nights, ndsoft.site)
        ndsoft.faults.clear()
        code, out, err = nights.nightly()
        read = {article.id.partition(":")[2] for article in newscrawl.load_articles(nights.output)}
    assert manifest["outcome"] == "stopped"
    assert code == 0, out + err
    assert read == set(ndsoft.wanted)


def test_a_hung_server_ends_by_the_deadline(tmp_path: Path) -> None:
    ndsoft, zdnet = slow(Ndsoft(), seconds=30), Zdnet()
    with nights_of(tmp_path / "nights", ndsoft, zdnet) as nights:
        began = time.monotonic()
        # The clock stands at 12:00:45 in Korea.
        code, out, err = nights.run("nightly", ndsoft.site, zdnet.site, "--deadline", "12:01", day=45 / 86400)
        took = time.monotonic() - began
        record = json.loads(next((nights.output / "nights").glob("*.json")).read_bytes())
    assert code == 5, out + err
    assert took < 90
    assert {run["site"]: run["outcome"] for run in record["sites"]}[zdnet.site] == "complete"
    assert record["ended"]


def test_the_template_of_the_plan_is_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "nightly.toml"
    path.write_text(TEMPLATE, "utf-8")
    plan = Plan.read(path)
    assert (plan.jobs, f"{plan.deadline:%H:%M}", plan.language, plan.groups, plan.settings) == (4, "07:00", "ko", {}, {})


@pytest.mark.parametrize(("text", "said"), [
    ("job = 3", "has a key 'job' that is not known; is it 'jobs'?"),
    ("jobs = 0", "jobs = 0 is no number of sites at once; write 1 to 64"),
    ("jobs = true", "jobs = True is no number of sites at once; write 1 to 64"),
    ('deadline = "7 Uhr"', "deadline = '7 Uhr' is no time of day; write it as \"07:00\", in Korean time"),
    ('language = "de"', "language = 'de' is neither 'ko' nor 'en'"),
    ('sites = "etnews"', "sites = 'etnews' is no list of texts; write it as [\"…\", \"…\"]"),
    ("groups = 3", "groups = 3 is no table; write [groups] on a line of its own, and its names below"),
    ("sites = [", "is no TOML"),
    ('sites = ["etnew"]', "there is no site or group 'etnew'; is it etnews?"),
])
def test_a_wrong_plan_gets_one_line(text: str, said: str, tmp_path: Path) -> None:
    with nights_of(tmp_path / "nights") as nights:
        (nights.folder / "nightly.toml").write_text(text, "utf-8")
        code, out, err = nights.run("nightly")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def slow(paper: Paper, seconds: float = 0.5) -> Paper:
    """Every article takes so long."""
    paper.faults.append(lambda paper, asked: Answer(paper.draw(asked).body, delay=seconds) if asked.kind == "article" else None)
    return paper


def wait_for_article(nights: NightsOf, paper: Paper) -> None:
    """Until an article of the paper has been asked for."""
    until = time.monotonic() + 60
    while not any(paper.route(address).kind == "article" for address in list(nights.newsrooms.asked)):
        assert time.monotonic() < until, "the crawl asked for no article"
        time.sleep(0.05)


def wait_for_manifest(nights: NightsOf, site: str) -> dict[str, object]:
    until = time.monotonic() + 60
    while not (paths := sorted((nights.output / "runs" / site).glob("*.json"))):
        assert time.monotonic() < until, "the crawl wrote no manifest"
        time.sleep(0.1)
    return dict(json.loads(paths[-1].read_bytes()))
