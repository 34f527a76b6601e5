"""Who wrote it: people, roles and wires, read from Korean bylines and datelines.

Words are read once, left to right. A role (`기자`) or an e-mail address makes people of the names before it;
a block of which no word is left over is nothing but a byline.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.names import CREW, FILM_CREW, NEWSROOM, NO_BYLINE, OUTLET, PAPER, REPORTERS, WIRES, is_korean_name
from newscrawl.text.signature import TOKEN, Reading, bare_people, people_of
from newscrawl.text.signature import Person as Person

SIGN = re.compile("|".join(["@", "protected", *REPORTERS, *CREW]))
"""Words and signs one of which every byline has that says more than names."""
_CREW = re.compile("|".join(CREW))
_SENTENCE = re.compile(r"[가-힣][.?!]\Z")
_OPENING = re.compile(r"\s*(?:\[([^\[\]]{2,90})]|【([^【】]{2,90})】|〔([^〔〕]{2,90})〕|\(([^()]{2,60})\))\s*")
_EQUALS = re.compile(r"\s{0,5}([^=\[\]().?!\n]{2,60})=\s*")
_SENTENCE_END = re.compile(r"(?:[.!?。…]|(?<=[^\s.!?])[\"”’」])[\"'”’」)\]]{0,2}\s*")
_LONGEST = 200
_MAX_CLOSING_CHARS = 30


class Dateline(NamedTuple):
    """What opens a first paragraph; `end` is where the sentence begins."""

    people: list[Person]
    agency: str | None
    end: int


def parse_byline(text: str, outlets: Collection[str] = ()) -> list[Person]:
    """The people a byline names, in its order, each once; papers, desks and programmes are nobody.

    `outlets` are names that are no person's, such as the paper's own. A name without role or e-mail address counts
    only where nothing but names is said. One address for several people under one role is the first one's.

    >>> parse_byline("부산=홍길동·김하늘 인턴 기자 hong@a.kr")
    [Person(name='홍길동', email='hong@a.kr', role='인턴기자'), Person(name='김하늘', email=None, role='인턴기자')]
    >>> parse_byline("온라인뉴스팀")
    []
    """
    return people_of(_reading(text, tuple(outlets)))


def find_wire(text: str) -> str | None:
    """The wire that a dateline, byline or credit names, the last if several.

    >>> find_wire("워싱턴 AFP=연합뉴스"), find_wire("아이뉴스24")
    ('연합뉴스', None)
    """
    wires = [WIRES[match[0]] for match in TOKEN.finditer(text) if match[0] in WIRES]
    return wires[-1] if wires else None


def read_dateline(text: str, outlets: Collection[str] = ()) -> Dateline | None:
    """The dateline or byline that opens a paragraph, or None.

    >>> read_dateline("(서울=연합뉴스) 홍길동 기자 = 새 기술이 나왔다.")
    Dateline(people=[Person(name='홍길동', email=None, role='기자')], agency='연합뉴스', end=19)
    >>> read_dateline("[앵커] 새 기술이 나왔습니다.") is None
    True
    """
    opening = _OPENING.match(text)
    inside = next(filter(None, opening.groups())) if opening else ""
    if opening:
        people = _signers(_reading(inside, tuple(outlets)), strangers=2)
        if not _opens_article(inside, outlets, signed=bool(people)):
            return None
        if people:
            return Dateline(people, find_wire(inside), opening.end())
    equals = _EQUALS.match(text, opening.end() if opening else 0)
    if equals and (people := _signers(_reading(equals[1], tuple(outlets)))):
        return Dateline(people, find_wire(inside), equals.end())
    return Dateline([], find_wire(inside), opening.end()) if opening else None


def may_sign(text: str) -> bool:
    """Whether a text has a word or a sign of a byline at all; a quick test before the others are asked."""
    return bool(SIGN.search(text)) or text.lstrip("[(/ ").startswith(("By ", "by "))


def is_byline(text: str, outlets: Collection[str] = ()) -> bool:
    """Whether a block is nothing but a byline, an address or the camera crew's names.

    >>> is_byline("[홍길동 기자(hong@paper.example)]"), is_byline("홍길동 기자가 말했다.")
    (True, False)
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    if _SENTENCE.search(text[-2:]) and not _CREW.search(text) and not text.startswith(("By ", "by ")):
        return False  # what most lines are; the crew's may end so
    if not may_sign(text):
        return False
    reading = _reading(text, tuple(outlets))
    words = [word for kind, word in reading.tokens if kind == "word"]
    crew = bool(words) and (words[0] in FILM_CREW or (words[0] in CREW and text[0] in "[("))
    if crew and all(word in CREW or is_korean_name(word) for word in words) and not CREW.issuperset(words):
        return True
    if text.startswith(("By ", "by ")) and bare_people(reading):
        return True
    strangers = 1 if text[0] in "[(" and reading.people else 0  # a paper with a name of its own: [가나다 홍길동 기자]
    if reading.has_mail:
        return reading.is_read(strangers)
    people = _signers(reading, strangers)
    return bool(people) and all(is_korean_name(person.name, sure=True) or person.name.isascii() for person in people)


def closes_article(text: str, outlets: Collection[str] = (), authors: Collection[str] = ()) -> bool:
    """Whether a line is a byline if nothing of the article follows it: a desk, or one person with a desk or a role.

    `authors` are names that the page gives; one of them may stand there alone.

    >>> closes_article("디지털뉴스팀"), closes_article("경제부 홍길동"), closes_article("홍길동 가나대 교수"), closes_article("박람회")
    (True, True, True, False)
    """
    if len(text) > _MAX_CLOSING_CHARS or _SENTENCE.search(text[-2:]):
        return False
    reading = _reading(text, tuple(outlets))
    words = [word for kind, word in reading.tokens if kind == "word"]
    if not words or not reading.is_read(strangers=len(words)):
        return False  # a word or a sign that no byline has
    if NEWSROOM.fullmatch("".join(words)):
        return True
    people = people_of(reading)
    if len(people) != 1 or not is_korean_name(people[0].name, sure=True):
        return False
    is_author = people[0].name in authors
    if reading.people:
        return reading.is_read(strangers=1) and (is_author or not authors or (people[0].role or "").endswith(REPORTERS))
    # 문화부 장관: words of two letters are too often no names.
    return is_author or people[0].role is not None or (len(people[0].name) > 2 and any(map(NEWSROOM.fullmatch, words)))


def trailing_byline(text: str, outlets: Collection[str] = ()) -> int | None:
    """Where a byline begins that runs on after a paragraph's last sentence, or None.

    >>> text = "새 제품을 내놓는다. 홍길동 기자 hong@paper.example"
    >>> text[trailing_byline(text):]
    '홍길동 기자 hong@paper.example'
    """
    ends = (match.end() for match in _SENTENCE_END.finditer(text, max(0, len(text) - _LONGEST)))
    return next((end for end in ends if is_byline(text[end:], outlets)), None)


@lru_cache(maxsize=16)  # whether a line is a byline, and whom it names, are two questions
def _reading(text: str, outlets: tuple[str, ...]) -> Reading:
    return Reading(text, outlets)


def _signers(reading: Reading, strangers: int = 0) -> list[Person]:
    """The reporters of a text that is nothing but their byline, save so many strange words before them."""
    wrote = any(person.email or (person.role or "").endswith(REPORTERS) for person in reading.people)
    return people_of(reading) if wrote and reading.is_read(strangers) and not reading.ends_open else []


def _opens_article(inside: str, outlets: Collection[str], *, signed: bool) -> bool:
    """Whether brackets at the start say a place and a paper, or a reporter."""
    before, equals, after = inside.partition("=")
    if not NO_BYLINE.isdisjoint(match[0] for match in TOKEN.finditer(before)):
        return False
    if signed or inside.strip() in (*outlets, *WIRES):
        return True
    papers = [before.strip(), *(match[0] for match in TOKEN.finditer(after))] if equals else []
    said = any(word in WIRES or word in outlets or OUTLET.search(word) for word in papers)
    return said or bool(PAPER.fullmatch(inside.strip()))
