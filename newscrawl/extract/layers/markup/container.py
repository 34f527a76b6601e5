"""Which element of any Korean news page holds the article's text.

It is the subtree of the largest sum, where sentences count for it and links against it: the maximum subsequence
segmentation of Pasternack and Roth (WWW 2009), on the tree instead of on a sequence of tokens. libxml2 finds the texts that may
end a sentence and counts the links, so that only a few hundred elements are looked at one by one.
"""
from __future__ import annotations

import math
import re
from itertools import islice

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import BLOCK_TAGS, BOLD, HEADING_TAGS, INVISIBLE_TAGS, visible_text
from newscrawl.text.sentences import is_sentence

LINK_COST = 20
"""What a link or a list item counts against its container: about the length of a headline's first half."""
MAX_IN_TEASER = 5
"""Elements of a teaser: picture, headline, summary, byline, time."""
HEADLINE = range(12, 100)
"""Letters of a link that is a headline."""
MIN_BODY = 60
"""The least sum of a body; what has less is no article, or one whose text is not in the markup."""
MIN_SHARE = 0.25
"""Elements with a smaller share of the page's sentences are not considered."""

# What a text has that may end a sentence; cheap and generous, since is_sentence decides.
_KOREAN = "다."
_ANY = re.compile(r"\. |요\.|다")
_LINKS = XPath("count(.//a) + count(.//li) + count(.//input)")
_PICTURES = XPath("count(.//img)")


@once_per_page
def text_container(page: Page) -> Element | None:
    """The element that seems to hold the article's text, whatever the site; None on a page without one."""
    texts = page.index.texts
    korean = _best(_sentences_by_element(texts, {element for element, text in texts if _KOREAN in text}))
    return korean if korean is not None else _best(
        _sentences_by_element(texts, {element for element, text in texts if _ANY.search(text)}))


@once_per_page
def container_text(page: Page) -> str:
    """All that the container shows, on one line."""
    container = text_container(page)
    return visible_text(container) if container is not None else ""


def sentence_chars(container: Element) -> int:
    """How many letters the sentences of an element hold."""
    return sum(len(text.strip()) for text in container.itertext() if is_sentence(text))


def _best(sums: dict[Element, int]) -> Element | None:
    least = max(MIN_BODY, MIN_SHARE * max(sums.values(), default=0))
    worth = _worth({element: held for element, held in sums.items() if held >= least})
    # Of equals the innermost, which was met first.
    best = max(worth, key=worth.__getitem__, default=None)
    if best is None or worth[best] < MIN_BODY:
        return None
    around = _around_paragraphs(best, sums)
    return _with_pictures(best, worth) if around is None else around


def _worth(sums: dict[Element, int]) -> dict[Element, float]:
    """What the elements hold less what their links cost; without those that cannot be the best. Inner elements come first."""
    worth: dict[Element, float] = {}
    links: dict[Element, float] = {}
    best = -math.inf
    for element, held in sums.items():
        inner = links.get(element, 0)
        if held - LINK_COST * inner >= best:
            inner = _LINKS(element)
            worth[element] = held - LINK_COST * inner
            best = max(best, worth[element])
        around = element.getparent()
        if around is not None:
            links[around] = max(links.get(around, 0), inner)
    return worth


def _around_paragraphs(paragraph: Element, sums: dict[Element, int]) -> Element | None:
    """The element around several paragraphs, or around one and the list below it, of which one paragraph was the best."""
    around = paragraph.getparent()
    if around is None or around.tag in {"body", "html"} or any(inner.tag in BLOCK_TAGS for inner in paragraph.iterdescendants("*")):
        return None
    below = paragraph.getnext()
    if below is not None and below.tag in {"ul", "ol", "table"} and next(below.iter("a", "input"), None) is None:
        return around  # it goes on with a list or a table of its own
    kind = paragraph.tag, paragraph.get("class")
    return around if sum((beside.tag, beside.get("class")) == kind and sums.get(beside, 0) > 0 for beside in around) > 1 else None


def _with_pictures(container: Element, worth: dict[Element, float]) -> Element:
    """The outermost element that holds no more of the page than the container but for pictures beside it."""
    widest, around = container, container.getparent()
    while around is not None and worth.get(around) == worth[container]:
        if _PICTURES(around) > _PICTURES(widest):
            widest = around
        around = around.getparent()
    return widest


def _sentences_by_element(texts: list[tuple[Element, str]], candidates: set[Element]) -> dict[Element, int]:
    """How many letters each element holds of the candidates' sentences, those in side blocks counted against it."""
    own: dict[Element, int] = {}
    for element, text in texts:
        if element in candidates and element.tag not in INVISIBLE_TAGS and is_sentence(text):
            own[element] = own.get(element, 0) + len(text.strip())
    sums: dict[Element, int] = {}
    beside: dict[Element, int] = {}
    """By parent, as most paragraphs stand beside each other."""
    side: dict[Element, bool] = {}
    for element, sentence_chars in own.items():
        if in_side(element, side) or _is_teaser(element):
            sentence_chars = -sentence_chars
        sums[element] = sums.get(element, 0) + sentence_chars
        if (around := element.getparent()) is not None:
            beside[around] = beside.get(around, 0) + sentence_chars
    for around, sentence_chars in beside.items():
        for place in (around, *around.iterancestors()):
            sums[place] = sums.get(place, 0) + sentence_chars
    return sums


def _is_teaser(element: Element) -> bool:
    """Whether a text stands beside a headline that leads elsewhere: a listing's item, a related story's summary."""
    around = element.getparent()
    if around is None or element.tag in HEADING_TAGS or next(islice(around, MAX_IN_TEASER, None), None) is not None:
        return False
    links = (inner for beside in around if beside is not element
             for inner in ([beside] if beside.tag == "a" else beside if beside.tag in HEADING_TAGS | BOLD else []))
    return any(link.tag == "a" and len(visible_text(link)) in HEADLINE for link in links)
