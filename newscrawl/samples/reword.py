"""Replaces a page's Korean words by invented ones, and leaves all that reading goes by: markup, dates, numbers, labels, bylines' shape.

A word is always replaced by the same one, wherever it stands and however it is written (letters, ``\\uac00``, ``&#44032;``,
``%EA%B0%80``), so that the title in ``og:title`` is still that of the heading. Nothing is random: the same page gives the same bytes.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from functools import lru_cache
from html import unescape
from urllib.parse import quote, unquote

from newscrawl.cleaning.rules import comments
from newscrawl.cleaning.rules.matcher import rule_of_line
from newscrawl.samples.mail import reworded_mail
from newscrawl.text import names
from newscrawl.text.captions import notice_spans
from newscrawl.text.charset import choose_encoding
from newscrawl.text.whitespace import one_line

# Neither surnames nor endings, and in every Korean encoding: what is made of them is taken for no name and no label.
SYLLABLES = "루무누두투후머버더너러허호토모보로브스므르느비디리티히"
"""Of which words are invented."""

# Words of the trade: reading goes by them, and they tell nothing of the article.
_TRADE = (
    "기사 뉴스 함께 읽기 입력 수정 등록 승인 발행 발행일 송고 작성 작성일 게시 게시일 최종 업데이트 기자 기자명 글 사진 제공 출처 자료 캡처 그래픽 "
    "오전 오후 어제 오늘 그제 그저께 방금 전 월요일 화요일 수요일 목요일 금요일 토요일 일요일 저작권자 저작권 무단 무단전재 전재 재배포 "
    "재판매 복제 배포 사용 금지 학습 활용 이용 및 관련 관련기사 연관 추천 인기 최신 주요 이전 다음 많이 본 실시간 속보 단독 종합 댓글 답글 "
    "공유 인쇄 스크랩 글자 크기 글씨 본문 보기 더보기 닫기 목록 바로가기 바로 구독 구독하기 신청 뉴스레터 채널 추가 후원 팔로우 페이스북 "
    "트위터 카카오톡 카카오스토리 네이버 블로그 밴드 라인 이메일 복사 주소 광고 홈 현재위치 전체기사 로그인 회원가입 회원 전용 회원전용기사 "
    "다른 다른기사 기자의 제보 문의 검색 메뉴 섹션 앵커 리포트 인터뷰 영상 끝 대표전화 발행인 편집인 사업자등록번호 청소년보호책임자 "
    "개인정보처리방침 개인정보 처리방침 이용약관 찾을 없는 없습니다 삭제 삭제된 존재하지 않는 링크 링크입니다 "
    "페이지 시간 최종 기사입력 최종수정 유료 프리미엄 구독자 데이터 모습 설명 이미지 화면 일러스트")
LABELS = (names.NOT_NAMES | names.NO_BYLINE | names.LABELS | names.CREW | names.PLACES | names.SECTIONS | frozenset(
    (*_TRADE.split(), *names.WIRES, *names.REPORTERS, *names.OTHERS, *names.BEFORE_ROLES)))
_ROLES = sorted((*names.REPORTERS, *names.OTHERS), key=len, reverse=True)
_OUTLETS = ("뉴스", "신문", "일보", "방송", "닷컴", "타임스", "데일리", "투데이", "미디어", "저널", "통신", "경제", "팀", "부")
_ENDINGS = ("되었습니다", "되었을", "하시면", "에게만", "이라고", "습니다", "입니다", "했습니다", "합니다", "에서", "에게", "으로", "까지",
            "부터", "처럼", "보다", "라고", "하고", "하는", "했다", "한다", "됐다", "된다", "였다", "이다",
            *"은는이가을를의에도로와과만다요죠까며고지서면한된할들")
_FINAL = frozenset("다요죠까")
_UNITS = re.compile(r"시간|개월|만원|억원|조원|[년월일시분초전주만억조원명개건곳차위호편회세층]")

_WEEKDAYS = frozenset(f"({day})" for day in "월화수목금토일")
_HANGUL = r"[가-힣]+"
_WORD = re.compile(rf"{_HANGUL}|(?:\\u(?:[abcABC][0-9a-fA-F]{{3}}|[dD][0-7][0-9a-fA-F]{{2}}))+|(?:&\#(?:4[4-9]|5[0-5])\d{{3}};)+|"
                   r"(?:%[eE][a-dA-D](?:%[89abAB][0-9a-fA-F]){2})+")
_PIECE = re.compile(r"[^<>\"\n{}]+")
_SENTENCE = re.compile(r"[가-힣)\]][.?!](?:\s|[\"'”’)\]]|$)")
MAX_WORD_CHARS = 30
"""Letters; what is longer has no parts that reading goes by."""
MAX_LABEL_CHARS = 5
"""Words; what has more is running text."""
MAX_IN_A_ROW = 2
"""Words of a running text that may be left as they are."""
# Families of cleaning rules whose lines hold no word of an article, nor a name.
_FIXED = frozenset({"share", "copyright", "time", "tools", "ad", "enlarge", "notice", "login", "agency", "end"})


def reword(page: bytes, keep: Collection[str] = (), content_type: str | None = None) -> bytes:
    """The page in its own encoding. ``keep`` are names that stay as they are: those of the paper and of its sections."""
    encoding = choose_encoding(page, content_type)
    # A byte that is none of the encoding's stays what it is.
    text = reworded_mail(page.decode(encoding, "surrogateescape"))
    kept = frozenset(word for name in keep for word in re.findall(_HANGUL, name))
    return _PIECE.sub(lambda piece: _reworded(piece[0], kept), text).encode(encoding, "surrogateescape")


def is_korean(text: str) -> bool:
    """Whether a text is mostly Korean; words of another language stay as they are.

    >>> is_korean("로봇 Optimus가 나왔다"), is_korean("서울 Solar Barge Powers Harbour Cranes")
    (True, False)
    """
    hangul, latin = (sum(map(len, re.findall(letters, text))) for letters in (_HANGUL, r"[A-Za-z]+"))
    return 2 * hangul >= latin


def reword_url(url: str) -> str:
    """An address as it stands on the reworded page."""
    return _WORD.sub(lambda match: _written(match[0], replacement), reworded_mail(url))


def _reworded(piece: str, kept: frozenset[str]) -> str:
    """What stands between two signs of markup."""
    rule = rule_of_line(one_line(unescape(piece)))
    if rule and (rule.family in _FIXED or rule is comments.TITLE):
        return piece
    notices = notice_spans(piece)
    found = [match for match in _WORD.finditer(piece) if not any(begin <= match.start() < end for begin, end in notices)]
    of_time = [_is_of_time(piece, match) for match in found]
    is_running = of_time.count(False) > MAX_LABEL_CHARS or bool(_SENTENCE.search(piece))
    parts: list[str] = []
    end = unchanged = 0
    for match, is_time in zip(found, of_time, strict=True):
        word = _replaced(piece, match, kept)
        unchanged = unchanged + 1 if word == match[0] and not is_time else 0
        if is_running and unchanged > MAX_IN_A_ROW:
            word, unchanged = _written(match[0], invented), 0
        parts += (piece[end:match.start()], word)
        end = match.end()
    return "".join([*parts, piece[end:]])


def _is_of_time(piece: str, match: re.Match[str]) -> bool:
    """Whether a word is part of a date: 11일 (수) 14:22."""
    return piece[match.start() - 1:match.start()].isdigit() or piece[match.start() - 1:match.end() + 1] in _WEEKDAYS


def _replaced(piece: str, match: re.Match[str], kept: frozenset[str]) -> str:
    if piece[match.start() - 1:match.end() + 1] in _WEEKDAYS:
        return match[0]
    unit = _UNITS.match(match[0]) if piece[match.start() - 1:match.start()].isdigit() else None
    if unit:  # 20일까지, 3만명
        rest = match[0][unit.end():]
        return unit[0] + (replacement(rest) if rest else "")
    return _written(match[0], lambda word: word if _is_kept(word, kept) else replacement(word))


def _is_kept(word: str, kept: frozenset[str]) -> bool:
    """Whether a word is a name that stays, maybe with an ending: 한빛일보는."""
    return word in kept or any(word.startswith(name) and word[len(name):] in _ENDINGS for name in kept)


def _written(word: str, new: Callable[[str], str]) -> str:
    """The new word in the old one's way of writing."""
    if word[0] == "\\":
        plain = word.encode("ascii").decode("unicode-escape")
        return word if not re.fullmatch(_HANGUL, plain) else new(plain).encode("ascii", "backslashreplace").decode("ascii")
    if word[0] == "&":
        return new(unescape(word)).encode("ascii", "xmlcharrefreplace").decode("ascii")
    if word[0] == "%":
        plain = unquote(word, errors="replace")
        return word if not re.fullmatch(_HANGUL, plain) else quote(new(plain))
    return new(word)


@lru_cache(maxsize=50_000)
def replacement(word: str) -> str:
    """An invented word of the same length; labels stay, and so do roles, endings and the first letter of what may be a name.

    >>> replacement("기자"), replacement("기자가")
    ('기자', '기자가')
    >>> len(replacement("밝혔다")), replacement("밝혔다")[-1]
    (3, '다')
    """
    if len(word) > MAX_WORD_CHARS:
        return invented(word)
    if word in LABELS or any(word[:half] in LABELS and word[half:] in LABELS for half in range(2, len(word) - 1)):
        return word
    for endings in (_ROLES, _OUTLETS, _ENDINGS):
        for ending in endings:
            # A stem of one syllable would as often be the first half of a word, but for what ends a sentence: 있다.
            if word.endswith(ending) and len(word) >= len(ending) + (1 if ending in _FINAL else 2):
                return replacement(word[:-len(ending)]) + ending
    return invented(word)


def invented(word: str) -> str:
    head = 1 if len(word) > 1 and word[0] in names.SURNAMES else 0
    digest = hashlib.sha256(word.encode()).digest()
    letters = [SYLLABLES[digest[place % len(digest)] % len(SYLLABLES)] for place in range(head, len(word))]
    if letters[-1] == word[-1]:
        letters[-1] = SYLLABLES[SYLLABLES.index(word[-1]) - 1]
    return word[:head] + "".join(letters)
