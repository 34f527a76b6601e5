"""Finds the element with the article's title."""
from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import HEADLINE, container_text, text_container
from newscrawl.extract.side_blocks import in_side, not_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADING_TAGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.sentences import is_sentence
from newscrawl.text.titles import headline_in
from newscrawl.text.whitespace import one_line

MAX_DISTANCE = 60
"""At most so many elements are between a headline and the text."""
MAX_COMPARED = 4
"""The first characters of a text must be in the title before the two are compared."""
SUBJECT = ClassPattern(r"subject|title|headline|\btit\b|\bttl")
_NO_TITLES = frozenset({"title", "script", "a", "option"})


@once_per_page
def title_element(page: Page) -> Element | None:
    """The heading that equals ``og:title`` or ``<title>``; else another element with that text; else the nearest heading."""
    titles = [*page.meta.get("og:title", [])[:1], *filter(None, [page.title_tag])]
    headings = _with_text([*page.tree.iter(*HEADING_TAGS)])
    for title in titles:
        matching = [element for text, element in headings if headline_in(text, title)]
        if matching:
            return _last_before(page, matching)
    matching_texts: list[Element] = []
    for title in titles:
        matching_texts += [element for element, text in page.index.texts if text.lstrip()[:MAX_COMPARED] in title
                  and not len(element) and element.tag not in _NO_TITLES and headline_in(one_line(text), title)]
    if matching_texts or any(is_subject_of_text(page, title) for title in titles):
        return matching_texts[0] if matching_texts else None
    return _nearest_heading(page, headings)


def is_subject_of_text(page: Page, title: str) -> bool:
    """Whether the article's text has the words of a title; it does not have those of the paper's motto."""
    text = container_text(page)
    for name in page.meta.get("og:site_name", []):
        title = title.replace(name, "")
    words = [word[:2] for word in re.findall(r"[가-힣A-Za-z0-9]{2,}", title)]
    return bool(words) and sum(word in text for word in words) * 5 >= 2 * len(words)


def _last_before(page: Page, matching: list[Element]) -> Element:
    """The last matching heading before the text, since a sticky bar may repeat the title above it; else the first one."""
    if len(matching) == 1 or (container := text_container(page)) is None:
        return matching[0]
    order = page.index.order
    text = order[container]
    return max((element for element in matching if order[element] < text), key=order.__getitem__, default=matching[0])


def _with_text(elements: list[Element]) -> list[tuple[str, Element]]:
    return [(visible_text(element), element) for element in elements]


def _nearest_heading(page: Page, headings: list[tuple[str, Element]]) -> Element | None:
    """The last heading before the article's text, for pages whose titles are only the paper's name."""
    container = text_container(page)
    if container is None:
        return None
    headings = headings or _with_text(page.index.with_class_like(SUBJECT))
    order = page.index.order
    begins = next((order[element] for element in container.iter("*") if is_sentence(element.text or "")), order[container])
    side = not_side(container.iterancestors())
    before = [element for text, element in headings if order[element] < begins and len(text) in HEADLINE
              and not in_side(element, side)]
    # The first of the last two headings; the second is the deck.
    near = [element for element in before if begins - order[element] < MAX_DISTANCE]
    return near[-2:][0] if near else None
