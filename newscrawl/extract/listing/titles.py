"""Finds the headline in the links to an article, without summary, badge, time and the thumbnail's label."""
from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.page.document import Page
from newscrawl.page.dom import HEADING_TAGS, visible_text, visible_text_lines
from newscrawl.text.dates import parse_moment
from newscrawl.text.whitespace import one_line

HEADLINE = range(8, 200)
"""The length of a headline; a menu label is shorter, a summary longer."""
MAX_BADGE_CHARS = 6
"""A longer text is not a badge before or after a headline: 단독, 회원용, (12)."""
MAX_TIME_CHARS = 30
"""A longer line is not an item's time."""

# Labels of thumbnails that are no titles.
NO_TITLES = frozenset({"기사사진", "기사 썸네일", "썸네일", "사진", "이미지"})
MAX_DEPTH_IN_ITEM = 3
"""At most so many elements are between a link and the element that contains link and headline."""
MAX_IN_ITEM = 50
"""A listing item has no more elements."""

_TITLED = re.compile(r"(?:^|[-_])(?:tit|title|ttl|subject|sbj|headline|heading|news[-_]?tit\w{0,4})(?:$|[-_\d])", re.IGNORECASE)
_SUMMARY = re.compile(r"(?:^|[-_])(?:lead|summary|desc|dsc|txt|text|cont?|content|preview|body|read)(?:$|[-_\d])", re.IGNORECASE)
_BADGE = re.compile(
    r"(?:^|[-_])(?:blind|badges?|labels?|ico|icon|mark|flag|hidden|sr-only|a11y|new|num|cnt|count|re(?:ply)?|cmt|comment|cate\w{0,6}|tag)"
    r"(?:$|[-_\d])", re.IGNORECASE)
_LABEL = re.compile(
    r"[\W\d_]*|(?>동영상\s?(?:뉴스|기사)|재생\s?시간|영상|포토|사진|네이버\s?뉴스|다음\s?뉴스|(?:기사|전체|자세히|원문|모두|계속|상세|펼쳐)\s?(?:보기|읽기)|"
    r"더\s?(?:보기|읽기|불러오기)|바로\s?가기|이전|다음|처음|마지막|목록|관련\s?(?:뉴스|기사)|댓글|스크랩|공유|인쇄|개의|[건개편](?=\s|$|[^가-힣])|"
    r"새\s?창|다운로드|내려받기|미리\s?보기|첨부\s?파일|read\s?more|continue\s?reading|view\s?(?:all|more)|see\s?(?:all|more)|more|"
    r"[\W\d_])++", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W\d_]*")
_COUNT = re.compile(r"\[\d{1,5}\]|\(\d{1,5}\)|\+\d{1,4}")
"""How many comments there are."""
_CUT = re.compile(r"\s?(?:\.{2,3}|…)$")


def headline(links: list[Element], page: Page) -> tuple[str, Element | None]:
    """(headline, link with it) of the links to one URL; ("", None) if they have none.

    A text marked as a title is preferred; then the first text that is long enough, since later ones are summaries.
    """
    texts = [(text, link) for link in links if (text := title_in_item(link, page))]
    marked = (candidate for candidate in texts if len(candidate[0]) > MAX_BADGE_CHARS and is_titled(candidate[1]))
    plain = (candidate for candidate in texts if len(candidate[0]) in HEADLINE and not _is_summary(candidate[1]))
    best = next(marked, None) or next(plain, None) or next(iter(texts), None)
    if best:
        return _uncut(*best), best[1]
    text, element = _beside(links[0], page)
    return (text, element) if element is not None else _in_picture(links, page)


def _beside(link: Element, page: Page) -> tuple[str, Element | None]:
    """The headline near a link without text (an image, or a link over the whole item), if no other link is between."""
    for around in islice(link.iterancestors(), MAX_DEPTH_IN_ITEM):
        inside = list(islice(around.iter(), MAX_IN_ITEM))
        if len(inside) == MAX_IN_ITEM or any(inner.tag == "a" and inner.get("href") != link.get("href") for inner in inside):
            break
        for inner in inside:
            if isinstance(inner.tag, str) and (inner.tag in HEADING_TAGS or _is_marked(inner, _TITLED)):
                text = _without_badges(inner, page)
                if len(text) > MAX_BADGE_CHARS:
                    return text, inner
    return "", None


def _in_picture(links: list[Element], page: Page) -> tuple[str, Element | None]:
    """The headline in the description of a link's picture; a banner's leads to another host."""
    for link in links:
        described = next((text for picture in link.iter("img") if len(text := one_line(picture.get("alt") or "")) in HEADLINE), "")
        if described and not is_label(described) and urlsplit(page.absolute(link.get("href") or "")).hostname == urlsplit(page.url).hostname:
            return described, link
    return "", None


def title_in_item(link: Element, page: Page) -> str:
    """The headline in a link: a heading, a text marked as a title, or the first line that is no label and no time."""
    if not len(link):
        text = visible_text(link, page.hidden_names)
        return "" if is_label(text) else text
    for inner in link.iterdescendants():
        if isinstance(inner.tag, str) and (inner.tag in HEADING_TAGS or _is_marked(inner, _TITLED)):
            text = _without_badges(inner, page)
            if len(text) > MAX_BADGE_CHARS:
                return text
    strong = next((text for inner in link.iter("strong", "b") if len(text := visible_text(inner, page.hidden_names)) in HEADLINE), "")
    return strong or _without_badges(link, page)


def is_label(text: str) -> bool:
    return text in NO_TITLES or bool(_LABEL.fullmatch(text))


def _is_kind(text: str) -> bool:
    """Whether a text says of what kind an article is: 영상, 포토."""
    return is_label(text) and not _NO_WORD.fullmatch(text)


def is_titled(link: Element) -> bool:
    """Whether a link is in a heading, or is marked as a title, or contains or is in an element that is."""
    around = [link, *islice(link.iterancestors(), 2)]
    return any(element.tag == "dt" or element.tag in HEADING_TAGS or _is_marked(element, _TITLED) for element in around) or any(
        isinstance(inner.tag, str) and (inner.tag in HEADING_TAGS or _is_marked(inner, _TITLED)) for inner in link.iterdescendants())


def _without_badges(element: Element, page: Page) -> str:
    """The first line that can be a headline, without a badge before it and the number of comments after it."""
    lines = [line for line in visible_text_lines(element, page.hidden_names) if not is_label(line)]
    if len(lines) > 1:
        lines = [line for line in lines if len(line) > MAX_TIME_CHARS or not parse_moment(line, page.fetched_at)] or lines
    text = next((line for line in lines if len(line) in HEADLINE), next(iter(lines), ""))
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and _is_beside(inner, text, page):
            text = text.removeprefix(visible_text(inner)).removesuffix(visible_text(inner)).strip()
    return text


def _is_beside(inner: Element, text: str, page: Page) -> bool:
    """Whether an element at the beginning or end of a text is a badge or a time."""
    shown_text = visible_text(inner)
    if not 0 < len(shown_text) < len(text) or not (text.startswith(shown_text) or text.endswith(shown_text)):
        return False
    if len(shown_text) <= MAX_BADGE_CHARS and (_is_marked(inner, _BADGE) or _COUNT.fullmatch(shown_text) or _is_kind(shown_text)):
        return True
    return len(shown_text) <= MAX_TIME_CHARS and parse_moment(shown_text, page.fetched_at) is not None


def _is_summary(link: Element) -> bool:
    return any(element.tag == "p" or _is_marked(element, _SUMMARY) for element in [link, *islice(link.iterancestors(), 1)])


def _is_marked(element: Element, pattern: re.Pattern[str]) -> bool:
    return any(map(pattern.search, (element.get("class") or "").split()))


def _uncut(text: str, link: Element) -> str:
    """The whole headline from the link's ``title``, if the link shows only its beginning."""
    stated = " ".join((link.get("title") or "").split())
    beginning = _CUT.sub("", text)
    return stated if beginning != text and len(stated) > len(beginning) and stated.startswith(beginning) else text
