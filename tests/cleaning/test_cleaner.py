"""What a line's place and neighbours do: the same wording is junk here and text there."""
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.cleaner import clean_body
from newscrawl.cleaning.rules.rule import class_name, line
from newscrawl.extracted import ExtractedArticle, ExtractedBlock, ExtractedBlockType
from newscrawl.items import Author, Video
from newscrawl.text.dates import KST, Moment

SENTENCES = ("가나전자가 새 반도체를 공개했다.", "업계는 내년 상반기에 비슷한 제품이 나올 것으로 본다.",
             "회사는 고객사 세 곳과 계약을 맺었다고 말했다.")
ADDRESS = "https://www.hanbit.example/1"


def article(*blocks: ExtractedBlock, **fields: object) -> ExtractedArticle:
    return ExtractedArticle("hanbit", "1", ADDRESS, ADDRESS, datetime(2026, 11, 20, tzinfo=UTC), title="제목", body=list(blocks),
                        **fields)  # type: ignore[arg-type]


def became(*blocks: ExtractedBlock, **fields: object) -> list[tuple[str, str | None]]:
    """Each piece but the three sentences, and the rule that dropped it."""
    return [(segment.text, segment.rule) for segment in clean_body(article(*blocks, **fields)).segments if segment.text not in SENTENCES]


def a(block_type: ExtractedBlockType, text: str, link_share: float = 0.0) -> ExtractedBlock:
    return ExtractedBlock(block_type, text, link_share=link_share)


FIRST, SECOND, THIRD = (a("paragraph", text) for text in SENTENCES)


@pytest.mark.parametrize("text", ["네이버", "카카오", "◆ 카카오", "비밀번호 없는 세상", "기사 무단 사용 금지, 왜 중요한가", "의견", "관련 기사"])
def test_a_subheading_above_text_stays(text: str) -> None:
    assert became(a("heading", text), FIRST, SECOND, a("heading", text + " 2"), THIRD) == [(text, None), (text + " 2", None)]
    assert became(FIRST, SECOND, a("heading", text), THIRD) == [(text, None)]


def test_a_heading_goes_with_the_links_below_it() -> None:
    assert became(FIRST, SECOND, a("heading", "관련 기사"), a("list", "누리AI 새 모형\n다솜전자 새 전지", 1.0), THIRD) == [
        ("관련 기사", "related.title"), ("누리AI 새 모형", "related.listed"), ("다솜전자 새 전지", "related.listed")]
    assert became(FIRST, SECOND, THIRD, a("heading", "카카오톡"), a("heading", "페이스북")) == [
        ("카카오톡", "share.words"), ("페이스북", "share.words")]
    assert became(FIRST, SECOND, a("heading", "네이버"), a("table", "모델\t가격"), THIRD) == [("네이버", None), ("모델\t가격", None)]


def test_a_list_of_firms_is_no_list_of_services() -> None:
    assert became(FIRST, a("list", "네이버\n카카오\n쿠가"), SECOND, THIRD) == [("네이버", None), ("카카오", None), ("쿠가", None)]
    assert became(FIRST, a("list", "네이버\n카카오"), SECOND) == [("네이버", None), ("카카오", None)]
    assert became(FIRST, a("list", "홈 > 설정 > 화면을 누른다\n알림을 끈다")) == [("홈 > 설정 > 화면을 누른다", None), ("알림을 끈다", None)]
    assert became(FIRST, SECOND, a("list", "페이스북\n트위터\nURL복사")) == [
        ("페이스북", "share.words"), ("트위터", "share.words"), ("URL복사", "share.bar")]


def test_words_go_beside_a_button_and_where_they_are_links() -> None:
    assert became(FIRST, a("paragraph", "페이스북"), a("paragraph", "공유하기"), a("paragraph", "네이버"), SECOND) == [
        ("페이스북", "share.words"), ("공유하기", "share.bar"), ("네이버", "share.words")]
    assert became(FIRST, a("paragraph", "페이스북 X", 0.6), SECOND) == [("페이스북 X", "share.words")]
    assert became(FIRST, a("paragraph", "페이스북"), a("paragraph", "네이버"), SECOND) == [("페이스북", None), ("네이버", None)]


def test_a_sentence_within_the_text_stays_whatever_it_says() -> None:
    notice = "한빛방송은 24시간 여러분의 제보를 기다립니다."
    assert became(FIRST, a("paragraph", notice), SECOND) == [(notice, None)]
    assert became(FIRST, SECOND, a("paragraph", notice)) == [(notice, "tip.wanted")]
    assert became(a("paragraph", notice), FIRST, SECOND) == [(notice, "tip.wanted")]
    answer = "▶김가나 : 그 앱을 다운받아 보니 쓸 만했고요."
    assert became(FIRST, a("paragraph", answer), SECOND) == [(answer, None)]


def test_comments_take_all_text_with_them() -> None:
    comments = (a("heading", "댓글 2"), a("paragraph", "저는 그렇게 생각하지 않습니다."), a("list", "답글\n신고"))
    assert became(FIRST, SECOND, *comments) == [
        ("댓글 2", "comment.title"), ("저는 그렇게 생각하지 않습니다.", "comment.below-title"), ("답글", "comment.below-title"),
        ("신고", "comment.below-title")]
    assert became(FIRST, SECOND, a("heading", "의견 1"), THIRD) == [("의견 1", None)]


def test_a_paper_s_own_rules_hold_for_its_pages_only() -> None:
    own = (line("hanbit.slot", "슬롯 \\d", drops="슬롯 1", keeps="슬롯"), class_name("hanbit.box", "hb-box", drops="hb-box", keeps="box"))
    blocks = FIRST, a("paragraph", "슬롯 3"), ExtractedBlock("paragraph", "상자 속 글이다.", frozenset({"hb-box"})), SECOND, THIRD
    assert became(*blocks, boilerplate=own) == [("슬롯 3", "hanbit.slot"), ("상자 속 글이다.", "hanbit.box")]
    assert became(*blocks) == [("슬롯 3", None), ("상자 속 글이다.", None)]


@pytest.mark.parametrize("closing", ["◎공감언론 뉴시스 hong@hanbit.example", "hong@hanbit.example"])
def test_an_address_that_names_nobody_is_the_one_author_s(closing: str) -> None:
    found = article(FIRST, SECOND, a("paragraph", closing), authors=[Author("홍길동", None, "기자")], outlets=("뉴시스",),
                    published_at=Moment(datetime(2026, 11, 20, tzinfo=KST), "day"))
    record, trace = clean(found)
    assert record.authors == [Author("홍길동", "hong@hanbit.example", "기자")]
    assert [segment.rule for segment in trace.dropped] == ["byline.line"]
    found.authors.append(Author("김가나", None, "기자"))
    assert [author.email for author in clean(found)[0].authors] == [None, None]


def test_a_closing_byline_is_parted_from_its_sentence() -> None:
    text = f"{SENTENCES[2]} 홍길동 기자 hong@hanbit.example"
    trace = clean_body(article(FIRST, SECOND, a("paragraph", text)))
    assert [(segment.fate, segment.text) for segment in trace.segments[2:]] == [
        ("kept", SENTENCES[2]), ("dropped", "홍길동 기자 hong@hanbit.example")]
    assert [block.text for block in trace.blocks] == list(SENTENCES)


CODE = "관련 기사\n▶ 바로가기\n무단전재 및 재배포 금지\n홍길동 기자 hong@hanbit.example"


def test_no_rule_on_lines_touches_code() -> None:
    """Nor does a byline's, where code ends the text, nor the names of a highlighter's toolbar."""
    assert became(a("code", CODE), FIRST, a("code", CODE + "\n"), SECOND, a("code", CODE + "\n\n#")) == [
        (CODE, None), (CODE + "\n", None), (CODE + "\n\n#", None)]
    assert became(FIRST, SECOND, THIRD, ExtractedBlock("code", "a = 1", frozenset({"code-toolbar", "print-yes"}))) == [("a = 1", None)]


def test_code_in_comments_goes_with_them() -> None:
    assert became(FIRST, SECOND, THIRD, ExtractedBlock("code", "a = 1", frozenset({"comment-list"}))) == [("a = 1", "comment.class")]
    assert became(FIRST, SECOND, THIRD, a("paragraph", "댓글 3"), a("code", "a = 1")) == [
        ("댓글 3", "comment.title"), ("a = 1", "comment.below-title")]


def test_line_breaks_in_code_make_no_other_digest() -> None:
    """So an article whose code was read as one line gets no further revision."""
    code = "def a():\n\n\treturn 1"
    kept, before = (clean(article(FIRST, block, SECOND))[0] for block in (a("code", code), a("paragraph", " ".join(code.split()))))
    assert (kept.blocks[1].text, kept.digest) == (code, before.digest)


def test_videos_and_their_captions() -> None:
    tube, other = "https://www.youtube.com/embed/a1", "https://tv.hanbit.example/player?id=7"
    record, trace = clean(article(
        a("caption", "위에 선 설명"), a("video", tube), FIRST, a("image", "https://a.example/1.jpg"), a("caption", "사진 설명 /누리통신"),
        a("video", other), a("caption", "영상 설명. 영상=가나전자"), a("caption", "둘째 줄"), SECOND, a("video", "https://youtu.be/a1?t=3"), THIRD,
        ExtractedBlock("video", "https://youtu.be/b2", frozenset({"related-posts"})),
        ExtractedBlock("video", "https://youtu.be/c3", frozenset({"ad"}))))
    assert [(video.url, video.caption) for video in record.videos] == [(tube, "위에 선 설명"), (other, "영상 설명. 영상=가나전자 둘째 줄")]
    assert [(image.url, image.caption, image.credit) for image in record.images] == [("https://a.example/1.jpg", "사진 설명", "누리통신")]
    assert record.body == "\n\n".join(SENTENCES)
    assert [(segment.text, segment.fate) for segment in trace.segments if segment.type == "video"] == [
        (tube, "video"), (other, "video"), ("https://youtu.be/a1?t=3", "repeated"), ("https://youtu.be/b2", "dropped"),
        ("https://youtu.be/c3", "dropped")]


def test_a_video_the_page_names_elsewhere_is_taken_where_the_body_has_none() -> None:
    stated = Video("https://vod.hanbit.example/1.mp4")
    assert clean(article(FIRST, SECOND, stated_videos=[stated]))[0].videos == [stated]
    assert clean(article(FIRST, a("video", "https://youtu.be/a1"), stated_videos=[stated]))[0].videos == [Video("https://youtu.be/a1")]
