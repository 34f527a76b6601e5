"""Night after night: what is asked again, what is written again, and how walks that were cut short are completed."""
from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.items import ARTICLE_SCHEMA, TOMBSTONE_SCHEMA
from tests.archive.test_replay import HTML, write
from tests.loopback import Answer, serving
from tests.nightly import (
    ARTICLE,
    CODES,
    LISTING,
    Paper,
    assert_every_file_is_as_its_manifest_says,
    crawl,
    days_ago,
    lines,
    manifests,
    needs_nights,
    numbers,
)

pytestmark = [pytest.mark.slow, pytest.mark.clock]

TECH = ("-a", "section=tech")


@pytest.fixture
def paper() -> Paper:
    """Four articles in each section, on listing pages of two; the first of each section has an ETag."""
    paper = Paper(a_page=2)
    for place, listing in enumerate(CODES):
        paper.publish(listing, *range(10 * place + 1, 10 * place + 5))
        paper.pages[ARTICLE.format(10 * place + 1)].headers["ETag"] = f'"{place}"'
    return paper


def asked(paper: Paper) -> list[str]:
    """What was asked since the last call."""
    addresses, paper.asked = paper.asked, []
    return addresses


@needs_nights
def test_a_night_without_news_and_one_with(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        first = crawl(tmp_path, port, days=0)
        assert first.stdout == "aitimes_kr: complete: 20 new articles (15 listing pages, 0 revisits)\n"
        asked(paper)

        second = crawl(tmp_path, port, days=0.1)
        assert second.stdout == "aitimes_kr: complete: 0 new articles (10 listing pages, 0 revisits)\n"
        assert sorted(asked(paper)) == sorted(
            ["www.aitimes.kr/robots.txt", *(LISTING.format(code, page) for code in CODES.values() for page in (1, 2))])
        assert len(lines(tmp_path)) == 20

        # Two days later all are three days old, and asked again once.
        paper.publish("tech", 5, 6, time=days_ago(-1.9))
        paper.publish("opinion", 45, time=days_ago(-1.9))
        paper.edit(2, "이 기사는 고쳐 썼다. 앞서 나간 글의 숫자가 틀렸다.")
        paper.edit(12, "이 기사도 고쳐 썼다. 이름이 틀렸다.")
        paper.withdraw("tech", 3, Answer(b"<html><body>gone</body></html>", 410))
        third = crawl(tmp_path, port, days=2)
        assert third.stdout == ("aitimes_kr: complete: 3 new articles, 2 edited, 17 unchanged "
                                "(12 listing pages, 20 revisits)\n"), third.stderr
        addresses = asked(paper)
        assert all(addresses.count(ARTICLE.format(number)) == 1 for number in (1, 2, 3, 5, 6, 45))

        # Asked once at that age, however often the crawl runs; what was gone is asked again the next night, and has its tombstone then.
        fourth = crawl(tmp_path, port, days=2.1)
        assert fourth.stdout == "aitimes_kr: complete: 0 new articles (10 listing pages, 0 revisits)\n"
        again = crawl(tmp_path, port, days=3.05)
        assert again.stdout == "aitimes_kr: complete: 0 new articles, 1 deleted, 3 unchanged (10 listing pages, 4 revisits)\n"
        fifth = crawl(tmp_path, port, days=30)
        assert fifth.stdout == "aitimes_kr: complete: 0 new articles, 22 unchanged (10 listing pages, 22 revisits)\n"
        assert crawl(tmp_path, port, days=60).stdout == "aitimes_kr: complete: 0 new articles (10 listing pages, 0 revisits)\n"

    assert_every_file_is_as_its_manifest_says(tmp_path)
    written = [(line["id"], line["revision"], line["change"]) for line in lines(tmp_path)[20:]]
    assert sorted(written) == sorted([
        ("aitimes_kr:2", 2, "edited"), ("aitimes_kr:12", 2, "edited"),
        *((f"aitimes_kr:{number}", 1, "new") for number in (5, 6, 45))])
    [tombstone] = lines(tmp_path, "deleted")
    assert (tombstone["id"], tombstone["revision"], tombstone["reason"]) == ("aitimes_kr:3", 2, "410")
    files = [sorted(file["schema"] for file in manifest["files"]) for manifest in manifests(tmp_path)]
    assert files == [[ARTICLE_SCHEMA], [], [ARTICLE_SCHEMA], [], [TOMBSTONE_SCHEMA], [], []]


@needs_nights
def test_a_page_that_says_it_was_deleted_gives_one_tombstone(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH, days=0)
        notice = "<html><body><script>alert('이미 삭제된 기사입니다.');history.back();</script></body></html>"
        paper.withdraw("tech", 4, Answer(notice.encode()))
        assert "1 deleted" not in crawl(tmp_path, port, *TECH, days=2).stdout
        assert "1 deleted" in crawl(tmp_path, port, *TECH, days=3).stdout
        assert "1 deleted" not in crawl(tmp_path, port, *TECH, days=6).stdout
    assert [line["reason"] for line in lines(tmp_path, "deleted")] == ["missing"]


@needs_nights
def test_a_broken_page_is_neither_forgotten_nor_asked_for_ever(paper: Paper, tmp_path: Path) -> None:
    good = paper.pages[ARTICLE.format(2)]
    paper.pages[ARTICLE.format(2)] = Answer(b"broken", 500)
    with serving(paper) as port:
        nights = {}
        for day in (0, 0.2, 1, 2, 3, 7, 15, 31, 63):
            asked(paper)
            run = crawl(tmp_path, port, *TECH, "-s", "RETRY_ENABLED=False", "-s", "REVISIT_AFTER_DAYS=", days=day)
            nights[day] = paper.times_asked(ARTICLE.format(2))
            assert run.returncode == (3 if nights[day] else 0), run.stderr
        assert nights == {0: 1, 0.2: 0, 1: 1, 2: 0, 3: 1, 7: 1, 15: 1, 31: 1, 63: 0}
        paper.pages[ARTICLE.format(2)] = good
        assert crawl(tmp_path, port, *TECH, "-a", "refetch=1", "-a", "since=2020-01-01", days=64).stdout.startswith(
            "aitimes_kr: complete: 1 new article, 3 unchanged ")
    assert numbers(tmp_path)[2] == 1
    assert {line["reason"] for line in lines(tmp_path, "rejected")} == {"unreachable"}


def test_a_walk_cut_by_a_failed_page_is_completed(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
        paper.publish("tech", *range(100, 120))
        page = LISTING.format("S1N2", 4)
        whole, paper.pages[page] = paper.pages[page], Answer(b"broken", 500)
        cut = crawl(tmp_path, port, *TECH, "-s", "RETRY_ENABLED=False")
        assert cut.returncode == 3
        assert ("partial: 6 new articles (3 listing pages, 0 revisits); "
                "1 listing page could not be fetched (the site answered 500); see ") in cut.stderr
        paper.pages[page] = whole
        # New articles push known ones down: the known pages between must not stop the walk.
        paper.publish("tech", *range(120, 124))
        assert crawl(tmp_path, port, *TECH).stdout == "aitimes_kr: complete: 18 new articles (14 listing pages, 0 revisits)\n"
        assert crawl(tmp_path, port, *TECH).stdout == "aitimes_kr: complete: 0 new articles (2 listing pages, 0 revisits)\n"
    assert set(numbers(tmp_path)) == {1, 2, 3, 4, *range(100, 124)}
    assert [walk["state"] for manifest in manifests(tmp_path) for walk in manifest["walks"]] == ["closed", "open", "closed", "closed"]


def test_a_walk_cut_by_max_pages_is_completed(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
        paper.publish("tech", *range(100, 120))
        assert "6 new" in crawl(tmp_path, port, *TECH, "-a", "max_pages=3").stdout
        assert "6 new" in crawl(tmp_path, port, *TECH, "-a", "max_pages=3").stdout
        assert "8 new" in crawl(tmp_path, port, *TECH).stdout
    assert set(numbers(tmp_path)) == {1, 2, 3, 4, *range(100, 120)}
    assert max(numbers(tmp_path).values()) == 1


def test_the_first_walk_cut_by_max_pages_is_completed(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        assert "2 new" in crawl(tmp_path, port, *TECH, "-a", "max_pages=1").stdout
        assert "2 new" in crawl(tmp_path, port, *TECH).stdout
    assert set(numbers(tmp_path)) == {1, 2, 3, 4}


def test_an_article_put_in_late_is_found(paper: Paper, tmp_path: Path) -> None:
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
        paper.publish("tech", 100)
        paper.articles["tech"].remove(100)
        paper.articles["tech"].insert(3, 100)
        paper.print_listings()
        assert "1 new" in crawl(tmp_path, port, *TECH).stdout
    assert set(numbers(tmp_path)) == {1, 2, 3, 4, 100}


def test_articles_known_from_another_section_do_not_stop_a_walk(paper: Paper, tmp_path: Path) -> None:
    """They were met by a walk that may have been cut short, and tell nothing of what stands below them here."""
    paper.articles["today"] = [1, 2, 3, 4, 44, 43, 42, 41, *paper.articles["today"]]
    paper.print_listings()
    with serving(paper) as port:
        crawl(tmp_path, port, "-a", "section=tech,opinion")
        assert "4 new" in crawl(tmp_path, port, "-a", "section=today").stdout
    assert set(numbers(tmp_path)) == {*range(1, 5), *range(31, 35), *range(41, 45)}


@needs_nights
def test_a_backfill_after_a_week_of_nightlies_goes_all_the_way_down(tmp_path: Path) -> None:
    paper = Paper(a_page=2)
    for days in range(40, 0, -1):
        paper.publish("tech", 100 - days, time=days_ago(days))
    with serving(paper) as port:
        for night in range(7):
            paper.publish("tech", 100 + night, time=days_ago(-night))
            assert crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", days=night).returncode == 0
        assert min(numbers(tmp_path)) == 93
        first = days_ago(30)[:10].replace(".", "-")
        # Cut short, it is completed by whatever run comes next.
        crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", "-a", f"since={first}", "-a", "max_pages=8", days=7)
        assert 70 < min(numbers(tmp_path)) < 93
        crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", days=7.5)
        assert min(numbers(tmp_path)) == 70
        crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", "-a", "since=2020-01-01", days=8)
        last = crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", days=9)
        assert last.stdout == "aitimes_kr: complete: 0 new articles (2 listing pages, 0 revisits)\n"
    assert set(numbers(tmp_path)) == set(range(60, 107))
    assert max(numbers(tmp_path).values()) == 1


def test_days_in_the_middle_leave_the_walks_as_they_are(tmp_path: Path) -> None:
    paper = Paper(a_page=2)
    for days in range(20, 0, -1):
        paper.publish("tech", 100 - days, time=days_ago(days))
    since, until = (days_ago(days)[:10].replace(".", "-") for days in (15, 12))
    with serving(paper) as port:
        assert crawl(tmp_path, port, *TECH, "-a", f"since={since}", "-a", f"until={until}").returncode == 0
        assert set(numbers(tmp_path)) == {85, 86, 87, 88}
        assert manifests(tmp_path)[0]["walks"][0]["state"] == "aside"
        crawl(tmp_path, port, *TECH)
    assert set(numbers(tmp_path)) >= {*range(85, 89), *range(94, 100)}
    assert min(numbers(tmp_path)) == 85


def test_a_run_over_midnight_has_one_first_day(tmp_path: Path) -> None:
    paper = Paper()
    for place, listing in ((0, "tech"), (10, "focus")):
        for day in range(13, 18):
            paper.publish(listing, place + day, time=f"2026.11.{day} 12:00")
    answers = [(f"https://{address}", "200 OK", HTML, answer.body) for address, answer in paper.pages.items()]
    late = [answer for answer in answers if "sc_section_code=S1N3" in answer[0]]
    write(tmp_path / "before.warc.gz", [answer for answer in answers if answer not in late], "2026-11-22T14:59:59Z")  # 23:59:59 in Korea
    write(tmp_path / "after.warc.gz", late, "2026-11-22T15:00:01Z")
    archive = tmp_path / "both.warc.gz"
    archive.write_bytes((tmp_path / "before.warc.gz").read_bytes() + (tmp_path / "after.warc.gz").read_bytes())
    run = crawl(tmp_path / "output", 0, "-s", f"REPLAY={archive}", "-a", "section=tech,focus")
    assert (run.stdout, run.stderr) == ("aitimes_kr: complete: 6 new articles (4 listing pages, 0 revisits)\n", "")
    assert set(numbers(tmp_path / "output")) == {15, 16, 17, 25, 26, 27}


def test_the_same_text_is_not_written_under_another_id(paper: Paper, tmp_path: Path) -> None:
    """The paper has sent an article twice: listing and page say the same of both."""
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH)
        paper.publish("tech", 100)
        top = paper.pages[LISTING.format("S1N2", 1)]
        top.body = top.body.replace("100번 기사".encode(), "1번 기사".encode())
        paper.pages[ARTICLE.format(100)] = Answer(paper.pages[ARTICLE.format(1)].body)
        assert crawl(tmp_path, port, *TECH).returncode == 0
    assert set(numbers(tmp_path)) == {1, 2, 3, 4}
    [line] = lines(tmp_path, "rejected")
    assert (line["id"], line["reason"], line["message"]) == ("aitimes_kr:100", "duplicate", "the same text as aitimes_kr:1")


@needs_nights
def test_the_text_of_another_article_at_an_address_is_no_duplicate(paper: Paper, tmp_path: Path) -> None:
    """A cache that is stale shows another article, whose headline the listing does not have here; when it heals, nothing is lost."""
    with serving(paper) as port:
        crawl(tmp_path, port, *TECH, days=0)
        paper.publish("tech", 100)
        whole, paper.pages[ARTICLE.format(100)] = paper.pages[ARTICLE.format(100)], Answer(paper.pages[ARTICLE.format(1)].body)
        assert "1 page gave no article (stale 1)" in crawl(tmp_path, port, *TECH, days=0.2).stderr
        asked(paper)
        paper.pages[ARTICLE.format(100)] = whole
        healed = crawl(tmp_path, port, *TECH, "-s", "REVISIT_AFTER_DAYS=", days=1.1)
        assert healed.stdout == "aitimes_kr: complete: 1 new article, 1 unchanged (2 listing pages, 2 revisits)\n", healed.stderr
        assert [paper.times_asked(ARTICLE.format(number)) for number in (1, 100)] == [1, 1], "the first one too"
    assert numbers(tmp_path) == {1: 1, 2: 1, 3: 1, 4: 1, 100: 1}
