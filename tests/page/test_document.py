"""What readers find on a page is found once, and kept with the page."""
from __future__ import annotations

import pytest

from newscrawl.page.document import Page, once_per_page
from newscrawl.page.index import ClassPattern
from tests.saved import FETCHED_AT

BODY = b"<html><body><p class='lead byline'>a</p><div class='text'><b class='Byline'>b</b></div><i class='reporter_name'>c</i></body></html>"


def page() -> Page:
    return Page.from_bytes(BODY, "https://paper.example/1", None, FETCHED_AT)


def test_once_per_page() -> None:
    asked: list[tuple[str, int]] = []

    @once_per_page
    def lines(page: Page, least: int) -> list[str]:
        """Lines of the page."""
        asked.append((page.url, least))
        return [text for text in page.texts("p, b, i") if len(text) >= least]

    first, second = page(), page()
    assert lines(first, 1) is lines(first, 1)
    assert lines(first, 2) == []
    assert lines(second, 1) == ["a", "b", "c"]
    assert asked == [(first.url, 1), (first.url, 2), (second.url, 1)], "each page and each argument once, empty answers too"
    assert (lines.__name__, lines.__doc__) == ("lines", "Lines of the page.")


def test_class_names_are_found_by_a_pattern_in_page_order() -> None:
    index = page().index
    assert [element.text for element in index.with_class_like(ClassPattern("byline|reporter"))] == ["a", "c"]
    assert index.with_class_like(ClassPattern("(?i)^byline$")) == index.with_class("Byline")
    assert index.with_class_like(ClassPattern("caption")) == []
    assert [index.order[element] for element in index.with_class_like(ClassPattern("."))] == [2, 3, 4, 5]


def absolute(address: str, base: str = "") -> str:
    head = f"<head><base href='{base}'></head>" if base else ""
    return Page.from_bytes(f"<html>{head}<body>a</body></html>".encode(), "https://paper.example/news/1", None, FETCHED_AT).absolute(address)


@pytest.mark.parametrize(("base", "made"), [
    ("", "https://paper.example/news/a.jpg"), ("/photo/", "https://paper.example/photo/a.jpg"), ("//img.example/", "https://img.example/a.jpg"),
    (" https://img.exam\x80ple/\n", "https://img.example/a.jpg"), ("https://신문.example/", "https://xn--z92b13l.example/a.jpg"),
    ("http://[", "https://paper.example/news/a.jpg"), ("javascript:alert(1)", "https://paper.example/news/a.jpg"),
    ("file:///etc/", "https://paper.example/news/a.jpg"), ("https://a\ufffdb.example/", "https://paper.example/news/a.jpg"),
])
def test_a_base_that_is_no_address_is_none(base: str, made: str) -> None:
    assert absolute("a.jpg", base) == made


@pytest.mark.parametrize("address", ["http://[", "https://a\ufffdb.example/1", f"https://{'a' * 64}가.example/1", "/" + "a" * 3_000, "http://\u2100.kr/"])
def test_what_no_name_server_could_know_is_no_address(address: str) -> None:
    assert absolute(address) == ""
