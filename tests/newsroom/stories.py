"""Invented articles, any number of them, no two alike."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newscrawl.text.dates import KST

START = datetime(2026, 11, 23, 12, tzinfo=KST)
"""Noon of the day on which every newsroom's first night is."""
APART = timedelta(hours=5)
"""Time between two articles of one section."""
BRIEF = 10
"""Every so many-th article is shorter."""

_PLACES = ("가람", "나루", "다온", "라온", "마루", "바다", "사슴", "아람", "자작", "차오름", "하늘", "너울", "도담", "미르",
           "보람", "새솔", "온새", "푸름", "한울")
_MAKERS = ("전자", "소프트", "로보틱스", "통신", "반도체", "랩", "정밀", "클라우드", "보안", "모터스", "게임즈", "바이오", "데이터")
_THINGS = ("냉각판", "번역기", "배달 로봇", "음성 비서", "얼굴 인식기", "요금제", "메모리", "전기 버스", "지도 앱", "검색 창", "결제 단말기")
_DONE = ("공개했다", "내놓았다", "시험했다", "고쳤다", "팔기 시작했다", "넘겨받았다", "미뤘다", "되살렸다")
_WHERE = ("항구 도시 세 곳에서", "섬마을 학교에서", "지하철 두 노선에서", "산간 병원에서", "옛 방직 공장에서", "온실 마흔 동에서", "시장 골목에서")
_REPORTERS = ("노다은", "허새봄", "정라온", "최윤슬", "서하람", "남주은", "봄내음")


@dataclass
class Story:
    """One article as its paper has it."""

    number: int
    section: str
    published: datetime
    """In Korean time."""

    title: str
    paragraphs: list[str]
    reporter: str
    lifted: datetime | None = None
    """When the paper put it at the top of its section again."""

    deleted: bool = False
    protected: bool = False
    """Whether readers are asked for a password."""

    tags: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The record's ``body``."""
        return "\n\n".join(self.paragraphs)

    def edit(self) -> None:
        self.paragraphs = [*self.paragraphs, f"이 기사는 {self.number}번 담당자의 설명을 더해 고쳐 썼다. 앞선 글의 숫자 하나가 틀렸다."]


def invented(number: int, section: str, published: datetime) -> Story:
    place, maker = _PLACES[number % len(_PLACES)], _MAKERS[number * 7 % len(_MAKERS)]
    thing, done, where = _THINGS[number * 3 % len(_THINGS)], _DONE[number * 5 % len(_DONE)], _WHERE[number % len(_WHERE)]
    name, many, price = f"{place}{maker}", 30 + number * 13, 1200 + number * 37
    lead = f"{name}가 {number}번째 {thing}를 {where} {done}. 값은 {price}원이고 처음 {many}대는 이미 임자가 있다."
    rest = [
        f"이번 {thing}는 지난해 것보다 {number % 9 + 2}배 빠르고 전기는 {number % 40 + 11}% 덜 쓴다. "
        f"회사는 {where} 석 달 동안 {many}번 시험한 결과라고 설명했다.",
        f"{name} 관계자는 “처음에는 {number % 12 + 3}대만 만들 생각이었다”며 “주문이 밀려 {place} 공장의 줄을 하나 더 늘렸다”고 말했다.",
        f"다만 {place} 지역 상인들은 고치는 곳이 {number % 5 + 1}군데뿐이라 불편하다고 했다. "
        f"회사는 내년 봄까지 {many % 17 + 4}군데를 더 열기로 했다."]
    return Story(number, section, published, f"{name}, {where} {number}번째 {thing} {done}",
                 [lead, *rest[:2]] if number % BRIEF == 0 else [lead, *rest], _REPORTERS[number % len(_REPORTERS)], tags=[name, thing])
