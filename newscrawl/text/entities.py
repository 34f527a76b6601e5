"""Character references that were escaped more than once."""

import html
import re

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_MAX_TIMES = 3


def unescaped(text: str) -> str:
    """A text without the character references that decoding has left in it; one without a semicolon is none.

    >>> unescaped("R&amp;amp;D &#039;새 기술&quot;"), unescaped("R&D, Q&A")
    ('R&D \\'새 기술"', 'R&D, Q&A')
    """
    for _ in range(_MAX_TIMES):
        if "&" not in text or not _REFERENCE.search(text):
            break
        text = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
    return text
