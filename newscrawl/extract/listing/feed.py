"""Reads feeds, however broken: RSS 0.9 to 2.0, Atom, JSON Feed, sitemaps and news sitemaps.

A feed is cut at the tags of its entries, and each entry is searched for the few elements that matter. So a fault (an undeclared prefix,
a raw ``&`` or ``<``, an HTML entity, an end tag or a ``]]>`` that is missing, a warning before the feed, an end that is missing) costs
at most the field where it stands. Nothing is parsed as XML, so entities do not expand and nothing outside is asked for.
Time is linear in the size of the feed.
"""
from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from newscrawl.page.document import Page, once_per_page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

ENTRIES = {"rss": "item", "rdf": "item", "channel": "item", "feed": "entry", "urlset": "url"}
"""Root element of a feed -> element of an entry, both in lower case as all names here."""
ADDRESSES = ("link", "loc", "origlink", "guid", "id")
TIMES = ("pubdate", "publication_date", "published", "issued", "date", "updated", "modified", "lastmod")
"""Elements with the time of publication, best first: RFC 822 or ISO 8601; a time without a zone is Korean."""
CONTAINERS = ("source", "author", "contributor", "content", "encoded", "description", "summary", "image")
"""Elements whose inner titles, links and times are not the entry's."""
OTHER_PREFIXES = frozenset({"image", "video", "media", "itunes"})
"""Usual prefixes of elements about the entry's pictures and films."""
OTHER_LINKS = frozenset({"self", "edit", "replies", "enclosure", "related", "via", "hub", "next", "previous"})
"""Values of ``rel`` of links that do not lead to the entry's page."""
MAX_BEFORE = 20_000
"""The feed begins within so many characters: a plugin's blank lines, a warning of PHP, comments."""
MAX_BEFORE_HTML = 500
"""Most pages say within so many bytes that they are HTML; their text need not be decoded."""
MAX_VALUE_CHARS = 4000
"""A longer title, URL or time is cut."""

_ROOT = re.compile(rf"<(?:[\w.-]{{1,20}}:)?({'|'.join(ENTRIES)})(?=[\s>])", re.IGNORECASE)
_HTML_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    rf"<(?:([\w.-]{{1,20}}):)?({'|'.join([*ADDRESSES, *TIMES, *CONTAINERS, 'title', 'post-id'])})(?=[\s/>])([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w.:-]{1,40})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = re.compile(r"<!\[CDATA\[((?>(?:[^<\]]++|<(?!!\[CDATA\[)|\](?!\]>))*))\]\]>")
_COMMENT = re.compile(r"<!--(?>(?:[^<-]++|-(?!->)|<(?!!--))*)-->")
_STRAY = re.compile(r"<!\[CDATA\[|\]\]>")
_INLINE = re.compile(r"</?(?:b|strong|em|i|u|font|span|br|a|p|mark|sup|sub)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_JSON_FEED = re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org")
_ITEMS = re.compile(r"\"items\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,]*")


class Entry(NamedTuple):
    addresses: list[str]
    """Absolute URLs, at least one: the link first, then a permanent id."""

    title: str | None
    time: Moment | None
    number: str | None
    """``post-id``, which feeds on WordPress.com's servers add."""


@once_per_page
def entries(page: Page) -> list[Entry] | None:
    """The entries of a feed, in order; None if the page is no feed. Entries before a broken end are kept."""
    if _HTML_PAGE.search(page.source, 0, MAX_BEFORE_HTML):
        return None
    text: str = page.response.text
    if root := _root(text):
        return [entry for part in _parts(text, root) if (entry := _entry(page, _fields(part)))]
    if items := _items(text):
        return [entry for item in _objects(text, items.end()) if (entry := _entry(page, _fields_of(item)))]
    return None


def next_page(page: Page) -> str | None:
    """The URL of the feed's next page, if the feed states it (RFC 5005, JSON Feed's ``next_url``)."""
    text: str = page.response.text
    if root := _root(text):
        first = _entry_tag(root).search(text, root.end())
        links = (_attributes(tag[3]) for tag in _TAG.finditer(text, root.end(), first.start() if first else len(text)) if tag[2] == "link")
        return next((page.absolute(link["href"]) for link in links if link.get("rel") == "next" and link.get("href")), None)
    found = re.search(r"\"next_url\"\s*:\s*(\"[^\"]*\")", text)
    return page.absolute(json.loads(found[1], strict=False)) if found else None


def _root(text: str) -> re.Match[str] | None:
    root = _ROOT.search(text, 0, MAX_BEFORE)
    return None if root is None or _HTML.search(text, 0, root.start()) else root


def _entry_tag(root: re.Match[str]) -> re.Pattern[str]:
    return re.compile(rf"<(/?)(?:[\w.-]{{1,20}}:)?{ENTRIES[root[1].lower()]}(?=[\s>/])([^<>]*)>", re.IGNORECASE)


def _parts(text: str, root: re.Match[str]) -> Iterator[tuple[str, str]]:
    """(attributes, content) of each entry. An entry ends at its end tag, else where the next begins."""
    start = None
    for tag in _entry_tag(root).finditer(text, root.end()):
        if start:
            yield start[2], text[start.end():tag.start()]
        start = None if tag[1] else tag
    if start:
        yield start[2], text[start.end():]


def _fields(part: tuple[str, str]) -> dict[str, list[str]]:
    """Name of an element in an entry -> its texts."""
    attributes, text = part
    # What stands in CDATA becomes text like any other.
    text = _CDATA.sub(lambda section: html.escape(section[1], quote=False), _COMMENT.sub("", text))
    fields: dict[str, list[str]] = {}
    unclosed: set[str] = set()
    position = 0
    while tag := _TAG.search(text, position):
        prefix, name = (tag[1] or "").lower(), tag[2].lower()
        end = None if name in unclosed or tag[3].endswith("/") else _end_tag(name).search(text, tag.end())
        if end is None:
            unclosed.add(name)
        position = end.end() if end else tag.end()
        if prefix in OTHER_PREFIXES or name in CONTAINERS:
            continue
        value = text[tag.end():end.start() if end else _before_tag(text, tag)][:MAX_VALUE_CHARS]
        if name == "link":
            stated = _attributes(tag[3])
            value = "" if stated.get("rel", "").lower() in OTHER_LINKS else _plain(value).strip() or stated.get("href", "")
        fields.setdefault(name, []).append(value)
    fields.setdefault("link", []).append(_attributes(attributes).get("rdf:about", ""))
    return fields


def _before_tag(text: str, tag: re.Match[str]) -> int:
    """Where the text of an element ends that has no end tag."""
    following = text.find("<", tag.end())
    return tag.end() if tag[3].endswith("/") else following if following >= 0 else len(text)


def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?:[\w.-]{{1,20}}:)?{name}\s*>", re.IGNORECASE)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): _plain(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _entry(page: Page, fields: dict[str, list[str]]) -> Entry | None:
    """The entry with these fields; None if it has no URL."""
    stated = [(name, _plain(value).strip()) for name in ADDRESSES for value in fields.get(name, [])]
    # A permanent id may be a number or a tag URI; only links may be relative.
    addresses = [page.absolute(value) for name, value in stated if value and (name == "link" or value.startswith(("http://", "https://")))]
    found = [address for address in dict.fromkeys(addresses) if address.startswith("http")]
    if not found:
        return None
    times = (parse_moment(one_line(_plain(value)), page.fetched_at) for name in TIMES for value in fields.get(name, []))
    return Entry(
        addresses=found,
        title=next((title for value in fields.get("title", []) if (title := _title(value))), None),
        time=next((time for time in times if time), None),
        number=next((number for value in fields.get("post-id", []) if (number := _plain(value).strip())), None))


def _title(value: str) -> str:
    """A title as it is shown: titles are HTML in many feeds, and escaped once or twice."""
    for _ in range(2):
        value = _plain(_INLINE.sub("", value))
    return one_line(_INLINE.sub("", value))


def _plain(value: str) -> str:
    """A text with its references resolved. ``&copy=1`` in a URL is none, as it has no semicolon."""
    return _STRAY.sub("", _REFERENCE.sub(lambda reference: html.unescape(reference[0]), _STRAY.sub("", value)))


def _items(text: str) -> re.Match[str] | None:
    """Where the items of a JSON feed begin."""
    begins = text.find("{", 0, MAX_BEFORE)
    is_feed = begins >= 0 and "<html" not in text[:begins] and _JSON_FEED.search(text)
    return _ITEMS.search(text, begins) if is_feed else None


def _objects(text: str, position: int) -> Iterator[dict[str, Any]]:
    """The objects of a JSON array up to its end, or to where it is broken."""
    decoder = json.JSONDecoder(strict=False)
    while (between := _BETWEEN.match(text, position)) and text.startswith("{", between.end()):
        try:
            value, position = decoder.raw_decode(text, between.end())
        except (ValueError, RecursionError):
            return
        yield value


def _fields_of(item: dict[str, Any]) -> dict[str, list[str]]:
    """The fields of a JSON feed's item, by the names of XML feeds."""
    names = {"url": "link", "external_url": "guid", "id": "id", "title": "title", "date_published": "published", "date_modified": "modified"}
    return {name: [html.escape(value, quote=False)] for key, name in names.items() if isinstance(value := item.get(key), str)}
