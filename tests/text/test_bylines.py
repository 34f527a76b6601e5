"""Bylines and datelines: what is read from them, and what only looks like one."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.bylines import closes_article, find_wire, is_byline, parse_byline, read_dateline, trailing_byline
from newscrawl.text.names import WIRES

PEOPLE = {  # byline -> name/role/e-mail of each, "-" for none
    "홍길동 기자": "홍길동/기자/-",
    "홍길동기자": "홍길동/기자/-",
    "By Kim Da-som da@a.kr": "Kim Da-som/-/da@a.kr",
    "Kim Da-Som Reporter": "Kim Da-Som/Reporter/-",
    "홍길동 인턴 기자": "홍길동/인턴기자/-",
    "홍길동 선임 기자": "홍길동/선임기자/-",
    "홍길동 수습기자": "홍길동/수습기자/-",
    "홍길동 논설위원": "홍길동/논설위원/-",
    "홍길동 AI전문기자": "홍길동/AI전문기자/-",
    "홍길동 IT칼럼니스트": "홍길동/IT칼럼니스트/-",
    "홍길동 우주 전문기자": "홍길동/전문기자/-",
    "홍길동 산업부 기자": "홍길동/기자/-",
    "김하늘 가나대학교 교수": "김하늘/교수/-",
    "가나대학교 김하늘 교수": "김하늘/교수/-",
    "김하늘 가나다정보통신연구원 책임연구원": "김하늘/책임연구원/-",
    "남궁민 기자": "남궁민/기자/-",
    "홍길동·김하늘 기자": "홍길동/기자/- 김하늘/기자/-",
    "홍길동, 김하늘 기자": "홍길동/기자/- 김하늘/기자/-",
    "홍길동 김하늘 기자": "홍길동/기자/- 김하늘/기자/-",
    "홍길동 기자·김하늘 인턴기자": "홍길동/기자/- 김하늘/인턴기자/-",
    "홍길동 기자 김하늘 기자": "홍길동/기자/- 김하늘/기자/-",
    "홍길동 기자 hong@a.kr 김하늘 기자 kim@a.kr": "홍길동/기자/hong@a.kr 김하늘/기자/kim@a.kr",
    "홍길동 기자, 김하늘 기자 hong@a.kr, kim@a.kr": "홍길동/기자/hong@a.kr 김하늘/기자/kim@a.kr",
    "홍길동·김하늘 기자 hong@a.kr kim@a.kr": "홍길동/기자/hong@a.kr 김하늘/기자/kim@a.kr",
    "홍길동·김하늘 기자 hong@a.kr": "홍길동/기자/hong@a.kr 김하늘/기자/-",
    "홍길동 기자, 김하늘 기자 kim@a.kr": "홍길동/기자/- 김하늘/기자/kim@a.kr",
    "홍길동 기자 | 홍길동 기자 hong@a.kr": "홍길동/기자/hong@a.kr",
    "[홍길동 기자(hong@a.kr)]": "홍길동/기자/hong@a.kr",
    "홍길동 기자 (hong@…)": "홍길동/기자/-",
    "홍길동 기자 [email\xa0protected]": "홍길동/기자/-",
    "홍길동(洪吉童) 기자": "홍길동/기자/-",
    "홍○○ 기자 x@a.kr": "홍○○/기자/x@a.kr",
    "부산=홍길동 기자": "홍길동/기자/-",
    "가나조선=홍길동 기자": "홍길동/기자/-",
    "서울=뉴시스 홍길동 기자": "홍길동/기자/-",
    "샌프란시스코=홍길동 특파원": "홍길동/특파원/-",
    "순천, 광양 홍길동 기자": "홍길동/기자/-",
    "기자명 홍길동 기자": "홍길동/기자/-",
    "기자 : 홍길동": "홍길동/기자/-",
    "글·사진=홍길동 기자": "홍길동/기자/-",
    "글 홍길동 기자": "홍길동/기자/-",
    "[가나뉴스24 홍길동 기자]": "홍길동/기자/-",
    "디지털뉴스팀 홍길동 기자": "홍길동/기자/-",
    "입력 2024.05.22 08:37 | 홍길동 기자 구독 다른기사 보기": "홍길동/기자/-",
    "홍길동 기자입력 2024.05.22": "홍길동/기자/-",
    "John Smith 기자": "John Smith/기자/-",
    "존 스미스 기자": "존 스미스/기자/-",
    "By John Smith": "John Smith/-/-",
    "By 홍길동": "홍길동/-/-",
    "홍길동": "홍길동/-/-",
    "남궁민": "남궁민/-/-",
    "제갈": "제갈/-/-",
    "홍길동,김하늘": "홍길동/-/- 김하늘/-/-",
    "홍길동(12),김하늘(34)": "홍길동/-/- 김하늘/-/-",
    "홍길동 | 2024.05.22 10:10": "홍길동/-/-",
    "홍길동 (hong@a.kr)": "홍길동/-/hong@a.kr",
    "hong@a.kr 홍길동 기자": "홍길동/기자/hong@a.kr",
    "제보 tips@a.kr 홍길동 기자": "홍길동/기자/-",
    "홍길동 가나대 교수": "홍길동/교수/-",
    "홍길동 김영대 기자": "홍길동/기자/- 김영대/기자/-",
    "글·사진 홍길동 기자": "홍길동/기자/-",
    "홍길동 기자hong@a.kr다른기사 보기": "홍길동/기자/hong@a.kr",
    "By Hong Gil-dong, Staff Reporter": "Hong Gil-dong/Reporter/-",
}
NOBODY = [
    "", "기자", "취재 기자", "현직 기자", "가나신문 기자", "가나신문", "연합뉴스", "CBS 홍길동의 뉴스쇼",
    "온라인뉴스팀", "디지털뉴스팀", "편집국", "뉴스팀", "국제부", "admin", "webmaster", "www.paper.example", "AI타임스",
    "가나뉴스 webmaster@a.kr", "ZDNet Korea", "이슈", "정책", "구독자", "영상취재 홍길동 영상편집 김하늘",
    "홍길동이 만난 사람", "기사제보 tips@a.kr", "hong@a.kr",
]  # fmt: skip
DATELINES = {  # what opens the paragraph -> people, agency
    "(서울=연합뉴스) 홍길동 기자 = ": ("홍길동", "연합뉴스"),
    "(샌프란시스코=연합뉴스) 홍길동 특파원 = ": ("홍길동", "연합뉴스"),
    "(서울·부산=연합뉴스) 홍길동·김하늘 기자 = ": ("홍길동 김하늘", "연합뉴스"),
    "(서울=뉴스1) 홍길동 김하늘 기자 = ": ("홍길동 김하늘", "뉴스1"),
    "[서울=뉴시스]홍길동 인턴 기자 = ": ("홍길동", "뉴시스"),
    "[서울=뉴시스] ": ("", "뉴시스"),
    "【서울=뉴시스】": ("", "뉴시스"),
    "(연천=연합뉴스) ": ("", "연합뉴스"),
    "(워싱턴 AFP=연합뉴스) ": ("", "연합뉴스"),
    "[베이징=신화/뉴시스] ": ("", "뉴시스"),
    "(런던=로이터) 존 스미스 기자 = ": ("존 스미스", "로이터"),
    "[가나뉴스24 홍길동 기자] ": ("홍길동", None),
    "[가나데일리 홍길동기자] ": ("홍길동", None),
    "[가나월드=홍길동 기자] ": ("홍길동", None),
    "[부산=스포츠가나 홍길동 기자] ": ("홍길동", None),
    "[가나다ㅣ홍길동 기자] ": ("홍길동", None),
    "[가나경제(세종)=홍길동 기자] ": ("홍길동", None),
    "[가나뉴스 홍길동 기자(hong@a.kr)] ": ("홍길동", None),
    "[홍길동 기자(hong@a.kr)] ": ("홍길동", None),
    "홍길동 기자 = ": ("홍길동", None),
    "[파이낸셜뉴스] ": ("", None),
    "[가나미디어=홍길동의 이슈공감] ": ("", None),
}
NO_DATELINES = [
    "[앵커] ", "[기자] ", "[단독] ", "[Q&A] ", "[표] ", "[주요뉴스] ", "[가나다 특집] ", "(사진=연합뉴스) ",
    "[사진=홍길동 기자] ", "(주)가나전자는 ", "[홍길동 교수] ", "(단위=억원) ", "(x=3) ", "홍길동 기자는 ",
    "y = x일 때 ", "홍길동 기자가 어제 a = ",
]  # fmt: skip
BYLINES = [
    "홍길동 기자", "홍길동 기자 hong@a.kr", "[홍길동 기자(hong@a.kr)]", "/홍길동 기자 hong@a.kr", "hong@a.kr",
    "글=홍길동 기자", "글: 홍길동 기자", "정리=홍길동 기자", "홍길동·김하늘 기자 a@a.kr",
    "순천, 광양 홍길동 기자 hong@a.kr", "부산=홍길동 기자 hong@a.kr", "◎공감언론 뉴시스 hong@a.kr",
    "☞공감언론 뉴시스 hong@a.kr", "[홍○○ 기자 x@a.kr]", "홍길동 칼럼니스트 x@a.kr", "가나일보 홍길동 기자",
    "[영상취재 홍길동 김하늘 영상편집 이바다]", "[영상취재 ○○○ ○○○ 영상편집 ○○○]", "글·사진 홍길동 기자", "편집국 news@a.kr",
    "◎공감언론 뉴시스 [email protected]", "hong@a.kr 홍길동 기자",
    "영상취재: 홍길동 / 영상편집: 김하늘", "[가나다 홍길동 기자]", "By John Smith", "By 홍길동",
    "홍길동 기자 / 김하늘 기자", "[취재 홍길동 기자]",
]  # fmt: skip
NO_BYLINES = [
    "", "[기자]", "[앵커]", "홍길동", "홍길동 기자, 지금 정확히 어디에 있습니까?", "홍길동 기자 나와 주시죠",
    "홍길동 기자가 말했다.", "문의 press@a.kr 02-123-4567", "문의: press@a.kr", "기사제보 tips@a.kr",
    "사진=홍길동 기자", "올해의 기자", "현직 기자", "디자인 이야기", "■ 진행 : 홍길동 앵커", "진행 : 홍길동 앵커",
    "홍길동 가나전자 대표", "[연합뉴스]", "By the way", "[영상취재]", "홍길동 기자 2024.05.22",
    "사진 홍길동 기자", "편집국", "디지털뉴스팀",
    "이 기사는 홍길동 기자와 김하늘 기자가 함께 썼다.", "가나전자는 hong@a.kr로 신청을 받는다.",
]  # fmt: skip
CLOSING = [
    "디지털뉴스팀", "온라인 뉴스부", "편집국", "[편집국]", "경제부 홍길동", "홍길동 / 경제부", "기자 홍길동", "홍길동 가나대 교수",
    "글 : 홍길동 변호사", "홍길동 가나전자 대표",
]  # fmt: skip
NOT_CLOSING = [
    "", "홍길동", "박람회", "고양이", "마지막 소제목", "정보통신부", "사진 홍길동", "출처 가나일보", "문의 02-123-4567",
    "문화부 장관", "▲ 대변인 홍길동", "◇ 편집국", "편집국을 떠나며", "홍길동·김하늘", "홍길동 기자가 말했다.",
]  # fmt: skip
TRAILING = [
    ("가나전자가 새 제품을 내놓았다.", "부산=홍길동 기자 hong@a.kr"),
    ("가나전자가 새 제품을 내놓았다. ", "홍길동 기자 hong@a.kr"),
    ("가나전자가 새 제품을 내놓을 전망이다. ", "/홍길동 기자 hong@a.kr"),
    ("가나전자가 새 제품을 내놓았다.", "[홍길동 기자]"),
    ("가나전자가 새 제품을 내놓았다. ", "(홍길동 기자)"),
    ("그는 “새 제품이 나온다”고 했다.\n", "홍길동 기자 hong@a.kr 김하늘 기자 kim@a.kr"),
    ("“새 제품이 나온다.” ", "홍길동 기자"),
    ('누구나 묻는다. "언제 나오나?" ', "홍길동 기자"),
]
NO_TRAILING = [
    "홍길동 기자", "이 기사를 쓴 사람은 홍길동 기자", "새 제품이 나왔다. 홍길동 기자가 보았다.",
    "새 제품이 나왔다. 쓴 사람은 홍길동 기자", '그는 "홍길동 기자', "새 제품이 나왔다. [사진=홍길동 기자]",
    "새 제품이 나왔다. 문의는 press@a.kr", "새 제품이 나왔다.", "", "값은 3.5 홍길동 기자",
]  # fmt: skip
texts = st.text() | st.lists(
    st.sampled_from([*"=.·,()[]/@ \n", "홍길동", "기자", "인턴", "서울", "연합뉴스", "hong@a.kr", "다. ", "○", "사진", "By ", "Kim"]),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(("byline", "people"), PEOPLE.items())
def test_people(byline: str, people: str) -> None:
    read = (f"{who.name}/{who.role or '-'}/{who.email or '-'}" for who in parse_byline(byline))
    assert " ".join(read) == people


@pytest.mark.parametrize("byline", NOBODY)
def test_nobody(byline: str) -> None:
    assert parse_byline(byline) == []


def test_outlets_are_nobody() -> None:
    assert [who.name for who in parse_byline("민들레", ["민들레"])] == []
    assert [who.name for who in parse_byline("민들레 홍길동 기자, 홍길동", ["민들레"])] == ["홍길동"]
    assert is_byline("가나다라 홍길동 기자 hong@a.kr", ["가나다라"])
    assert read_dateline("[가나다라] 새 제품이 나왔다.", ["가나다라"]) == ([], None, 7)


@pytest.mark.parametrize(("opening", "said"), DATELINES.items())
def test_dateline(opening: str, said: tuple[str, str | None]) -> None:
    dateline = read_dateline(f"{opening}새 제품이 나왔다.")
    assert dateline is not None
    assert (" ".join(who.name for who in dateline.people), dateline.agency, dateline.end) == (*said, len(opening))


@pytest.mark.parametrize("opening", NO_DATELINES)
def test_no_dateline(opening: str) -> None:
    assert read_dateline(f"{opening}새 제품이 나왔다.") is None


@pytest.mark.parametrize("text", BYLINES)
def test_byline(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize("text", NO_BYLINES)
def test_no_byline(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize("text", CLOSING)
def test_closing(text: str) -> None:
    assert closes_article(text)


@pytest.mark.parametrize("text", NOT_CLOSING)
def test_not_closing(text: str) -> None:
    assert not closes_article(text)


def test_an_author_closes_an_article_alone_and_a_stranger_with_a_role_only_where_nobody_is_known() -> None:
    assert closes_article("홍길동", authors={"홍길동"})
    assert not closes_article("홍길동", authors={"김하늘"})
    assert closes_article("홍길동 가나전자 대표", authors={"홍길동"})
    assert not closes_article("홍길동 가나전자 대표", authors={"김하늘"})


@pytest.mark.parametrize(("sentence", "byline"), TRAILING)
def test_trailing_byline(sentence: str, byline: str) -> None:
    assert trailing_byline(sentence + byline) == len(sentence)


@pytest.mark.parametrize("text", NO_TRAILING)
def test_no_trailing_byline(text: str) -> None:
    assert trailing_byline(text) is None


@pytest.mark.parametrize(("name", "wire"), sorted(WIRES.items()))
def test_wires(name: str, wire: str) -> None:
    assert find_wire(f"서울={name} 홍길동 기자") == wire
    assert find_wire(f"{name}24") is None


@given(texts)
def test_any_text(text: str) -> None:
    assert all(who.name and (who.email is None or "@" in who.email) for who in parse_byline(text, ["민들레"]))
    assert len({who.name for who in parse_byline(text)}) == len(parse_byline(text))
    is_byline(text)
    if dateline := read_dateline(text):
        assert 0 < dateline.end <= len(text)
    start = trailing_byline(text)
    assert start is None or (0 < start < len(text) and is_byline(text[start:]))


@pytest.mark.parametrize("segment", ["가", "a", "a.", "a@", "홍길동·", "홍길동 ", "기자 ", "[", "(=", '."', "인턴", "John "])
def test_time_is_linear(segment: str) -> None:
    start = process_time()
    for read in (parse_byline, is_byline, read_dateline, trailing_byline):
        read(segment * (20_000 // len(segment)))
    assert process_time() - start < 5
