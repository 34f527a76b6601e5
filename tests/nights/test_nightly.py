"""``newscrawl nightly``, ``status`` and ``report`` on real crawls of invented papers."""
from __future__ import annotations

import json
import os
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
        first_day = START.replace(hour=0) - timedelta(days=7)  # FIRST_DAYS
        assert {article.id.partition(":")[2] for article in newscrawl.load_articles(nights.output)} == {
            article_id for article_id, story in hellot.wanted.items() if story.published >= first_day}


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
        code, out, err = nights.nightly(1)
        assert manifest["outcome"] == "stopped"
        assert code == 0, out + err
        assert "the night of 2026-11-23 died before its end; what was missing was crawled this night\n" in out
        assert nights.report()["died"] == ["2026-11-23"]
        assert read_in(nights) == wanted_of(ndsoft)


def test_a_killed_crawl_is_named_and_the_rest_are_whole(tmp_path: Path) -> None:
    ndsoft, zdnet = slow(Ndsoft()), Zdnet()
    with nights_of(tmp_path / "nights", ndsoft, zdnet) as nights:
        with nights.process("nightly", ndsoft.site, zdnet.site) as night:
            wait_for_article(nights, ndsoft)
            [crawl] = [child for child in children(night.pid) if f"crawl {ndsoft.site}" in command_of(child)]
            os.kill(crawl, signal.SIGKILL)
            out, err = night.communicate(timeout=120)
        assert night.returncode == 3, out + err
        said = {site["site"]: (site["verdict"]["word"], site["verdict"]["reason"]) for site in nights.report()["sites"]}
        assert said[ndsoft.site] == ("failed", "its crawl broke off: its process was killed by SIGKILL")
        assert said[zdnet.site][0] == "good"
        assert wanted_of(zdnet) <= read_in(nights)
        assert nights.run("report", "--rebuild")[0] == 0
        assert nights.words()[ndsoft.site] == "failed", "the history made anew says the same"
        ndsoft.faults.clear()
        code, out, err = nights.nightly()
        assert (code, nights.words()) == (0, {ndsoft.site: "good", zdnet.site: "good"}), out + err
        assert read_in(nights) == wanted_of(ndsoft) | wanted_of(zdnet)


def test_a_hung_server_ends_by_the_deadline(tmp_path: Path) -> None:
    """One site is at its first article then, one has not begun."""
    hung, waiting, zdnet = slow(Ndsoft(), seconds=30), Wordpress(), Zdnet()
    with nights_of(tmp_path / "nights", hung, waiting, zdnet) as nights:
        began = time.monotonic()
        # The clock stands at 12:00:30 in Korea.
        code, out, err = nights.run("nightly", zdnet.site, hung.site, waiting.site, "--jobs", "1", "--deadline", "12:01", day=30 / 86400)
        took = time.monotonic() - began
        record = json.loads(next((nights.output / "nights").glob("*.json")).read_bytes())
        reasons = {site["site"]: site["verdict"]["reason"] for site in nights.report()["sites"]}
        assert (code, record["cut_short"]) == (5, "the deadline came (12:01)"), out + err
        assert took < 105
        assert {run["site"]: run["outcome"] for run in record["sites"]}[zdnet.site] == "complete"
        assert reasons[hung.site] == "it was ended (shutdown); the next run goes on from here"
        assert "the night ended before all sites were crawled: the deadline came (12:01)" in nights.run("report", "--text", "--lang", "en")[1]
        assert reasons[waiting.site] == "no crawl of the site ended this night: the deadline came (12:01)"
        hung.faults.clear()
        code, out, err = nights.run("nightly", zdnet.site, hung.site, waiting.site, day=1)
        assert code == 0, out + err
        assert read_in(nights) == wanted_of(hung) | wanted_of(waiting) | wanted_of(zdnet)


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


def children(process: int) -> list[int]:
    return [int(child) for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()]


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def wanted_of(paper: Paper) -> set[str]:
    return {f"{paper.site}:{number}" for number in paper.wanted}


def read_in(nights: NightsOf) -> set[str]:
    return {article.id for article in newscrawl.load_articles(nights.output)}


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
