"""Finds boxes beside an article by the title that they show, where their class names say nothing: a summary by machine, readers' comments,
reading tools, related articles."""
from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.comments import announces_comments
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADING_TAGS, INVISIBLE_TAGS, visible_text
from newscrawl.page.limits import text_nodes

MAX_TITLE_CHARS = 30
"""A longer text is no title of a box."""
MAX_SOURCE_CHARS = 90
"""Likewise with the blanks of the source."""
MAX_CHARS = 1200
"""A box without comments has no more text: a title above more is the title of a part of the article."""
MAX_IN_TITLE = 12
"""A title has no more elements."""
MAX_BEFORE = 8
"""A box has no more elements before its title."""
MAX_AFTER = 500
"""A box has no more elements side by side, but for comments."""
_TITLE = re.compile(
    r"(?:AI|자동|기사|뉴스|핵심)\s?(?:요약|한\s?줄\s?요약|세\s?줄\s?요약)(?:\s?쏙|봇|보기|하기)?|AI가?\s?(?:읽은|뽑은|정리한|요약한|간추린)\s?.{1,10}|"
    r"[세3]\s?줄\s?요약|"
    r"(?:음성|오디오)\s?(?:재생|듣기)(?:\s?설정)?|번역\s?(?:beta|베타|설정|보기)|글(?:자|씨)\s?크기(?:\s?(?:설정|조절|조정|변경)하?기?)?.{0,3}|"
    r"\W?(?:관련|연관|추천|인기)\s?(?:기사|뉴스|콘텐츠)\W?|(?:함께|같이)\s(?:읽|보)(?:으면|면)\s좋은\s(?:기사|뉴스|글|콘텐츠)|"
    r"이\s기사(?:와\s관련된\s기사|를\s본\s사람.{0,15}|를\s추천합니다)|(?:\S{1,12}\s)?(?:주요|많이\s본)\s?뉴스|"
    r"related\s(?:posts?|articles?|stories|news):?|you\smay\salso\slike:?|(?:read|see)\smore:?|recommended(?:\sfor\syou)?:?",
    re.IGNORECASE)
_CUE = re.compile(r"요약|AI|줄|듣기|재생|번역|크기|기사|뉴스|좋은|elated|ore|may|ecommend|댓글|의견|덧글|마디")
_NO_TITLES = INVISIBLE_TAGS | {"a", "button", "option"}
_NOT_BOXES = frozenset({"body", "html", "main", "article", "form"})


@once_per_page
def labelled_boxes(page: Page) -> list[Element]:
    """The outermost elements that begin with such a title, have more text than that, and not the article's title or most of the page."""
    around_titles = {around for title in page.index.by_tag["h1"] for around in title.iterancestors()}
    return [box for element, text in page.index.texts if len(text) <= MAX_SOURCE_CHARS and _CUE.search(text) and element.tag not in _NO_TITLES
            and (box := _box(element, around_titles)) is not None]


def _box(element: Element, around_titles: set[Element]) -> Element | None:
    """The box whose title an element is, or begins."""
    box: Element | None = element
    while box is not None:
        if not _is_small(box):
            return None
        shown = visible_text(box, enough=MAX_TITLE_CHARS)
        if len(shown) > MAX_TITLE_CHARS:
            return None
        # The count of comments stands in an element of its own.
        if (is_comments := announces_comments(shown)) or _TITLE.fullmatch(shown):
            break
        box = _around(box, around_titles)
    if box is None:
        return None
    has_more = False
    chars = len(shown)
    while (around := _around(box, around_titles)) is not None:
        after = _chars_after(box, 0 if is_comments else MAX_CHARS - chars)
        if not is_comments and chars + after > MAX_CHARS:
            break
        has_more = has_more or after > 0
        box, chars = around, chars + after
    return box if has_more and box.tag not in HEADING_TAGS else None


def _around(box: Element, around_titles: set[Element]) -> Element | None:
    """The element around a box, if it may be one too: it begins with the box, and does not hold the article's title."""
    around = box.getparent()
    if around is None or around.tag in _NOT_BOXES or around in around_titles or not _is_blank(around.text):
        return None
    before = list(islice(box.itersiblings(preceding=True), MAX_BEFORE + 1))
    is_first = len(before) <= MAX_BEFORE and all(_is_blank(other.tail) and _shows_nothing(other) for other in before)
    return around if is_first else None


def _shows_nothing(beside: Element) -> bool:
    return not isinstance(beside.tag, str) or beside.tag in INVISIBLE_TAGS or all(map(str.isspace, map(str, text_nodes(beside))))


def _is_small(element: Element) -> bool:
    return next(islice(element.iter(), MAX_IN_TITLE, None), None) is None


def _chars_after(box: Element, most: int) -> int:
    """Characters of the visible text after a box in the element around it; some number above ``most`` if there are more, or very many
    elements."""
    chars = len((box.tail or "").strip())
    for number, other in enumerate(box.itersiblings()):
        if chars > most or number > MAX_AFTER:
            return max(chars, most + 1)
        if isinstance(other.tag, str):
            chars += len(visible_text(other, enough=most))
        chars += len((other.tail or "").strip())
    return chars


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()
