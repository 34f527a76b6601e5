"""Whether a text that its page shows line by line is code, or prose such as old systems keep in ``<pre>``."""
from __future__ import annotations

import re

MIN_WORDS = 6
"""Of an English sentence."""

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_HANGUL = re.compile(r"[가-힣]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE_BEGINS = re.compile(
    r"\s*(?:[$#>%@]\s?\S|//|/\*|\*/|--|</?[a-zA-Z!]|[{}()\[\]]|(?:import|from|def|class|function|var|let|const|public|private|static|return|print|echo|"
    r"sudo|curl|git|npm|pip|SELECT|INSERT|UPDATE|CREATE)\b)")
_CODE_ENDS = re.compile(r"[{};\\]$")
_CODE_WITHIN = re.compile(r"[=-]>|::|==|!=|&&|\|\||[A-Za-z_\])]\s?[+-]?=\s?\S|[A-Za-z_]\w{0,40}\([^가-힣]{0,60}\)")
# Korean prose has lines that begin with brackets, dashes and arrows: [앵커], (서울=연합뉴스), -- 언제 나오나.
_KOREAN_CODE = re.compile(r"\s*(?:[#$]\s|//|/\*|>>>|</?[a-zA-Z!]|print\()|.{0,200}?\w\s=\s[\"'\d\[{]")
_SENTENCE_BEGINS = re.compile(r"[\"'“‘(\[]?[A-Z]")
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)\]]?$")


def reads_as_prose(text: str) -> bool:
    """Whether most of a text is Korean, or English sentences, in lines that code does not have.

    >>> reads_as_prose("새 기술이 나왔다.\\n값은 3만원이다."), reads_as_prose("# 값을 더한다\\ntotal += 3")
    (True, False)
    >>> reads_as_prose("The new model was shown on Monday.\\n"), reads_as_prose("pip install newscrawl")
    (True, False)
    """
    paragraphs = [part for part in _BLANK_LINES.split(text) if part.strip()]
    return sum(len(part) for part in paragraphs if _is_prose(part.strip())) * 2 > sum(map(len, paragraphs))


def _is_prose(paragraph: str) -> bool:
    lines = [line.rstrip() for line in paragraph.split("\n")]
    if sum(map(_is_code, lines)) * 2 >= len(lines):
        return False
    return _is_korean(paragraph) or (len(paragraph.split()) >= MIN_WORDS and _SENTENCE_BEGINS.match(paragraph) is not None
                                     and _SENTENCE_ENDS.search(paragraph[-3:]) is not None)


def _is_code(line: str) -> bool:
    if _CODE_ENDS.search(line[-1:]):
        return True
    if _is_korean(line):
        return _KOREAN_CODE.match(line) is not None
    return _CODE_BEGINS.match(line) is not None or _CODE_WITHIN.search(line) is not None


def _is_korean(text: str) -> bool:
    """Whether most letters are Hangul."""
    return sum(map(len, _HANGUL.findall(text))) * 2 > sum(map(len, _LETTERS.findall(text)))
