"""Players: the elements that a page embeds for a video to be played, and the address of each.

An ``<iframe>`` may hold anything. It is a player where its address is that of a known one, or where the address says that it plays
something and the element is made to be played: it may fill the screen, or is named a player.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.text.whitespace import one_line

_BY_ID = {
    "amp-youtube": "https://www.youtube.com/embed/{}",
    "lite-youtube": "https://www.youtube.com/embed/{}",
    "amp-vimeo": "https://player.vimeo.com/video/{}",
    "lite-vimeo": "https://player.vimeo.com/video/{}",
    "amp-dailymotion": "https://www.dailymotion.com/embed/video/{}",
}
"""Elements that name a video by its id."""
_FRAMES = frozenset({"iframe", "embed", "object", "amp-iframe"})
_FILES = frozenset({"video", "amp-video"})
PLAYERS = frozenset(_BY_ID) | _FRAMES | _FILES
"""Tags of elements that may be players."""

_ADDRESS_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-iframe-src", "src", "data")
"""The loaders' first: what they leave in ``src`` is a placeholder."""
_SMALLEST = 50
"""Pixels; what is declared smaller is no player."""

_KNOWN = {host: re.compile(path) for host, path in {
    "youtube.com": r"/(?:embed|v|shorts|live)/[\w-]+|/watch\?",
    "youtube-nocookie.com": r"/embed/[\w-]+",
    "youtu.be": r"/[\w-]+",
    "tv.naver.com": r"/(?:embed|v|h)/\d+",
    "tvcast.naver.com": r"/(?:embed|v)/\d+",
    "nmv.naver.com": r"/(?:flash|mobile)/",
    "rmcnmv.naver.com": r"/",
    "chzzk.naver.com": r"/embed/",
    "tv.kakao.com": r"/(?:embed/|channel/\d+/cliplink/|v/)",
    "kakaotv.daum.net": r"/(?:embed/|v/)",
    "videofarm.daum.net": r"/controller/",
    "tvpot.daum.net": r"/(?:v/|clip/)",
    "player.vimeo.com": r"/video/",
    "vimeo.com": r"/\d+",
    "dailymotion.com": r"/embed/video/|/video/|/player",
    "dai.ly": r"/\w+",
    "vod.sooplive.co.kr": r"/player/",
    "vod.afreecatv.com": r"/player/",
    "player.twitch.tv": r"/",
    "clips.twitch.tv": r"/embed",
    "facebook.com": r"/(?:v\d+\.\d+/)?plugins/video\.php",
    "tiktok.com": r"/embed/|/player/",
    "players.brightcove.net": r"/",
    "cdn.jwplayer.com": r"/players/",
    "content.jwplatform.com": r"/players/",
    "kr.kollus.com": r"/",
    "embed.ted.com": r"/talks/",
    "streamable.com": r"/[eos]/",
}.items()}
"""By host, how an address of a player goes on."""

_PLAYS = re.compile(r"(?<![a-z])(?:player|vod|video|movie|clip|tv|mp4|m3u8)s?(?![a-z])", re.IGNORECASE)
"""What an address says that leads to a player."""
_NAMED_PLAYER = re.compile(r"player|video|동영상|영상", re.IGNORECASE)
_OTHER = re.compile(
    r"(?<![a-z])(?:ads?|adv|adserver|adservice|adnet\w{0,10}|banners?|sponsors?|doubleclick|widgets?|plugins?|like|comments?|share|maps?|"
    r"charts?|slideshow|slideshare|soundcloud|spotify|podcasts?|audio|music|survey|forms?|calendar)(?![a-z])", re.IGNORECASE)
"""What an address says that leads to something else, be it played or not."""


def player_address(element: Element, absolute: Callable[[str], str]) -> str | None:
    """The absolute address, http or https, of the player or the file that an element of ``PLAYERS`` shows; None when it shows no video."""
    tag = str(element.tag)
    for side in ("width", "height"):
        size = re.match(r"(\d{1,6})\s*(?:px)?$", (element.get(side) or "").strip())
        if size and int(size[1]) < _SMALLEST:
            return None
    if form := _BY_ID.get(tag):
        video_id = element.get("data-videoid") or element.get("videoid") or ""
        return form.format(video_id) if re.fullmatch(r"[\w-]{1,64}", video_id) else None
    for stated in _stated(element, tag):
        address = absolute(stated)
        if address.startswith(("https://", "http://")) and (_is_file(address) if tag in _FILES else _is_player(address, element)):
            return address
    return None


def _stated(element: Element, tag: str) -> Iterator[str]:
    """Addresses as the markup has them, best first."""
    inner: Iterator[Element] = iter(())
    if tag in _FILES:
        inner = element.iter("source")
    elif tag == "object":
        inner = element.iter("embed", "iframe")
        yield from (one_line(named.get("value") or "") for named in element.iter("param") if (named.get("name") or "").lower() in {"movie", "src"})
    for carrier in (element, *inner):
        yield from (one_line(address) for name in _ADDRESS_ATTRIBUTES if (address := carrier.get(name)))


def _is_file(address: str) -> bool:
    parts = urlsplit(address)
    return not _OTHER.search(f"{parts.hostname}{parts.path}")


def _is_player(address: str, element: Element) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    labels = host.split(".")
    for place in range(len(labels) - 1):
        if known := _KNOWN.get(".".join(labels[place:])):
            return known.match(f"{parts.path}?{parts.query}") is not None
    place_said = f"{host}{parts.path}"
    return _PLAYS.search(place_said) is not None and not _OTHER.search(place_said) and _is_made_to_play(element)


def _is_made_to_play(element: Element) -> bool:
    allowed = element.get("allow") or ""
    return (any(element.get(name) is not None for name in ("allowfullscreen", "webkitallowfullscreen"))
            or "fullscreen" in allowed or "autoplay" in allowed
            or any(_NAMED_PLAYER.search(element.get(name) or "") for name in ("class", "id", "title")))
