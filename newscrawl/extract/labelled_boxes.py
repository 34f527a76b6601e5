"""Finds boxes beside an article by the title that they show, where their class names say nothing: a summary by machine, readers' comments,
reading tools, related articles."""
from __future__ import annotations

import re

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.comments import announces_comments
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADING_TAGS, INVISIBLE_TAGS, visible_text

MAX_TITLE_CHARS = 30
"""A longer text is no title of a box."""
MAX_SOURCE_CHARS = 90
"""Likewise with the blanks of the source."""
MAX_CHARS = 1200
"""A box without comments has no more text: a title above more is the title of a part of the article."""
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
    boxes = []
    known: dict[Element, str | None] = {}
    for element, text in page.index.texts:
        if (len(text) <= MAX_SOURCE_CHARS and _CUE.search(text) and element.tag not in _NO_TITLES and (box := _box(element, known)) is not None):
            boxes.append(box)
    return boxes


def _text_around(around: Element, known: dict[Element, str | None]) -> str | None:
    """The text of an element that may be a box; None if it holds the article's title. ``known`` has the answers, as many titles may stand in one."""
    if around not in known:
        known[around] = visible_text(around) if next(around.iter("h1"), None) is None else None
    return known[around]


def _box(element: Element, known: dict[Element, str | None]) -> Element | None:
    shown = visible_text(element)
    if len(shown) > MAX_TITLE_CHARS:
        return None
    box, title, is_comments, chars = element, "", False, len(shown)
    while True:
        if not title and len(shown) <= MAX_TITLE_CHARS:
            # The count of comments stands in an element of its own.
            is_comments = announces_comments(shown)
            title = shown if is_comments or _TITLE.fullmatch(shown) else ""
        around = box.getparent()
        if around is None or around.tag in _NOT_BOXES or (text := _text_around(around, known)) is None:
            break
        if not text.startswith(title or shown) or (len(text) > MAX_CHARS and not is_comments) or (not title and len(text) > MAX_TITLE_CHARS):
            break
        box, shown, chars = around, text, len(text)
    is_heading_alone = box.tag in HEADING_TAGS
    return box if title and chars > len(title) and not is_heading_alone else None
