"""People, roles and wires, parsed from Korean bylines and datelines.

Words are read once, left to right. A role (`기자`) or an e-mail address makes the names before it people.
A block without unexplained words is a byline.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.names import CREW, FILM_CREW, NEWSROOM, NO_BYLINE, OUTLET, PAPER, REPORTERS, WIRES, is_korean_name
from newscrawl.text.signature import TOKEN, BylineReading, bare_people, people_of
from newscrawl.text.signature import Person as Person

BYLINE_CUE = re.compile("|".join(["@", "protected", *REPORTERS, *CREW]))
"""Every byline that has more than names has one of these words or signs."""
_CREW = re.compile("|".join(CREW))
_SENTENCE = re.compile(r"[가-힣][.?!]\Z")
_OPENING = re.compile(r"\s*(?:\[([^\[\]]{2,90})]|【([^【】]{2,90})】|〔([^〔〕]{2,90})〕|\(([^()]{2,60})\))\s*")
_EQUALS = re.compile(r"\s{0,5}([^=\[\]().?!\n]{2,60})=\s*")
_SENTENCE_END = re.compile(r"(?:[.!?。…]|(?<=[^\s.!?])[\"”’」])[\"'”’」)\]]{0,2}\s*")
_SIGN_OFF = re.compile(r"(?:^|(?<=\s))(?P<name>[가-힣]{2,4}?)(?:\s?(?P<role>기자|특파원|앵커|리포터))?(?P<verb>입니다|이었습니다|였습니다)?\s?[.!]?$")
_BROADCASTER = re.compile(r"채널A|[A-Z]{2,5}\d{0,2}(?:\s?(?:뉴스|NEWS|News|TV))?|[가-힣A-Za-z]{1,10}(?:TV|방송|뉴스)")
_NAME_AND_CREDIT = re.compile(r"([가-힣]{2,4})(?:\s(기자|에디터|리포터))?\s?[/|,·]\s?(?:사진|화면|영상|출처|이미지|자료|그래픽|제공|캡처).{0,40}")
_MAIL_AT_END = re.compile(r"\s*[\[(<]?[\w.+-]{1,64}@[\w.-]{1,100}[\])>]?\s*$", re.ASCII)
_MAX_WORDS_BEFORE = 3
_MAX_BYLINE_CHARS = 200
_MAX_CLOSING_CHARS = 30


class Dateline(NamedTuple):
    """The beginning of a first paragraph; `end` is where the sentence begins."""

    people: list[Person]
    agency: str | None
    end: int


def parse_byline(text: str, outlets: Collection[str] = ()) -> list[Person]:
    """The people in a byline, in order, each once; papers, desks and programmes are no people.

    `outlets` are names of papers, which are no people. A name without role or e-mail address counts only if the byline
    has only names. One address for several people with one role is assigned to the first.

    >>> parse_byline("부산=홍길동·김하늘 인턴 기자 hong@a.kr")
    [Person(name='홍길동', email='hong@a.kr', role='인턴기자'), Person(name='김하늘', email=None, role='인턴기자')]
    >>> parse_byline("온라인뉴스팀")
    []
    """
    return people_of(_reading(text, tuple(outlets)))


def find_wire(text: str) -> str | None:
    """The wire in a dateline, byline or credit; the last if there are several.

    >>> find_wire("워싱턴 AFP=연합뉴스"), find_wire("아이뉴스24")
    ('연합뉴스', None)
    """
    wires = [WIRES[match[0]] for match in TOKEN.finditer(text) if match[0] in WIRES]
    return wires[-1] if wires else None


def read_dateline(text: str, outlets: Collection[str] = ()) -> Dateline | None:
    """The dateline or byline at the beginning of a paragraph, or None.

    >>> read_dateline("(서울=연합뉴스) 홍길동 기자 = 새 기술이 나왔다.")
    Dateline(people=[Person(name='홍길동', email=None, role='기자')], agency='연합뉴스', end=19)
    >>> read_dateline("[앵커] 새 기술이 나왔습니다.") is None
    True
    """
    opening = _OPENING.match(text)
    inside = next(filter(None, opening.groups())) if opening else ""
    if opening:
        people = _signers(_reading(inside, tuple(outlets)), max_unknown=2)
        if not _opens_article(inside, outlets, signed=bool(people)):
            return None
        if people:
            return Dateline(people, find_wire(inside), opening.end())
    equals = _EQUALS.match(text, opening.end() if opening else 0)
    if equals and (people := _signers(_reading(equals[1], tuple(outlets)))):
        return Dateline(people, find_wire(inside), equals.end())
    return Dateline([], find_wire(inside), opening.end()) if opening else None


def may_be_byline(text: str) -> bool:
    """Whether a text has a word or a sign of a byline; a quick test before the others."""
    return bool(BYLINE_CUE.search(text)) or text.lstrip("[(/ ").startswith(("By ", "by "))


def is_byline(text: str, outlets: Collection[str] = ()) -> bool:
    """Whether a block is only a byline, an e-mail address or the names of the camera crew.

    >>> is_byline("[홍길동 기자(hong@paper.example)]"), is_byline("홍길동 기자가 말했다.")
    (True, False)
    """
    text = text.strip()
    if len(text) > _MAX_BYLINE_CHARS:
        return False
    if _SENTENCE.search(text[-2:]) and not _CREW.search(text) and not text.startswith(("By ", "by ")):
        return False  # most lines are sentences; the camera crew's line may end like one
    if not may_be_byline(text):
        return False
    reading = _reading(text, tuple(outlets))
    words = [word for kind, word in reading.tokens if kind == "word"]
    crew = bool(words) and (words[0] in FILM_CREW or (words[0] in CREW and text[0] in "[("))
    if crew and all(word in CREW or is_korean_name(word) for word in words) and not CREW.issuperset(words):
        return True
    if text.startswith(("By ", "by ")) and bare_people(reading):
        return True
    max_unknown = 1 if text[0] in "[(" and reading.people else 0  # an unknown paper: [가나다 홍길동 기자]
    if reading.has_mail:
        return reading.is_read(max_unknown)
    people = _signers(reading, max_unknown)
    return bool(people) and all(is_korean_name(person.name, sure=True) or person.name.isascii() for person in people)


def closes_article(text: str, outlets: Collection[str] = (), authors: Collection[str] = ()) -> bool:
    """Whether a line at the end of the article is a byline: a desk, or one person with a desk or a role.

    `authors` are the names in the page's byline; one of them alone is a byline too.

    >>> closes_article("디지털뉴스팀"), closes_article("경제부 홍길동"), closes_article("홍길동 가나대 교수"), closes_article("박람회")
    (True, True, True, False)
    """
    if len(text) > _MAX_CLOSING_CHARS or _SENTENCE.search(text[-2:]):
        return False
    reading = _reading(text, tuple(outlets))
    words = [word for kind, word in reading.tokens if kind == "word"]
    if not words or not reading.is_read(max_unknown=len(words)):
        return False  # it has a word or a sign that no byline has
    if NEWSROOM.fullmatch("".join(words)):
        return True
    people = people_of(reading)
    if len(people) != 1 or not is_korean_name(people[0].name, sure=True):
        return False
    is_author = people[0].name in authors
    if reading.people:
        return reading.is_read(max_unknown=1) and (is_author or not authors or (people[0].role or "").endswith(REPORTERS))
    # 문화부 장관: words of two syllables are often no names.
    return is_author or people[0].role is not None or (len(people[0].name) > 2 and any(map(NEWSROOM.fullmatch, words)))


def sign_off(text: str, outlets: Collection[str] = ()) -> list[Person]:
    """The reporter who signs off in a broadcast's last line, or who stands there before the picture's credit; [] if there is none.

    >>> [person.name for text in ("가나TV 홍길동입니다.", "MBC뉴스 홍길동", "홍길동 / 사진출처 가나전자") for person in sign_off(text)]
    ['홍길동', '홍길동', '홍길동']
    >>> sign_off("저는 가나전자 홍길동입니다."), sign_off("오늘 뉴스 여기까지입니다.")
    ([], [])
    """
    line = text[-_MAX_BYLINE_CHARS:].rpartition("\n")[2]
    line = _MAIL_AT_END.sub("", line).strip(" ()[]<>")
    if (credit := _NAME_AND_CREDIT.fullmatch(line)) and is_korean_name(credit[1]):
        return [Person(credit[1], None, credit[2])]
    signed = _SIGN_OFF.search(line)
    if not signed or not is_korean_name(signed["name"]):
        return []
    before = [word for word in re.split(r"[\s,.]+", line[:signed.start("name")]) if word]
    at_paper = any(word in outlets or word in WIRES or _BROADCASTER.fullmatch(word) or OUTLET.search(word) for word in before[-2:] if word != "뉴스")
    is_whole = len(before) <= _MAX_WORDS_BEFORE and before[-1:] and before[-1].endswith("뉴스") and "=" not in line
    return [Person(signed["name"], None, signed["role"])] if at_paper and (signed["verb"] or is_whole) else []


def lists_people(previous: str, line: str) -> bool:
    """Whether two lines name a person with an office each, as lines of a personnel notice do: 홍길동 상무, 김하늘 이사."""
    people = [parse_byline(text) if len(text) <= _MAX_CLOSING_CHARS else [] for text in (previous, line)]
    return all(len(found) == 1 and found[0].role and not found[0].email for found in people) and (
        len({(found[0].role or "").endswith(REPORTERS) for found in people}) == 1)


def trailing_byline(text: str, outlets: Collection[str] = ()) -> int | None:
    """Where a byline after a paragraph's last sentence begins, or None.

    >>> text = "새 제품을 내놓는다. 홍길동 기자 hong@paper.example"
    >>> text[trailing_byline(text):]
    '홍길동 기자 hong@paper.example'
    """
    ends = (match.end() for match in _SENTENCE_END.finditer(text, max(0, len(text) - _MAX_BYLINE_CHARS)))
    return next((end for end in ends if is_byline(text[end:], outlets)), None)


@lru_cache(maxsize=16)  # a line is read to tell whether it is a byline, and again for its people
def _reading(text: str, outlets: tuple[str, ...]) -> BylineReading:
    return BylineReading(text, outlets)


def _signers(reading: BylineReading, max_unknown: int = 0) -> list[Person]:
    """The people in a text that is only a byline of reporters, with at most so many unknown words before them."""
    are_reporters = any(person.email or (person.role or "").endswith(REPORTERS) for person in reading.people)
    return people_of(reading) if are_reporters and reading.is_read(max_unknown) and not reading.ends_open else []


def _opens_article(inside: str, outlets: Collection[str], *, signed: bool) -> bool:
    """Whether the brackets at the start have a place and a paper, or a reporter."""
    before, equals, after = inside.partition("=")
    if not NO_BYLINE.isdisjoint(match[0] for match in TOKEN.finditer(before)):
        return False
    if signed or inside.strip() in (*outlets, *WIRES):
        return True
    papers = [before.strip(), *(match[0] for match in TOKEN.finditer(after))] if equals else []
    names_paper = any(word in WIRES or word in outlets or OUTLET.search(word) for word in papers)
    return names_paper or bool(PAPER.fullmatch(inside.strip()))
