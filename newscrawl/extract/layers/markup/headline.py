"""Which element of a page shows the article's title."""
from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.container import HEADLINE, container_text, text_container
from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADINGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.sentences import is_sentence
from newscrawl.text.titles import headline_in
from newscrawl.text.whitespace import one_line

NEAR = 60
"""Elements between a headline and the text."""
MAX_COMPARED = 4
"""Letters of a text that are looked for in a title before the two are compared."""
SUBJECT = ClassPattern(r"subject|title|headline|\btit\b|\bttl")
_NO_TITLES = frozenset({"title", "script", "a", "option"})


@once_per_page
def title_element(page: Page) -> Element | None:
    """The heading that says what ``og:title`` or ``<title>`` says; failing that, another element that says just that."""
    titles = [*page.meta.get("og:title", [])[:1], *filter(None, [page.title_tag])]
    headings = _shown([*page.tree.iter(*HEADINGS)])
    for title in titles:
        matching = [element for text, element in headings if headline_in(text, title)]
        if matching:
            return _last_before(page, matching)
    alike: list[Element] = []
    for title in titles:
        alike += [element for element, text in page.index.texts if text.lstrip()[:MAX_COMPARED] in title
                  and not len(element) and element.tag not in _NO_TITLES and headline_in(one_line(text), title)]
    if alike or any(is_subject_of_text(page, title) for title in titles):
        return alike[0] if alike else None
    return _nearest_heading(page, headings)


def is_subject_of_text(page: Page, title: str) -> bool:
    """Whether the article's text speaks of what a title says, as it does not of the paper's motto."""
    text = container_text(page)
    for name in page.meta.get("og:site_name", []):
        title = title.replace(name, "")
    words = [word[:2] for word in re.findall(r"[가-힣A-Za-z0-9]{2,}", title)]
    return bool(words) and sum(word in text for word in words) * 5 >= 2 * len(words)


def _last_before(page: Page, matching: list[Element]) -> Element:
    """The last of the headings before the text, for a bar that follows the reader may repeat the title above it; else the first."""
    if len(matching) == 1 or (container := text_container(page)) is None:
        return matching[0]
    places = page.index.order
    text = places[container]
    return max((element for element in matching if places[element] < text), key=places.__getitem__, default=matching[0])


def _shown(elements: list[Element]) -> list[tuple[str, Element]]:
    return [(visible_text(element), element) for element in elements]


def _nearest_heading(page: Page, headings: list[tuple[str, Element]]) -> Element | None:
    """The last heading before the article's text, of a page whose titles name but the paper."""
    container = text_container(page)
    if container is None:
        return None
    headings = headings or _shown(page.index.with_class_like(SUBJECT))
    places = page.index.order
    begins = next((places[element] for element in container.iter("*") if is_sentence(element.text or "")), places[container])
    side: dict[Element, bool] = {}
    before = [element for text, element in headings if places[element] < begins and len(text) in HEADLINE
              and not in_side(element, side)]
    # The first of the last two: the second is a deck.
    near = [element for element in before if begins - places[element] < NEAR]
    return near[-2:][0] if near else None
