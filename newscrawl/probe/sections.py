"""Where the menu leads: the sections, and what in a listing's address stands for each."""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from newscrawl.extract.listing.pager import PARAMETERS
from newscrawl.page.document import Page
from newscrawl.page.dom import shown
from newscrawl.probe.addresses import article_addresses, is_same_listing

LONGEST_LABEL = 20
"""Letters of a menu's label."""
_PAGE_IN_PATH = re.compile(r"/page/\d+/?$")


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Sections:
    listing_url: str
    """With ``{code}`` and ``{page}``."""

    own: Section
    """The section of the listing that was looked at."""

    others: list[Section]
    is_paged: bool
    """Whether a link to a second page was seen; else the page's place in the address is a guess."""


def read_sections(page: Page) -> Sections:
    """The code is the part of the listing's address in which the menu's other links differ from it."""
    home = urlsplit(page.url)
    address = _PAGE_IN_PATH.sub("/", page.url.partition("#")[0])
    articles = set(article_addresses(page))
    found: dict[int, dict[str, str]] = {}
    for link in page.tree.iter("a"):
        other = page.absolute(link.get("href") or "").partition("#")[0]
        label = shown(link)
        if urlsplit(other).hostname != home.hostname or other in articles or not is_label(label):
            continue
        if differing := _difference(_parts(address), _parts(other)):
            found.setdefault(differing[0], {}).setdefault(differing[1], label)
    place = max(found, key=lambda one: len(found[one]), default=len(_parts(address)) - 1)
    parts = _parts(address)
    own = parts[place]
    labels = found.get(place, {})
    template = _written(home.scheme + "://" + home.netloc, [*parts[:place], "{code}", *parts[place + 1:]], address)
    listing_url, is_paged = _paged(page, template)
    return Sections(listing_url, Section(own, _own_label(page, address, own)),
                    [Section(code, label) for code, label in labels.items() if code != own], is_paged)


def _parts(address: str) -> list[str]:
    """The segments of the path, then the query's names and values, in order: what can differ."""
    url = urlsplit(address)
    query = [part for name, value in parse_qsl(url.query) if name.lower() not in {*PARAMETERS, "view_type"} for part in (f"?{name}", value)]
    return [*url.path.strip("/").split("/"), *query]


def _difference(one: list[str], other: list[str]) -> tuple[int, str] | None:
    if len(one) != len(other):
        return None
    places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return (places[0], other[places[0]]) if len(places) == 1 and not one[places[0]].startswith("?") else None


def _written(root: str, parts: list[str], address: str) -> str:
    names = [place for place, part in enumerate(parts) if part.startswith("?")]
    path = parts[:names[0]] if names else parts
    slash = "/" if urlsplit(address).path.endswith("/") and path != [""] else ""
    query = [(parts[place][1:], parts[place + 1]) for place in names]
    return f"{root}/{'/'.join(path)}{slash}" + (f"?{urlencode(query, safe='{}')}" if query else "")


def _paged(page: Page, template: str) -> tuple[str, bool]:
    """The template with the page's number, as the pager's links have it."""
    for link in page.tree.iter("a"):
        other = page.absolute(link.get("href") or "")
        if _PAGE_IN_PATH.search(urlsplit(other).path) and _PAGE_IN_PATH.sub("/", other).startswith(page.url.rstrip("/")):
            return template.rstrip("/") + "/page/{page}/", True
        if is_same_listing(other, page.url):
            for name, value in parse_qsl(urlsplit(other).query):
                if name.lower() in PARAMETERS and value.isdecimal():
                    return f"{template}{'&' if '?' in template else '?'}{name}={{page}}", True
    return f"{template}{'&' if '?' in template else '?'}page={{page}}", False


def _own_label(page: Page, address: str, code: str) -> str:
    """What the menu calls this listing, or the page its title."""
    for link in page.tree.iter("a"):
        other = page.absolute(link.get("href") or "")
        if other and _parts(other) == _parts(address) and is_label(label := shown(link)):
            return label
    title = next(iter(page.texts("title")), "")
    return re.split(r"\s[-|<>:]\s|[|]", title)[0].strip()[:LONGEST_LABEL] or code


def is_label(text: str) -> bool:
    """Whether a link's text can be a section's name; links that skip the menu (본문 바로가기) are not, nor are a pager's."""
    return 0 < len(text) <= LONGEST_LABEL and not text.isdecimal() and not text.endswith("바로가기")
