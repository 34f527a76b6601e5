"""Invented listings, one function for each kind of list; each returns the page and what its list offers."""
from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

HOST = "https://www.sonamu-news.example"
_WHO = ["누리전자", "가람중공업", "다솜연구소", "이음통신", "하늘위성", "보람은행", "새빛대학",
        "미르게임즈", "온새미로봇", "한결바이오", "푸른에너지", "별하소프트"]
_WHAT = ["저전력 반도체", "달 탐사 로봇", "양자 암호망", "전고체 전지", "의료 영상 모델", "수중 통신", "농업 위성", "번역 기기",
         "자율 주행 버스", "해양 부표"]
_DID = ["처음 공개했다", "양산 들어간다", "시험 마쳐", "수출길 열려", "내년으로 미뤄",
        "특허 다툼 끝내", "값 내린다", "새 공장에서 만든다", "표준으로 뽑혀", "투자 받아"]
_SLUGS = ["chip", "robot", "quantum", "battery", "model", "ocean", "farm", "voice", "bus", "buoy", "signal", "market"]


class Item(NamedTuple):
    number: int
    title: str
    slug: str
    day: str
    clock: str

    @property
    def time(self) -> str:
        return f"2026.{self.day} {self.clock}"


class Made(NamedTuple):
    html: str
    links: list[tuple[str, str]]
    """(address, title) of what the list offers, in page order."""

    url: str = f"{HOST}/news/it"
    next_page: str | None = None


def items(count: int, first: int = 0) -> list[Item]:
    chance = random.Random(first)
    made = []
    for place in range(count):
        number = first + place
        who, what, did = _WHO[number % 12], _WHAT[number // 12 % 10], _DID[number // 120 % 10 if number >= 120 else (number * 7) % 10]
        slug = "-".join(chance.sample(_SLUGS, 2)) + f"-{'abcdefghij'[number // 100 % 10]}{'klmnopqrst'[number // 10 % 10]}"
        day, clock = f"11.{20 - place * 3 // max(count, 3):02}", f"{10 + number % 12}:{number * 7 % 60:02}"
        made.append(Item(20261000 + number, f"{who}, {what} {did}", slug, day, clock))
    return made


def view(item: Item) -> str:
    return f"/news/view?no={item.number}"


def offered(listed: list[Item], address: Callable[[Item], str] = view) -> list[tuple[str, str]]:
    return [(f"{HOST}{address(item)}", item.title) for item in listed]


def site(content: str, side: str = "") -> str:
    menu = "".join(f'<li><a href="/news/{key}">{label}</a></li>' for key, label in [
        ("it", "IT·과학"), ("economy", "경제"), ("society", "사회"), ("culture", "문화생활"), ("opinion", "오피니언 칼럼")])
    foot = "".join(f'<a href="/{key}">{label}</a> ' for key, label in [
        ("company", "회사소개"), ("privacy-policy", "개인정보처리방침"),
        ("youth-policy", "청소년보호정책 (책임자 홍길동)"), ("ad-guide", "광고 및 제휴 문의")])
    return (f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>IT·과학 - 소나무뉴스</title></head><body><div id="wrap">'
            f'<div class="top"><a href="/"><img src="/logo.png" alt="소나무뉴스"></a><ul class="gnb">{menu}</ul></div>'
            f'<div class="container"><div class="main_area">{content}</div>{side}</div>'
            f'<div class="bottom"><p>{foot}</p><p>서울시 가나구 다라로 1 | 등록번호 서울 아00000</p></div></div></body></html>')


def ranking(count: int, first: int = 400, name: str = "side_box", title: str = "많이 본 뉴스", numbered: bool = False) -> str:
    rows = "".join(f'<li><a href="{view(item)}">{f"<em>{place}</em> " if numbered else ""}{item.title}</a></li>'
                   for place, item in enumerate(items(count, first), 1))
    return f'<div class="{name}"><h3>{title}</h3><ul>{rows}</ul></div>'


def pager(url: str) -> str:
    return "<div class='paging'><strong>1</strong>" + "".join(f"<a href='{url}?page={number}'>{number}</a>" for number in range(2, 6)) + "</div>"


# The kinds


def long_plain_list() -> Made:
    """Six hundred posts, in a ``<header>`` that was meant for the page's head."""
    listed = items(600)
    rows = "".join(f'<ul><li class="wow"><a class="zoom" href="{HOST}/{item.slug.replace("-", "_")}/">{item.title}</a><p>{item.title} 소식이다.</p>'
                   f'<a class="btn zoom" href="{HOST}/{item.slug.replace("-", "_")}/">Read More</a></li></ul>' for item in listed)
    found = {f"{HOST}/{item.slug.replace('-', '_')}/": item.title for item in reversed(listed)}
    order = dict.fromkeys(f"{HOST}/{item.slug.replace('-', '_')}/" for item in listed)
    return Made(f"<html><head><title>모든 글</title></head><body><nav><a href='/about/'>소개</a></nav><header class='page'><div>"
                f"<h1>모든 글</h1><div>{rows}</div></div></header></body>"
                f"</html>", [(address, found[address]) for address in order], f"{HOST}/posts/")


def links_alone() -> Made:
    listed = items(300)
    rows = "".join(f'<a href="{view(item)}">{item.title}</a><br>\n' for item in listed)
    return Made(site(f"<h2>전체 기사</h2><div>{rows}</div>"), offered(listed))


def two_word_slugs() -> Made:
    slugs = ["moon-robot", "chip-basics", "quantum-notes", "why_python", "battery-talk", "ocean-sound", "farm-map", "voice-model"]
    listed = [item._replace(slug=slug) for item, slug in zip(items(8), slugs, strict=True)]
    cards = "".join(f'<article class="card"><div><a href="/{item.slug}/"><figure><img src="/i/{item.slug}.jpg" alt=""></figure>'
        f'<h3>{item.title}</h3>'
                    f'<p>{item.title}. 왜 그런지 차근차근 살펴본다. 코드도 함께 싣는다.</p></a><div class="tags"><a href="/tags/robot/1">robot</a>'
                    f'<a href="/tags/chip/1">chip</a></div><time>2026-{item.day.replace(".", "-")}</time></div></article>' for item in listed)
    return Made(f"<html><head><title>글</title></head><body><nav><a href='/about'>소개</a><a href='/open-sources'>Open Sources</a></nav><main>"
                f"<section>{cards}</section><div class='pages'><a href='/page/2'>2</a></div></main></body></html>",
                offered(listed, lambda item: f"/{item.slug}/"), f"{HOST}/page/1", f"{HOST}/page/2")


def hangul_slugs() -> Made:
    listed = items(10)
    rows = "".join(f'<div class="post"><h2><a href="/{item.title.replace(", ", "-").replace(" ", "-")}/">{item.title}</a></h2>'
                   f'<span>{item.time}</span></div>' for item in listed)
    return Made(site(rows), [(f"{HOST}/{quote(item.title.replace(', ', '-').replace(' ', '-'))}/", item.title) for item in listed])


def grouped_search() -> Made:
    """Results of many papers, each with related articles and a button."""
    chance = random.Random(5)
    blocks, links = "", []
    others = iter(items(80, 200))
    for item in items(10):
        address = f"https://www.paper{item.number % 7}.example/view/{item.number}"
        links.append((address, item.title))
        related = "".join(f'<div class="sub"><a href="https://news.other{other.number % 9}.example/article/{other.number}">'
            f'<span>{other.title}</span></a>'
                          f'<span>기자일보</span></div>' for other in (next(others) for _ in range(chance.randint(1, 4))))
        blocks += (f'<div class="group"><div class="who"><a href="https://media.sonamu.example/press/{item.number % 900}">온누리일보</a>'
            f'<span>3시간 전</span></div>'
                   f'<div class="head"><a href="{address}"><span class="t">{item.title}</span></a><a href="{address}"><span class="d">'
                   f'{item.title} 소식이 알려지자 업계는 반응을 내놓았다. 관계자는 계획을 곧 밝힐 것이라고 말했다. 시장에서는 기대가 크다.'
                   f'</span></a></div>'
                   f'{related}<a class="more" href="/search?cluster={item.number}&sm=tab">관련뉴스 {item.number % 30 + 2}건 전체보기</a></div>')
    return Made(site(f'<div class="results">{blocks}</div>'), links, f"{HOST}/search?where=news&q=ai")


def board_table() -> Made:
    listed = items(15)
    rows = "".join(
        f'<tr><td>{"공지" if place < 2 else 900 - place}</td><td class="left"><a href="?idx={item.number}&amp;mode=view">{item.title}</a>'
        f'</td><td>홍보실</td>'
        f'<td><a href="/board/file_{item.number}.hwp">보도자료({item.title[:8]}).hwp</a> '
        f'<a href="/board/download?file={item.number}.pdf">{item.title}.pdf</a>'
        f'</td><td>2026-{item.day.replace(".", "-")}</td><td>{item.number % 800}</td></tr>' for place, item in enumerate(listed))
    content = (f'<h2>보도자료</h2><table><caption>보도자료 목록</caption><thead><tr><th>번호</th><th>제목</th><th>작성자</th><th>파일</th>'
        f'<th>작성일</th>'
               f'<th>조회</th></tr></thead><tbody>{rows}</tbody></table>{pager("/press/board")}')
    return Made(site(content), offered(listed, lambda item: f"/press/board?idx={item.number}&mode=view"),
                f"{HOST}/press/board", f"{HOST}/press/board?page=2")


def board_by_script() -> Made:
    listed = items(12)
    rows = "".join(f'<tr><td>{500 - place}</td><td><a href="#none" onclick="fn_view(\'{item.number}\'); return false;">{item.title}</a></td>'
        '<td>홍보실</td>'
                   f'<td>2026-{item.day.replace(".", "-")}</td><td>12</td></tr>' for place, item in enumerate(listed))
    script = "<script>function fn_view(no) { location.href = '/press/view.do?nttId=' + no; }</script>"
    return Made(site(f"<table><tbody>{rows}</tbody></table>{script}"), offered(listed, lambda item: f"/press/view.do?nttId={item.number}"))


def numbered_table() -> Made:
    listed = items(10)
    rows = "".join(f'<tr><td>{place}</td><td><a href="{view(item)}">{item.title}</a> <span>[{place}]</span></td><td>홍길동</td><td>{item.time}</td>'
                   f'<td>{item.number % 900}</td></tr>' for place, item in enumerate(listed, 1))
    return Made(site(f"<table><tr><th>번호</th><th>제목</th><th>작성자</th><th>날짜</th><th>조회</th></tr>{rows}</table>"), offered(listed))


def portal_front() -> Made:
    """Blocks of one section each: a lead with a picture, then plain links."""
    blocks, listed = "", items(40)
    for place in range(0, 40, 5):
        lead, *others = listed[place:place + 5]
        rows = "".join(f'<li><a href="{view(item)}">{item.title}</a></li>' for item in others)
        blocks += (f'<div class="sec"><h4><a href="/news/s{place}">분야 {place}</a></h4><dl class="lead"><dt class="photo"><a href="{view(lead)}">'
                   f'<img src="/i/{lead.number}.jpg" alt="{lead.title}"></a></dt><dt><a href="{view(lead)}">{lead.title}</a></dt>'
                   f'<dd>{lead.title}는 소식이 전해졌다. 자세한 계획은 곧 나온다.</dd></dl><ul>{rows}</ul>'
                   f'<a href="/news/s{place}?more=1">더보기</a></div>')
    return Made(site(blocks, ranking(10)), offered(listed), f"{HOST}/")


def big_sidebar() -> Made:
    listed = items(10)
    rows = "".join(f'<li><strong><a href="{view(item)}">{item.title}</a></strong><span>{item.time}</span></li>' for item in listed)
    return Made(site(f'<ul class="list">{rows}</ul>{pager("/news/it")}', ranking(30)), offered(listed), next_page=f"{HOST}/news/it?page=2")


def big_numbered_sidebar() -> Made:
    listed = items(8)
    rows = "".join(f'<li><a href="{view(item)}">{item.title}</a></li>' for item in listed)
    return Made(site(f'<ul class="list">{rows}</ul>', ranking(20, title="실시간", numbered=True)), offered(listed))


def cards() -> Made:
    """A picture's link, a headline's, a button's; a video's length over the picture."""
    listed = items(12)
    rows = "".join(
        f'<div class="card"><a class="thumb" href="{view(item)}"><img src="/i/{item.number}.jpg" alt="">'
        f'<span class="len">0{place % 9}:{item.number % 60:02}</span></a>'
        f'<div class="txt"><a href="{view(item)}">{item.title}</a><p>{item.title} 소식이다. 자세히 알아본다.</p>'
        f'<a class="go" href="{view(item)}">기사보기</a>'
        f'<span>{item.time}</span></div></div>' for place, item in enumerate(listed))
    return Made(site(f'<div class="grid">{rows}</div>'), offered(listed))


def lengths_in_links() -> Made:
    listed = items(9)
    rows = "".join(f'<li><a href="{view(item)}"><img src="/i/{item.number}.jpg" alt="{item.title}"><span>0{place}:{item.number % 60:02}</span></a>'
                   f'<a href="{view(item)}"><b>{item.title}</b></a></li>' for place, item in enumerate(listed))
    return Made(site(f"<ul>{rows}</ul>"), offered(listed))


def pictures_alone() -> Made:
    listed = items(12)
    rows = "".join(f'<li><a href="/photo/{item.number}"><img src="/i/{item.number}.jpg" alt="{item.title}"></a></li>' for item in listed)
    return Made(site(f'<ul class="photos">{rows}</ul>'), offered(listed, lambda item: f"/photo/{item.number}"))


def by_day() -> Made:
    listed, content = items(18), ""
    for place in range(0, 18, 6):
        rows = "".join(f'<li><span>{item.clock}</span> <a href="{view(item)}">{item.title}</a></li>' for item in listed[place:place + 6])
        content += f"<h3>2026년 11월 {20 - place // 6}일</h3><ul>{rows}</ul>"
    return Made(site(content, ranking(5)), offered(listed))


def definition_list() -> Made:
    listed = items(10)
    rows = "".join(f'<dl><dt class="ph"><a href="{view(item)}"><img src="/i/1.jpg" alt=""></a></dt><dt><a href="{view(item)}">{item.title}</a></dt>'
                   f'<dd>{item.title}. 소식을 전한다. <span>소나무뉴스</span> <span>{item.time}</span></dd></dl>' for item in listed)
    return Made(site(f'<div class="list">{rows}</div>', ranking(10)), offered(listed))


def one_definition_list() -> Made:
    listed = items(10)
    rows = "".join(f'<dt><a href="{view(item)}">{item.title}</a></dt><dd>{item.title}. 소식을 전한다.</dd><dd>{item.time}</dd>' for item in listed)
    return Made(site(f"<dl>{rows}</dl>"), offered(listed))


def slider_and_list() -> Made:
    listed = items(14)
    slides = "".join(f'<div class="slide"><a href="{view(item)}"><img src="/i/{item.number}.jpg" alt=""><strong>{item.title}</strong></a>'
        f'</div>' for item in listed[:4])
    rows = "".join(f'<li><a href="{view(item)}"><strong>{item.title}</strong></a><p>{item.title}. 소식이다.</p></li>' for item in listed[4:])
    return Made(site(f'<div class="swiper">{slides}</div><ul class="list">{rows}</ul>', ranking(6)), offered(listed))


def clickable_boxes() -> Made:
    listed = items(10)
    rows = "".join(f'<div class="row" data-id="{item.number}" data-href="{view(item)}"><h4>{item.title}</h4><p>{item.time}</p>'
        f'</div>' for item in listed)
    return Made(site(f'<div id="feed" data-next="2">{rows}</div><a href="/news/it?page=2&amp;more=1">더보기</a>'), offered(listed))


def whole_rows() -> Made:
    listed = items(10)
    rows = "".join(f'<li><a href="{view(item)}"><em>단독</em><strong class="t">{item.title}</strong>'
        f'<span class="p">{item.title}. 소식을 전한다. 업계가 반긴다.</span>'
                   f'<span>{item.time}</span></a></li>' for item in listed)
    return Made(site(f"<ul>{rows}</ul>"), offered(listed))


def related_inline() -> Made:
    """Rows with one to three related articles of the same paper under the headline."""
    listed, others, rows = items(10), items(40, 300), ""
    for place, item in enumerate(listed):
        related = "".join(f'<li>└ <a href="{view(other)}">{other.title}</a></li>' for other in others[place * 3:place * 3 + 1 + place % 3])
        rows += (f'<div class="item"><h3><a href="{view(item)}">{item.title}</a></h3>'
            f'<p>{item.title}. 소식을 전한다. 관계자는 더 밝힐 것이 없다고 말했다.</p>'
                 f'<span>{item.time}</span><ul class="related">{related}</ul></div>')
    return Made(site(rows), offered(listed))


def short_titles() -> Made:
    listed = [item._replace(title=title) for item, title in zip(items(8), ["[부고] 김가나씨", "[인사] 다라부", "오늘의 날씨",
              "새 칩 나왔다", "[만평] 바람",
              "증시 마감", "[알림] 휴간", "로봇 팔다리"], strict=True)]
    rows = "".join(f'<li><a href="{view(item)}">{item.title}</a><span>{item.time}</span></li>' for item in listed)
    return Made(site(f"<ul>{rows}</ul>", ranking(5)), offered(listed))


def marks_around_titles() -> Made:
    listed = items(10)
    rows = "".join(f'<li><a href="{view(item)}"><span class="label">영상</span>{item.title}<span class="re">[{place}]</span></a>'
        f'<i>{item.time}</i></li>'
                   for place, item in enumerate(listed, 1))
    return Made(site(f"<ul>{rows}</ul>"), offered(listed))


def hidden_ellipsis() -> Made:
    listed = items(8)
    rows = "".join(f'<article><a href="{view(item)}"><h3><span><span></span><span>{item.title}</span>'
        f'<span style="position:fixed;visibility:hidden;top:0">'
                   f'<span>…</span></span></span></h3></a><time>{item.time}</time></article>' for item in listed)
    return Made(site(rows), offered(listed))


def cut_with_title() -> Made:
    listed = items(8)
    rows = "".join(f'<li><a href="{view(item)}" title="{item.title}">{item.title[:12]}...</a><span>{item.time}</span></li>' for item in listed)
    return Made(site(f"<ul>{rows}</ul>"), offered(listed))


def buttons() -> Made:
    """Every row has buttons whose addresses have numbers."""
    listed = items(10)
    rows = "".join(f'<div class="r"><a href="{view(item)}">{item.title}</a> <a href="/scrap?no={item.number}">스크랩하기 버튼입니다</a>'
                   f'<a href="/cluster/{item.number}">관련기사 {item.number % 40}개 모두 보기</a>'
                   f'<a href="/reply/{item.number}">댓글 {item.number % 90}</a></div>' for item in listed)
    return Made(site(rows + '<a href="/news/it/2026">지난 기사 더 불러오기</a>'), offered(listed))


def attachments() -> Made:
    listed = items(10)
    rows = "".join(f'<li><a href="/notice/{item.number}">{item.title}</a> <span>{item.time}</span><ul><li>'
        f'<a href="/files/{item.number}/붙임1.hwp">붙임1. {item.title}.hwp</a>'
                   f'</li><li><a href="/down.do?id={item.number}">붙임2. {item.title} 사진.pdf</a></li></ul></li>' for item in listed)
    return Made(site(f'<ul class="list">{rows}</ul>'), offered(listed, lambda item: f"/notice/{item.number}"))


def tabs() -> Made:
    """Three lists of the same markup, of which the page shows one."""
    shown, other = items(10), items(10, 500)
    def rows(listed: list[Item]) -> str:
        return "".join(f'<li><a href="{view(item)}">{item.title}</a><span>{item.time}</span></li>' for item in listed)
    return Made(site(f'<div class="tab"><ul>{rows(shown)}</ul></div><div class="tab" style="display:none"><ul>{rows(other)}</ul>'
        f'</div>'), offered(shown))


def titles_and_photos_below() -> Made:
    """Below the list: photos and videos of other days, with times or without."""
    listed = items(15)
    rows = "".join(f'<li><a href="{view(item)}">{item.title}</a><span>{item.time}</span></li>' for item in listed)
    photos = "".join(f'<li><a href="{view(item)}"><img src="/i.jpg" alt=""><span>{item.title}</span></a></li>' for item in items(6, 450))
    return Made(site(f'<ul class="l">{rows}</ul>{pager("/news/it")}<div><h3>포토·영상</h3><ul>{photos}</ul>'
        f'</div>'), offered(listed), next_page=f"{HOST}/news/it?page=2")


KINDS: list[Callable[[], Made]] = [
    long_plain_list, links_alone, two_word_slugs, hangul_slugs, grouped_search, board_table, board_by_script, numbered_table, portal_front,
    big_sidebar,
    big_numbered_sidebar, cards, lengths_in_links, pictures_alone, by_day, definition_list, one_definition_list, slider_and_list, clickable_boxes,
    whole_rows, related_inline, short_titles, marks_around_titles, hidden_ellipsis, cut_with_title, buttons, attachments, tabs,
    titles_and_photos_below]


def variants(html: str) -> Iterator[tuple[str, str]]:
    """The page as it is, with other class names, and without any."""
    yield "plain", html
    yield "scrambled", re.sub(r'(?<= class=")[^"]*|(?<= id=")[^"]*|(?'
        '<= class=\')[^\']*', lambda names: " ".join(map(_scrambled, names[0].split())), html)
    yield "bare", re.sub(r"\s(?:class|id)=(?:\"[^\"]*\"|'[^']*')", "", html)


def _scrambled(name: str) -> str:
    chance = random.Random(name)
    return "".join(chance.choice("bcdfghjkmnpqrstvwxz") for _ in range(7))
