"""Puts values and layers into words."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newscrawl.extracted import MEDIA, ExtractedBlock
from newscrawl.items import Author, Block, Layer
from newscrawl.text.dates import Moment
from newscrawl.text.plurals import counted
from newscrawl.text.whitespace import one_line

LAYER_SOURCES: dict[Layer, str] = {
    "site": "the selectors of this site's own spider",
    "family": "the selectors of its CMS, which many papers share",
    "json-ld": "what the page tells search engines, in <script type=\"application/ld+json\">",
    "meta": "the <meta> tags in the page's head",
    "state": "the data that the page's scripts carry (__NEXT_DATA__, Fusion, Nuxt and the like)",
    "generic": "the shape of the page, as any Korean news page has it",
    "url": "the date in the address",
    "listing": "the section listing that led to the page",
    "text": "the article's own text: its dateline and bylines",
}
"""Where each layer looks."""
LAYER_NAMES: dict[Layer, str] = {
    "site": "the site's selector", "family": "its CMS's selector", "json-ld": "JSON-LD", "meta": "the meta tags",
    "state": "the scripts' data", "generic": "the page's shape", "url": "the address", "listing": "the listing", "text": "the text itself"}
"""What each layer is called in a sentence; the record's keys are for programs."""
_OPENING, _CLOSING = 30, 20
"""Characters of a body that are quoted."""


def in_words(field: str, value: Any) -> str:
    """A field's value as a person reads it; "" for none."""
    if not value:
        return ""
    if isinstance(value, Moment):
        return moment(value)
    match field:
        case "authors":
            return ", ".join(map(author, value))
        case "subtitle":
            return "\n".join(value)
        case "section":
            return " > ".join(value)
        case "tags":
            return ", ".join(value)
        case "body":
            return extent(value)
        case "images":
            return f"{counted(len(value), 'image')}, shown below"
    return str(value)


def moment(value: Moment) -> str:
    time = f"{value.time:%Y-%m-%d %H:%M:%S}"
    by_precision = {"day": f"{time[:10]} (only the day is told)", "minute": time[:16]}
    return by_precision.get(value.precision, time)


def author(person: Author) -> str:
    return " ".join(filter(None, [person.name, person.role, person.email and f"<{person.email}>"]))


def extent(blocks: Sequence[Block | ExtractedBlock]) -> str:
    """How long a body is, how it begins and how it ends."""
    texts = [block.text for block in blocks if block.type not in MEDIA]
    whole = one_line(" ".join(texts))
    letters = sum(letter.isalnum() for letter in whole)
    length = f"{counted(len(texts), 'block')}, {counted(letters, 'letter')}"
    if len(whole) <= _OPENING + _CLOSING:
        return f"{length}: “{whole}”" if whole else length
    return f"{length}: “{whole[:_OPENING].rstrip()} … {whole[-_CLOSING:].lstrip()}”"


def joined(words: Sequence[str], last: str = "or") -> str:
    """
    >>> joined(["meta", "state", "generic"])
    'meta, state or generic'
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
