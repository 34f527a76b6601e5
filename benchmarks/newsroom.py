"""A site like metroseoul.co.kr of any size on loopback, quick enough to be no part of what is measured.

``python benchmarks/newsroom.py ARTICLES`` writes its port to stdout and serves until its stdin is closed. Pages are the same
in every run: about 60 KB, a tenth of it the article. Section 인터넷 lists all articles, 게임 the newest quarter of them.
"""
from __future__ import annotations

import asyncio
import random
import sys
from datetime import date, timedelta

NEWEST = date(2026, 11, 20)
ARTICLES_A_DAY = 500
ARTICLES_A_LISTING = 40
ALL, QUARTER = "231", "232"
SECTIONS = {ALL: "인터넷", QUARTER: "게임", "233": "방송통신", "234": "IT·과학일반"}
OTHERS = ("증권", "은행", "보험", "카드", "부동산", "경제일반", "재계", "자동차", "전기전자", "물류항공", "지방행정", "국제")

WHO = ["누리AI", "온빛소프트", "가온마트", "들꽃마켓", "두레메신저", "해솔로보틱스", "그림마을", "업계", "학계", "정부", "국회", "연구진", "이용자들", "시민단체"]
WHAT = ("소형 언어모델을", "받아쓰기 기능을", "상품평 요약을", "통신망 점검을", "물류창고 로봇을", "번역 엔진을", "개인정보 보호 대책을",
        "기기 안에서 도는 AI를", "내년도 투자 계획을", "새 요금제를", "개발 도구 공개를", "데이터센터 증설을", "보안 인증 절차를")
HOW = ("다음 달부터", "판교 사옥에서", "3년 만에", "해마다 두 차례", "통신이 끊긴 곳에서도", "업계에서 처음으로", "시범 운영을 거쳐",
       "비용을 20% 줄여", "이용자 동의를 받아", "해외 기업과 손잡고", "예정보다 석 달 앞서", "여러 기관과 함께")
DID = ["내놓는다", "시험한다", "다시", "검토한다", "미룬다", "넓힌다", "공개했다", "멈췄다", "두", "배로", "늘렸다", "앞당긴다", "지켜보고", "있다"]


def sentence(dice: random.Random) -> str:
    said = f"{dice.choice(WHO)}는 {dice.choice(HOW)} {dice.choice(WHAT)} {dice.choice(DID)}"
    return f'{said}고 {dice.randint(1, 28)}일 밝혔다.' if dice.random() < 0.5 else f'"{said}"며 {dice.choice(WHO)} 쪽은 선을 그었다.'


def title(number: int) -> str:
    dice = random.Random(number)
    return f"{dice.choice(WHO)}, {dice.choice(HOW)} {dice.choice(WHAT)} {dice.choice(DID)}…{number}번째 소식"


def address(number: int) -> str:
    day = NEWEST - timedelta(days=number // ARTICLES_A_DAY)
    return f"/article/{day:%Y%m%d}5{number % ARTICLES_A_DAY:05}"


def article(number: int) -> str:
    """Header, body with ad and share bar, related articles: what differs from page to page."""
    dice = random.Random(-1 - number)
    stamp = f"{NEWEST - timedelta(days=number // ARTICLES_A_DAY)} {dice.randint(8, 19):02}:{dice.randint(0, 59):02}:07"
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(2, 4))) for _ in range(dice.randint(9, 11))]
    paragraphs[1] = f'<a href="/search?q=AI">{WHO[0]}</a>의 <b>새 기능</b>이다. {paragraphs[1]}'
    text = "\n<p>&nbsp;</p>\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[2:])
    related = "".join(f'<li><a href="{address(n)}">{title(n)}</a> <span>2026-11-18 09:12:44</span></li>' for n in range(3))
    return f"""<div class="article-title"><p class="path">IT/과학&gt;IT/인터넷</p><h1>{title(number)}</h1>
<h2>{dice.choice(HOW)} {dice.choice(WHAT)} {dice.choice(DID)}<br>{dice.choice(WHO)} 반응은 갈려</h2>
<div><span>한서율 기자</span><span>입력{stamp}</span><span class="tools"><a href="#">가+</a> <a href="#">인쇄</a></span></div></div>
<div class="row"><div class="col-12">
<div class="text-center"><img src="//cdn.emetro.co.kr/view.php?f={number}.jpg" alt="" class="img-fluid"></div>
<p>{dice.choice(WHO)} 관계자가 새 기능을 시연하고 있다. /{dice.choice(WHO)}</p>
<p>{paragraphs[0]}</p>\n<p>&nbsp;</p>\n<p>{paragraphs[1]}</p>
<div class="banner_mid_320"><script>var ad_slot=211;</script><script src="//ads.example-adnet.kr/js/mid.js"></script><p>광고</p></div>
{text}
<div class="share"><a href="#">트위터</a> <a href="#">페이스북</a> Copyright ⓒ 메트로신문 &amp; metroseoul.co.kr</div></div>
<div class="col-12"><h4>관련기사</h4><ul class="related">{related}</ul></div>
<div class="col-12"><div id="livere_box"></div><div class="newsletter"><p>매일 아침 뉴스레터를 받아 보세요.</p></div></div></div>"""


def listing(code: str, number: int, numbers: range) -> str:
    items = "\n".join(
        f'<li class="media"><a href="{address(n)}"><img src="//cdn.emetro.co.kr/view.php?x=200&amp;f={n}.jpg" alt="기사사진"></a>'
        f'<div class="media-body"><a href="{address(n)}"><strong>{title(n)}</strong></a><p>{sentence(random.Random(n))}</p></div></li>'
        for n in numbers[(number - 1) * ARTICLES_A_LISTING:number * ARTICLES_A_LISTING])
    return (f'<div class="row"><div class="col-lg-8"><ul class="news-list">{items}</ul><ul class="pagination">'
            f'<li><a class="next" href="/newsList/{code}?page={number + 1}">다음</a></li></ul></div></div>')


def furniture() -> tuple[str, str]:
    """What stands above and below on every page: styles, menus, rankings, other sections' news, footer, scripts."""
    dice = random.Random(0)
    style = "".join(f".m{n} .item-{n}{{margin:{n}px 0;padding:0 {n}px;color:#{n:06x};float:left}}\n" for n in range(90))
    script = "".join(f"function track{n}(e){{if(e&&e.target){{dataLayer.push({{'event':'click{n}'}});}}}}\n" for n in range(75))
    menu = "".join(
        f'<dl><dt><a href="/newsList/{group}">{label}</a></dt><dd><ul>' + "".join(
            f'<li><a href="/newsList/{code}">{name}</a></li>' for code, name in links) + "</ul></dd></dl>"
        for group, label, links in ((14, "IT·과학", SECTIONS.items()), *((n, f"분야{n}", enumerate(OTHERS, n * 1000)) for n in range(20, 24))))
    ranks = "".join(f'<div class="col-lg-4"><h4>{label}</h4><ol class="rank">' + "".join(
        f'<li><a href="{address(n)}">{title(n)}</a></li>' for n in range(10)) + "</ol></div>" for label in ("많이 본 뉴스", "최신", "사회"))
    blocks = "".join(f'<div class="col-lg-4 topnews"><h4>{label}</h4><ul>' + "".join(
        f'<li class="item"><a href="{address(n)}"><img src="//cdn.emetro.co.kr/t/{n}.jpg" alt=""></a><div><a href="{address(n)}">'
        f'<strong>{title(n)}</strong></a><p class="lead">{sentence(dice)}</p></div></li>' for n in range(5)) + "</ul></div>" for label in OTHERS)
    top = f"""<meta property="og:type" content="article"><meta property="og:site_name" content="메트로신문">
<meta property="og:image" content="//cdn.emetro.co.kr/html/view.php?x=600"><meta name="viewport" content="width=device-width">
<script type="application/ld+json">{{"@type": "WebSite", "name": "메트로신문", "url": "https://www.metroseoul.co.kr"}}</script>
<style>{style}</style><script>{script}</script></head><body><nav class="navbar"><a href="/">메트로신문</a></nav>
<div class="allmenu">{menu}</div><div class="container" id="content">"""
    bottom = f"""</div><div class="container" id="side"><div class="row">{ranks}{blocks}</div></div>
<footer class="footer"><address>메트로미디어 | 등록번호 서울 아00000</address>
<p class="copyright">Copyright 메트로미디어. All rights reserved. 무단 전재, 복사, 배포 등을 금합니다.</p></footer>
<script>{script}</script></body></html>"""
    return top, bottom


def site(articles: int) -> dict[str, tuple[bytes, ...]]:
    """The parts of every page by path; what pages share is kept once."""
    above, below = (part.encode() for part in furniture())

    def page(name: str, content: str) -> tuple[bytes, ...]:
        head = f'<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>{name} - 메트로신문</title>'
        return head.encode(), above, content.encode(), below

    pages = {"/robots.txt": (b"User-agent: *\nAllow: /\n",), "/": page("홈", "")}
    for code, numbers in ((ALL, range(articles)), (QUARTER, range(articles // 4))):
        for number in range(1, len(numbers) // ARTICLES_A_LISTING + 3):
            pages[f"/newsList/{code}?page={number}"] = page(SECTIONS[code], listing(code, number, numbers))
    return pages | {address(number): page(title(number), article(number)) for number in range(articles)}


class Newsroom(asyncio.Protocol):
    """Answers from memory, over connections that stay open."""

    def __init__(self, pages: dict[str, tuple[bytes, ...]]) -> None:
        self.pages = pages
        self.asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.asked = (self.asked + data).split(b"\r\n\r\n")
        for request in requests:
            parts = self.pages.get(request.split(b" ", 2)[1].decode())
            head = (f"HTTP/1.1 {'200 OK' if parts else '404 Not Found'}\r\nContent-Type: text/html; charset=utf-8\r\n"
                    f"Content-Length: {sum(map(len, parts or ()))}\r\n\r\n")
            self.transport.write(b"".join((head.encode(), *(parts or ()))))


async def serve(articles: int) -> None:
    pages = site(articles)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Newsroom(pages), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
