"""Which elements play a video, and its address."""
from __future__ import annotations

from urllib.parse import urljoin

import pytest
from lxml import html

from newscrawl.page.players import PLAYERS, player_address

PAGE = "https://www.paper.example/news/1"


def address(markup: str) -> str | None:
    return player_address(next(html.fromstring(f"<div>{markup}</div>").iter(*PLAYERS)), lambda stated: urljoin(PAGE, stated))


@pytest.mark.parametrize(("markup", "expected"), [
    ('<iframe src="https://www.youtube.com/embed/a-1_"></iframe>', "https://www.youtube.com/embed/a-1_"),
    ('<iframe src="//www.youtube-nocookie.com/embed/a1?rel=0"></iframe>', "https://www.youtube-nocookie.com/embed/a1?rel=0"),
    ('<iframe src="about:blank" data-src="https://youtu.be/a1"></iframe>', "https://youtu.be/a1"),
    ('<iframe data-src="https://tv.naver.com/embed/40000001" width="300"></iframe>', "https://tv.naver.com/embed/40000001"),
    ('<iframe src="//tv.kakao.com/embed/player/cliplink/1?service=a"></iframe>', "https://tv.kakao.com/embed/player/cliplink/1?service=a"),
    ('<iframe src="https://player.vimeo.com/video/1"></iframe>', "https://player.vimeo.com/video/1"),
    ('<iframe src="https://www.dailymotion.com/embed/video/x1"></iframe>', "https://www.dailymotion.com/embed/video/x1"),
    ('<iframe src="/news/player.do?newsId=1" allowfullscreen></iframe>', "https://www.paper.example/news/player.do?newsId=1"),
    ('<iframe class="player_iframe" src="https://tv.paper.example/embed/1"></iframe>', "https://tv.paper.example/embed/1"),
    ('<iframe src="https://vod.paper.example/c/1" allow="autoplay; fullscreen"></iframe>', "https://vod.paper.example/c/1"),
    ('<video src="/v/1.mp4"></video>', "https://www.paper.example/v/1.mp4"),
    ('<video src="blob:https://a.example/1"><source src="/v/1.webm"></video>', "https://www.paper.example/v/1.webm"),
    ('<object><param name="movie" value="https://www.youtube.com/v/a1"></object>', "https://www.youtube.com/v/a1"),
    ('<embed src="https://www.youtube.com/v/a1">', "https://www.youtube.com/v/a1"),
    ('<amp-youtube data-videoid="a-1"></amp-youtube>', "https://www.youtube.com/embed/a-1"),
    ('<lite-youtube videoid="a-1"></lite-youtube>', "https://www.youtube.com/embed/a-1"),
    ('<amp-iframe src="https://www.youtube.com/embed/a1"></amp-iframe>', "https://www.youtube.com/embed/a1"),
])
def test_a_player(markup: str, expected: str) -> None:
    assert address(markup) == expected


@pytest.mark.parametrize("markup", [
    '<iframe src="https://ads.example-adnet.kr/video/1" allowfullscreen></iframe>',
    '<iframe src="https://vod.paper.example/ad_banner.php" allowfullscreen></iframe>',
    '<iframe src="https://www.google.com/maps/embed?pb=1" allowfullscreen></iframe>',
    '<iframe src="https://www.slideshare.net/slideshow/embed_code/key/1" allowfullscreen></iframe>',
    '<iframe src="https://open.spotify.com/embed/episode/1" allow="autoplay"></iframe>',
    '<iframe src="https://w.soundcloud.com/player/?url=1" allow="autoplay"></iframe>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=1"></iframe>',
    '<iframe src="https://www.youtube.com/subscribe_embed?channel=1"></iframe>',
    '<iframe src="https://paper.example/plus/embed/" class="wp-embedded-content"></iframe>',
    '<iframe src="https://video.paper.example/stats"></iframe>',
    '<iframe src="https://www.youtube.com/embed/a1" width="1" height="1"></iframe>',
    '<iframe src="https://www.youtube.com.evil.example/embed/a1"></iframe>',
    '<iframe src="javascript:play()" allowfullscreen></iframe>',
    '<video poster="/1.jpg"></video>', '<video src="data:video/mp4;base64,AA"></video>', '<video src="https://adserver.example/1.mp4"></video>',
    '<lite-youtube videoid="a b"></lite-youtube>', "<iframe></iframe>",
])
def test_no_player(markup: str) -> None:
    assert address(markup) is None
