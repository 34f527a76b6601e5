"""Reads feeds: RSS, Atom, news sitemaps."""
from __future__ import annotations

import html
import re
from typing import NamedTuple

from lxml.etree import QName, XMLParser, fromstring
from lxml.etree import _Element as Element

from newscrawl.page.document import Page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

ENTRIES = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url"}
"""Root element of a feed -> element of an entry."""
ADDRESSES = ("link", "loc", "guid", "id")
TIMES = ("pubDate", "publication_date", "published", "date", "updated", "lastmod")
"""Elements with the time of publication, best first: RFC 822 or ISO 8601; a time without a zone is Korean."""

_IS_XML = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF|urlset)[\s>]")


class Entry(NamedTuple):
    addresses: list[str]
    """Absolute URLs: the link first, then a permanent id."""

    title: str | None
    time: Moment | None
    number: str | None
    """``post-id``, which feeds on WordPress.com's servers add."""


def entries(page: Page) -> list[Entry] | None:
    """The entries of a feed, in order; None if the page is no feed. Entries before a broken end are kept."""
    feed = _outermost(page)
    return None if feed is None else [_read(page, entry) for entry in feed.iter(f"{{*}}{ENTRIES[QName(feed).localname]}")]


def _outermost(page: Page) -> Element | None:
    # A blank line before the XML declaration (some plugins add one) would end the parsing.
    text = page.response.text.lstrip("\ufeff \r\n\t")
    if not _IS_XML.match(text):
        return None
    # A new parser each time: a broken feed may leave it unusable. Entities and external addresses in a feed are not followed.
    parser = XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = fromstring(text.encode(errors="replace"), parser)
    return root if root is not None and QName(root).localname in ENTRIES else None


def _read(page: Page, entry: Element) -> Entry:
    values: dict[str, list[str]] = {}
    for inner in entry.iter("{*}*"):
        text = one_line("".join(inner.itertext("*"))) if inner is not entry else ""  # without entities, which stay unread
        values.setdefault(QName(inner).localname, []).append(text or inner.get("href", ""))
    times = (parse_moment(text, page.fetched_at) for name in TIMES for text in values.get(name, []))
    return Entry(
        addresses=[page.absolute(address) for name in ADDRESSES for address in values.get(name, []) if address],
        title=next((html.unescape(title) for title in values.get("title", []) if title), None),
        time=next((time for time in times if time), None),
        number=next(iter(values.get("post-id", [])), None))
