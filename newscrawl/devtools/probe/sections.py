"""Finds the sections in the menu, and the part of a listing's URL that is a section's code."""
from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from newscrawl.devtools.probe.addresses import article_addresses
from newscrawl.extract.listing.pager import PARAMETERS, page_number
from newscrawl.families.base.listing_pages import normalized_label
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.addresses import is_home
from newscrawl.text.whitespace import one_line

MAX_LABEL_CHARS = 20
"""A longer text is not a section's label."""
MAX_NUMBER_DIGITS = 4
"""A longer number in a path is not a page number."""
_PAGE_IN_PATH = re.compile(r"/page/\d+/?$")
_NEXT = re.compile(r"(?:다음|이전|마지막|처음|맨\s?끝|더\s?보기|next|prev|more)|[<>«»‹›]", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d")
_SCRIPT = re.compile(r"\.[a-z]{2,5}$")
_BETWEEN = re.compile(r"\s[-–—|<>:]\s|[|｜│]|::|\s:\s")
"""What parts a section's name from the paper's in ``<title>``."""
_PAGE_IN_TITLE = re.compile(r"\s?\d+\s?(?:페이지|쪽|page)$", re.IGNORECASE)
_ALL = "전체기사"


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    """"" where the address has nothing that stands for a section."""

    label: str
    number: str = ""
    """The CMS's number of it, where the page states one."""


@dataclass(frozen=True, slots=True)
class Sections:
    listing_url: str
    """With ``{code}``, if the address has one, and ``{page}``."""

    own: Section
    """The section of the listing that was looked at."""

    others: list[Section]
    is_paged: bool
    """Whether a link to another page was seen; else the page's place in the address is a guess."""


class _Link(NamedTuple):
    address: str
    label: str


def read_sections(page: Page, names: Collection[str] = (), number: str = "") -> Sections:
    """The code is the part of the listing's address in which the menu's other links differ from it. ``names`` are the paper's; ``number``
    is the CMS's number of the section, if it has one."""
    links = _links(page)
    paged_at = _page_in_path(page.url, links)
    address = _without_page(page.url, paged_at)
    parts = _parts(address)
    articles = set(article_addresses(page))
    found: dict[int, dict[str, str]] = {}
    for link in links:
        if link.address in articles or not is_label(link.label):
            continue
        differing = _difference(parts, _parts(_without_page(link.address, paged_at)))
        if differing and differing[1] and not _DATE.fullmatch(differing[1]):
            found.setdefault(differing[0], {}).setdefault(differing[1], link.label)
    index = max(found, key=lambda index: len(found[index]), default=_last_code(parts))
    own = "" if index is None else parts[index]
    labels = {} if index is None else found.get(index, {})
    if index is not None:
        parts = [*parts[:index], "{code}", *parts[index + 1:]]
    listing_url, is_paged = _paged(page.url, links, _written(parts, address), paged_at)
    label = _ALL if is_home(page.url) else _own_label(page, links, address, paged_at, names) or own or _ALL
    return Sections(listing_url, Section(own, label, number),
                    [Section(code, label) for code, label in labels.items() if code != own], is_paged)


def _links(page: Page) -> list[_Link]:
    """Where the page leads on its host, but to places on itself."""
    host = urlsplit(page.url).hostname
    links = ((link.get("href") or "", visible_text(link)) for link in page.tree.iter("a"))
    found = [_Link(page.absolute(href.strip()).partition("#")[0], label) for href, label in links if href.strip() and "#" not in href]
    return [link for link in found if urlsplit(link.address).hostname == host]


def _page_in_path(address: str, links: list[_Link]) -> int | None:
    """The segment of the path that is a page's number, as the pager's links show; None when there is none."""
    segments = urlsplit(address).path.strip("/").split("/")
    for link in links:
        others = urlsplit(link.address).path.strip("/").split("/")
        is_number = link.label.isdecimal() and others[-1] == link.label and len(link.label) <= MAX_NUMBER_DIGITS
        if is_number and (others[:-1] == segments or (others[:-1] == segments[:-1] and segments[-1].isdecimal())):
            return len(others) - 1
    return None


def _without_page(address: str, paged_at: int | None) -> str:
    url = urlsplit(_PAGE_IN_PATH.sub("/", address.partition("#")[0]))
    segments = url.path.strip("/").split("/")
    if paged_at is not None and len(segments) > paged_at and segments[paged_at].isdecimal():
        url = url._replace(path="/" + "/".join(segments[:paged_at]))
    return url.geturl()


def _parts(address: str) -> list[str]:
    """The segments of the path, then the query's names and values, in order: what can differ."""
    url = urlsplit(address)
    query = [part for name, value in parse_qsl(url.query) if name.lower() not in PARAMETERS | {"view_type"} for part in (f"?{name}", value)]
    return [*url.path.strip("/").split("/"), *query]


def _difference(index: list[str], other: list[str]) -> tuple[int, str] | None:
    if len(index) != len(other):
        return None
    indexes = [index for index, pair in enumerate(zip(index, other, strict=True)) if pair[0] != pair[1]]
    return (indexes[0], other[indexes[0]]) if len(indexes) == 1 and not index[indexes[0]].startswith("?") else None


def _last_code(parts: list[str]) -> int | None:
    """The last part that can stand for a section: a value of the query or the last segment of the path, but no date and no script."""
    path_end = next((index for index, part in enumerate(parts) if part.startswith("?")), len(parts)) - 1
    return max((index for index, part in enumerate(parts) if index >= path_end and part and not part.startswith("?")
                and not _DATE.fullmatch(part) and not _SCRIPT.search(part)), default=None)


def _written(parts: list[str], address: str) -> str:
    url = urlsplit(address)
    names = [index for index, part in enumerate(parts) if part.startswith("?")]
    path = parts[:names[0]] if names else parts
    slash = "/" if url.path.endswith("/") and path != [""] else ""
    query = [(parts[index][1:], parts[index + 1]) for index in names]
    return f"{url.scheme}://{url.netloc}/{'/'.join(path)}{slash}" + (f"?{urlencode(query, safe='{}')}" if query else "")


def _paged(address: str, links: list[_Link], template: str, paged_at: int | None) -> tuple[str, bool]:
    """The template with the page's number, where the pager's links or the address itself have it."""
    if paged_at is not None:
        return template.rstrip("/") + "/{page}", True
    own = _parts(_without_page(address, None))
    for other in [*(link.address for link in links), address]:
        if _parts(_without_page(other, None)) != own:
            continue
        if _PAGE_IN_PATH.search(urlsplit(other).path):
            return template.rstrip("/") + "/page/{page}/", True
        for name, value in parse_qsl(urlsplit(other).query):
            if name.lower() in PARAMETERS and value.isdecimal():
                return f"{template}{'&' if '?' in template else '?'}{name}={{page}}", True
    return f"{template}{'&' if '?' in template else '?'}page={{page}}", False


def _own_label(page: Page, links: list[_Link], address: str, paged_at: int | None, names: Collection[str]) -> str:
    """What the menu calls this listing, best where the title says so too; else what the title says besides the paper's name."""
    papers = [normalized_label(name) for name in names if normalized_label(name)]

    def is_paper(text: str) -> bool:
        return any(normalized_label(text).startswith(paper) for paper in papers)

    title = _PAGE_IN_TITLE.sub("", one_line(next(iter(page.texts("title")), "")))
    parts = [part for part in map(str.strip, _BETWEEN.split(_without_names(title, names))) if part]
    in_title = [part for part in parts if not is_paper(part)]
    menu = [link.label for link in links if is_label(link.label) and not is_paper(link.label) and (page_number(link.address) or 1) == 1
            and _parts(_without_page(link.address, paged_at)) == _parts(address)]
    equal = [label for label in menu if any(normalized_label(label) == normalized_label(part) for part in in_title)]
    within = sorted((label for label in menu if any(normalized_label(label) in normalized_label(part) for part in in_title)), key=len, reverse=True)
    # Where the paper's name is not known, it mostly stands last.
    return next((label for label in [*equal, *within, *(part for part in in_title if len(part) <= MAX_LABEL_CHARS), *menu]), "")


def name_in_titles(pages: Sequence[Page]) -> str:
    """The paper's name: what the titles of several pages have in common, the last of it, as the section's name mostly stands before; "" if
    they have nothing."""
    parts = [[part for part in map(str.strip, _BETWEEN.split(one_line(next(iter(page.texts("title")), "")))) if part] for page in pages]
    return next((part for part in reversed(parts[0]) if len(pages) > 1 and all(part in others for others in parts)), "")


def _without_names(title: str, names: Collection[str]) -> str:
    """A title that begins with the paper's name and a blank, without it: 디지털타임스 IT/과학."""
    return next((title.removeprefix(f"{name} ") for name in names if name and re.match(rf"{re.escape(name)}\s[^-–—|<>:]", title)), title)


def is_label(text: str) -> bool:
    """Whether a link's text can be a section's name; links that skip the menu (본문 바로가기) are not, nor are a pager's."""
    return 0 < len(text) <= MAX_LABEL_CHARS and not text.isdecimal() and not text.endswith(("바로가기", "바로 가기")) and not _NEXT.search(text)
