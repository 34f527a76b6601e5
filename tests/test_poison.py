"""A page on which the reading takes too long, or the process dies, costs that page alone, also where there is no worker."""
from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.loopback import Answer, serving
from tests.nightly import ARTICLE, CODES, LISTING, Paper, article, crawl, lines, manifests, numbers, row
from tests.poison import FILLS, KILLS, SPINS, STANDS_STILL

pytestmark = pytest.mark.slow
POISON = ("-s", "SPIDER_MODULES=tests.poison", "-s", "PAGE_SECONDS=0.5")


def paper(**poisoned: str) -> Paper:
    """Ten articles in one section, the newest of which are poisoned; each of the others has one that is too old to be wanted."""
    one = Paper()
    one.publish("tech", *range(1, 11))
    for number, poison in poisoned.items():
        one.edit(int(number[1:]), f"기사의 본문이라고 한다. {poison}")
    for place, listing in enumerate(["focus", "industry", "today", "opinion"]):
        one.publish(listing, 900 + place, time="2020.01.02 03:04")
    return one


def test_a_page_past_its_budget_is_rejected_and_the_crawl_goes_on(tmp_path: Path) -> None:
    with serving(paper(n9=SPINS, n7=FILLS)) as port:
        run = crawl(tmp_path, port, *POISON)
    assert run.returncode == 3, run.stderr
    assert sorted(numbers(tmp_path)) == [1, 2, 3, 4, 5, 6, 8, 10]
    assert {(line["id"], line["reason"]) for line in lines(tmp_path, "rejected")} == {
        ("aitimes_kr:9", "too-costly"), ("aitimes_kr:7", "too-costly")}
    assert "took more than 0.5 seconds of the processor" in str(lines(tmp_path, "rejected"))


def test_a_page_that_kills_is_read_last_and_then_no_more(tmp_path: Path) -> None:
    with serving(paper(n10=KILLS)) as port:
        assert crawl(tmp_path, port, *POISON).returncode == -signal.SIGKILL
        assert crawl(tmp_path, port, *POISON).returncode == -signal.SIGKILL
        assert json.loads((tmp_path / "runs" / "aitimes_kr" / ".deaths").read_text("utf-8")) == {"10": 1}
        third = crawl(tmp_path, port, *POISON)
    assert third.returncode == 3, third.stderr
    assert sorted(numbers(tmp_path)) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    [rejected] = lines(tmp_path, "rejected")
    assert (rejected["id"], rejected["reason"], rejected["message"]) == ("aitimes_kr:10", "too-costly", "2 runs died while they read this page")
    written = [sum(file["lines"] for file in manifest["files"] if file["path"].startswith("articles/")) for manifest in manifests(tmp_path)]
    assert sum(written[:2]) == 9  # before the second run met the page again


def test_a_crawl_that_stands_still_is_ended(tmp_path: Path) -> None:
    with serving(paper(n10=STANDS_STILL)) as port:
        stood = crawl(tmp_path, port, *POISON, "-s", "STANDSTILL_SECONDS=3")
        assert stood.returncode == 1
        assert "stood still" in stood.stderr
        assert crawl(tmp_path, port, *POISON, "-s", "STANDSTILL_SECONDS=3").returncode == 1
        assert crawl(tmp_path, port, *POISON, "-s", "STANDSTILL_SECONDS=3").returncode == 3
    assert sorted(numbers(tmp_path)) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


class Trap(Paper):
    """A section that invents articles without end."""

    def answer(self, address: str, headers: object) -> Answer:
        if address.startswith(f"www.aitimes.kr/news/articleList.html?sc_section_code={CODES['tech']}"):
            page = int(address.rpartition("=")[2])
            rows = "".join(row(number, "2030.01.01 00:00") for number in range(page * 20, page * 20 + 20))
            return Answer(f"<section id='section-list'><ul class='type2'>{rows}</ul></section>".encode())
        if address.startswith(ARTICLE.format("")):
            return Answer(article(int(address.rpartition("=")[2])))
        return super().answer(address, headers)  # type: ignore[arg-type]


def test_a_listing_without_end_is_suspected_of_a_trap(tmp_path: Path) -> None:
    one = Trap()
    for place, listing in enumerate(["focus", "industry", "today", "opinion"]):
        one.publish(listing, 900_000 + place, time="2020.01.02 03:04")
    with serving(one) as port:
        run = crawl(tmp_path, port, "-s", "LISTING_MAX_ARTICLES=60")
    assert run.returncode == 9, run.stderr
    [manifest] = manifests(tmp_path)
    assert manifest["outcome"] == "suspicious"
    assert "is it a trap" in manifest["trouble"]
    [walk] = [walk for walk in manifest["walks"] if walk["listing"] == "tech"]
    assert (walk["state"], walk["trouble"]) == ("open", "trap")
    assert len(numbers(tmp_path)) == 60
    assert LISTING.format(CODES["tech"], 5) not in one.asked
