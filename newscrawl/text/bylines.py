"""Who wrote it: people, roles and wires, read from Korean bylines and datelines.

Words are read once, left to right. A role (`기자`) or an e-mail address makes people of the names before it;
a block of which no word is left over is nothing but a byline.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from newscrawl.text.names import (
    BEFORE_ROLES,
    CREW,
    FILM_CREW,
    LABELS,
    LATIN_NAME,
    NO_BYLINE,
    NOT_NAMES,
    OTHERS,
    OUTLET,
    PAPER,
    REPORTERS,
    WIRES,
    is_known,
    is_korean_name,
    is_outlet_word,
    may_be_foreign,
)

_JOIN = "·"
_TOKEN = re.compile(
    r"[\[(<（]?\s?(?P<mail>[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})\s?[\])>）]?"
    r"|(?P<site>(?:https?://|www\.)\S{1,200})|(?P<join>[·ㆍ・‧•∙,/&、])|(?P<equals>[=＝:])"
    r"|(?P<word>[A-Z]\.(?=\s)|[0-9A-Za-z가-힣○◯]+(?:['’-][A-Za-z]{1,30}){0,2})|(?P<mark>\S)"
)
_HIDDEN = re.compile(r"\[?email\s?protected\]?|[(（][一-鿿]{2,4}[)）]")  # an address a proxy took away; a name in hanja
_RUN_ON = re.compile(r"(?:기자|파원)(?=입력|수정|등록|승인|구독|이메일)")  # elements that nothing parted
_ROLES = (*REPORTERS, *OTHERS)
_ROLE = re.compile(rf"(.{{0,20}}?)((?:{'|'.join(BEFORE_ROLES)}){{0,2}}(?:{'|'.join(_ROLES)}))")
SIGN = re.compile("|".join(["@", *REPORTERS, *CREW]))
"""Words and signs one of which every byline has that says more than names."""
_CREW = re.compile("|".join(CREW))
_SENTENCE = re.compile(r"[가-힣][.?!]\Z")
_OPENING = re.compile(r"\s*(?:\[([^\[\]]{2,90})]|【([^【】]{2,90})】|〔([^〔〕]{2,90})〕|\(([^()]{2,60})\))\s*")
_EQUALS = re.compile(r"\s{0,5}([^=\[\]().?!\n]{2,60})=\s*")
_SENTENCE_END = re.compile(r"(?:[.!?。…]|(?<=[^\s.!?])[\"”’」])[\"'”’」)\]]{0,2}\s*")
_BYLINE_MARKS = frozenset("[](){}<>【】〔〕（）|ㅣ◎☞▶-–¶")
_LONGEST = 200


class Person(NamedTuple):
    """Someone a byline names; `role` as the page says it (but `인턴 기자` is `인턴기자`)."""

    name: str
    email: str | None = None
    role: str | None = None


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
    return _people(_Reading(text, outlets))


def find_wire(text: str) -> str | None:
    """The wire that a dateline, byline or credit names, the last if several.

    >>> find_wire("워싱턴 AFP=연합뉴스"), find_wire("아이뉴스24")
    ('연합뉴스', None)
    """
    wires = [WIRES[match[0]] for match in _TOKEN.finditer(text) if match[0] in WIRES]
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
        people = _signers(_Reading(inside, outlets), strangers=2)
        if not _opens_article(inside, outlets, signed=bool(people)):
            return None
        if people:
            return Dateline(people, find_wire(inside), opening.end())
    equals = _EQUALS.match(text, opening.end() if opening else 0)
    if equals and (people := _signers(_Reading(equals[1], outlets))):
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
    if len(text) > _LONGEST or not may_sign(text):
        return False
    if _SENTENCE.search(text[-2:]) and not _CREW.search(text) and not text.startswith(("By ", "by ")):
        return False  # what most lines are that speak of a reporter; the crew's may end so
    reading = _Reading(text, outlets)
    words = [word for kind, word in reading.tokens if kind == "word"]
    crew = bool(words) and (words[0] in FILM_CREW or (words[0] in CREW and text[0] in "[("))
    if crew and all(word in CREW or is_korean_name(word) for word in words) and not CREW.issuperset(words):
        return True
    if text.startswith(("By ", "by ")) and _bare_people(reading):
        return True
    strangers = 1 if text[0] in "[(" and reading.people else 0  # a paper with a name of its own: [가나다 홍길동 기자]
    if reading.has_mail:
        return reading.is_read(strangers)
    people = _signers(reading, strangers)
    return bool(people) and all(is_korean_name(person.name, sure=True) or person.name.isascii() for person in people)


def trailing_byline(text: str, outlets: Collection[str] = ()) -> int | None:
    """Where a byline begins that runs on after a paragraph's last sentence, or None.

    >>> text = "새 제품을 내놓는다. 홍길동 기자 hong@paper.example"
    >>> text[trailing_byline(text):]
    '홍길동 기자 hong@paper.example'
    """
    ends = (match.end() for match in _SENTENCE_END.finditer(text, max(0, len(text) - _LONGEST)))
    return next((end for end in ends if is_byline(text[end:], outlets)), None)


class _Reading:
    """One walk over a byline: the `people`, and the `unread` words that nothing explains."""

    def __init__(self, text: str, outlets: Collection[str] = ()) -> None:
        text = _HIDDEN.sub(" ", unicodedata.normalize("NFC", text))
        if _RUN_ON.search(text):
            text = _RUN_ON.sub(r"\g<0> ", text)
        if any(map(text.__contains__, outlets)):
            text = _named(tuple(outlets)).sub("¶", text)
        self.tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self.people: list[Person] = []
        self.unread: list[str] = []
        self.has_mail = "@" in text and any(kind == "mail" for kind, _ in self.tokens)
        self._words: list[str] = []  # not yet a name, nor unread
        self._mails: list[str] = []
        self._unmailed = self._group = 0
        for kind, word in self.tokens:
            if kind == "word":
                self._take_word(word)
            else:
                self._take_sign(kind, word)
        self.ends_open = any(word != _JOIN for word in self._words)
        self._leave(self._words)
        self._send()

    def is_read(self, strangers: int = 0) -> bool:
        """Whether all was understood but so many words, none of which says that this is something else."""
        marks = {word for kind, word in self.tokens if kind == "mark"}
        return marks <= _BYLINE_MARKS and len(self.unread) <= strangers and NO_BYLINE.isdisjoint(self.unread)

    def _take_sign(self, kind: str, word: str) -> None:
        if kind == "mail":
            if self._words:
                self._name(None)
            self._mails.append(word)
        elif kind == "join":
            self._words.append(_JOIN)
        elif kind == "equals" and self._introduce(word):
            self._words = []
        else:
            self._leave(self._words)
            self._words = []

    def _introduce(self, sign: str) -> bool:
        """Whether the words before a sign only introduce a name: 부산=, 가나신문=, 글·사진=, 글:."""
        if "글" in self._words or (sign == ":" and _JOIN not in self._words and LABELS.issuperset(self._words)):
            return True
        return sign != ":" and len(self._words) < 6 and NO_BYLINE.isdisjoint(self._words)

    def _take_word(self, word: str) -> None:
        if self._mails:
            self._send()
        role = _ROLE.fullmatch(word) if word.endswith(_ROLES) else None
        if not role or (role[1] and role[2] == "연구원"):  # 가나연구원 is where someone works
            self._words.append(word)
            return
        waiting = self._words and is_korean_name(self._words[-1])
        if role[2].endswith(REPORTERS) and is_korean_name(role[1]) and not waiting:  # 홍길동기자, not 유통전문기자
            self._words.append(role[1])
            word = role[2]
        self._name(word)

    def _name(self, role: str | None) -> None:
        """Make people of the names among the words so far."""
        while role and self._words and self._words[-1] in BEFORE_ROLES:
            role = self._words.pop() + role
        names, rest = _split_names(self._words, sure=role is not None)
        self._leave(rest)
        self._words, self._group = [], len(self.people)
        self.people += [Person(name, None, role) for name in names]

    def _leave(self, words: list[str]) -> None:
        if words:
            self.unread += [word for word in words if not (word == _JOIN or is_known(word))]

    def _send(self) -> None:
        """Give the addresses to those before them: to all who wait if they are as many, else to the last role's."""
        if self._mails and self.people:
            first = self._unmailed if len(self.people) - self._unmailed == len(self._mails) else self._group
            for at, mail in zip(range(first, len(self.people)), self._mails, strict=False):
                self.people[at] = self.people[at]._replace(email=mail)
            self._unmailed = len(self.people)
        self._mails = []


@lru_cache(maxsize=64)
def _named(outlets: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names, as a word of its own; the longest first."""
    names = "|".join(re.escape(name) for name in sorted(outlets, key=len, reverse=True) if name)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)" if names else r"(?!)")


def _split_names(words: list[str], *, sure: bool) -> tuple[list[str], list[str]]:
    """The names that end the words (서울 홍길동·김하늘), and the words that are none."""
    end = len(words)
    while end and words[end - 1] == _JOIN:
        end -= 1
    near = list(takewhile(lambda word: word != _JOIN, reversed(words[max(0, end - 3) : end])))
    alike = [back for back, word in enumerate(near) if is_korean_name(word, sure=True)] if sure else []
    back = max(alike[:1], default=0)
    if len(alike) > 1 and len(near[alike[0]]) == 2 and len(near[alike[1]]) == 3:
        back = alike[1]  # 홍길동 우주 전문기자
    names: list[str] = []
    rest = [word for word in words[end - back : end] if word not in NOT_NAMES]
    end -= back
    while end and (length := _name_at_end(words[max(0, end - 4) : end], sure=sure)):
        end -= length
        names.insert(0, " ".join(words[end : end + length]))
        joined = end
        while end and words[end - 1] == _JOIN:
            end -= 1
        beside = end == joined and end and len(names[0]) == len(words[end - 1]) == 3  # 홍길동 김하늘 기자
        if end == joined and not (beside and is_korean_name(words[end - 1])):
            break
    return names, words[:end] + rest


def _name_at_end(words: list[str], *, sure: bool) -> int:
    """How many of the last words are one name: 1 for 홍길동, 2 for John Smith, 0 for none."""
    if is_korean_name(words[-1], sure=sure):
        return 1
    if latin := len(list(takewhile(LATIN_NAME.fullmatch, reversed(words)))):
        return latin if sure or latin > 1 else 0
    foreign = len(list(takewhile(may_be_foreign, reversed(words)))) if sure else 0
    return foreign if foreign > 1 or len(words[-1]) > 2 else 0


def _people(reading: _Reading) -> list[Person]:
    merged: dict[str, Person] = {}
    for person in reading.people or _bare_people(reading):
        known = merged.setdefault(person.name, person)
        merged[person.name] = Person(known.name, known.email or person.email, known.role or person.role)
    return list(merged.values())


def _bare_people(reading: _Reading) -> list[Person]:
    """The people of a byline that has no role; nobody when it says anything else."""
    people: list[Person] = []
    item: list[str] = []
    role = None
    for kind, word in [*reading.tokens, ("mark", "")]:
        if kind == "word" and not word.isdecimal():
            role = word if word in REPORTERS and not item else role
            item += [] if word == role or word in LABELS or is_outlet_word(word) else [word]
        elif item:
            if _name_at_end(item, sure=False) != len(item):
                return []
            people.append(Person(" ".join(item), None, role))
            item, role = [], None
    return people


def _signers(reading: _Reading, strangers: int = 0) -> list[Person]:
    """The reporters of a text that is nothing but their byline, save so many strange words before them."""
    wrote = any(person.email or (person.role or "").endswith(REPORTERS) for person in reading.people)
    return _people(reading) if wrote and reading.is_read(strangers) and not reading.ends_open else []


def _opens_article(inside: str, outlets: Collection[str], *, signed: bool) -> bool:
    """Whether brackets at the start say a place and a paper, or a reporter."""
    before, equals, after = inside.partition("=")
    if not NO_BYLINE.isdisjoint(match[0] for match in _TOKEN.finditer(before)):
        return False
    if signed or inside.strip() in (*outlets, *WIRES):
        return True
    papers = [before.strip(), *(match[0] for match in _TOKEN.finditer(after))] if equals else []
    said = any(word in WIRES or word in outlets or OUTLET.search(word) for word in papers)
    return said or bool(PAPER.fullmatch(inside.strip()))
