"""Tells the language of a text by its letters."""
from __future__ import annotations

import re

MIN_LETTERS = 100
"""A shorter text does not tell its language."""
MIN_SHARE = 0.9
_HANGUL = re.compile(r"[가-힣]+")
_LATIN = re.compile(r"[A-Za-z]+")


def language_of_text(text: str, stated: str) -> str:
    """``ko`` for a text in Hangul, ``en`` for one in Latin letters of which a Korean page says nothing else, as BCP 47 tags; else what
    the page has stated.

    >>> language_of_text("The lights of three lighthouses will be run by software from January, an office said on Thursday. " * 2, "ko")
    'en'
    >>> language_of_text("Le phare de Byeolseom sera désormais veillé par un logiciel, a annoncé jeudi un bureau inventé à Paris. " * 2, "fr")
    'fr'
    >>> language_of_text("iPhone 17 Pro Max", "ko")
    'ko'
    """
    hangul, latin = (sum(map(len, words.findall(text))) for words in (_HANGUL, _LATIN))
    if hangul + latin < MIN_LETTERS:
        return stated
    if stated == "ko":
        return "en" if latin >= MIN_SHARE * (hangul + latin) else stated
    return "ko" if hangul >= MIN_SHARE * (hangul + latin) else stated
