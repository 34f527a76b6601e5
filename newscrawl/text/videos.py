"""Whether two addresses are of one video."""
from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_YOUTUBE_ID = re.compile(r"youtube(?:-nocookie)?\.com/(?:(?:embed|v|shorts|live)/(?!videoseries)|watch\?(?:.*&)?v=)([\w-]+)|youtu\.be/([\w-]+)")
_WAYS_TO_PLAY = frozenset({
    "autoplay", "mute", "muted", "loop", "controls", "rel", "start", "t", "si", "feature", "playsinline", "enablejsapi", "origin", "wmode",
    "showinfo", "modestbranding", "fs", "allowfullscreen"})
"""Keys of a query that say how a video is played, and not which."""


def video_key(address: str) -> str:
    """What is the same for all addresses of one video, however it is played.

    >>> video_key("https://youtu.be/x-1?t=10") == video_key("https://www.youtube-nocookie.com/embed/x-1?autoplay=1")
    True
    >>> video_key("https://tv.paper.example/player?id=7&autoplay=1"), video_key("//tv.paper.example/player?id=8")
    ('tv.paper.example/player?id=7', 'tv.paper.example/player?id=8')
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if named := _YOUTUBE_ID.match(f"{host}{parts.path}?{parts.query}"):
        return f"youtube:{named[1] or named[2]}"
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _WAYS_TO_PLAY])
    return f"{host}{parts.path}?{query}" if query else f"{host}{parts.path}"
