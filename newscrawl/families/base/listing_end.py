"""Whether a listing page is a page of its listing, and whether a listing has ended: told from the pages alone.

A walk believes in an end only if a page proves it: the pager names no next page; the page has the list's container, or says that there
is nothing to list, and has no articles; or the page before was shorter than the others. Where nothing proves it, nights decide
(``walk.ended_here_before``).
"""
from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urlsplit

from lxml.etree import _Element as Element

from newscrawl.extract.listing.feed import entries
from newscrawl.extract.listing.pager import next_page, page_number
from newscrawl.extract.listing.sidebars import Surroundings
from newscrawl.extract.notices import NotArticle, error_notice
from newscrawl.extracted import Link
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.page.template import fingerprint, path_of

NO_NOTICES = frozenset({"missing", "empty"})
"""Kinds of notice that an empty list may be mistaken for."""
HOME = re.compile(r"/?(?:index\.\w{2,5}|main/?|default\.\w{2,5})?")
MAX_BOXES = 2
"""So many boxes around a list may stand for it on a page where it is left out."""
MAX_BESIDE = 1.3
"""A box with more text than this share of its list's (its pager's) holds something else too."""
# Boxes that an empty frame has too.
_WHOLE_PAGE = re.compile(
    r"(?:\w*[-_])?(?:cont(?:ents?|ainer)?|wrap(?:per)?|main|page|root|app|body|layout|inner|center|left|row)", re.IGNORECASE)
_EMPTY_LIST = re.compile(
    r"(?:등록된|조회된|검색된|작성된|더\s?이상|더\s?불러올)\s?(?:\S{1,6}\s)?(?:기사|뉴스|게시물|게시글|자료|데이터|결과|내용|글|콘텐츠)[가이은는]?\s?없습니다|"
    r"(?:기사|뉴스|검색\s?결과|검색결과)가?\s?없습니다|no\s(?:more\s)?(?:posts|articles|results|entries)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListingPage:
    """What a listing page with articles tells about its listing."""

    number: int
    rows: int
    """Articles on it."""

    next_named: bool | None
    """Whether its pager names the next page; None if there is no pager."""

    containers: frozenset[tuple[str, ...]]
    """Paths of the elements around its rows."""

    json_keys: frozenset[str] | None
    """Keys of a JSON answer; None for another page."""


def listing_page(page: Page, links: list[Link], number: int, rows: list[Element], names_next: bool | None) -> ListingPage:
    """``rows`` are the rows that the declared selector matched, or the links to the articles."""
    return ListingPage(number, len(links), names_next, containers(rows), json_keys(page))


def proves_the_end(page: Page, before: ListingPage | None) -> bool:
    """Whether a page without articles is a page of the listing. ``before`` is the last page that had some."""
    if (keys := json_keys(page)) is not None:
        answer = json.loads(page.response.text)
        return answer == [] or bool(before and before.json_keys and keys == before.json_keys) or _has_empty_list(answer)
    if (feed := entries(page)) is not None:
        return not feed
    return bool(before and has_container(page, before)) or bool(_EMPTY_LIST.search(visible_text(page.tree)))


def notice_of(page: Page) -> NotArticle | None:
    """The notice that a page without articles shows; None if it may be an empty list."""
    if json_keys(page) is not None or entries(page) is not None:
        return None
    notice = error_notice(page)
    is_silent = not visible_text(page.tree)
    return None if notice is None or notice.kind in NO_NOTICES or is_silent else notice


def next_named(page: Page, number: int, following: str | None, before: ListingPage | None) -> bool | None:
    """Whether the page links to the one after it: by its number, by a link named "next", or by its URL ``following``.

    None if it has no pager, unless the page ``before`` named this one: then the pager has ended.
    """
    if json_keys(page) is not None or entries(page) is not None:
        return None
    links = page.index.by_tag["a"]
    numbers = {int(text) for link in links if _is_number(text := visible_text(link))
               and page_number(page.absolute(link.get("href") or "")) == int(text)}
    stated = [link for link in [*page.index.by_tag["link"], *links] if "next" in (link.get("rel") or "").lower().split()]
    if number + 1 in numbers or any(page_number(page.absolute(link.get("href") or "")) == number + 1 for link in stated):
        return True
    if following and any(is_same_address(page.absolute(href), following) for link in links if str(number + 1) in (href := link.get("href") or "")):
        return True
    if next_page(page) is not None or any(other > number for other in numbers):
        return None
    return False if numbers or (before is not None and before.next_named) else None


def containers(rows: list[Element]) -> frozenset[tuple[str, ...]]:
    """The paths of the element that holds all rows, and of the boxes around it that hold nothing else; none if any page has them."""
    if not rows:
        return frozenset()
    around = rows[0].getparent()
    while around is not None and any(around not in set(row.iterancestors()) for row in rows[1:]):
        around = around.getparent()
    if len(rows) == 1:
        item = next(rows[0].iterancestors("li", "tr", "article", "dl"), None)
        around = item.getparent() if item is not None else around
    if around is None or around.tag in {"html", "body", "main"}:
        return frozenset()
    boxes, letters = {tuple(path_of(around))}, len(visible_text(around))
    for box in islice(around.iterancestors(), MAX_BOXES):
        names = (box.get("class") or "").split()
        if not names or any(map(_WHOLE_PAGE.fullmatch, names)) or len(visible_text(box)) > MAX_BESIDE * letters:
            break
        boxes.add(tuple(path_of(box)))
    return frozenset(boxes)


def alike(anchors: list[Element]) -> list[Element]:
    """The links of the template that most of them have."""
    by_path: dict[str, list[Element]] = defaultdict(list)
    for anchor in anchors:
        by_path["/".join(path_of(anchor))].append(anchor)
    return max(by_path.values(), key=len, default=[])


def is_beside(rows: list[Element]) -> bool:
    """Whether all rows are in boxes whose names or titles are those of side blocks."""
    surroundings = Surroundings(())
    return bool(rows) and all(map(surroundings.is_side, rows))


def has_container(page: Page, before: ListingPage) -> bool:
    """Whether a page has the element that held the rows of the page before."""
    tags = {path[-1].partition(".")[0] for path in before.containers}
    return any(tuple(path_of(element)) in before.containers for tag in tags for element in page.index.by_tag[tag])


def template_of(rows: list[Element]) -> str:
    """The fingerprint of a listing's rows."""
    return fingerprint(rows)


def json_keys(page: Page) -> frozenset[str] | None:
    """The keys of a JSON object, none for an array; None if the page is no JSON."""
    if not page.response.text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        return None
    try:
        answer = json.loads(page.response.text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return frozenset(answer) if isinstance(answer, dict) else frozenset()


def is_home(address: str) -> bool:
    parts = urlsplit(address)
    return HOME.fullmatch(parts.path) is not None and not parts.query


def is_same_address(one: str, other: str) -> bool:
    """Whether two URLs differ in nothing but the scheme, ``www.`` and a slash at the end."""
    return _bare(one) == _bare(other)


def _bare(address: str) -> str:
    parts = urlsplit(urldefrag(address)[0])
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _has_empty_list(answer: Any) -> bool:
    """Whether a JSON object has an empty list, and says of no error."""
    return isinstance(answer, dict) and not {"error", "errors", "code"} & answer.keys() and any(value in ([], "") for value in answer.values())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6
