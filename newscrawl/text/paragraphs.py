"""Finds the ends of paragraphs, and subheadings."""
from __future__ import annotations

import re
from itertools import groupby

MAX_HEADING_CHARS = 60
"""A longer text is a paragraph in bold or in an ``<h4>``."""

_BREAK = re.compile(r"\n[\s\u200b\ufeff]*\n")
_SIGNS = tuple("◇◆■□▲")
_SUBHEADING = re.compile(r"[◇◆■□▲]\s?[^\s◇◆■□▲][^◇◆■□▲]*")
_SENTENCE_END = re.compile(r"(?:[.!?…>:,]|[.!?][\"'”’)\]]+)$")


def breaks(text: str) -> list[int]:
    r"""The positions where a new paragraph begins: after two or more line breaks with only white space between.

    >>> breaks("하나\n둘\n \u00a0\n셋")
    [8]
    """
    return [match.end() for match in _BREAK.finditer(text)]


def is_heading(text: str) -> bool:
    """Whether a line that is bold or marked can be a subheading: short, one line, no sentence.

    >>> is_heading("누리호가 남긴 것"), is_heading("누리호가 발사됐다."), is_heading("누리호" * 30)
    (True, False, False)
    """
    return len(text) <= MAX_HEADING_CHARS and "\n" not in text and not _SENTENCE_END.search(text)


def split_subheadings(text: str) -> list[tuple[str, bool]]:
    r"""Splits a paragraph at lines that are subheadings: (text, is a subheading).

    Consecutive marked lines are a list, and stay together.

    >>> split_subheadings("◆ 왜 지금인가\n업계는 이렇게 본다.")
    [('◆ 왜 지금인가', True), ('업계는 이렇게 본다.', False)]
    >>> split_subheadings("■ 방송 : 라디오\n■ 진행 : 홍길동")
    [('■ 방송 : 라디오\n■ 진행 : 홍길동', False)]
    >>> split_subheadings("▲서울 ▲부산 등이다")
    [('▲서울 ▲부산 등이다', False)]
    """
    if "\n" not in text and not text.startswith(_SIGNS):
        return [(text, False)]
    parts: list[tuple[str, bool]] = []
    for marked, group in groupby(text.split("\n"), key=lambda line: bool(_SUBHEADING.fullmatch(line)) and is_heading(line)):
        lines = list(group)
        heading = marked and len(lines) == 1
        if parts and not heading and not parts[-1][1]:
            lines.insert(0, parts.pop()[0])
        parts.append(("\n".join(lines), heading))
    return parts
