"""What a page offers to read: each address that can be an article's, with the links to it at one place and the headline there."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urldefrag, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.reading.elements import HEADINGS, shown, shown_lines
from newscrawl.reading.generic import in_side
from newscrawl.reading.listing import NO_TITLES, SIDE_RULES
from newscrawl.reading.page import Page
from newscrawl.text.dates import parse_moment

SIDE_TAGS = frozenset({"aside", "nav", "footer", "header", "select"})
CARDS = frozenset({"article", "li"})
"""Their ``<header>`` is that of one article."""
HEADLINE = range(8, 200)
"""Letters of a headline; a menu's label is shorter, a summary longer."""
LEAST_TITLE = 2
LONGEST_BADGE = 6
"""Letters of what may stand in bold before a headline: 단독, 포토, 영상."""
LEAST_SLUG = 3
"""Hyphens or syllables of an address's last part that is made of words, not of digits."""

# Rows that a script makes clickable keep their address in an attribute.
_PLACES = XPath(".//a[@href] | .//*[@data-href or @data-url or @data-link][not(self::button)] | .//*[contains(@onclick, 'ocation')][not(self::a)]")
_ONCLICK = re.compile(r"location(?:\.href)?\s{0,3}=\s{0,3}['\"]([^'\"]+)['\"]|location\.(?:assign|replace)\(['\"]([^'\"]+)['\"]")
_TITLED = re.compile(r"(?:^|[-_])(?:tit|title|ttl|subject|sbj|headline|heading|news[-_]?tit\w{0,4})(?:$|[-_\d])", re.IGNORECASE)
_SUMMARY = re.compile(r"(?:^|[-_])(?:lead|summary|desc|dsc|txt|text|cont?|content|preview|body|read)(?:$|[-_\d])", re.IGNORECASE)
_LABEL = re.compile(r"[\W\d_]*|(?:동영상\s?(?:뉴스|기사)|재생\s?시간|영상|포토|사진|네이버\s?뉴스|다음\s?뉴스|더\s?보기|자세히\s?보기|바로\s?가기|기사\s?보기|전체\s?보기|"
                    r"이전|다음|처음|마지막|목록|관련\s?뉴스|개의|새\s?창|[\W\d_])+")
_CUT = re.compile(r"\s?(?:\.{2,3}|…)$")


@dataclass(slots=True, eq=False)
class Offer:
    """The links to one address that follow each other."""

    address: str
    """Absolute, without fragment."""

    links: list[HtmlElement]
    """In page order, none in a side block."""

    title: str = ""
    anchor: HtmlElement | None = None
    """What shows the title: one of the links, or an element of the row that all of them stand in."""

    @property
    def is_headline(self) -> bool:
        return len(self.title) in HEADLINE


def offers(page: Page) -> list[Offer]:
    """The page's offers in page order; several for an address that is linked at several places."""
    found: list[Offer] = []
    here = urldefrag(page.url)[0]
    for link, address in _addresses(page):
        if address == here or not has_id(address):
            continue
        if found and found[-1].address == address:
            found[-1].links.append(link)
        else:
            found.append(Offer(address, [link]))
    for offer in found:
        offer.title, offer.anchor = headline(offer.links, page)
    return [offer for offer in found if len(offer.title) >= LEAST_TITLE]


def _addresses(page: Page) -> Iterator[tuple[HtmlElement, str]]:
    side = dict.fromkeys([page.tree, *page.census.by_tag["body"]], False)
    for header in page.census.by_tag["header"]:
        if any(around.tag in CARDS for around in header.iterancestors()):
            side[header] = in_side(header.getparent(), side, SIDE_TAGS, SIDE_RULES)
    known: dict[str, str] = {}
    for element in _PLACES(page.tree):
        written = _written_address(element)
        if not written or in_side(element, side, SIDE_TAGS, SIDE_RULES):
            continue
        if written not in known:
            known[written] = urldefrag(page.absolute(written))[0]
        if known[written].startswith("http"):
            yield element, known[written]


def _written_address(element: HtmlElement) -> str:
    address = element.get("href") or element.get("data-href") or element.get("data-url") or element.get("data-link") or ""
    if not address or address.startswith(("#", "javascript:")):
        click = _ONCLICK.search(element.get("onclick") or "")
        address = (click[1] or click[2]) if click else element.get("data-href") or ""
    return "" if address.startswith(("#", "javascript:", "mailto:", "tel:")) else address


def has_id(address: str) -> bool:
    """Whether an address can be one article's: it has a number, or its last part is made of several words.

    >>> has_id("https://paper.example/it"), has_id("https://paper.example/view/12"), has_id("https://paper.example/new-chip-for-robots")
    (False, True, True)
    """
    parts = urlsplit(address)
    if re.search(r"\d", parts.path + parts.query):
        return True
    slug = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return slug.count("-") + slug.count("_") >= LEAST_SLUG


def headline(links: list[HtmlElement], page: Page) -> tuple[str, HtmlElement | None]:
    """The headline that the links to an address show, and the element that shows it; "" when they show none.

    What is marked as a title goes before the rest, the first text that is long enough before later ones: those are summaries.
    """
    texts = [(text, element) for link in links if (text := title_of(link, page))
             for element in [link]]
    for wanted in (lambda text, link: _is_titled(link) and len(text) > LONGEST_BADGE, lambda text, link: len(text) in HEADLINE and not _is_summary(link),
                   lambda text, link: True):
        if found := next(((text, link) for text, link in texts if wanted(text, link)), None):
            return _uncut(*found), found[1]
    return "", None


def title_of(link: HtmlElement, page: Page) -> str:
    """The headline in a link's text: a heading's, or what is marked as a title, or the first line that is no label and no time."""
    if not len(link):
        text = shown(link)
        return "" if _is_label(text) else text
    for inner in link.iterdescendants():
        if isinstance(inner.tag, str) and (inner.tag in HEADINGS or _is_marked(inner, _TITLED)):
            text = _without_labels(inner, page)
            if len(text) > LONGEST_BADGE:
                return text
    strong = next((text for inner in link.iter("strong", "b") if len(text := shown(inner)) in HEADLINE), "")
    return strong or _without_labels(link, page)


def _without_labels(element: HtmlElement, page: Page) -> str:
    """The first line that can be a headline, in a link that may hold a whole card."""
    lines = [line for line in shown_lines(element) if not _is_label(line)]
    if len(lines) < 2:
        return lines[0] if lines else ""
    timeless = [line for line in lines if len(line) > 30 or not parse_moment(line, page.fetched_at)]
    return next((line for line in timeless if len(line) in HEADLINE), next(iter(timeless), ""))


def _is_label(text: str) -> bool:
    return text in NO_TITLES or bool(_LABEL.fullmatch(text))


def _is_titled(link: HtmlElement) -> bool:
    """Whether a link stands in a heading, or is or holds or stands in what is marked as a title."""
    around = [link, *_up(link, 2)]
    if any(element.tag in HEADINGS or element.tag == "dt" or _is_marked(element, _TITLED) for element in around):
        return True
    return any(isinstance(inner.tag, str) and (inner.tag in HEADINGS or _is_marked(inner, _TITLED)) for inner in link.iterdescendants())


def _is_summary(link: HtmlElement) -> bool:
    return any(_is_marked(element, _SUMMARY) or element.tag == "p" for element in [link, *_up(link, 1)])


def _is_marked(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return any(map(pattern.search, (element.get("class") or "").split()))


def _up(element: HtmlElement, steps: int) -> list[HtmlElement]:
    found = []
    for around in element.iterancestors():
        if len(found) == steps:
            break
        found.append(around)
    return found


def _uncut(text: str, link: HtmlElement) -> str:
    """The whole headline where the link shows only its beginning and states it in ``title``."""
    stated = " ".join((link.get("title") or "").split())
    beginning = _CUT.sub("", text)
    return stated if beginning != text and len(stated) > len(beginning) and stated.startswith(beginning) else text


def form_of(address: str) -> tuple[str, str, frozenset[str]]:
    """What the addresses of one site's articles have in common: host, path without its digits, and which parameters carry an id."""
    parts = urlsplit(address)
    path = re.sub(r"\d+", "#", re.sub(r";[^/?]*", "", parts.path))
    segments = path.split("/")
    # A section's name may stand in the path, and words after the number.
    words = ["*" if index < len(segments) - 1 and segment and "#" not in segment else segment for index, segment in enumerate(segments)]
    if "#" not in segments[-1] and any("#" in segment for segment in segments):
        words[-1] = "*"
    query = [] if re.search(r"\d{4}", parts.path) else parse_qsl(parts.query)
    ids = frozenset(name for name, value in query if re.search(r"\d{4}", value)) or frozenset(name for name, value in query if value.isdigit())
    return (parts.hostname or "").removeprefix("www."), "/".join(words), ids
