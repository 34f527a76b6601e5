"""Reading an article's body from any Korean news page, knowing nothing of the site.

The container is the subtree of the largest sum, where sentences count for it and links against it: the maximum subsequence
segmentation of Pasternack and Roth (WWW 2009), on the tree instead of on a sequence of tokens. libxml2 finds the texts that may
end a sentence and counts the links, so that only a few hundred elements are looked at one by one.
"""
from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.matcher import families_of_classes
from newscrawl.items import FoundBlock
from newscrawl.page.dom import BOLD, BREAKING, HEADINGS, UNSEEN, is_hidden, shown

if TYPE_CHECKING:
    from newscrawl.page.document import Page

SIDE_TAGS = frozenset({"a", "aside", "button", "footer", "nav", "option", "select", "textarea", "title"})
SIDE_RULES = frozenset({"ad", "comment", "hidden", "navigation", "ranking", "related", "reporter", "share", "subscribe", "summary"})
LINK_COST = 20
"""What a link or a list item counts against its container: about the length of a headline's first half."""
MOST_IN_TEASER = 5
"""Elements of a teaser: picture, headline, summary, byline, time."""
HEADLINE = range(12, 100)
"""Letters of a link that is a headline."""
MOST_FIELDS = 20
LONGEST_FORM = 150
"""Letters that stand around a field to be filled in."""
LEAST_BODY = 60
"""The least sum of a body; what has less is no article, or one whose text is not in the markup."""
LEAST_SHARE = 0.25
"""Elements with a smaller share of the page's sentences are not considered."""

# What a text has that may end a sentence; cheap and generous, since is_sentence decides.
_KOREAN = "다."
_ANY = re.compile(r"\. |요\.|다")
_LINKS = XPath("count(.//a) + count(.//li) + count(.//input)")
_PICTURES = XPath("count(.//img)")
# It begins with the sign, which re is quick to find: 다. 요? 말했다”
_SENTENCE = re.compile(r"[.?!\"”](?:(?<=[가-힣)\]][.?!])(?:\s|[\"'”’)\]]|$)|(?<=다[\"”])|(?<=[A-Za-z][.?!])\s)")


def read_body(page: Page) -> list[FoundBlock]:
    return page.blocks


def body_container(texts: list[tuple[Element, str]]) -> Element | None:
    """The element that holds the article's text, of all texts of a page with their elements; None on a page without one."""
    korean = _best(_sentences_by_element(texts, {element for element, text in texts if _KOREAN in text}))
    return korean if korean is not None else _best(
        _sentences_by_element(texts, {element for element, text in texts if _ANY.search(text)}))


def letters(container: Element) -> int:
    """How many letters the sentences of an element hold."""
    return sum(len(text.strip()) for text in container.itertext() if _SENTENCE.search(text))


def is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text))


def _best(sums: dict[Element, int]) -> Element | None:
    least = max(LEAST_BODY, LEAST_SHARE * max(sums.values(), default=0))
    worth = _worth({element: held for element, held in sums.items() if held >= least})
    # Of equals the innermost, which was met first.
    best = max(worth, key=worth.__getitem__, default=None)
    if best is None or worth[best] < LEAST_BODY:
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


def forms(container: Element) -> list[Element]:
    """The elements of a container that ask a reader to type something, with the few words around it: subscriptions, comments."""
    fields = list(islice(container.iter("input", "textarea"), MOST_FIELDS))
    if not fields or len(shown(container)) < 2 * LONGEST_FORM:
        return []
    found = []
    for field in fields:
        if field.get("type") in {"hidden", "checkbox", "radio", "button", "submit"}:
            continue
        form, around = field, field.getparent()
        while around is not None and around is not container and len(shown(around)) <= LONGEST_FORM:
            form, around = around, around.getparent()
        found.append(form)
    return found


def lead_figures(page: Page, body: Element) -> list[Element]:
    """The ``<figure>`` elements that stand between the article's title and its text."""
    figures = page.census.by_tag["figure"]
    if not figures or page.title_element is None:
        return []
    places = page.census.places
    begins, ends = places[page.title_element], places[body]
    side: dict[Element, bool] = {}
    return [element for element in figures if begins < places[element] < ends and not in_side(element, side)]


def _around_paragraphs(paragraph: Element, sums: dict[Element, int]) -> Element | None:
    """The element around several paragraphs, or around one and the list below it, of which one paragraph was the best."""
    around = paragraph.getparent()
    if around is None or around.tag in {"body", "html"} or any(inner.tag in BREAKING for inner in paragraph.iterdescendants("*")):
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
        if element in candidates and element.tag not in UNSEEN and _SENTENCE.search(text):
            own[element] = own.get(element, 0) + len(text.strip())
    sums: dict[Element, int] = {}
    beside: dict[Element, int] = {}
    """By parent, as most paragraphs stand beside each other."""
    side: dict[Element, bool] = {}
    for element, letters in own.items():
        if in_side(element, side) or _is_teaser(element):
            letters = -letters
        sums[element] = sums.get(element, 0) + letters
        if (around := element.getparent()) is not None:
            beside[around] = beside.get(around, 0) + letters
    for around, letters in beside.items():
        for place in (around, *around.iterancestors()):
            sums[place] = sums.get(place, 0) + letters
    return sums


def _is_teaser(element: Element) -> bool:
    """Whether a text stands beside a headline that leads elsewhere: a listing's item, a related story's summary."""
    around = element.getparent()
    if around is None or element.tag in HEADINGS or next(islice(around, MOST_IN_TEASER, None), None) is not None:
        return False
    links = (inner for beside in around if beside is not element
             for inner in ([beside] if beside.tag == "a" else beside if beside.tag in HEADINGS | BOLD else []))
    return any(link.tag == "a" and len(shown(link)) in HEADLINE for link in links)


def in_side(element: Element, known: dict[Element, bool], tags: frozenset[str] = SIDE_TAGS,
            rules: frozenset[str] = SIDE_RULES) -> bool:
    """Whether an element stands in a side block; ``known`` keeps what was found."""
    unknown: list[Element] = []
    place: Element | None = element
    while place is not None and place not in known:
        unknown.append(place)
        place = place.getparent()
    inside = place is not None and known[place]
    for around in reversed(unknown):
        inside = inside or around.tag in tags or _is_side(around, rules)
        known[around] = inside
    return inside


def _is_side(element: Element, rules: frozenset[str]) -> bool:
    # Like most elements; and what a theme notes on the whole page (has-mobile-share) makes no side block of it.
    if not element.keys() or element.tag in {"body", "html"}:
        return False
    return (not rules.isdisjoint(families_of_classes(element.get("class", ""))) or not rules.isdisjoint(families_of_classes(element.get("id", "")))
            or ("hidden" in rules and is_hidden(element)))
