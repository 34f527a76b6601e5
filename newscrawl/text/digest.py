"""The digest of an article: equal text gives an equal digest, on any machine and in any version."""
from __future__ import annotations

import hashlib
import re
import unicodedata

# Unicode's White_Space property. It is listed, since ``\s`` differs between programming languages.
WHITE_SPACE = re.compile("[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NO_WHITE_SPACE = "\x1c\x1d\x1e\x1f"
"""Not white space, though ``str.split`` splits at these; all its other separators are in ``WHITE_SPACE``."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def normalise(text: str) -> str:
    r"""NFC, without invisible characters, each run of white space one blank.

    >>> normalise("A\u00a0 B\n\nC\u200bD ")
    'A B CD'
    """
    if any(map(text.__contains__, _INVISIBLE)):
        text = INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if any(map(text.__contains__, _NO_WHITE_SPACE)):
        return WHITE_SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())


def digest(title: str, body: str) -> str:
    r"""``sha256:`` and the hex digest of the normalised title, a line feed and the normalised body, in UTF-8.

    Paragraphing, line breaks and no-break spaces do not count; every other character does.

    >>> digest("제목", "첫 문단.\n\n둘째 문단.") == digest(" 제목", "첫\u00a0문단. 둘째\n문단.")
    True
    """
    return "sha256:" + hashlib.sha256(f"{normalise(title)}\n{normalise(body)}".encode()).hexdigest()
