"""What readers find on a page is found once, and kept with the page."""
from __future__ import annotations

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
