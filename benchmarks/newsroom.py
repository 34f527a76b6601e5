"""A site like metroseoul.co.kr of any size on loopback, quick enough to be no part of what is measured.

``python benchmarks/newsroom.py ARTICLES`` writes its port to stdout and serves until its stdin is closed. Pages are the same
in every run: about 60 KB, 5 KB of it the article. Section 인터넷 lists all articles, 게임 the newest quarter of them.
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
WHO = ("누리AI", "온빛소프트", "가온마트", "들꽃마켓", "두레메신저", "해솔로보틱스", "그림마을", "업계", "정부", "연구진", "시민단체")
WHAT = ("소형 언어모델을", "받아쓰기 기능을", "상품평 요약을", "통신망 점검을", "물류창고 로봇을", "번역 엔진을", "새 요금제를")
HOW = ("다음 달부터", "판교 사옥에서", "3년 만에", "통신이 끊긴 곳에서도", "업계에서 처음으로", "비용을 20% 줄여", "여러 기관과 함께")
DID = ("내놓는다", "시험한다", "다시 검토한다", "미룬다", "넓힌다", "공개했다", "멈췄다", "두 배로 늘렸다", "앞당긴다", "지켜보고 있다")


def story(dice: random.Random) -> str:
    return f"{dice.choice(HOW)} {dice.choice(WHAT)} {dice.choice(DID)}"


def sentence(dice: random.Random) -> str:
    said = f"{dice.choice(WHO)}는 {story(dice)}"
    return f"{said}고 {dice.randint(1, 28)}일 밝혔다." if dice.random() < 0.5 else f'"{said}"며 {dice.choice(WHO)} 쪽은 선을 그었다.'


def title(number: int) -> str:
    return f"{random.Random(number).choice(WHO)}, {story(random.Random(number))}…{number}번째 소식"


def day(number: int) -> date:
    return NEWEST - timedelta(days=number // ARTICLES_A_DAY)


def address(number: int) -> str:
    return f"/article/{day(number):%Y%m%d}5{number % ARTICLES_A_DAY:05}"


def item(number: int, summary: str) -> str:
    link = f'<a href="{address(number)}">'
    return (f'<li class="media">{link}<img src="//cdn.emetro.co.kr/view.php?x=200&amp;f={number}.jpg" alt="기사사진"></a>'
            f'<div class="media-body">{link}<strong>{title(number)}</strong></a><p class="lead">{summary}</p></div></li>\n')


def article(number: int) -> str:
    """Header, body with ad and share bar, related articles: what differs from page to page."""
    dice = random.Random(-1 - number)
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(2, 4))) for _ in range(dice.randint(9, 11))]
    text = "\n<p>&nbsp;</p>\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    related = "".join(f'<li><a href="{address(n)}">{title(n)}</a> <span>2026-11-18 09:12:44</span></li>' for n in range(3))
    return f"""<div class="article-title"><p class="path">IT/과학&gt;IT/인터넷</p><h1>{title(number)}</h1>
<h2>{story(dice)}<br>{dice.choice(WHO)} 반응은 갈려</h2><div><span>한서율 기자</span>
<span>입력{day(number)} {dice.randint(8, 19):02}:42:07</span><span class="tools"><a href="#">가+</a> <a href="#">인쇄</a></span></div></div>
<div class="row"><div class="col-12">
<div class="text-center"><img src="//cdn.emetro.co.kr/view.php?f={number}.jpg" alt="" class="img-fluid"></div>
<p>{dice.choice(WHO)} 관계자가 새 기능을 시연하고 있다. /{dice.choice(WHO)}</p>
<p><a href="/search?q=AI">{WHO[0]}</a>의 <b>새 기능</b>을 두고 말이 많다.</p>
<div class="banner_mid_320"><script>var ad_slot=211;</script><script src="//ads.example-adnet.kr/js/mid.js"></script><p>광고</p></div>
{text}
<div class="share"><a href="#">트위터</a> <a href="#">페이스북</a> Copyright ⓒ 메트로신문 &amp; metroseoul.co.kr</div></div>
<div class="col-12"><h4>관련기사</h4><ul class="related">{related}</ul></div>
<div class="col-12"><div id="livere_box"></div><div class="newsletter"><p>매일 아침 뉴스레터를 받아 보세요.</p></div></div></div>"""


def listing(code: str, page: int, numbers: range) -> str:
    shown = numbers[(page - 1) * ARTICLES_A_LISTING:page * ARTICLES_A_LISTING]
    following = f'<li><a class="next" href="/newsList/{code}?page={page + 1}">다음</a></li>' if page * ARTICLES_A_LISTING < len(numbers) else ""
    return (f'<ul class="news-list">{"".join(item(n, sentence(random.Random(n))) for n in shown)}</ul>'
            f'<ul class="pagination">{following}</ul>')


def furniture() -> tuple[str, str]:
    """What stands above and below on every page: styles, menus, rankings, other sections' news, footer, scripts."""
    style = "".join(f".m{n} .item-{n}{{margin:{n}px 0;padding:0 {n}px;color:#{n:06x};float:left}}\n" for n in range(90))
    script = "".join(f"function track{n}(e){{if(e&&e.target){{dataLayer.push({{'event':'click{n}'}});}}}}\n" for n in range(70))
    menus = {"IT·과학": SECTIONS} | {f"분야{n}": {f"{n}{code}": name for code, name in enumerate(OTHERS)} for n in range(30, 34)}
    menu = "".join(f"<dl><dt>{label}</dt><dd><ul>" + "".join(
        f'<li><a href="/newsList/{code}">{name}</a></li>' for code, name in codes.items()) + "</ul></dd></dl>" for label, codes in menus.items())
    ranking = "".join(f'<li><a href="{address(n)}">{title(n)}</a></li>' for n in range(30))
    news = "".join(item(n, sentence(random.Random(n))) for n in range(6))
    blocks = "".join(f'<div class="col-lg-4 topnews"><h4>{label}</h4><ul>{news}</ul></div>' for label in OTHERS)
    return f"""<meta property="og:site_name" content="메트로신문"><meta property="og:image" content="//cdn.emetro.co.kr/view.php?x=6">
<script type="application/ld+json">{{"@type": "WebSite", "name": "메트로신문", "url": "https://www.metroseoul.co.kr"}}</script>
<style>{style}</style><script>{script}</script></head><body><nav class="navbar"><a href="/">메트로신문</a></nav>
<div class="allmenu">{menu}</div><div class="container" id="content">""", f"""</div>
<div class="container" id="side"><ol class="rank">{ranking}</ol>{blocks}</div><footer><address>등록번호 서울 아00000</address>
<p class="copyright">Copyright 메트로미디어. All rights reserved. 무단 전재, 복사, 배포 등을 금합니다.</p></footer>
<script>{script}</script></body></html>"""


def site(articles: int) -> dict[str, tuple[bytes, ...]]:
    """The parts of every page by path; what pages share is kept once."""
    above, below = (part.encode() for part in furniture())
    start = '<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>메트로신문</title>'.encode()
    pages = {"/": ""} | {address(number): article(number) for number in range(articles)}
    for code, numbers in ((ALL, range(articles)), (QUARTER, range(articles // 4))):
        pages |= {f"/newsList/{code}?page={page}": listing(code, page, numbers) for page in range(1, articles // ARTICLES_A_LISTING + 3)}
    whole = {path: (start, above, content.encode(), below) for path, content in pages.items()}
    return whole | {"/robots.txt": (b"User-agent: *\nAllow: /\n",)}


class Newsroom(asyncio.Protocol):
    """Answers from memory, over connections that stay open."""

    def __init__(self, pages: dict[str, tuple[bytes, ...]]) -> None:
        self.pages, self.asked = pages, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.asked = (self.asked + data).split(b"\r\n\r\n")
        for request in requests:
            parts = self.pages.get(request.split(b" ", 2)[1].decode(), ())
            head = (f"HTTP/1.1 {'200 OK' if parts else '404 Not Found'}\r\nContent-Type: text/html; charset=utf-8\r\n"
                    f"Content-Length: {sum(map(len, parts))}\r\n\r\n")
            self.transport.write(b"".join((head.encode(), *parts)))


async def serve(articles: int) -> None:
    pages = site(articles)
    server = await asyncio.get_running_loop().create_server(lambda: Newsroom(pages), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
