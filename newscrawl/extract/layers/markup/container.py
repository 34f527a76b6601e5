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

from newscrawl.extract.labelled_boxes import labelled_boxes
from newscrawl.extract.side_blocks import in_side, sides
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import BLOCK_TAGS, BOLD, HEADING_TAGS, INVISIBLE_TAGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.page.limits import text_nodes
from newscrawl.text.dates import published_and_modified
from newscrawl.text.sentences import is_sentence
from newscrawl.text.titles import headline_in, is_short_form
from newscrawl.text.whitespace import one_line

LINK_COST = 20
"""Points that a link costs its container, and a list item with one."""
MAX_IN_TEASER = 5
"""The most elements of a teaser: image, headline, summary, byline, time."""
MAX_ROW_DEPTH = 3
"""A teaser has no more elements around it within its row."""
HEADLINE = range(12, 100)
"""The length of a link that is a headline."""
CONTENT_TAGS = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote", "figure", *HEADING_TAGS})
"""Tags of what may stand beside an article's only paragraph and belong to its text."""
MAX_LABEL = 40
"""What stands beside a picture has no more characters: a credit, the label of a button."""
MIN_BODY_SCORE = 60
"""The least score of a body; a page without one is no article, or its text is not in the markup."""
MOST_SENTENCES = 0.8
CHARS_PER_LINK = 200
MAX_LINKED = 0.1
"""A text whose sentences stand far apart has most of them, so many characters for each link, and at most this share of link text."""
MIN_SHARE = 0.25
"""Elements with a smaller share of the page's sentences are not considered."""

FEW_CHARS = 150
"""Korean sentences with fewer characters may be a notice beside a text in another language."""
MIN_NAMED_CHARS = 15
"""A shorter text is a label."""
_NO_HEADING = INVISIBLE_TAGS | {"a", "title", "option"}
BODY = ClassPattern(r"(?i)(?:article|news|view|post|entry|art|read|cont\w*)[-_]?(?:body|content|cont|txt|text|view|area)(?!\w*title)|"
                    r"^(?:content|body)$")
BODIES = XPath("//*[@itemprop = 'articleBody']")
_TYPED = re.compile(rb'"(?:https?://schema\.org/)?(?:News)?Article"')

# Quick tests for texts that may end a sentence; is_sentence decides.
_KOREAN = "다."
_ANY = re.compile(r"\. |요\.|다")
_LINKS = XPath("count(.//a) + count(.//li[.//a]) + count(.//input)")
_PICTURES = XPath("count(.//img)")


@once_per_page
def text_container(page: Page) -> Element | None:
    """The container of the article's text: the one that the site declares, else the one that is found; None if the page has none."""
    return page.body if page.body is not None and sentence_chars(page.body) else found_container(page)


@once_per_page
def found_container(page: Page) -> Element | None:
    """The container of the article's text as it is found on any site; None if the page has none."""
    texts = page.index.texts
    best = _best(_sentences_by_element(page, {element for element, text in texts if _KOREAN in text}))
    if best is None or sentence_chars(best) < FEW_CHARS:
        # An English article on a Korean page, whose notices have sentences too; or none in plain style.
        other = _best(_sentences_by_element(page, {element for element, text in texts if _ANY.search(text)}))
        if best is None or (other is not None and sentence_chars(other) > 2 * sentence_chars(best)):
            best = other
    if best is None and _is_declared(page):
        best = _named(page)
    return best if best is not None else _below_title(page)


def has_named_body(page: Page) -> bool:
    """Whether an ``itemprop`` names the article's body."""
    return b"articleBody" in page.source and bool(BODIES(page.tree))


def _named(page: Page) -> Element | None:
    """The innermost element with a name for an article's body: of a brief, a notice, a picture."""
    named = [*BODIES(page.tree), *page.index.with_class_like(BODY), *(
        element for own_id, elements in page.index.by_id.items() if BODY.is_in(own_id) for element in elements)]
    side: dict[Element, bool] = {}
    own = [element for element in named if element.tag not in INVISIBLE_TAGS and not in_side(element, side) and _is_filled(element)]
    return max(own, key=page.index.order.__getitem__, default=None)


def _is_declared(page: Page) -> bool:
    """Whether a page says that it is an article."""
    return "article" in page.meta.get("og:type", []) or "article:published_time" in page.meta or _TYPED.search(page.source) is not None


def _below_title(page: Page) -> Element | None:
    """The text of a flash or of a notice of people: what follows the title and its time, without a link."""
    if not is_short_form(page.title_tag):
        return None
    for heading, text in page.index.texts:
        if heading.tag in _NO_HEADING or not headline_in(one_line(text), page.title_tag):
            continue
        for around in islice((heading, *heading.iterancestors()), MAX_IN_TEASER):
            for below in around.itersiblings():
                if isinstance(below.tag, str) and _is_filled(below) and not any(published_and_modified(visible_text(below), page.fetched_at)):
                    return below if next(below.iter("a"), None) is None else None
    return None


def _is_filled(element: Element) -> bool:
    """Whether an element has a text, or pictures, and hardly a link."""
    chars, linked = len(visible_text(element)), sum(len(visible_text(link)) for link in element.iter("a"))
    return linked * MAX_IN_TEASER <= chars and (chars >= MIN_NAMED_CHARS or next(element.iter("img"), None) is not None)


@once_per_page
def container_text(page: Page) -> str:
    """The visible text of the container, on one line."""
    container = text_container(page)
    return visible_text(container) if container is not None else ""


def sentence_chars(container: Element) -> int:
    """Characters in the sentences of an element."""
    return sum(len(text.strip()) for text in text_nodes(container) if is_sentence(text))


@once_per_page
def sentence_chars_on(page: Page) -> int:
    """Characters of all sentences that the page shows."""
    return sum(len(text.strip()) for element, text in page.index.texts if element.tag not in INVISIBLE_TAGS and is_sentence(text))


def _best(sums: dict[Element, int]) -> Element | None:
    min_chars = max(MIN_BODY_SCORE, MIN_SHARE * max(sums.values(), default=0))
    scores = _scores({element: chars for element, chars in sums.items() if chars >= min_chars})
    # Of equal elements the innermost, which comes first.
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < MIN_BODY_SCORE:
        return None
    if scores[best] * 2 < max(sums.values()) and (scattered := _around_scattered(sums)) is not None:
        return scattered
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


def _around_scattered(sums: dict[Element, int]) -> Element | None:
    """The innermost element around most sentences, if its text is an article in lists, tables and headings: with few links, and far apart."""
    most = MOST_SENTENCES * max(sums.values())
    around = min((element for element, chars in sums.items() if chars >= most), key=lambda element: -len(list(element.iterancestors())))
    links = [visible_text(link) for link in around.iter("a")]
    chars = len(visible_text(around))
    is_text = chars >= CHARS_PER_LINK * len(links) and sum(map(len, links)) <= MAX_LINKED * chars
    return around if is_text and around.tag not in {"body", "html"} else None


def _around_paragraphs(paragraph: Element, sums: dict[Element, int]) -> Element | None:
    """The parent of the best paragraph, if it has several paragraphs, or if the text goes on in another form beside the only one."""
    if any(inner.tag in BLOCK_TAGS for inner in paragraph.iterdescendants("*")):
        return None
    around = paragraph.getparent()
    kind = paragraph.tag, paragraph.get("class")
    if around is None or around.tag in {"body", "html"}:
        return None
    if sum((beside.tag, beside.get("class")) == kind and sums.get(beside, 0) > 0 for beside in around) > 1:
        return around
    while around is not None and around.tag not in {"body", "html"}:
        after = paragraph.getnext()
        if after is not None and _is_content(after, kind):
            return around
        before = paragraph.getprevious()
        if before is not None and before.tag in CONTENT_TAGS and _is_content(before, kind) and next(around.iter("h1"), None) is None:
            return around
        if len(around) > 1 or around.tag not in {"div", "section", "span", "font"}:
            return None  # something else stands beside it
        paragraph, around = around, around.getparent()
    return None


def _is_content(beside: Element, kind: tuple[object, str | None]) -> bool:
    """Whether what stands beside an article's only paragraph belongs to its text: a list, a table, a subheading, a line; it leads nowhere."""
    is_like = beside.tag in CONTENT_TAGS or (beside.tag, beside.get("class")) == kind or (beside.tag == "div" and not beside.attrib)
    return is_like and next(beside.iter("a", "input", "button"), None) is None and bool(visible_text(beside))


def _with_pictures(container: Element, scores: dict[Element, float]) -> Element:
    """The outermost element that adds only images to the container."""
    widest, around, chars = container, container.getparent(), -1
    while around is not None and scores.get(around) == scores[container]:
        if _PICTURES(around) > _PICTURES(widest):
            chars = len(visible_text(container)) if chars < 0 else chars
            if len(visible_text(around)) > chars + MAX_LABEL:
                break
            widest = around
        around = around.getparent()
    return widest


def _sentences_by_element(page: Page, candidates: set[Element]) -> dict[Element, int]:
    """Element -> characters of its sentences; those in side blocks are subtracted."""
    own: dict[Element, int] = {}
    for element, text in page.index.texts:
        if element in candidates and element.tag not in INVISIBLE_TAGS and is_sentence(text):
            own[element] = own.get(element, 0) + len(text.strip())
    sums: dict[Element, int] = {}
    by_parent: dict[Element, int] = {}
    """Sums by parent, since most paragraphs are siblings."""
    side = sides(own, labelled_boxes(page))
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
    above = element.getprevious()
    if above is not None and len(above) == 1 and above[0].tag == "a" and _is_in_rows(around) and (
            len(visible_text(above[0])) in HEADLINE and visible_text(above[0]) == visible_text(above)):
        return True
    links = (inner for by_parent in around if by_parent is not element
             for inner in ([by_parent] if by_parent.tag == "a" else by_parent if by_parent.tag in HEADING_TAGS | BOLD else []))
    return any(link.tag == "a" and len(visible_text(link)) in HEADLINE for link in links)


def _is_in_rows(element: Element) -> bool:
    """Whether an element is part of a row: the next elements around it have siblings of their tag and class with links."""
    for around in (element, *islice(element.iterancestors(), MAX_ROW_DEPTH)):
        beside = [*islice(around.itersiblings(), 2), *islice(around.itersiblings(preceding=True), 2)]
        if any((other.tag, other.get("class")) == (around.tag, around.get("class")) and next(other.iter("a"), None) is not None for other in beside):
            return True
    return False
