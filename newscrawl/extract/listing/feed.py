"""The entries of a feed: RSS, Atom or a news sitemap."""
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
"""A feed's outermost element -> one entry of it."""
ADDRESSES = ("link", "loc", "guid", "id")
TIMES = ("pubDate", "publication_date", "published", "date", "updated", "lastmod")
"""Where an entry says when it was published, best first: RFC 822 or ISO 8601; a time without a zone is Korean."""

_IS_XML = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF|urlset)[\s>]")


class Entry(NamedTuple):
    addresses: list[str]
    """Absolute: the link first, a permanent id behind it."""

    title: str | None
    time: Moment | None
    number: str | None
    """``post-id``, which feeds on WordPress.com's servers add."""


def entries(page: Page) -> list[Entry] | None:
    """A feed's entries, in its order; None of what is no feed. A broken end costs no more than itself."""
    feed = _outermost(page)
    return None if feed is None else [_read(page, entry) for entry in feed.iter(f"{{*}}{ENTRIES[QName(feed).localname]}")]


def _outermost(page: Page) -> Element | None:
    # What stands before the declaration, a blank line of some plugin's, would end the parsing.
    text = page.response.text.lstrip("\ufeff \r\n\t")
    if not _IS_XML.match(text):
        return None
    # A parser that has met a broken feed is not used again. Entities and addresses in a feed are other people's word: neither is followed.
    parser = XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = fromstring(text.encode(errors="replace"), parser)
    return root if root is not None and QName(root).localname in ENTRIES else None


def _read(page: Page, entry: Element) -> Entry:
    said: dict[str, list[str]] = {}
    for inner in entry.iter("{*}*"):
        text = one_line("".join(inner.itertext("*"))) if inner is not entry else ""  # without entities, which stay unread
        said.setdefault(QName(inner).localname, []).append(text or inner.get("href", ""))
    times = (parse_moment(text, page.fetched_at) for name in TIMES for text in said.get(name, []))
    return Entry(
        addresses=[page.absolute(address) for name in ADDRESSES for address in said.get(name, []) if address],
        title=next((html.unescape(title) for title in said.get("title", []) if title), None),
        time=next((time for time in times if time), None),
        number=next(iter(said.get("post-id", [])), None))
