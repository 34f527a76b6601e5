"""Finds the element with the article's text on any Korean news page.

It is the subtree with the largest score: sentences count for it, links against it. This is the maximum subsequence
segmentation of Pasternack and Roth (WWW 2009), on the tree instead of on a sequence of tokens. libxml2 finds the texts that may
end a sentence and counts the links, so that only a few hundred elements are looked at one by one.
"""
from __future__ import annotations

import math
import re
from itertools import islice

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.extract.side_blocks import sides
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import BLOCK_TAGS, BOLD, HEADING_TAGS, INVISIBLE_TAGS, visible_text
from newscrawl.text.sentences import is_sentence

LINK_COST = 20
"""Points that a link or a list item costs its container."""
MAX_IN_TEASER = 5
"""The most elements of a teaser: image, headline, summary, byline, time."""
HEADLINE = range(12, 100)
"""The length of a link that is a headline."""
MIN_BODY_SCORE = 60
"""The least score of a body; a page without one is no article, or its text is not in the markup."""
MIN_SHARE = 0.25
"""Elements with a smaller share of the page's sentences are not considered."""

# Quick tests for texts that may end a sentence; is_sentence decides.
_KOREAN = "다."
_ANY = re.compile(r"\. |요\.|다")
_LINKS = XPath("count(.//a) + count(.//li) + count(.//input)")
_PICTURES = XPath("count(.//img)")


@once_per_page
def text_container(page: Page) -> Element | None:
    """The container of the article's text on any site; None if the page has none."""
    texts = page.index.texts
    korean = _best(_sentences_by_element(texts, {element for element, text in texts if _KOREAN in text}))
    return korean if korean is not None else _best(
        _sentences_by_element(texts, {element for element, text in texts if _ANY.search(text)}))


@once_per_page
def container_text(page: Page) -> str:
    """The visible text of the container, on one line."""
    container = text_container(page)
    return visible_text(container) if container is not None else ""


def sentence_chars(container: Element) -> int:
    """Characters in the sentences of an element."""
    return sum(len(text.strip()) for text in container.itertext() if is_sentence(text))


def _best(sums: dict[Element, int]) -> Element | None:
    min_chars = max(MIN_BODY_SCORE, MIN_SHARE * max(sums.values(), default=0))
    scores = _scores({element: chars for element, chars in sums.items() if chars >= min_chars})
    # Of equal elements the innermost, which comes first.
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < MIN_BODY_SCORE:
        return None
    around = _around_paragraphs(best, sums)
    return _with_pictures(best, scores) if around is None else around


def _scores(sums: dict[Element, int]) -> dict[Element, float]:
    """Characters of sentences minus the cost of links, for elements that can be the best. Inner elements come first."""
    scores: dict[Element, float] = {}
    links: dict[Element, float] = {}
    best = -math.inf
    for element, chars in sums.items():
        inner = links.get(element, 0)
        if chars - LINK_COST * inner >= best:
            inner = _LINKS(element)
            scores[element] = chars - LINK_COST * inner
            best = max(best, scores[element])
        around = element.getparent()
        if around is not None:
            links[around] = max(links.get(around, 0), inner)
    return scores


def _around_paragraphs(paragraph: Element, sums: dict[Element, int]) -> Element | None:
    """The parent of the best paragraph, if it has several paragraphs, or a list or table below the only one."""
    around = paragraph.getparent()
    if around is None or around.tag in {"body", "html"} or any(inner.tag in BLOCK_TAGS for inner in paragraph.iterdescendants("*")):
        return None
    below = paragraph.getnext()
    if below is not None and below.tag in {"ul", "ol", "table"} and next(below.iter("a", "input"), None) is None:
        return around  # the text continues with a list or a table
    kind = paragraph.tag, paragraph.get("class")
    return around if sum((by_parent.tag, by_parent.get("class")) == kind and sums.get(by_parent, 0) > 0 for by_parent in around) > 1 else None


def _with_pictures(container: Element, scores: dict[Element, float]) -> Element:
    """The outermost element that adds only images to the container."""
    widest, around = container, container.getparent()
    while around is not None and scores.get(around) == scores[container]:
        if _PICTURES(around) > _PICTURES(widest):
            widest = around
        around = around.getparent()
    return widest


def _sentences_by_element(texts: list[tuple[Element, str]], candidates: set[Element]) -> dict[Element, int]:
    """Element -> characters of its sentences; those in side blocks are subtracted."""
    own: dict[Element, int] = {}
    for element, text in texts:
        if element in candidates and element.tag not in INVISIBLE_TAGS and is_sentence(text):
            own[element] = own.get(element, 0) + len(text.strip())
    sums: dict[Element, int] = {}
    by_parent: dict[Element, int] = {}
    """Sums by parent, since most paragraphs are siblings."""
    side = sides(own)
    for element, sentence_chars in own.items():
        if side[element] or _is_teaser(element):
            sentence_chars = -sentence_chars
        sums[element] = sums.get(element, 0) + sentence_chars
        if (around := element.getparent()) is not None:
            by_parent[around] = by_parent.get(around, 0) + sentence_chars
    for around, sentence_chars in by_parent.items():
        for ancestor in (around, *around.iterancestors()):
            sums[ancestor] = sums.get(ancestor, 0) + sentence_chars
    return sums


def _is_teaser(element: Element) -> bool:
    """Whether a text is next to a linked headline: a listing's item, or a related article's summary."""
    around = element.getparent()
    if around is None or element.tag in HEADING_TAGS or next(islice(around, MAX_IN_TEASER, None), None) is not None:
        return False
    links = (inner for by_parent in around if by_parent is not element
             for inner in ([by_parent] if by_parent.tag == "a" else by_parent if by_parent.tag in HEADING_TAGS | BOLD else []))
    return any(link.tag == "a" and len(visible_text(link)) in HEADLINE for link in links)
