"""What of a page's markup becomes which block: one article, whose body is written in many ways."""
from __future__ import annotations

from datetime import UTC, datetime

import pytest

import newscrawl

ADDRESS = "https://www.narae-tech.example/news/view?no=4711"
FIRST = "나래전자가 24일 접는 화면을 단 새 노트북을 내놨다. 무게는 지난해에 내놓은 제품의 3분의 2로 줄었다고 밝혔다."
SECOND = "증권가는 이 제품이 내년 봄 매출을 끌어올릴 것으로 내다봤다. 부품을 대는 회사들도 설비를 늘리고 있다."
THIRD = "나래전자 관계자는 예약 판매가 사흘 만에 끝났다며 공장을 밤에도 돌리고 있다고 설명했다."
PAGE = """<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>나래전자, 접는 노트북 공개 - 나래테크</title>
<meta property="og:type" content="article"><meta property="og:title" content="나래전자, 접는 노트북 공개">
<style>.memo {{ display: none }} .tab {{ display: none }} .tab {{ display: block }} @media print {{ .sky {{ display: none }} }}</style></head><body>
<header><nav><a href="/">처음</a><a href="/it">기술</a></nav></header><main><article><h1>나래전자, 접는 노트북 공개</h1>
<p class="info">홍길동 기자 | 입력 2026.11.24 10:20</p>{lead}<div class="text">{body}</div></article></main>
<footer>나래테크 | 발행인 김하늘</footer></body></html>"""
PICTURE = '<img src="https://img.narae-tech.example/1.jpg" width="640" alt="">'


def read(body: str, lead: str = "") -> newscrawl.items.Article:
    return newscrawl.read_page(PAGE.format(body=body, lead=lead).encode(), ADDRESS, fetched_at=datetime(2026, 11, 24, 9, tzinfo=UTC))


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def blocks(body: str, lead: str = "") -> list[tuple[str, str]]:
    """The blocks, without the three sentences' paragraphs."""
    return [(block.type, block.text) for block in read(body, lead).blocks if block.text not in {FIRST, SECOND, THIRD}]


@pytest.mark.parametrize(("body", "expected"), [
    ("<ul><li>화면<ul><li>안쪽 13인치</li><li>바깥 6인치</li></ul></li><li>전지</li></ul>", [("list", "화면\n안쪽 13인치\n바깥 6인치\n전지")]),
    ("<ol><li>연다<ul><li>천천히</li></ul>끝까지</li><ul><li>누른다</li></ul></ol>", [("list", "연다\n천천히\n끝까지\n누른다")]),
    ("<ul><li>화면</li>사이에 둔 글도 있다고 했다.<li>전지</li><li>자판</li></ul>",
     [("list", "화면"), ("paragraph", "사이에 둔 글도 있다고 했다."), ("list", "전지\n자판")]),
    ("<table><caption>표 1. 값</caption><tr><th rowspan=2>모델</th><th colspan=2>값</th></tr><tr><th>국내</th><th>해외</th></tr>"
     "<tr><td>나래 1</td><td>90</td><td>95</td></tr></table>",
     [("paragraph", "표 1. 값"), ("table", "모델\t값\t\n\t국내\t해외\n나래 1\t90\t95")]),
    ("<figure><table><tr><td>가</td><td>나</td></tr><tr><td>1</td><td>2</td></tr></table><figcaption>표 2. 판매</figcaption></figure>",
     [("table", "가\t나\n1\t2"), ("paragraph", "표 2. 판매")]),
    (p("두께는 10<sup>-3</sup>미터, 넓이는 x<sup>a+b</sup>, 물은 H<sub>2</sub>O라고 했다."),
     [("paragraph", "두께는 10⁻³미터, 넓이는 x^(a+b), 물은 H₂O라고 했다.")]),
    (p("식은 <math><mi>F</mi><mo>=</mo><mfrac><mi>m</mi><msup><mi>r</mi><mn>2</mn></msup></mfrac></math>라고 했다."),
     [("paragraph", "식은 F=m/r²라고 했다.")]),
    (p('식은 <span class="katex"><span class="katex-mathml"><math><semantics><mi>F</mi><annotation encoding="application/x-tex">F=ma'
       '</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span>F=ma</span></span></span>라고 했다.'),
     [("paragraph", "식은 F=ma라고 했다.")]),
    (p('식은 <span class="MathJax_Preview"></span><span class="MathJax"><nobr>F=ma</nobr></span><script type="math/tex">F=ma</script>라고 했다.'),
     [("paragraph", "식은 F=ma 라고 했다.")]),
    (p("👩‍🚀가 🏳️‍🌈를 들었다. 낱\u200d말은 붙는다고 했다."), [("paragraph", "👩‍🚀가 🏳️‍🌈를 들었다. 낱말은 붙는다고 했다.")]),
    (p('새 <b hidden>숨은</b><span style="display:none">숨은</span><i class="material-icons">laptop_mac</i>제품을'
       '<span class="sr-only">숨은</span> <span class="memo">숨은</span><span class="tab">여러</span> <span class="sky">나라</span>에 판다고 했다.'),
     [("paragraph", "새 제품을 여러 나라에 판다고 했다.")]),
    (p("가볍고 <div class='ad_box'><a href='https://ad.example/'>광고 글</a></div>얇은 제품이라고 했다."),
     [("paragraph", "가볍고 얇은 제품이라고 했다.")]),
    ("가볍고 <div id='div-gpt-1'><script>show()</script></div>얇은 제품이라고 했다.<br><br>", [("paragraph", "가볍고 얇은 제품이라고 했다.")]),
    ('<h2 id="a"><a href="#a">무엇이 다른가</a></h2>', [("heading", "무엇이 다른가")]),
    ('<h2 id="a">무엇이 다른가<a href="#a">¶</a></h2>', [("heading", "무엇이 다른가")]),
    ("<h1>화면</h1>" + p("새 화면이라고 했다.") + "<h1>전지</h1>",
     [("heading", "화면"), ("paragraph", "새 화면이라고 했다."), ("heading", "전지")]),
    ('<figure class="highlight"><table><tr><td class="gutter"><pre>1\n2</pre></td>'
     '<td class="code"><pre>if a:\n    b()</pre></td></tr></table></figure>',
     [("code", "if a:\n    b()")]),
])
def test_a_block_of_each_kind(body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(p(FIRST) + body + p(SECOND, THIRD)) == expected


@pytest.mark.parametrize(("beside", "expected"), [
    ("<ul><li>나래 1 : 90만원</li></ul>", [("list", "나래 1 : 90만원")]),
    ("<dl><dt>나래 1</dt><dd>얇은 노트북</dd></dl>", [("paragraph", "나래 1"), ("paragraph", "얇은 노트북")]),
    ("<h3>값</h3><table><tr><td>가</td><td>나</td></tr><tr><td>1</td><td>2</td></tr></table>", [("heading", "값"), ("table", "가\t나\n1\t2")]),
    ("<div>부장 홍길동</div>", [("paragraph", "부장 홍길동")]),
    ('<ul><li><a href="/news/1">나래전자의 지난달 실적이 좋았다</a></li></ul>', []),
])
def test_what_stands_beside_the_only_paragraph(beside: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(p(FIRST) + beside) == expected


def test_an_article_in_lists_is_read_whole() -> None:
    lists = [[f"접는 노트북 {part}부에서 알아 둘 점 {number}" for number in range(30)] for part in (1, 2)]
    body = "".join(f"<h2>알아 둘 점</h2><ul><li>{'</li><li>'.join(items)}</li></ul>" for items in lists) + p(FIRST)
    assert [text for kind, text in blocks(body) if kind == "list"] == ["\n".join(items) for items in lists]


@pytest.mark.parametrize("caption", [
    "<center>{picture}</center><center><font size=2>새 노트북을 든 모델</font></center>",
    '<div class="photo_box">{picture}<p>새 노트북을 든 모델</p></div>',
    '<p>{picture}</p><p>▲ 새 노트북을 든 모델</p>',
    '<div>{picture}</div><div class="img_desc">새 노트북을 든 모델</div>',
])
def test_a_caption_is_told_by_its_markup(caption: str) -> None:
    article = read(caption.format(picture=PICTURE) + p(FIRST, SECOND, THIRD))
    assert [block.text for block in article.blocks] == [FIRST, SECOND, THIRD]
    assert [(image.url, image.caption) for image in article.images] == [("https://img.narae-tech.example/1.jpg", "새 노트북을 든 모델")]


def test_marked_subheadings_below_a_picture_are_no_captions() -> None:
    body = PICTURE + p("▲ 무엇이 다른가", FIRST, "▲ 얼마인가", SECOND)
    assert blocks(body) == [("heading", "▲ 무엇이 다른가"), ("heading", "▲ 얼마인가")]


def test_a_time_set_as_a_caption_is_none() -> None:
    article = read(f'{PICTURE}<div class="txt-info">입력 2026.11.24 (10:20) 수정 2026.11.24 (11:20)</div>' + p(FIRST, SECOND, THIRD))
    assert [image.caption for image in article.images] == [None]
    assert [block.text for block in article.blocks] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(("lead", "expected"), [
    (f'<div class="main_image">{PICTURE}<p>새 노트북을 든 모델</p></div>', ["https://img.narae-tech.example/1.jpg"]),
    (f"<div><div>{PICTURE}</div><div>새 노트북을 든 모델</div></div>", ["https://img.narae-tech.example/1.jpg"]),
    (f'<div><a href="https://shop.example/">{PICTURE}</a></div>', []),
    ('<div><img src="https://img.narae-tech.example/hong.jpg" width="90" height="90"></div>', []),
])
def test_a_picture_in_a_box_before_the_text(lead: str, expected: list[str]) -> None:
    article = read(p(FIRST, SECOND, THIRD), lead)
    assert [image.url for image in article.images] == expected
    assert [block.text for block in article.blocks] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("number", [3, 700])
def test_comments_are_no_text_however_many_there_are(number: int) -> None:
    comments = "".join(f"<p>{n}번째로 읽었다. 접는 화면은 겨울에 잘 깨진다고 들었다.</p>" for n in range(number))
    box = f"<div><div><b>댓글</b> <em>{number}</em></div>{comments}</div>"
    assert blocks(p(FIRST, SECOND, THIRD) + box) == []


@pytest.mark.parametrize(("number", "expected"), [(3, []), (60, [("heading", "관련기사")])])
def test_a_box_named_by_its_title_is_no_text_unless_it_is_most_of_the_page(number: int, expected: list[tuple[str, str]]) -> None:
    others = "".join(f"<p>{n}년 전 이 회사가 내놓은 노트북 이야기도 여기에 있다고 한다.</p>" for n in range(number))
    assert blocks(p(FIRST, SECOND, THIRD) + f"<section><h3>관련기사</h3>{others}</section>")[:1] == expected
