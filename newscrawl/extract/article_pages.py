"""Finds the next page of an article that is in several."""
from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text

PARAMETERS = frozenset({"page", "page_no", "paged", "pageno", "pagenum", "pageindex", "pg", "pn"})
"""URL parameters with the number of a page of an article; ``cpage`` is that of its comments."""
MAX_PAGES = 50
"""No article has more pages."""
_IN_PATH = re.compile(r"(?P<stem>.+?)(?:/(?:page/)?(?P<number>\d{1,2})/?|(?P<mark>[-_])(?P<numbered>\d{1,2})(?P<ending>\.\w{3,5}))$")
_COMMENTS = frozenset({"comment", "related", "ranking"})


def next_article_page(page: Page, first: str) -> str | None:
    """The address of the page after this one, of the article whose first page is at ``first``; None on the last.

    It differs from ``first`` by nothing but the next page number: a parameter, ``/2/`` (WordPress's ``<!--nextpage-->``), ``-2.html``. The
    page refers to it by ``rel=next``, or by a link whose text is a number or says that it goes on. A link to another article is none.
    """
    following = [link.get("href") or "" for link in page.index.by_tag["link"] if "next" in (link.get("rel") or "").lower().split()]
    number = (number_of(page.url, first) or 1) + 1
    may_be_page = _with_number(number)
    if not following and not may_be_page.search(page.index.addresses):
        return None
    side: dict[object, bool] = {}
    for address in following:
        if number_of(absolute := page.absolute(address), first) == number:
            return absolute
    for link, address in page.index.links:
        if may_be_page.search(address) and number_of(absolute := page.absolute(address), first) == number and _names_page(
                visible_text(link), number) and not in_side(link, side, frozenset(), _COMMENTS):  # type: ignore[arg-type]
            return absolute
    return None


@lru_cache(maxsize=MAX_PAGES)
def _with_number(number: int) -> re.Pattern[str]:
    """A quick test for the addresses of pages with a number; one of the lines has to match."""
    return re.compile(rf"[=/_-]{number}(?:[&#?/]|$|\.\w{{3,5}}(?:[?#]|$))", re.MULTILINE)


def number_of(address: str, first: str) -> int | None:
    """The number of the page at an address, of the article whose first page is at ``first``; None if it is of no page of this article.

    >>> first = "https://paper.example/view?no=7"
    >>> number_of("https://paper.example/view?no=7&page=2", first), number_of("https://paper.example/view?no=8&page=2", first)
    (2, None)
    >>> number_of("https://paper.example/new-chip/3/", "https://paper.example/new-chip/"), number_of("/7-2.html", "/7.html")
    (3, 2)
    """
    parts, whole = urlsplit(address), urlsplit(first)
    if parts.hostname != whole.hostname:
        return None
    stated, others = parse_qsl(parts.query), [(name, value) for name, value in parse_qsl(whole.query) if name.lower() not in PARAMETERS]
    path = whole.path.rstrip("/")
    numbers = [value for name, value in stated if name.lower() in PARAMETERS]
    if sorted((name, value) for name, value in stated if name.lower() not in PARAMETERS) != sorted(others):
        return None
    if parts.path.rstrip("/") == path and len(numbers) == 1:
        found: str | None = numbers[0]
    elif numbers or not (match := _IN_PATH.fullmatch(parts.path)):
        return None
    else:
        stem = path if match["number"] else path.removesuffix(match["ending"])
        found = (match["number"] or match["numbered"]) if match["stem"] == stem and (match["number"] or path.endswith(match["ending"])) else None
    return int(found) if found and found.isdecimal() and 0 < int(found) <= MAX_PAGES else None


def _names_page(text: str, number: int) -> bool:
    """Whether a link's text is the number of a page, or says that the article goes on."""
    return text == str(number) or re.fullmatch(
        rf"(?i)(?:page|쪽)?\s?{number}\s?(?:페이지|쪽|page)?|(?:다음|계속)\s?(?:페이지|쪽|장|읽기|보기)?\s?[>›»→▶]{{0,2}}|next(?:\spage)?\s?[>›»→]{{0,2}}|[>›»→▶]",
        text) is not None
