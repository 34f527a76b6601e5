"""Compares a headline in a listing with the title of a page, and a title with its text."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from html import unescape
from typing import Literal

from newscrawl.text.whitespace import letters_of

Likeness = Literal["same", "similar", "unlike"]

MIN_PART = 8
"""A part of a headline with fewer letters may be in any."""
MIN_INNER_SHARE = 0.5
"""A headline inside another must have this share of its letters."""
SIMILAR_SHARE = 0.4
"""Headlines with this share of letter pairs in common are one that was rewritten. Of other articles' titles 99 in 100 have under 0.21."""
_LABELS = re.compile(r"^(?:\s*[\[(<【〈［][^\])>】〉］]{1,12}[\])>】〉］])+")
_CUT = re.compile(r"(?:…|\.{2,}|‥)\s*$")
_DIGITS = re.compile(r"\d+")
# A ray id, a session, an address, a number: what differs on one notice at many addresses.
_PASSING = re.compile(r"https?://\S+|[a-z]*\d[0-9a-z:._-]*", re.IGNORECASE)


def likeness(title: str, headline: str) -> Likeness:
    """Whether a title is that headline: whole or cut, with or without labels, punctuation and the paper's name.

    >>> likeness("[단독] 새 기술이 나왔다 - 가나신문", "새 기술이 나왔&#44;다…"), likeness("3번 기사의 제목", "13번 기사의 제목")
    ('same', 'unlike')
    >>> likeness("새 기술, 값이 절반인 까닭", "값이 절반인 새 기술의 비밀"), likeness("자동 입력 방지", "새 기술이 나왔다")
    ('similar', 'unlike')
    """
    title, headline = _plain(title), _plain(headline)
    one, other = (letters_of(_LABELS.sub("", text)) or letters_of(text) for text in (title, headline))
    if not one or not other:
        return "unlike"
    if one == other or letters_of(title) == letters_of(headline) or _is_part(one, other, cut=bool(_CUT.search(headline))):
        return "same"
    if _DIGITS.sub("", one) == _DIGITS.sub("", other):
        return "unlike"  # one of a series
    return "similar" if 2 * len(pairs(one) & pairs(other)) >= SIMILAR_SHARE * (len(pairs(one)) + len(pairs(other))) else "unlike"


def share_in(headline: str, text: str) -> float:
    """The share of a headline's letter pairs that are in a text, 0 to 1."""
    wanted = pairs(letters_of(_LABELS.sub("", _plain(headline))))
    found = letters_of(_plain(text))
    return sum(map(found.__contains__, wanted)) / len(wanted) if wanted else 0.0


def pairs(letters: str) -> set[str]:
    return {letters[position:position + 2] for position in range(len(letters) - 1)}


def gist(text: str) -> str:
    """A digest of a text without its numbers, addresses and signs: equal for one notice at many addresses.

    >>> gist("확인해 주세요. Ray ID: 8f2a91") == gist("확인해 주세요! Ray ID: 77bc03")
    True
    """
    return hashlib.sha256(letters_of(_PASSING.sub("", text)).casefold().encode()).hexdigest()[:16]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", unescape(text)).casefold() if not text.isascii() or "&" in text else text.casefold()


def _is_part(one: str, other: str, *, cut: bool) -> bool:
    """Whether one is the beginning of the other, or most of it. ``cut``: the headline ends with an ellipsis."""
    short, long = sorted((one, other), key=len)
    start = long.find(short)
    if start < 0 or (start > 0 and len(short) < MIN_INNER_SHARE * len(long)) or len(short) < (MIN_PART // 2 if cut else MIN_PART):
        return False
    before, after = long[:start][-1:], long[start + len(short):][:1]
    return not (before.isdigit() and short[0].isdigit()) and not (after.isdigit() and short[-1].isdigit())
