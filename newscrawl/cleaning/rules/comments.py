"""Readers' comments: their title, and the controls around them."""
from __future__ import annotations

import re

from newscrawl.cleaning.rules.rule import EDGE, WORDS, line

TITLE = line("comment.title",
             r"(?:독자|한\s?줄|네티즌|누리꾼|회원|나도|전체)?\s?(?:댓글|의견|한\s?마디|한\s?줄\s?의견|덧글|코멘트)"
             r"\s?[(\[]?\d{0,6}\s?[개건]?[)\]]?|\d{1,6}\s?개의\s댓글|(?:나도|독자|회원)\s한\s?줄(?:\s?[(\[]?\d{1,6}[)\]]?)?",
             ("독자 한마디 (2)", "댓글 3", "의견"), ("의견이 갈렸다.", "의견"), WORDS)
"""If it is certainly the title of comments, everything after it is dropped: see ``newscrawl.cleaning.passes.reader_comments``."""
# 의견, 한마디 or 의견 1 alone may be a subheading.
_SURE = re.compile(r"댓글|덧글|한\s?줄|독자|네티즌|누리꾼|회원|나도|전체|[(\[]\d")
_COUNT = re.compile(r"[1-9]")

RULES = (
    TITLE,
    line("comment.widget", r"0개의\s댓글|댓글\s?(?:정렬|쓰기|내용\s?입력|삭제|모음|0|달기|운영\s?원칙)|내\s댓글\s모음|"
                           r"최신순(?:[\s|·]{0,3}(?:추천|공감|과거|오래된|등록|답글)순?){0,4}|"
                           r"회원로그인",
         ("댓글쓰기", "최신순 추천순"), ("댓글을 단 사람이 많았다.", "최신순 정렬 기능 추가")),
    line("comment.password", r"비밀번호(?:\s?(?:입력|확인|찾기))?", "비밀번호", ("비밀번호", "비밀번호 없는 세상"), EDGE),
)


def announces_comments(line: str) -> bool:
    """Whether a line is certainly the title of readers' comments.

    >>> announces_comments("독자 의견"), announces_comments("의견"), announces_comments("의견 (2)")
    (True, False, True)
    """
    return TITLE.pattern.fullmatch(line) is not None and _SURE.search(line) is not None


def counts_comments(line: str) -> bool:
    """Whether such a title has the number of comments.

    >>> counts_comments("댓글 3"), counts_comments("댓글 0")
    (True, False)
    """
    return _COUNT.search(line) is not None
