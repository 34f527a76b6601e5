"""An article page of an invented paper, to which a test adds what it is about."""
from __future__ import annotations

from datetime import datetime

import newscrawl
from newscrawl.items import Article
from tests.saved import FETCHED_AT

TITLE = "물결에너지, 바람 없는 날에도 도는 풍차 내놨다"
SENTENCES = (
    "물결에너지가 19일 바람이 약한 날에도 도는 작은 풍차를 선보였다. 날개가 가벼워 초속 1미터에도 돈다고 한다.",
    "회사는 섬마을 열두 곳에서 여섯 달 동안 시험했다. 발전량은 예전 풍차의 두 배였다고 밝혔다.",
    "값은 아직 정하지 않았다. 회사 관계자는 내년 봄에 주문을 받을 계획이라고 말했다.")
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
URL = "https://www.byeolbit-ilbo.example/news/view?no=20261119042"
LINE = "<p class='info'>나루빛 기자 | 입력 2026.11.19 14:05</p>"


def read(page: str, *, at: datetime = FETCHED_AT, url: str = URL) -> Article:
    return newscrawl.read_page(page.encode(), url, fetched_at=at)


def page(head: str = "", *, json_ld: str = "", title: str = TITLE, og: str | None = None, heading: str | None = None, line: str = LINE,
         above: str = "", text: str = TEXT, below: str = "") -> str:
    """``title`` is that of ``<title>``, ``og:title`` and the heading, where they are not given; ``line`` stands between heading and text."""
    script = f'<script type="application/ld+json">{json_ld}</script>' if json_ld else ""
    return (f"<!doctype html><html lang=ko><head><meta charset=utf-8><title>{title} | 별빛일보</title><meta property='og:type' content='article'>"
            f'<meta property="og:title" content="{og or title}"><meta property="og:site_name" content="별빛일보">{head}{script}</head><body>'
            "<header><nav><a href='/'>별빛일보</a><a href='/eco'>경제</a><a href='/it'>IT</a></nav></header>"
            f"<main><article>{above}<h1>{heading or title}</h1>{line}<div class='article_body' id='articleBody'>{text}</div>{below}</article></main>"
            "<footer>별빛일보 | 등록번호 서울 아00001 | 발행인 김가람</footer></body></html>")
