"""Removes the paper's name from titles."""

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
"""At most so many parts are removed from a title."""
_MAX_EXTRA_CHARS = 30
"""The paper's name may have a slogan or a section of so many characters beside it."""


class _Sign(NamedTuple):
    """A separator between title and paper: a strong one is rare inside titles, a weak one is frequent."""

    start: int
    end: int
    strong: bool


def clean_title(text: str, outlets: Collection[str] = ()) -> str:
    """The title on one line, NFC, without a head or tail that has a name in `outlets` or a portal's.

    A title that is only the paper's name is not changed, so the result is not empty.

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
    """Whether a text is only one of the names, in any letter case or spacing.

    >>> is_outlet_name(" GANA  News ", ["Gana News"]), is_outlet_name("가나신문사", ["가나신문"])
    (True, False)
    """
    line = one_line(text).casefold()
    return any(line == one_line(name).casefold() for name in outlets if name.strip())


def _without_breadcrumb(title: str) -> str:
    """The title before ND Soft's ` < 섹션 < 기사본문 - 매체명`, or ""."""
    found = _BREADCRUMB.search(title)
    return title[: found.start()].strip() if found else ""


def _without_tail(title: str, names: Collection[str]) -> str:
    """The title before one of its last two separators, if the paper's name follows directly; else ""."""
    for sign in [*_signs(title)][-1:-3:-1]:
        if _names_paper(title[sign.end :], names, sign, last=True):
            return _SECTIONS.sub("", title[: sign.start])
    return ""


def _without_section(title: str) -> str:
    """The title before its last separator, if only a section follows; else ""."""
    sign = next(iter([*_signs(title)][-1:]), None)
    if not sign or not (sign.strong or "<" in title[sign.start : sign.end]):
        return ""
    return title[: sign.start] if SECTION_NAME.fullmatch(title[sign.end :].strip()) else ""


def _without_head(title: str, names: Collection[str]) -> str:
    """The title after the paper's name in brackets or before the first separator; else ""."""
    if (opening := _BRACKETED.match(title)) and is_outlet_name(opening[1], names):
        return title[opening.end() :]
    sign = next(_signs(title), None)
    return title[sign.end :] if sign and _names_paper(title[: sign.start], names, sign, last=False) else ""


def _signs(title: str) -> Iterator[_Sign]:
    return (_Sign(match.start(), match.end(), match["strong"] is not None) for match in _SIGN.finditer(title))


def _names_paper(part: str, names: Collection[str], sign: _Sign, *, last: bool) -> bool:
    """Whether a part has the paper's name: at a strong separator with words around it, at a weak one with a slogan or sections in a tail."""
    if is_outlet_name(part, names):
        return True
    for name in filter(str.strip, names):
        found = _word(name.strip()).search(part)
        if found and len(part) - len(name) <= _MAX_EXTRA_CHARS:
            after = part[found.end() :].strip()
            sections = after.startswith((">", "<", "|", "(")) or (after.startswith("-") and " > " in after)
            if sign.strong or (last and (sections or not after)):
                return True
    return False


_SHORT_FORM = re.compile(r"[\[<【(]\s?(?:속보|긴급|단신|\d보|포토|사진|그래픽|알림|사고|만평)(?:\s?뉴스)?\s?[\])>】]")


def announces_people(title: str) -> bool:
    """Whether a title announces appointments, deaths or weddings, whose text is a list of names.

    >>> announces_people("[인사] 가나전자"), announces_people("가나전자 임원 인사"), announces_people("가나전자 대표 신년 인사회")
    (True, True, False)
    """
    return _OF_PEOPLE.search(title) is not None


def is_short_form(title: str) -> bool:
    """Whether a title names a form of news that is short: a flash, a notice of people, a picture.

    >>> is_short_form("[속보] 느티역 열차 멈춰"), is_short_form("[인사] 가나전자"), is_short_form("속보 경쟁이 낳은 오보")
    (True, True, False)
    """
    return announces_people(title) or _SHORT_FORM.match(title) is not None


def headline_in(headline: str, title: str) -> bool:
    """Whether a ``<title>`` or ``og:title`` is the headline, except for punctuation and for parts after a separator.

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
    start = title.find(headline)
    if start < 0 or len(letters) * 2 < len(whole):
        return False
    before, after = title[:start].rstrip(), title[start + len(headline) :].lstrip()
    return (not before or before[-1] in _PARTING) and (not after or after[0] in _PARTING)


def is_cut(title: str, whole: str) -> bool:
    """Whether a title is the beginning of a longer one, with an ellipsis where it was cut or without.

    >>> is_cut("새 반도체를 공개한...", "새 반도체를 공개한 가나전자"), is_cut("새 반도체를 공개...", "새 반도체를 공개")
    (True, False)
    """
    letters, others = letters_of(title).casefold(), letters_of(whole).casefold()
    return _MIN_STEM <= len(letters) < len(others) and others.startswith(letters)


def has_ellipsis(title: str) -> bool:
    return title.rstrip().endswith(("…", "...", "‥"))


def shows_cut(title: str, whole: str) -> bool:
    """Whether the beginning of a title ends with an ellipsis or within a word.

    >>> shows_cut("새 반도체를 공", "새 반도체를 공개한 가나전자"), shows_cut("새 반도체를", "새 반도체를 공개한 가나전자")
    (True, False)
    """
    if has_ellipsis(title):
        return True
    begun = title.strip()
    return begun[-1:].isalnum() and whole.startswith(begun) and whole[len(begun):len(begun) + 1].isalnum()


def share_words(headline: str, title: str) -> bool:
    """Whether half of a headline's words, by their first two letters, are in a title.

    >>> share_words("가나전자, 새 반도체 공개", "가나전자가 반도체를 내놨다"), share_words("다른 회사의 소식", "가나전자가 반도체를 내놨다")
    (True, False)
    """
    words = [word[:2] for word in re.findall(r"[가-힣A-Za-z0-9]{2,}", headline)]
    return bool(words) and sum(word in title for word in words) * 2 >= len(words)


@lru_cache(maxsize=256)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _letters_of_title(title: str) -> str:
    """Kept, as a page's title is compared with each of its headings."""
    return letters_of(title).casefold()


_OF_PEOPLE = re.compile(r"^\W{0,2}(?:[가-힣]{2}\s?)?(?:인사|부고|부음|승진|동정|화촉|결혼|임용|전보)(?:\W{0,2}$|\s?[\])>】〉:·/]|\s[-–]\s)|"
                        r"(?:임원|정기|승진|조직|본부)\s?(?:승진\s)?인사$|^\S{2,15}\s인사$")
_MIN_STEM = 8
"""The beginning of a title has so many letters."""
_PARTING = "-–—|｜ㅣ│:<>·"

