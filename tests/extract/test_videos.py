"""Which videos of a page are the article's: those in its text and above it, else those that JSON-LD names."""
from __future__ import annotations

import json

import pytest

import newscrawl

BODY = ("<p>누리AI가 새 모형을 내놨다. 값은 그대로다.</p><p>업계는 내년에 시장이 두 배로 커질 것으로 본다.</p><p>회사는 시험을 마쳤다고 했다.</p>"
        "<p>새 모형은 글과 그림을 함께 읽는다. 답을 모를 때는 모른다고 한다.</p><p>다음 달에는 소리도 읽게 할 계획이다.</p>")
TUBE = "https://www.youtube.com/embed/"


def player(video: str) -> str:
    return f'<iframe src="{TUBE}{video}"></iframe>'


def videos(above: str = "", below: str = "", *, body: str = BODY, stated: object = None) -> list[tuple[str, str | None]]:
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script>' if stated else ""
    page = ("<html><head><meta charset=utf-8><title>누리AI 새 모형</title><meta property=og:type content=article>"
            f"{script}</head><body>{player('0')}<article><h1>누리AI 새 모형</h1>"
            f"<time>2026.11.20 10:00</time>{above}<div class=text>{body}</div>{below}</article></body></html>")
    return [(video.url, video.caption) for video in newscrawl.read_page(page.encode(), "https://www.nuri.example/news/20261120001").videos]


def test_those_above_and_in_the_text_in_page_order() -> None:
    in_text = f"{BODY}{player('2')}<p>끝으로 한 문장이 더 있다.</p><noscript>{player('3')}</noscript>"
    assert videos(f"<div class=vod>{player('1')}</div>", player("9"), body=in_text) == [(TUBE + "1", None), (TUBE + "2", None), (TUBE + "3", None)]
    assert videos(f"<figure>{player('1')}<figcaption>시연 모습</figcaption></figure>") == [(TUBE + "1", "시연 모습")]


def test_none_beside_the_text() -> None:
    assert videos(f"<div class=related-news>{player('1')}</div><aside>{player('2')}</aside>", player("9")) == []
    assert videos(f'<div style="display:none">{player("1")}</div>') == []


VIDEO = {"@type": "VideoObject", "embedUrl": "/embed/7"}


@pytest.mark.parametrize(("stated", "expected"), [
    ({"@type": "NewsArticle", "headline": "누리AI 새 모형", "video": VIDEO}, ["https://www.nuri.example/embed/7"]),
    ({"@type": "NewsArticle", "video": [{**VIDEO, "contentUrl": "https://vod.nuri.example/7.mp4"}, VIDEO]},
     ["https://vod.nuri.example/7.mp4", "https://www.nuri.example/embed/7"]),
    ([{"@type": "NewsArticle", "video": {"@id": "#v"}}, {**VIDEO, "@id": "#v"}], ["https://www.nuri.example/embed/7"]),
    ({"@graph": [{"@type": "NewsArticle"}, VIDEO]}, ["https://www.nuri.example/embed/7"]),
    ([{"@type": "NewsArticle"}, VIDEO, {**VIDEO, "embedUrl": "/embed/8"}], []),  # a list of videos beside the article
    ({"@type": "NewsArticle", "video": {"@type": "VideoObject", "embedUrl": "rtmp://a.example/1"}}, []),
    ({"@type": "NewsArticle", "video": "https://a.example/1"}, []),
])
def test_json_ld_is_asked_where_the_body_has_none(stated: object, expected: list[str]) -> None:
    assert [url for url, _ in videos(stated=stated)] == expected
    assert videos(body=BODY + player("2"), stated=stated) == [(TUBE + "2", None)]
