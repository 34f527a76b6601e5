"""Titles without the paper's name."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.titles import clean_title, is_outlet_name

OUTLETS = ("가나신문", "다라일보", "Gana Korea")
TITLE = "[단독] 새 칩 ‘하늘’ 나왔다…“5G - 6G 전환” (종합2보)"
TAILS = [
    " - 가나신문", " – 가나신문", " — 가나신문", " | 가나신문", "| 가나신문", "|가나신문", " :: 다라일보",
    " ::: 다라일보 :::", " : 네이버 뉴스", " : 가나신문", " < 가나신문", "ㅣ가나신문", " | Save Internet 가나신문",
    " - IT의 중심! 가나신문", " - gana korea", " - 가나신문 > IT > 통신", " - 가나신문 - IT > 통신", " | 가나신문 | IT",
    " < IT < 기사본문 - 마바뉴스", " < AI < IT < 뉴스 < 기사본문 - 가나신문", " < IT < 뉴스 - 가나신문",
    " | 가나신문 - 네이버 뉴스", " | 경제 | 가나신문", " | IT·과학 | 가나신문", " < 경제 - 가나신문",
]  # fmt: skip
HEADS = ["다라일보 모바일 :: ", "가나신문 | ", "가나신문 - ", "가나신문 : ", "[가나신문] ", "[다라일보]"]
KEPT = [
    "5G - 6G 전환", "A-B", "A - B", "칩 | 배터리", "새 칩: 더 빠르다", "새 칩 : 더 빠르다", "1 < 2 < 3",
    "[AI 특집] 새 칩…더 빨라", "새 칩 - 마바뉴스", "신년사 - 가나신문이 가는 길", "신년사 - 가나신문 창간",
    "가나신문 창간 - 새 길", "검색 - 네이버 뉴스 개편", "가나신문", "| 가나신문", "-", "[종합] 새 칩",
    "새 칩 - 대가나신문", "칩 | 경제", "[마바뉴스] 새 칩", "[가나신문]",
]  # fmt: skip
texts = st.text() | st.lists(
    st.sampled_from([" - ", "::", " | ", " < ", " > ", " : ", "ㅣ", *OUTLETS, "새 칩", "기사본문", "\u200b", "\xa0"]), max_size=12
).map("".join)


@pytest.mark.parametrize("tail", TAILS)
def test_tail(tail: str) -> None:
    assert clean_title(TITLE + tail, OUTLETS) == TITLE


@pytest.mark.parametrize("head", HEADS)
def test_head(head: str) -> None:
    assert clean_title(head + TITLE, OUTLETS) == TITLE


@pytest.mark.parametrize("title", KEPT)
def test_kept(title: str) -> None:
    assert clean_title(title, OUTLETS) == title


def test_a_section_goes_only_with_the_paper_beside_it() -> None:
    assert clean_title("먼저 온 미래 : 로봇 - 가나신문", OUTLETS) == "먼저 온 미래 : 로봇"
    assert clean_title("칩 | 배터리 | 가나신문", OUTLETS) == "칩 | 배터리"


def test_white_space_and_unicode() -> None:
    assert clean_title(" 새\u200b \xa0칩\n\t나왔다 ") == "새 칩 나왔다"
    assert clean_title("\u1112\u1161\u11ab") == "한"
    assert clean_title("가나신문 - 가나신문", OUTLETS) == "가나신문"
    assert clean_title(" \xa0", OUTLETS) == ""


def test_outlet_name() -> None:
    assert is_outlet_name("GANA\xa0korea ", OUTLETS)
    assert not is_outlet_name("가나신문 기사", OUTLETS)
    assert not is_outlet_name("", ["", " "])


@given(texts)
def test_any_text(text: str) -> None:
    title = clean_title(text, OUTLETS)
    assert clean_title(title, OUTLETS) == title
    assert bool(title) == bool(clean_title(text))


@pytest.mark.parametrize("segment", [" < a", " - ", "|", "::", " ", "가나신문 ", " - 가나신문", "a|가나신문"])
def test_time(segment: str) -> None:
    start = process_time()
    clean_title(segment * (5_000 // len(segment)), OUTLETS)
    assert process_time() - start < 5
