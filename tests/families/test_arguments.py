"""What a crawl is told with ``-a``: days, sections and numbers as people write them."""
from __future__ import annotations

from datetime import date

import pytest

from newscrawl.errors import ArgumentError
from newscrawl.families.base.arguments import Arguments
from newscrawl.sites import all_sites

SECTIONS = {"it": "IT/과학", "internet": "인터넷/SNS", "game": "게임/리뷰", "security": "보안/해킹"}
TODAY = date(2028, 2, 29)


def parse(**given: str) -> Arguments:
    return Arguments.parse(SECTIONS, given, TODAY)


@pytest.mark.parametrize(("given", "day"), [
    ("2026-11-22", date(2026, 11, 22)), ("20261122", date(2026, 11, 22)),
    ("today", TODAY), ("Today", TODAY), ("오늘", TODAY), ("0d", TODAY), ("1d", date(2028, 2, 28)),
    ("yesterday", date(2028, 2, 28)), ("어제", date(2028, 2, 28)), (" yesterday ", date(2028, 2, 28)),
    ("7d", date(2028, 2, 22)), ("2w", date(2028, 2, 15)), ("2W", date(2028, 2, 15)), ("366d", date(2027, 2, 28)),
])
def test_days(given: str, day: date) -> None:
    assert parse(since=given).since == day
    assert parse(until=given).until == day


@pytest.mark.parametrize("given", ["", "7", "d", "7x", "-7d", "7 d", "1.5d", "٣d", "99999d", "tomorrow", "2026-13-01", "2026-11",
                                   "7d7d", "last week"])
def test_what_is_no_day_is_refused(given: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        parse(since=given)
    assert str(wrong.value) == f"since={given} is no day; write it as 2026-11-22, today, yesterday, 7d or 2w"


@pytest.mark.parametrize(("given", "keys"), [
    ("internet", ["internet"]), ("Internet", ["internet"]), ("INTERNET , game", ["internet", "game"]),
    ("인터넷/SNS", ["internet"]), ("인터넷 / sns", ["internet"]), ("it·과학", ["it"]), ("IT과학", ["it"]),
    ("game,게임/리뷰, game", ["game"]), ("보안/해킹,it", ["security", "it"]),
    ("\u1107\u1169\u110b\u1161\u11ab\u1112\u1162\u110f\u1175\u11bc", ["security"]),
])
def test_a_section_is_found_by_key_or_label(given: str, keys: list[str]) -> None:
    assert list(parse(section=given).sections) == keys


@pytest.mark.parametrize(("given", "named"), [
    ("intrnet", "'intrnet'; there are internet (인터넷/SNS), "),
    ("겜임", "'겜임'; there are game (게임/리뷰), "),
    ("it,해킹", "'해킹'; there are security (보안/해킹), "),
    ("it,", "''; there are "),
    ("", "''; there are "),
    ("인터넷", "'인터넷'; there are internet (인터넷/SNS), "),
])
def test_an_unknown_section_is_answered_with_the_nearest_first(given: str, named: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        parse(section=given)
    assert str(wrong.value).startswith(f"unknown section {named}")
    assert all(f"{key} ({label})" in str(wrong.value) for key, label in SECTIONS.items())


@pytest.mark.parametrize(("given", "message"), [
    ({"since": "2028-02-02", "until": "2028-02-01"}, "since=2028-02-02 is later than until=2028-02-01"),
    ({"since": "yesterday", "until": "2d"}, "since=2028-02-28 is later than until=2028-02-27"),
    ({"max_pages": "0"}, "max_pages=0 is no number of pages; write 1 or more"),
    ({"max_pages": "-1"}, "max_pages=-1 is no number of pages; write 1 or more"),
    ({"refetch": "yes"}, "refetch=yes is neither 0 nor 1"),
    ({"sections": "it"}, "unknown argument 'sections'; there are section, since, until, max_pages, refetch, ids"),
])
def test_what_is_wrong_is_one_line(given: dict[str, str], message: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        parse(**given)
    assert str(wrong.value) == message


def test_without_arguments_all_sections_are_walked() -> None:
    assert parse() == Arguments(tuple(SECTIONS))


def test_a_scheduler_may_add_arguments_of_its_own() -> None:
    assert parse(_job="6487ec79947edab326d6db28a2d86511").max_pages is None


def test_what_was_given_is_restated_exactly_and_nothing_is_added() -> None:
    given = {"section": "게임/리뷰, IT", "since": "7d", "until": "yesterday", "max_pages": "3", "_job": "1"}
    assert Arguments.parse({"game": "게임/리뷰", "it": "IT"}, given, TODAY).resolved(given) == {
        "section": "game,it", "since": "2028-02-22", "until": "2028-02-28", "max_pages": "3", "_job": "1"}
    assert parse().resolved({}) == {}


def test_every_section_of_every_site_is_found_by_its_key_and_by_its_label() -> None:
    for site in all_sites():
        for key, label in site.sections.items():
            assert Arguments.parse(site.sections, {"section": key}, TODAY).sections == (key,), f"{site.name}: {key}"
            assert Arguments.parse(site.sections, {"section": label}, TODAY).sections == (key,), f"{site.name}: {label}"


@pytest.mark.parametrize(("given", "said"), [
    ("7", "ids=7 is no span of numbers; write it as 206900-206950"), ("9-7", "ids=9-7 is no span of numbers; write it as 206900-206950"),
    ("1-٣", "ids=1-٣ is no span of numbers; write it as 206900-206950"),
    ("1-5001", "ids=1-5001 are 5001 articles; ask for at most 5000 in one run"),
])
def test_what_is_no_span_of_ids_is_refused(given: str, said: str) -> None:
    with pytest.raises(ArgumentError) as wrong:
        parse(ids=given)
    assert str(wrong.value) == said


def test_a_span_of_ids_includes_both_ends() -> None:
    assert parse(ids="206900-206902").ids == range(206900, 206903)
    with pytest.raises(ArgumentError, match="ids are read without walking a listing; leave out since"):
        parse(ids="1-2", since="7d")
