"""Who wrote it: people, roles and wires, read from Korean bylines and datelines.

Words are read once, left to right. A role (`기자`) or an e-mail address makes people of the names before it;
a block of which no word is left over is nothing but a byline.
"""

import re
import unicodedata
from collections.abc import Collection
from itertools import takewhile
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# 통계청, 2015 인구주택총조사 (kosis.kr, DT_1IN15SD): what about a thousand people or more are called.
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구류나민진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음동온시호범좌팽승간상갈단견당"
    "화창빈갑돈순옹평판종아리림"
)
LONG_SURNAMES = _words("남궁 황보 제갈 선우 사공 서문 독고 동방")
_AGENCIES = _words("AP AFP 로이터 신화 교도 블룸버그 타스")
WIRES = (  # as pages say it -> as records say it
    {wire: wire for wire in _AGENCIES | _words("연합뉴스 연합뉴스TV 연합인포맥스 뉴시스 뉴스1 UPI EPA dpa")}
    | {f"{wire}통신": wire for wire in _AGENCIES}
    | {"연합": "연합뉴스", "신화사": "신화"}
)
_REPORTERS = (
    *_words("기자 특파원 논설위원 해설위원 편집위원 칼럼니스트 논설실장 주필 편집장 편집국장 에디터 앵커 리포터"),
    *_words("아나운서 캐스터 통신원 피디 PD VJ Reporter reporter Correspondent correspondent"),
)
_OTHERS = _words(
    "교수 대표 대표이사 위원 위원장 연구위원 연구원 변호사 변리사 평론가 작가 박사 원장 소장 센터장 회장 사장 이사 "
    "국장 부국장 부장 차장 팀장 실장 본부장 단장 총장 애널리스트 컨설턴트 회계사 강사 시인 CP"
)
_BEFORE_ROLES = _words("인턴 수습 선임 수석 책임 객원 초빙 명예 전문 상임 석좌")
_PLACES = _words(
    "서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주 강릉 거제 경산 경주 고양 "
    "공주 과천 광명 광양 구리 구미 군산 김제 김천 김포 김해 나주 남양주 남원 논산 당진 동해 마산 목포 문경 밀양 보령 "
    "부천 사천 상주 서귀포 서산 성남 속초 수원 순천 시흥 아산 안동 안산 안성 안양 양산 양주 여수 여주 연천 영주 영천 "
    "오산 용산 용인 원주 의왕 의정부 이천 익산 장성 전주 정선 정읍 제천 진주 진천 창원 천안 청주 춘천 충주 태백 통영 "
    "파주 평창 평택 포천 포항 하남 홍성 홍천 화성 여의도 강원도 경기도 전라도 경상도 제주도 홍콩 방콕 하노이 오사카 "
    "두바이 선전 상하이 한국 중국 미국"
)
_NOT_NAMES = _words(  # built like names, and met around bylines
    "기자 기사 기획 기획국 사설 사진 사회 사업국 경제 정치 정보 정책 정책국 정리 문화 문의처 국제 국내 산업 금융 연예 "
    "연재 방송 방송국 신문 신고 이슈 이전 이날 이메일 이미지 이야기 온라인 디지털 인터넷 스포츠 글로벌 모바일 게임 "
    "바이오 반도체 자동차 부동산 라이프 편집 편집국 편집자 제작국 구독 구독자 구성 공유 공동 공식 공지 관리자 운영자 "
    "승인 입력 수정 등록 송고 발행 "
    "담당 담당자 최신 최신순 인기 인쇄 인턴 주요 주소 주간 주재 지역 지면 전체 전문 전직 전화 현직 현장 여행 여성 남성 "
    "명예 유명 유료 고참 원로 동료 동영상 선배 선임 시민 시사 소속 소비자 종합 추천 오피니언 단독 상세 표지 특집 취재 "
    "출입 후배 신입 중견 외신 본지 본보 해당 응원 연결 화면 한겨레 전자 통신 서울대 고려대 연세대 한양대 경희대 부산대 "
    "전남대 전북대 강원대 인하대"
)
_NO_BYLINE = _words(
    "사진 사진제공 사진설명 이미지 자료 자료사진 그래픽 일러스트 영상 출처 캡처 표 제공 문의 제보 광고 보도자료 진행 "
    "출연 대담 사회"
)
_LABELS = _words("By by 글 글쓴이 그림 작성자 등록자 기자명 저자 번역 정리 취재 편집 공감언론")
_FILM_CREW = _words("영상취재 영상편집 영상그래픽 영상디자인 촬영 촬영기자 자료조사 리서처")
_CREW = _FILM_CREW | _words("취재 편집 영상 그래픽 디자인 구성 연출 자막 CG VJ PD")
_OUTLET = re.compile(
    r".(?:뉴스\d{0,2}|신문|일보|방송|닷컴|타임[스즈]|데일리|투데이|비즈|미디어|저널|매거진|포스트|프레스|통신|경제|스포츠|조선|코리아|TV)$"
)
_DESK = re.compile(
    r".(?:팀|부|넷|룸|센터|본부|총국|지국|연구소|연구실|연구원|협회|학회|재단|위원회|대학교?|학과|그룹|전자|기자단)$"
)
_PAPER = re.compile(r"(?!주요|오늘|속보|해외|국내|모닝)[가-힣]{2,12}(?:뉴스|신문|일보|데일리|타임스|투데이)")
_HANGUL_NAME = re.compile(r"[가-힣○◯]{1,3}(?![는를])[가-힣○◯]")
_LATIN_NAME = re.compile(
    r"(?!(?:Korea|News|Times|Daily|Editors?|Team|Desk|Staff|Media|Today|Online|Press|Post|Journal|Tech|The|By)\b)"
    r"(?:Mc|Mac|De|[OD]['’])?[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?|[A-Z]\."
)
_JOIN = "·"
_TOKEN = re.compile(
    r"[\[(<（]?\s?(?P<mail>[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})\s?[\])>）]?"
    r"|(?P<site>(?:https?://|www\.)\S{1,200})|(?P<join>[·ㆍ・‧•∙,/&、])|(?P<equals>[=＝:])"
    r"|(?P<word>[A-Z]\.(?=\s)|[0-9A-Za-z가-힣○◯]+(?:['’-][A-Za-z]{1,30}){0,2})|(?P<mark>\S)"
)
_HIDDEN = re.compile(r"\[?email\s?protected\]?|[(（][一-鿿]{2,4}[)）]")  # an address a proxy took away; a name in hanja
_RUN_ON = re.compile(r"(?<=기자|파원)(?=입력|수정|등록|승인|구독|이메일)")  # elements that nothing parted
_ROLE = re.compile(rf"(.{{0,20}}?)((?:{'|'.join(_BEFORE_ROLES)}){{0,2}}(?:{'|'.join((*_REPORTERS, *_OTHERS))}))")
_SIGNED = re.compile(r"@|^\W?[Bb]y |" + "|".join((*_REPORTERS, *_CREW)))
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
    reading = _Reading(text, outlets)
    merged: dict[str, Person] = {}
    for person in reading.people or _bare_people(reading):
        known = merged.setdefault(person.name, person)
        merged[person.name] = Person(known.name, known.email or person.email, known.role or person.role)
    return list(merged.values())


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
    if opening and not _opens_article(inside, outlets):
        return None
    if opening and (people := _signers(inside, outlets, strangers=2)):
        return Dateline(people, find_wire(inside), opening.end())
    equals = _EQUALS.match(text, opening.end() if opening else 0)
    if equals and (people := _signers(equals[1], outlets)):
        return Dateline(people, find_wire(inside), equals.end())
    return Dateline([], find_wire(inside), opening.end()) if opening else None


def may_sign(text: str) -> bool:
    """Whether a text has a word or a sign of a byline at all; a quick test before the others are asked."""
    return bool(_SIGNED.search(text))


def is_byline(text: str, outlets: Collection[str] = ()) -> bool:
    """Whether a block is nothing but a byline, an address or the camera crew's names.

    >>> is_byline("[홍길동 기자(hong@paper.example)]"), is_byline("홍길동 기자가 말했다.")
    (True, False)
    """
    text = text.strip()
    if len(text) > _LONGEST or not _SIGNED.search(text):
        return False
    reading = _Reading(text, outlets)
    words = [word for kind, word in reading.tokens if kind == "word"]
    crew = bool(words) and (words[0] in _FILM_CREW or (words[0] in _CREW and text[0] in "[("))
    if crew and all(word in _CREW or _is_korean_name(word) for word in words) and not _CREW.issuperset(words):
        return True
    if text.startswith(("By ", "by ")) and _bare_people(reading):
        return True
    strangers = 1 if text[0] in "[(" and reading.people else 0  # a paper with a name of its own: [가나다 홍길동 기자]
    if reading.has_mail:
        return reading.is_read(strangers)
    people = _signers(text, outlets, strangers)
    return bool(people) and all(_is_korean_name(person.name, sure=True) or person.name.isascii() for person in people)


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
        text = _RUN_ON.sub(" ", _HIDDEN.sub(" ", unicodedata.normalize("NFC", text)))
        if names := "|".join(re.escape(name) for name in sorted(outlets, key=len, reverse=True) if name):
            text = re.sub(rf"(?<!\w)(?:{names})(?!\w)", "¶", text)
        self.tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self.people: list[Person] = []
        self.unread: list[str] = []
        self.has_mail = any(kind == "mail" for kind, _ in self.tokens)
        self._words: list[str] = []  # not yet a name, nor unread
        self._mails: list[str] = []
        self._unmailed = self._group = 0
        for kind, word in self.tokens:
            self._take(kind, word)
        self.ends_open = any(word != _JOIN for word in self._words)
        self._leave(self._words)
        self._send()

    def is_read(self, strangers: int = 0) -> bool:
        """Whether all was understood but so many words, none of which says that this is something else."""
        marks = {word for kind, word in self.tokens if kind == "mark"}
        return marks <= _BYLINE_MARKS and len(self.unread) <= strangers and _NO_BYLINE.isdisjoint(self.unread)

    def _take(self, kind: str, word: str) -> None:
        if kind == "mail":
            if self._words:
                self._name(None)
            self._mails.append(word)
        elif kind == "join":
            self._words.append(_JOIN)
        elif kind == "word":
            self._send()
            self._take_word(word)
        elif kind == "equals" and self._introduce(word):
            self._words = []
        else:
            self._leave(self._words)
            self._words = []

    def _introduce(self, sign: str) -> bool:
        """Whether the words before a sign only introduce a name: 부산=, 가나신문=, 글·사진=, 글:."""
        if "글" in self._words or (sign == ":" and _JOIN not in self._words and _LABELS.issuperset(self._words)):
            return True
        return sign != ":" and len(self._words) < 6 and _NO_BYLINE.isdisjoint(self._words)

    def _take_word(self, word: str) -> None:
        role = _ROLE.fullmatch(word)
        if not role or (role[1] and role[2] == "연구원"):  # 가나연구원 is where someone works
            self._words.append(word)
            return
        waiting = self._words and _is_korean_name(self._words[-1])
        if role[2].endswith(_REPORTERS) and _is_korean_name(role[1]) and not waiting:  # 홍길동기자, not 유통전문기자
            self._words.append(role[1])
            word = role[2]
        self._name(word)

    def _name(self, role: str | None) -> None:
        """Make people of the names among the words so far."""
        while role and self._words and self._words[-1] in _BEFORE_ROLES:
            role = self._words.pop() + role
        names, rest = _split_names(self._words, sure=role is not None)
        self._leave(rest)
        self._words, self._group = [], len(self.people)
        self.people += [Person(name, None, role) for name in names]

    def _leave(self, words: list[str]) -> None:
        self.unread += [word for word in words if not (word == _JOIN or _is_known(word))]

    def _send(self) -> None:
        """Give the addresses to those before them: to all who wait if they are as many, else to the last role's."""
        if self._mails and self.people:
            first = self._unmailed if len(self.people) - self._unmailed == len(self._mails) else self._group
            for at, mail in zip(range(first, len(self.people)), self._mails, strict=False):
                self.people[at] = self.people[at]._replace(email=mail)
            self._unmailed = len(self.people)
        self._mails = []


def _split_names(words: list[str], *, sure: bool) -> tuple[list[str], list[str]]:
    """The names that end the words (서울 홍길동·김하늘), and the words that are none."""
    end = len(words)
    while end and words[end - 1] == _JOIN:
        end -= 1
    near = list(takewhile(lambda word: word != _JOIN, reversed(words[max(0, end - 3) : end])))
    alike = [back for back, word in enumerate(near) if _is_korean_name(word, sure=True)] if sure else []
    back = max(alike[:1], default=0)
    if len(alike) > 1 and len(near[alike[0]]) == 2 and len(near[alike[1]]) == 3:
        back = alike[1]  # 홍길동 우주 전문기자
    names: list[str] = []
    rest = [word for word in words[end - back : end] if word not in _NOT_NAMES]
    end -= back
    while end and (length := _name_at_end(words[max(0, end - 4) : end], sure=sure)):
        end -= length
        names.insert(0, " ".join(words[end : end + length]))
        joined = end
        while end and words[end - 1] == _JOIN:
            end -= 1
        beside = end == joined and end and len(names[0]) == len(words[end - 1]) == 3  # 홍길동 김하늘 기자
        if end == joined and not (beside and _is_korean_name(words[end - 1])):
            break
    return names, words[:end] + rest


def _name_at_end(words: list[str], *, sure: bool) -> int:
    """How many of the last words are one name: 1 for 홍길동, 2 for John Smith, 0 for none."""
    if _is_korean_name(words[-1], sure=sure):
        return 1
    if latin := len(list(takewhile(_LATIN_NAME.fullmatch, reversed(words)))):
        return latin if sure or latin > 1 else 0
    foreign = len(list(takewhile(_may_be_foreign, reversed(words)))) if sure else 0
    return foreign if foreign > 1 or len(words[-1]) > 2 else 0


def _is_korean_name(word: str, *, sure: bool = False) -> bool:
    """Whether a word is built like a Korean name; `sure` when a role says that it is a person's."""
    if not _HANGUL_NAME.fullmatch(word) or word in _NOT_NAMES or word in _NO_BYLINE or _is_known(word):
        return False
    usual = word[0] in SURNAMES or word[0] in "○◯"
    return word[:2] in LONG_SURNAMES or (usual and (len(word) < 4 or sure or word[0] in "김박최윤권류곽"))


def _may_be_foreign(word: str) -> bool:
    """Whether a word may belong to a foreign name written in Hangul, which only a role can tell."""
    known = word in _NOT_NAMES or word in _NO_BYLINE or _is_known(word)
    return bool(re.fullmatch(r"[가-힣]{1,6}", word)) and not known


def _is_outlet(word: str) -> bool:
    return word in WIRES or bool(_OUTLET.search(word) or _DESK.search(word))


def _is_known(word: str) -> bool:
    """Whether a word may stand in a byline without being a name: a paper, desk, place or label."""
    return word in _LABELS or word in _PLACES or _is_outlet(word) or bool(re.fullmatch(r"[A-Z][A-Za-z]{1,9}", word))


def _bare_people(reading: _Reading) -> list[Person]:
    """The people of a byline that has no role; nobody when it says anything else."""
    people: list[Person] = []
    item: list[str] = []
    role = None
    for kind, word in [*reading.tokens, ("mark", "")]:
        if kind == "word" and not word.isdecimal():
            role = word if word in _REPORTERS and not item else role
            item += [] if word == role or word in _LABELS or _is_outlet(word) else [word]
        elif item:
            if _name_at_end(item, sure=False) != len(item):
                return []
            people.append(Person(" ".join(item), None, role))
            item, role = [], None
    return people


def _signers(text: str, outlets: Collection[str], strangers: int = 0) -> list[Person]:
    """The reporters of a text that is nothing but their byline, save so many strange words before them."""
    reading = _Reading(text, outlets)
    wrote = any(person.email or (person.role or "").endswith(_REPORTERS) for person in reading.people)
    return parse_byline(text, outlets) if wrote and reading.is_read(strangers) and not reading.ends_open else []


def _opens_article(inside: str, outlets: Collection[str]) -> bool:
    """Whether brackets at the start say a place and a paper, or a reporter."""
    before, equals, after = inside.partition("=")
    if not _NO_BYLINE.isdisjoint(match[0] for match in _TOKEN.finditer(before)):
        return False
    if _signers(inside, outlets, strangers=2) or inside.strip() in (*outlets, *WIRES):
        return True
    papers = [before.strip(), *(match[0] for match in _TOKEN.finditer(after))] if equals else []
    said = any(word in WIRES or word in outlets or _OUTLET.search(word) for word in papers)
    return said or bool(_PAPER.fullmatch(inside.strip()))
