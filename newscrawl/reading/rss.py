"""The entries of an RSS feed."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

if TYPE_CHECKING:
    from newscrawl.reading.page import Page


class Entry(NamedTuple):
    """One ``<item>``; a text that it does not have is ""."""

    address: str
    title: str
    time: Moment | None
    """``pubDate``, in whose zone it counts; None without one."""

    guid: str
    number: str
    """``post-id``, which feeds on WordPress.com's servers add."""


def is_feed(page: Page) -> bool:
    return b"<rss" in page.response.body[:1000]


def entries(page: Page) -> Iterator[Entry]:
    """A feed's entries, in its order; none of what is no feed. A broken end costs no more than itself."""
    # What stands before the declaration, a blank line of some plugin's, would end the parsing.
    body = page.response.body.lstrip(b"\xef\xbb\xbf \r\n\t")
    # Entities and addresses within a feed are other people's word: neither is followed.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    tree = etree.fromstring(body, parser) if body else None
    for item in tree.iter("item") if tree is not None else ():
        told = {etree.QName(child).localname: one_line(child.text or "") for child in reversed(item)
                if isinstance(child.tag, str)}
        yield Entry(page.absolute(told.get("link", "")), told.get("title", ""),
                    parse_moment(told.get("pubDate", ""), page.fetched_at), told.get("guid", ""), told.get("post-id", ""))
