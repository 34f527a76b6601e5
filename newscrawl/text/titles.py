"""A title without the paper's name around it."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.names import SECTION_NAME
from newscrawl.text.whitespace import letters_of, one_line

PORTALS = ("네이버 뉴스", "네이버뉴스", "다음뉴스", "다음 뉴스", "Daum 뉴스", "네이트 뉴스")
_SIGN = re.compile(r"\s{0,3}(?:(?P<strong>:{2,3}|[|｜ㅣ│])|(?<=\s)(?P<weak>[-–—:<])(?=\s))\s{0,3}")
_BREADCRUMB = re.compile(r"(?:\s<\s[^<>]{1,40}){0,4}\s<\s기사본문(?:\s-\s[^<>]{1,40})?$")
_SECTIONS = re.compile(r"(?:\s<\s[^<>]{1,40}){2,5}$")
_BRACKETED = re.compile(r"\[([^\[\]]{2,30})\]\s?(?=\S)")
_MAX_PARTS = 10
"""Taken off a title; each costs its length."""
_MAX_BESIDE = 30
"""Characters of a slogan or a section that may stand beside the paper's name."""


class _Sign(NamedTuple):
    """A sign that parts the paper's name from the title: strong ones seldom stand in a title, weak ones often do."""

    start: int
    end: int
    strong: bool


def clean_title(text: str, outlets: Collection[str] = ()) -> str:
    """The title on one line, NFC, without a tail or a head that names one of `outlets` or a portal.

    Never empty when the text is not: a title that is only the paper's name stays as it is.

    >>> clean_title("[단독] 5G - 6G 전환 - 가나신문", ["가나신문"])
    '[단독] 5G - 6G 전환'
    >>> clean_title("새 기술 < IT < 기사본문 - 가나신문")
    '새 기술'
    """
    title = one_line(text)
    names = (*outlets, *PORTALS)
    for _ in range(_MAX_PARTS):
        shorter = _without_breadcrumb(title) or _without_tail(title, names) or _without_head(title, names)
        if not shorter:
            break
        title = (_without_section(shorter) or shorter).strip()
    return title


def is_outlet_name(text: str, outlets: Collection[str]) -> bool:
    """Whether a text is nothing but one of the names, however it is written.

    >>> is_outlet_name(" GANA  News ", ["Gana News"]), is_outlet_name("가나신문사", ["가나신문"])
    (True, False)
    """
    said = one_line(text).casefold()
    return any(said == one_line(name).casefold() for name in outlets if name.strip())


def _without_breadcrumb(title: str) -> str:
    """The title before ND Soft's ` < 섹션 < 기사본문 - 매체명`, or nothing."""
    found = _BREADCRUMB.search(title)
    return title[: found.start()].strip() if found else ""


def _without_tail(title: str, names: Collection[str]) -> str:
    """The title before one of its last two signs, when the paper is named right after it, or nothing."""
    for sign in [*_signs(title)][-1:-3:-1]:
        if _names_paper(title[sign.end :], names, sign, last=True):
            return _SECTIONS.sub("", title[: sign.start])
    return ""


def _without_section(title: str) -> str:
    """The title before its last sign, when nothing but a section is named after it, or nothing."""
    sign = next(iter([*_signs(title)][-1:]), None)
    if not sign or not (sign.strong or "<" in title[sign.start : sign.end]):
        return ""
    return title[: sign.start] if SECTION_NAME.fullmatch(title[sign.end :].strip()) else ""


def _without_head(title: str, names: Collection[str]) -> str:
    """The title after the paper's name in brackets, or after its first sign, when the paper is named before it; or nothing."""
    if (opening := _BRACKETED.match(title)) and is_outlet_name(opening[1], names):
        return title[opening.end() :]
    sign = next(_signs(title), None)
    return title[sign.end :] if sign and _names_paper(title[: sign.start], names, sign, last=False) else ""


def _signs(title: str) -> Iterator[_Sign]:
    return (_Sign(match.start(), match.end(), match["strong"] is not None) for match in _SIGN.finditer(title))


def _names_paper(part: str, names: Collection[str], sign: _Sign, *, last: bool) -> bool:
    """Whether a part names the paper: strong signs allow words around it, weak ones a slogan or sections in a tail."""
    if is_outlet_name(part, names):
        return True
    for name in filter(str.strip, names):
        found = _word(name.strip()).search(part)
        if found and len(part) - len(name) <= _MAX_BESIDE:
            after = part[found.end() :].strip()
            sections = after.startswith((">", "<", "|", "(")) or (after.startswith("-") and " > " in after)
            if sign.strong or (last and (sections or not after)):
                return True
    return False


def headline_in(headline: str, title: str) -> bool:
    """Whether a page's ``<title>`` or ``og:title`` is a headline, but for its punctuation or for what a sign parts from it.

    >>> headline_in("'새 기술'이 나왔다", "새 기술이 나왔다"), headline_in("새 기술이 나왔다", "새 기술이 나왔다-정치ㅣ가나")
    (True, True)
    >>> headline_in("가나신문", "새 기술 나왔다 - 가나신문"), headline_in("새 기술", "새 기술 나왔다")
    (False, False)
    """
    letters, whole = letters_of(headline).casefold(), _letters_of_title(title)
    if not letters:
        return False
    if letters == whole:
        return True
    place = title.find(headline)
    if place < 0 or len(letters) * 2 < len(whole):
        return False
    before, after = title[:place].rstrip(), title[place + len(headline) :].lstrip()
    return (not before or before[-1] in _PARTING) and (not after or after[0] in _PARTING)


@lru_cache(maxsize=256)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _letters_of_title(title: str) -> str:
    """Kept, as a page's title is compared with each of its headings."""
    return letters_of(title).casefold()


_PARTING = "-–—|｜ㅣ│:<>·"

