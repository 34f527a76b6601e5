"""A template's fingerprint changes with its class names, and with nothing that differs from page to page."""
from __future__ import annotations

import pytest
from lxml.html import fromstring

from newscrawl.page.template import fingerprint, path_of

LIST = "<html><body><div class='wrap page-2'><ul class='list wide'>{}</ul></div></body></html>"


def of(markup: str) -> str:
    return fingerprint(fromstring(markup).iter("li"))


def test_the_path_of_an_element() -> None:
    [item] = fromstring(LIST.format("<li class='row post-77 first'>하나</li>")).iter("li")
    assert path_of(item) == ["html", "body", "div.wrap", "ul.list.wide", "li.row"]


@pytest.mark.parametrize("other", [
    "<li class='row'>다른 글</li>", "<li class='row'>하나</li><li class='row odd'>둘</li>", "<li class='post-1205 row first'>하나</li>"])
def test_other_text_other_numbers_and_more_rows_are_the_same_template(other: str) -> None:
    assert of(LIST.format(other)) == of(LIST.format("<li class='row'>하나</li>")) == of(LIST.replace("page-2", "page-9").format(other))


@pytest.mark.parametrize("other", [
    LIST.format("<li class='item'>하나</li>"), LIST.replace("wide", "narrow").format("<li class='row'>하나</li>"),
    LIST.replace("div", "section").format("<li class='row'>하나</li>")])
def test_renamed_classes_and_other_tags_are_another_template(other: str) -> None:
    assert of(other) != of(LIST.format("<li class='row'>하나</li>"))
