"""Parses the words of a byline, left to right, into people and unexplained words."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from newscrawl.text.names import (
    BEFORE_ROLES,
    LABELS,
    LATIN_NAME,
    NO_BYLINE,
    NOT_NAMES,
    OTHERS,
    REPORTERS,
    is_known,
    is_korean_name,
    is_outlet_word,
    may_be_foreign,
)

_JOIN = "·"
TOKEN = re.compile(
    r"[\[(<（]?\s?(?P<mail>[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})\s?[\])>）]?"
    r"|(?P<site>(?:https?://|www\.)\S{1,200})|(?P<join>[·ㆍ・‧•∙,/&、])|(?P<equals>[=＝:])"
    r"|(?P<word>[A-Z]\.(?=\s)|[0-9A-Za-z가-힣○◯]+(?:['’-][A-Za-z]{1,30}){0,2})|(?P<mark>\S)"
)
HIDDEN_MAIL = r"\[?email\s?protected\]?"
"""The text that a proxy puts in place of an e-mail address."""
_HIDDEN = re.compile(rf"{HIDDEN_MAIL}|[(（][一-鿿]{{2,4}}[)）]")  # and a name in hanja
_GLUED_MAIL = re.compile(r"(?<=[가-힣])(?=[A-Za-z0-9_.+-]{1,64}@)")
_REWORDED = (  # wordings that mean the same as a shorter one
    (re.compile(r"(?:글\s?[·ㆍ・,/&]\s?사진|사진\s?[·ㆍ・,/&]\s?글)(?=[\s=:]|$)"), "글"),
    (re.compile(r",?\s?\b[Ss]taff\s(?=[Rr]eporter|[Ww]riter|[Cc]orrespondent)"), " "),
)
_RUN_ON = re.compile(r"(?:기자|파원)(?=입력|수정|등록|승인|구독|이메일)")  # elements without a blank between them
_ROLES = (*REPORTERS, *OTHERS)
_ROLE = re.compile(rf"(.{{0,20}}?)((?:{'|'.join(BEFORE_ROLES)}){{0,2}}(?:{'|'.join(_ROLES)}))")
_SCHOLARS = ("교수", "총장", "강사")
_BYLINE_MARKS = frozenset("[](){}<>【】〔〕（）|ㅣ◎☞▶-–¶")


class Person(NamedTuple):
    """A person in a byline; `role` as on the page (but `인턴 기자` becomes `인턴기자`)."""

    name: str
    email: str | None = None
    role: str | None = None


class BylineReading:
    """A parsed byline: its `people`, and the `unread` words that nothing explains."""

    def __init__(self, text: str, outlets: Collection[str] = ()) -> None:
        text = unicodedata.normalize("NFC", text)
        hidden = "protected" in text and re.search(HIDDEN_MAIL, text) is not None
        text = _GLUED_MAIL.sub(" ", _HIDDEN.sub(" ", text))
        for wording, shorter in _REWORDED if "사진" in text or "taff" in text else ():
            text = wording.sub(shorter, text)
        if _RUN_ON.search(text):
            text = _RUN_ON.sub(r"\g<0> ", text)
        if any(map(text.__contains__, outlets)):
            text = _named(tuple(outlets)).sub("¶", text)
        self.tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in TOKEN.finditer(text)]
        self.people: list[Person] = []
        self.unread: list[str] = []
        self.has_mail = hidden or ("@" in text and any(kind == "mail" for kind, _ in self.tokens))
        self._words: list[str] = []  # not yet a name, nor unread
        self._emails: list[str] = []
        self._first_without_email = self._group = 0
        for kind, word in self.tokens:
            if kind == "word":
                self._take_word(word)
            else:
                self._take_sign(kind, word)
        self.ends_open = any(word != _JOIN for word in self._words)
        self._add_unread(self._words)
        self._assign_emails()

    def is_read(self, max_unknown: int = 0) -> bool:
        """Whether at most so many words are unread, and none of them shows that the text is no byline."""
        marks = {word for kind, word in self.tokens if kind == "mark"}
        return marks <= _BYLINE_MARKS and len(self.unread) <= max_unknown and NO_BYLINE.isdisjoint(self.unread)

    def _take_sign(self, kind: str, word: str) -> None:
        if kind == "mail":
            if self._words:
                self._name(None)
            self._emails.append(word)
        elif kind == "join":
            self._words.append(_JOIN)
        elif kind == "equals" and self._introduce(word):
            self._words = []
        else:
            self._add_unread(self._words)
            self._words = []

    def _introduce(self, sign: str) -> bool:
        """Whether the words before a sign only introduce a name: 부산=, 가나신문=, 글·사진=, 글:."""
        if "글" in self._words or (sign == ":" and _JOIN not in self._words and LABELS.issuperset(self._words)):
            return True
        return sign != ":" and len(self._words) < 6 and NO_BYLINE.isdisjoint(self._words)

    def _take_word(self, word: str) -> None:
        if self._emails and self.people:
            self._assign_emails()
        role = _ROLE.fullmatch(word) if word.endswith(_ROLES) else None
        if not role or (role[1] and role[2] == "연구원"):  # 가나연구원 is where someone works
            self._words.append(word)
            return
        follows_name = self._words and is_korean_name(self._words[-1])
        if role[2].endswith(REPORTERS) and is_korean_name(role[1]) and not follows_name:  # 홍길동기자, not 유통전문기자
            self._words.append(role[1])
            word = role[2]
        self._name(word)

    def _name(self, role: str | None) -> None:
        """Adds people for the names among the words so far."""
        while role and self._words and self._words[-1] in BEFORE_ROLES:
            role = self._words.pop() + role
        names, rest = _split_names(self._words, role)
        self._add_unread(rest)
        self._words, self._group = [], len(self.people)
        self.people += [Person(name, None, role) for name in names]
        if self._emails and not self._group and self.people:  # an address before the first name
            self._emails = [] if self.unread else self._emails
            self._assign_emails()

    def _add_unread(self, words: list[str]) -> None:
        if words:
            self.unread += [word for word in words if not (word == _JOIN or is_known(word))]

    def _assign_emails(self) -> None:
        """Assigns the addresses to the people before them: to all without one if the numbers are equal, else to those of the last role."""
        if self._emails and self.people:
            first = self._first_without_email if len(self.people) - self._first_without_email == len(self._emails) else self._group
            for index, mail in zip(range(first, len(self.people)), self._emails, strict=False):
                self.people[index] = self.people[index]._replace(email=mail)
            self._first_without_email = len(self.people)
        self._emails = []


@lru_cache(maxsize=64)
def _named(outlets: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the names as a whole word, the longest first."""
    names = "|".join(re.escape(name) for name in sorted(outlets, key=len, reverse=True) if name)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)" if names else r"(?!)")


def _split_names(words: list[str], role: str | None) -> tuple[list[str], list[str]]:
    """(names, other words) of the words before a role: 서울 홍길동·김하늘."""
    end, sure = len(words), role is not None
    while end and words[end - 1] == _JOIN:
        end -= 1
    near = list(takewhile(lambda word: word != _JOIN, reversed(words[max(0, end - 3) : end])))
    named = [back for back, word in enumerate(near) if is_korean_name(word, sure=True)] if sure else []
    back = max(named[:1], default=0)
    at_university = named and near[named[0]].endswith("대") and (role or "").endswith(_SCHOLARS)
    if len(named) > 1 and len(near[named[1]]) == 3 and (len(near[named[0]]) == 2 or at_university):
        back = named[1]  # 홍길동 우주 전문기자, 홍길동 가나대 교수
    names: list[str] = []
    rest = [word for word in words[end - back : end] if word not in NOT_NAMES]
    end -= back
    while end and (length := _name_at_end(words[max(0, end - 4) : end], sure=sure)):
        end -= length
        names.insert(0, " ".join(words[end : end + length]))
        joined = end
        while end and words[end - 1] == _JOIN:
            end -= 1
        is_second_name = end == joined and end and len(names[0]) == len(words[end - 1]) == 3  # 홍길동 김하늘 기자
        if end == joined and not (is_second_name and is_korean_name(words[end - 1])):
            break
    return names, words[:end] + rest


def _name_at_end(words: list[str], *, sure: bool) -> int:
    """How many of the last words form one name: 1 for 홍길동, 2 for John Smith, 0 for none."""
    if is_korean_name(words[-1], sure=sure):
        return 1
    if latin := len(list(takewhile(LATIN_NAME.fullmatch, reversed(words)))):
        return latin if sure or latin > 1 else 0
    foreign = len(list(takewhile(may_be_foreign, reversed(words)))) if sure else 0
    return foreign if foreign > 1 or len(words[-1]) > 2 else 0


def people_of(reading: BylineReading) -> list[Person]:
    """The people in a byline, each once."""
    return merged(reading.people or bare_people(reading))


def merged(people: Iterable[Person]) -> list[Person]:
    """Each person once, in the order of their first mention, with their e-mail address and role from any mention."""
    known: dict[str, Person] = {}
    for person in people:
        before = known.setdefault(person.name, person)
        known[person.name] = Person(person.name, before.email or person.email, before.role or person.role)
    return list(known.values())


def bare_people(reading: BylineReading) -> list[Person]:
    """The people in a byline that has only names; [] if it has other words."""
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
