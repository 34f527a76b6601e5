"""Parses an image's caption into text and credit.

The credit is at the end, after a sign (`/뉴시스`, `[사진=가나전자]`, `ⓒ가나뉴스`) or, if it is a wire or a reporter,
after a sentence. The credit is not part of the caption's text, nor are a dateline, a lead mark, the photographer's
address and the notice on reuse. The rest is the text, word for word.
"""

import re
from typing import NamedTuple

from newscrawl.text.bylines import BYLINE_CUE, is_byline, read_dateline
from newscrawl.text.names import WIRES
from newscrawl.text.whitespace import one_line


class Caption(NamedTuple):
    """A caption's text, and its credit without `사진=`, `제공`, brackets or `ⓒ`."""

    text: str | None
    credit: str | None


class CreditForm(NamedTuple):
    """One way to write a credit at the end of a caption; `near_miss` looks like `example` and has no credit."""

    name: str
    pattern: re.Pattern[str]
    example: str
    near_miss: str
    labelled: bool = True
    """Whether its sign is used for credits only; then the credit alone is a caption."""
    known_source_only: bool = False
    """Whether the credit must be a wire or a reporter, since the sign has other uses too."""
    cue: re.Pattern[str] | None = None
    """A cheaper pattern that every such credit contains; it is tried first."""


_SOURCE = r"(?:\s?(?:제공|출처|캡처|자료))?"
_LABEL = (  # a colon has many uses (화면: 6인치), an equals sign few
    rf"(?:(?:사진|이미지|자료|그래픽|출처|제공|영상|화면|일러스트|캡처)(?:·[가-힣]{{2,3}})?{_SOURCE}\s?[=＝]"
    rf"|(?:사진|이미지|자료|그래픽|출처){_SOURCE}\s?[:：/])\s?"
)
_WHO = r"(?P<credit>[^\[\]<>()=/ⓒ©]{1,40}(?:\([^()]{1,20}\))?(?:[=/][^\[\]<>()=/]{1,20})?)"
_END = r"[.!?…\"”’)\]]"
_LABEL_WORD = re.compile(r"사진|이미지|자료|그래픽|출처|제공|영상|화면|일러스트|캡처|ⓒ|©|Ⓒ")
"""Every credit with a label contains one of these."""
_KNOWN_WORD = re.compile("|".join([*map(re.escape, WIRES), BYLINE_CUE.pattern, "By ", "by "]))
"""Every wire and every byline contains one of these."""
CREDIT_FORMS = (
    CreditForm(
        "a label in brackets",
        re.compile(rf"[\[(<（【〈]\s?{_LABEL}{_WHO}[\])>）】〉]\.?$"),
        "신제품을 보고 있다. [사진 출처 = 가나전자]",
        "신제품을 보고 있다. (사진 왼쪽)",
    ),
    CreditForm(
        "a label in square brackets without a sign",
        re.compile(rf"\[(?:사진|그래픽)(?:\s?제공|\s?출처)?\s{_WHO}]$"),
        "신제품을 보고 있다. [사진 가나전자]",
        "신제품을 보고 있다. [사진]",
        cue=re.compile("]"),
    ),
    CreditForm(
        "a label",
        re.compile(rf"(?:^|\s?/\s?|\s|(?<={_END})){_LABEL}{_WHO}$"),
        "기념 촬영을 하고 있다. 사진=가나시 제공",
        "기념사진을 찍고 있다.",
        cue=_LABEL_WORD,
    ),
    CreditForm(
        "a provider in brackets",
        re.compile(rf"[\[(<（【]\s?{_WHO}\s?제공\s?[\])>）】]\.?$"),
        "새 공장 전경 [가나전자 제공]",
        "전기차를 무상 제공",
        cue=re.compile("제공"),
    ),
    CreditForm(
        "a provider after the sentence",
        re.compile(rf"(?:(?<={_END})\s|\s/\s?)(?P<credit>[^\[\]<>()=/.]{{2,20}}?)\s제공$"),
        "새 공장을 짓고 있다. 가나전자 제공",
        "가나전자가 전기차를 무상 제공",
        labelled=False,
        cue=re.compile("제공"),
    ),
    CreditForm(
        "a copyright sign",
        re.compile(rf"[\[(<]?\s?[ⓒ©Ⓒ]\s?{_WHO}[\])>]?$"),
        "임시 매장 모습. ⓒ가나뉴스",
        "비타민 C가 든 과일",
        cue=re.compile("[ⓒ©Ⓒ]"),
    ),
    CreditForm(
        "after a slash",
        re.compile(rf"(?:(?<={_END})\s?/\s?|\s/)(?=\S)(?P<credit>[^/\[\]<>()=.,]{{2,20}}(?:[=/][^/=.]{{2,20}})?)$"),
        "신제품을 살펴보고 있다. /가나전자",
        "새로 나온 AI/SW 모델",
        labelled=False,
        cue=re.compile("/"),
    ),
    CreditForm(
        "in brackets",
        re.compile(rf"[\[(<（【]\s?{_WHO}[\])>）】]\.?$"),
        "신제품을 살펴보고 있다. [AP=연합뉴스]",
        "신제품의 이름은 가나다(가칭)",
        labelled=False,
        known_source_only=True,
        cue=_KNOWN_WORD,
    ),
    CreditForm(
        "after the sentence",
        re.compile(rf"(?:^|(?<={_END})\s?|\s/\s|(?<=\d)/)(?P<credit>[^\[\]()/.!?…]{{2,30}}(?:/[^\[\]()/.]{{2,20}})?)$"),
        "신제품을 살펴보고 있다. 부산=홍길동 기자",
        "신제품을 살펴본다. 가나전자",
        labelled=False,
        known_source_only=True,
        cue=_KNOWN_WORD,
    ),
)

_LEAD = re.compile(r"(?:[▲△▴◀▶◁▷▼▽■□◆]\s?){1,3}")
_CAPTION_MARKS = ("▲", "△", "▴", "◀", "◁")
_EXPLAINED = re.compile(r"(?:[\[<(]\s?사진\s?설명\s?[\])>]|[*※]\s?사진\s?설명|사진\s?설명\s?(?=[=:：]))\s?[=:：]?\s?")
_NOTICES = (
    re.compile(r"\s?[*※]?\s?재판매\s및\s?DB\s?금지\.?$"),
    re.compile(r"(?<=제공)\.\s?재판매\s및\s?DB\s?금지(?=[\])])"),
    re.compile(r"\s?[*※]?\s?무단\s?전재[^.]{0,30}금지\.?$"),
    re.compile(r"\s?[(\[<]?[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}[)\]>]?$"),
    re.compile(r"\s?/\s?\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?/$"),
)
_NOTICE_SIGN = re.compile(r"금지|@|/$")
_GLUED = re.compile(r"(?<=[가-힣)\]”’])/([가-힣A-Za-z0-9]{2,15})$")
_SENTENCE = re.compile(r"[.!?]\s|[다요죠까][.!?]?[\"”’]?$")
_RIGHTS = re.compile("저작권|무단|copyright|rights reserved")
"""In lower case: re is slow at words whose case does not count."""
_MAX_LINE_CHARS = 300
# Every caption has one of these; most sentences have none at either end, so they need no closer look.
CREDIT_SIGNS = r"=＝:：/ⓒ©Ⓒ\])>）】〉@"
_HINT = re.compile(rf"^[▲△▴◀◁*※\[<(사]|.[{CREDIT_SIGNS}]|제공$|금지\.?$")
_MAX_CREDIT_CHARS = 42


def parse_caption(text: str, *, certain: bool = False) -> Caption:
    """A caption's text and credit; each is None if it is missing.

    `certain` means that the text is a caption by its position; then a credit directly after a noun is read too.

    >>> parse_caption("▲신제품을 살펴보고 있다. /사진=가나전자 제공")
    Caption(text='신제품을 살펴보고 있다.', credit='가나전자')
    >>> parse_caption("TCP/IP를 쓰는 신제품(가칭)")
    Caption(text='TCP/IP를 쓰는 신제품(가칭)', credit=None)
    >>> parse_caption("새 공장 전경/가나전자"), parse_caption("새 공장 전경/가나전자", certain=True)
    (Caption(text='새 공장 전경/가나전자', credit=None), Caption(text='새 공장 전경', credit='가나전자'))
    """
    caption = _read(text)[0]
    glued = _GLUED.search(caption.text or "") if certain and not caption.credit else None
    return Caption(str(caption.text)[: glued.start()], glued[1]) if glued else caption


def is_caption(text: str) -> bool:
    """Whether a line of the body can only be a caption.

    >>> is_caption("[사진=가나전자]"), is_caption("▲ 신제품을 살펴보는 모습"), is_caption("▲ 서울: 맑음")
    (True, True, False)
    """
    line = one_line(text)
    if not line or len(line) > _MAX_LINE_CHARS or not _HINT.search(line[:1] + line[-_MAX_CREDIT_CHARS:]) or _RIGHTS.search(line.lower()):
        return False
    if _EXPLAINED.match(line):
        return True
    if not line.startswith(_CAPTION_MARKS) and not _LABEL_WORD.search(line):
        return False
    caption, form = _read(line)
    if caption.text is None:
        return form is not None and form.labelled
    if line.startswith(_CAPTION_MARKS) and line.count(line[0]) == 1:
        return form is not None or caption.text.rstrip(".").endswith(" 모습")
    return form is not None and form.labelled and not _SENTENCE.search(caption.text)


def notice_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of notices on reuse in a text, such as 재판매 및 DB 금지.

    >>> notice_spans("[가나전자 제공. 재판매 및 DB 금지]"), notice_spans("재판매를 금지했다.")
    ([(8, 21)], [])
    """
    return [ending.span() for notice in _NOTICES if (ending := notice.search(text))] if "금지" in text else []


def _read(text: str) -> tuple[Caption, CreditForm | None]:
    """The caption, and the form of its credit."""
    rest = one_line(text)
    rest = rest[mark.end() :] if (mark := _LEAD.match(rest)) else rest
    rest = rest[label.end() :] if (label := _EXPLAINED.match(rest)) else rest
    dateline = read_dateline(rest)
    credit, found = None, None
    if dateline:
        rest = rest[dateline.end :]
        credit = dateline.agency or next((person.name for person in dateline.people), None)
    for _ in range(3):
        rest = _without_notices(rest)
        if not (ending := _credit_at_end(rest)):
            break
        rest, name, form = ending
        credit, found = (credit, found) if found else (name, form)
    return Caption(rest or None, credit), found


def _without_notices(text: str) -> str:
    for notice in _NOTICES * 2 if _NOTICE_SIGN.search(text) else ():
        if ending := notice.search(text):
            text = text[: ending.start()] + text[ending.end() :]
    return text.strip()


def _credit_at_end(text: str) -> tuple[str, str, CreditForm] | None:
    """(text before the last credit, credit, its form), or None."""
    for form in CREDIT_FORMS:
        if (form.cue and not form.cue.search(text)) or not (ending := form.pattern.search(text)):
            continue
        credit = _clean_credit(ending["credit"])
        if credit and not _SENTENCE.search(credit) and (not form.known_source_only or _is_known(credit)):
            return text[: ending.start()].rstrip(" /"), credit, form
    return None


def _clean_credit(text: str) -> str:
    """A credit without 제공, and without the place before a wire or a reporter.

    >>> _clean_credit("가나시 제공"), _clean_credit("인천=연합뉴스"), _clean_credit("AP=연합뉴스")
    ('가나시', '연합뉴스', 'AP=연합뉴스')
    """
    text = re.sub(r"\s?(?:제공|자료\s?사진)$", "", text.strip(" .,")).strip()
    place, equals, who = text.partition("=")
    return who.strip() if equals and place not in WIRES and _is_known(who.strip()) else text


def _is_known(who: str) -> bool:
    """Whether a credit is a wire or a reporter."""
    words = re.split(r"[\s/=·,]{1,3}", who)
    return (words[-1] in WIRES and len(words) <= 3) or is_byline(who)
