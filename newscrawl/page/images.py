"""The addresses of images: the real one where a page loads lazily, the largest of several, the original of a thumbnail; none for icons."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element as Element

from newscrawl.page.limits import MAX_ADDRESS_CHARS
from newscrawl.text.whitespace import one_line

# Attributes in which lazy loaders keep the image's real URL, best first.
IMAGE_ATTRIBUTES = ("data-org-src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
MIN_IMAGE_PIXELS = 50
"""An image that is declared smaller is an icon or a tracker."""
MIN_SQUARE_PIXELS = 150
"""A smaller square shows a face: the writer's, a reader's."""

_PLACEHOLDER = re.compile(r"^data:|/(?:default|no[-_]?ima?ge?|blank|spacer|loading|ico(?:n|_)|btn|bul|logo|emoticon|banner|"
                          r"(?:sns|share|print|arrow)[-_.])[^/]*\.\w{3,4}(?:$|\?)|[-_](?:icon|btn|bnr)(?:[-_.\d][^/]*)?\.\w{3,4}(?:$|\?)|"
                          r"\.svg(?:$|\?)", re.IGNORECASE)  # a company's logo may be the article's image
_STYLED_SIZE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,6})px")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
_BETWEEN_CANDIDATES = re.compile(r",\s+|(?<=\d[wx]),")
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx]")
_ORIGINALS = frozenset({"fname", "url", "src", "image", "img", "file"})


def image_address(element: Element) -> str | None:
    """The URL of an image as in the markup; None for icons, trackers and placeholders."""
    sides = [int(size.group()) for side in ("width", "height") if (size := re.match(r"\d{1,6}", element.get(side) or ""))]
    if (style := element.get("style")) and not sides:
        sides = [int(size) for size in _STYLED_SIZE.findall(style)]
    if sides and (min(sides) < MIN_IMAGE_PIXELS or (len(sides) == 2 and sides[0] == sides[1] < MIN_SQUARE_PIXELS)):
        return None
    address = None
    for stated in chain((element.get(name) or "" for name in IMAGE_ATTRIBUTES), _other_addresses(element)):
        candidate = one_line(stated[:MAX_ADDRESS_CHARS + 1])
        if candidate and not _PLACEHOLDER.search(candidate):
            address = candidate
            if len(candidate) <= MAX_ADDRESS_CHARS:
                break  # one that is too long is the last choice: it is left out later, with a warning
    around = element.getparent()
    if address and around is not None and around.tag == "a" and _PICTURE.search(around.get("href") or ""):
        return around.get("href")  # the image in full size
    return original_picture(address) if address else None


def link_around(picture: Element) -> str | None:
    """The URL of the link around an image; None if there is none, or if it is a script or the image itself."""
    around = next(picture.iterancestors("a"), None)
    address = one_line(around.get("href") or "") if around is not None else ""
    return None if not address or address.startswith(("#", "javascript:")) or _PICTURE.search(address.partition("?")[0]) else address


def _other_addresses(picture: Element) -> Iterator[str]:
    """Image URLs in the ``srcset`` of the image or its ``<picture>``, or in the ``<noscript>`` after it."""
    around, after = picture.getparent(), picture.getnext()
    sources = [picture, *(around.iter("source") if around is not None and around.tag == "picture" else ())]
    for source in sources:
        for name in ("srcset", "data-srcset"):
            yield _widest(source.get(name) or "")
    for inner in after.iter("img") if after is not None and after.tag == "noscript" else ():
        yield one_line(inner.get("src") or "")


def _widest(srcset: str) -> str:
    """The URL of the largest image in a ``srcset``, "" if there is none.

    >>> _widest("/s.jpg 320w, /l,1.jpg 1200w"), _widest("/one.jpg")
    ('/l,1.jpg', '/one.jpg')
    """
    candidates = [candidate.split() for candidate in _BETWEEN_CANDIDATES.split(srcset) if candidate.strip()]
    return max(candidates, key=_size, default=[""])[0]


def _size(candidate: list[str]) -> float:
    """The width or density of a candidate in a ``srcset``; 1 if it has none."""
    size = _SIZE.fullmatch(candidate[-1])
    return float(size[1]) if size else 1.0


def is_lazy(picture: Element) -> bool:
    """Whether the image is lazily loaded: its URL is in another attribute than ``src``."""
    return any(picture.get(name) for name in IMAGE_ATTRIBUTES if name != "src")


def original_picture(address: str) -> str:
    """The original image of a thumbnail whose URL has the original's URL in its query.

    >>> original_picture("https://thumb.paper.example/R680x0/?fname=https%3A%2F%2Fimg.paper.example%2F1.jpg")
    'https://img.paper.example/1.jpg'
    """
    for name, value in parse_qsl(urlsplit(address).query) if "=http" in address or "=//" in address else []:
        if name.lower() in _ORIGINALS and _PICTURE.search(urlsplit(value).path):
            return value
    return address
