"""Text of strangers on a terminal or in a log: nothing in it steers the terminal, turns a line around or cannot be written."""
from __future__ import annotations

import re

# C0 and C1 controls but tab and line feed, what turns the direction of a line, tag characters, line separators, halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")


def printable(text: str) -> str:
    r"""A text with a replacement character for each that must not reach a terminal; tabs and line feeds stay.

    >>> printable("\x1b[31mred\x1b[0m")
    '�[31mred�[0m'
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
