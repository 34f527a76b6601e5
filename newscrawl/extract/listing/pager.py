"""Finds the next page of a listing."""
from __future__ import annotations

import re
from itertools import islice
from urllib.parse import parse_qsl, urldefrag, urlsplit

from lxml.etree import _Element as Element

from newscrawl.extract.listing.js_links import Scripts
from newscrawl.extract.listing.offers import written_address
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text

PARAMETERS = frozenset({
    "cpage", "curpage", "currentpage", "gotopage", "nowpage", "p", "page", "page_no", "paged", "pageindex", "pageno", "pagenum", "pg", "pn",
    "start_page"})
"""URL parameters, in lower case, with a listing's page number."""
_IN_PATH = re.compile(r"/(?:page|p)/?(\d{1,6})/?$")
_NEXT = re.compile(r"(?:다음|next)(?:\s?(?:페이지|목록|쪽|블록|page))?(?:로\s?이동)?\s?[>›»→▶]{0,2}|[>›▶→»]|>>", re.IGNORECASE)
_NEXT_NAME = re.compile(r"(?:^|[-_])(?:next|nxt)(?:$|[-_])", re.IGNORECASE)
_LAST = re.compile(r"마지막|맨\s?끝|끝|last|end", re.IGNORECASE)
_PAGER = re.compile(r"pag(?:e|ing|er|ination|inate)?(?:$|[-_\s])|(?:^|[-_\s])pg", re.IGNORECASE)
_CURRENT = re.compile(r"\b(?:on|active|current|now|selected|page|true)\b")
MAX_IN_PAGER = 60
"""An element with more elements is not a pager."""
MAX_DEPTH_IN_PAGER = 4
"""At most so many elements are between a pager and its links."""
MAX_NUMBER_CHARS = 6
"""A longer number is not a page number."""
MAX_LABEL_CHARS = 20
"""A longer text is not a pager's label."""


def next_page(page: Page) -> str | None:
    """The URL of the next page; None on the last page, and if only a script can open it.

    A link with the next page number is preferred to 다음 (next), which skips ten pages on many sites.
    """
    scripts = Scripts(page)
    links = page.index.by_tag["a"]
    stated = [link for link in [*page.index.by_tag["link"], *links] if "next" in (link.get("rel") or "").lower().split()]
    numbers = [link for link in links if _is_number(visible_text(link))]
    number = page_number(page.url) or _number_shown(numbers) or 1
    numbered = [link for link in numbers if visible_text(link) == str(number + 1)]
    named = [link for link in links if _is_next_link(link)]
    candidates = [(link, _address(link, page, scripts)) for link in [*stated, *numbered, *named]]
    # Outside a pager, only a link with exactly the next page number counts.
    return next((address for link, address in candidates if address and _is_later_page(address, page, number) and (
        link in stated or page_number(address) == number + 1 or _pager_around(link) is not None)), None)


def page_number(address: str) -> int | None:
    """The page number in a URL; None if there is none.

    >>> page_number("https://paper.example/list?code=3&page=2"), page_number("https://paper.example/it/page/4/"), page_number("https://paper.example/it")
    (2, 4, None)
    """
    parts = urlsplit(address)
    for name, value in parse_qsl(parts.query):
        if name.lower() in PARAMETERS and _is_number(value):
            return int(value)
    found = _IN_PATH.search(parts.path)
    return int(found[1]) if found else None


def _address(link: Element, page: Page, scripts: Scripts) -> str:
    href = written_address(link, scripts)
    address = urldefrag(page.absolute(href))[0] if href else ""
    return address if address.startswith("http") else ""


def _is_later_page(address: str, page: Page, number: int) -> bool:
    """Whether a URL is another page on the same host, and not an earlier page than ``number``."""
    is_other = address != urldefrag(page.url)[0] and urlsplit(address).hostname == urlsplit(page.url).hostname
    return is_other and (page_number(address) or number + 1) > number


def _number_shown(links: list[Element]) -> int | None:
    """The current page number: marked in the pager, or shown without a link."""
    for pager in dict.fromkeys(map(_pager_around, links)):
        if pager is None:
            continue
        for element in pager.iter("strong", "em", "b", "span", "li", "a", "button"):
            text, around = visible_text(element), element.getparent()
            if not _is_number(text):
                continue
            marks = f"{element.get('class') or ''} {element.get('aria-current') or ''}"
            is_linked = next(element.iter("a"), None) is not None or (around is not None and around.tag == "a")
            if _CURRENT.search(marks) or (element.tag in {"strong", "em", "b"} and not is_linked):
                return int(text)
    return None


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= MAX_NUMBER_CHARS


def _is_next_link(link: Element) -> bool:
    """Whether a link says "next": in its text, title, image or class name."""
    pictures = [picture.get("alt") or "" for picture in link.iter("img")]
    texts = [text.strip() for text in (visible_text(link), link.get("title") or "", link.get("aria-label") or "", *pictures) if text.strip()]
    if any(len(text) > MAX_LABEL_CHARS or _LAST.search(text) for text in texts):
        return False
    return any(map(_NEXT.fullmatch, texts)) or any(map(_NEXT_NAME.search, (link.get("class") or "").split()))


def _pager_around(link: Element) -> Element | None:
    """The pager around a link: an element with a pager's class name, or with page numbers and little else."""
    for around in islice(link.iterancestors(), MAX_DEPTH_IN_PAGER):
        inside = list(islice(around.iter(), MAX_IN_PAGER + 1))
        if around.tag in {"body", "html"} or len(inside) > MAX_IN_PAGER:
            return None
        if _PAGER.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return around
        if sum(inner.tag in {"a", "strong", "em", "b"} and _is_number(visible_text(inner)) for inner in inside) > 1:
            return around
    return None
