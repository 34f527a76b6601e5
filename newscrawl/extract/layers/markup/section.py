"""The section of an article, from the page's markup."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.names import SECTION_NAME
from newscrawl.text.whitespace import one_line

BESIDE_TAGS = frozenset({"nav", "header", "footer", "aside"})
BESIDE_RULES = frozenset({"ad", "comment", "hidden", "ranking", "related", "subscribe"})
"""Side blocks whose categories are those of other articles."""
MAX_CRUMBS = 6
MAX_CRUMBS_CHARS = 100
"""A longer text is no breadcrumb."""
MAX_SECTION_CHARS = 20
MAX_TRIES = 20
MAX_TEXTS_ABOVE = 3
"""At most so many texts above the title are examined."""
CRUMB = ClassPattern(r"breadcrumb|location|path|\bloc\b")
CATEGORY = ClassPattern(r"categor|\bcate?\b|section[-_]name")
_HOME = re.compile(r"홈|HOME|현재\s?위치|전체\s?기사|기사\s?본문|뉴스\s?홈|메인", re.IGNORECASE)
_FROM_HOME = re.compile(r"(?:홈|HOME|Home|뉴스\s?홈)(?:\s?[>›»]\s?[^<>›»]{1,20}){1,4}")


def section(page: Page) -> list[str]:
    """The names in the breadcrumb, or a category; else a section name near the title that is also in the menu."""
    for crumbs in page.index.with_class_like(CRUMB):
        links = list(crumbs.iter("a"))
        if len(links) < MAX_CRUMBS and len(text := visible_text(crumbs)) < MAX_CRUMBS_CHARS:
            names = [name for link in links if (name := visible_text(link))] or re.split(r"\s?[>›»]\s?", text)
            if names := [name for name in names if 0 < len(name) <= MAX_SECTION_CHARS and not _HOME.fullmatch(name)]:
                return names
    side: dict[Element, bool] = {}
    for element in page.index.with_class_like(CATEGORY):
        if not in_side(element, side, BESIDE_TAGS, BESIDE_RULES) and 0 < len(text := visible_text(element)) <= MAX_SECTION_CHARS:
            return [text]
    return _from_home(page) or _in_menu(page)


def _from_home(page: Page) -> list[str]:
    """The names in a line such as ``홈 > 통신 > 이동통신`` without a class name."""
    homes = (element for element, text in page.index.texts
             if text.lstrip().startswith(("홈", "HOME", "Home", "뉴스")) and element.tag not in INVISIBLE_TAGS)
    for element in islice(homes, MAX_TRIES):
        for around in (element, element.getparent()):
            if around is not None and _FROM_HOME.fullmatch(line := visible_text(around)):
                return [name.strip() for name in re.split("[>›»]", line)[1:]]
    return []


def _in_menu(page: Page) -> list[str]:
    """The section name directly above the title, or in the header, that is also a link in the menu above."""
    title = title_element(page)
    if title is None:
        return []
    order = page.index.order
    begins = order[title]
    above = [(name, next(element.iter("a"), None) is not None) for element, name in _above(page, begins)
             if SECTION_NAME.fullmatch(name) and not _is_in_row(element)]
    parts = (part.strip() for line in header_lines(page) if len(line.text) <= MAX_CRUMBS_CHARS for part in re.split(r"[|·/]", line.text))
    named = above + [(name, False) for name in parts if SECTION_NAME.fullmatch(name)]
    menu = Counter(visible_text(link) for link, _ in page.index.links if order[link] < begins) if named else Counter[str]()
    return next(([name] for name, is_link in named if menu[name] > is_link), [])


def _above(page: Page, begins: int) -> Iterator[tuple[Element, str]]:
    """The last texts before the title, nearest first, each with the outermost element that has only this text."""
    order = page.index.order
    before = [(element, text) for element, text in page.index.texts if order[element] < begins and element.tag not in INVISIBLE_TAGS]
    for element, text in before[:-MAX_TEXTS_ABOVE - 1:-1]:
        name = one_line(text)
        while (around := element.getparent()) is not None and visible_text(around, enough=len(name)) == name:
            element = around
        if visible_text(element, enough=len(name)) == name:
            yield element, name


def _is_in_row(element: Element) -> bool:
    """Whether an element has siblings of its kind with links, as menu entries have."""
    siblings = [*element.itersiblings(), *element.itersiblings(preceding=True)]
    return any(sibling.tag == element.tag and sibling.get("class") == element.get("class") and next(sibling.iter("a"), None) is not None
               for sibling in siblings)
