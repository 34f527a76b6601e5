"""The article in the state that a page's scripts carry, found by its shape and not by one site's keys.

An article is an object that has a title and, beside it, a body of several Korean sentences. Of several (related articles
look alike) it is the one that the page's own title or address names, and of these the one with the longest body.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters, digits
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from newscrawl.extract.layers.script_state import fields as state_fields
from newscrawl.extract.layers.script_state.body import (
    MAX_CHARACTERS,
    MIN_LETTERS,
    pieces_of,
    plain_key,
    plain_keys,
    weight,
)
from newscrawl.extract.layers.script_state.decode import objects, states
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.whitespace import one_line

MIN_UNNAMED = 500
"""Letters in the body of an article that nothing on the page names."""

SAME_TEXT = 0.8
"""The share of another body's letters with which a body may be the same text."""
MIN_TITLE = 8
"""Letters of a title that is looked for inside the page's own."""

# Keys, as state_body.plain_key has them.
ADDRESSES = r"(?:canonical|web|share|article|news|website|full|site)?(?:url|link|href|permalink)"
IDS = r"(?:article|news|contents?|post|story|doc|board|art|item)?(?:id|no|seq|idx|num|key|cd|sn|uid|aid|nid|slug|uuid)"

_NO_BODY = re.compile(r"summary|desc|lead|abstract|excerpt|seo|meta|deck|sub(?:title|head)|caption|copyright|intro|profile|comment|"
                      r"repl(?:y|ies)|tts|prompt|keyword|notice|relat|recommend|preview|translat|rank")
_BLOCKS = re.compile(r"body|content|text|article|html|detail|view|blocks|paragraphs")
_ALPHANUMERIC = frozenset(ascii_letters + digits)


@dataclass(frozen=True, slots=True)
class StateArticle:
    """An article as the state has it: texts on one line each, times as they are written, the body in pieces of HTML."""

    title: str
    subtitle: tuple[str, ...]
    byline: tuple[str, ...]
    published_at: tuple[str, ...]
    """The likeliest first; not each is a time."""
    modified_at: tuple[str, ...]
    section: tuple[str, ...]
    tags: tuple[str, ...]
    body: tuple[str, ...]


class _Body(NamedTuple):
    value: Any
    """Kept, so that no other value takes its identity."""
    pieces: list[str]
    letters: int
    tags: int


class _Candidate(NamedTuple):
    source: dict[str, Any]
    titles: list[str]
    body: list[str]
    letters: int


@once_per_page
def state_article(page: Page) -> StateArticle | None:
    """The page's article in its state, or None."""
    candidates = list(_candidates(page))
    if not candidates:
        return None
    named = {words for text in (*page.meta.get("og:title", []), *page.texts("title, h1")) if (words := _words(text))}
    known = [one for one in candidates if _is_titled(one, named) or _is_addressed(one.source, page.url)]
    best = max(known or candidates, key=lambda one: one.letters)
    if not known:
        others = [one.letters for one in candidates if one.titles != best.titles]
        if best.letters < max(MIN_UNNAMED, 2 * max(others, default=0)):
            return None
    fields = plain_keys(best.source)
    return StateArticle(
        title=next((title for title in best.titles if _names(title, named)), best.titles[0]),
        subtitle=state_fields.subtitle(fields),
        byline=state_fields.byline(fields),
        published_at=state_fields.published_at(fields),
        modified_at=state_fields.modified_at(fields),
        section=state_fields.section(fields),
        tags=state_fields.tags(fields),
        body=tuple(best.body))


# Which object is the article

def _candidates(page: Page) -> Iterator[_Candidate]:
    bodies: dict[int, _Body] = {}
    """By identity, as many objects may share one row of a payload."""
    left = MAX_CHARACTERS
    titled = ((thing, titles) for state in states(page) for thing in objects(state) if (titles := state_fields.titles(thing)))
    for thing, titles in titled:
        values = list(_body_values(thing))
        for value in values:
            if id(value) not in bodies:
                pieces = pieces_of(value)
                bodies[id(value)] = _Body(value, pieces, weight(pieces), sum(piece.count("<") for piece in pieces))
                left -= sum(map(len, pieces))
        found = [bodies[id(value)] for value in values]
        if letters := max((one.letters for one in found), default=0):
            # The same text often stands there twice, plain and with its markup.
            best = max((one for one in found if one.letters >= SAME_TEXT * letters), key=lambda one: one.tags)
            yield _Candidate(thing, titles, best.pieces, best.letters)
        if left < 0:
            return


def _body_values(thing: dict[str, Any]) -> Iterator[Any]:
    for key, value in thing.items():
        plain = plain_key(key)
        long = isinstance(value, str) and len(value) >= MIN_LETTERS
        if (long or (isinstance(value, (dict, list)) and _BLOCKS.search(plain))) and not _NO_BODY.search(plain):
            yield value


def _is_titled(candidate: _Candidate, named: Iterable[str]) -> bool:
    return any(_names(title, named) for title in candidate.titles)


def _names(title: str, named: Iterable[str]) -> bool:
    """Whether one of the page's own titles is this one, be it with the paper's name or cut short."""
    words = _words(title)
    return any(words == name or (len(words) >= MIN_TITLE and words in name) or (len(name) >= MIN_TITLE and name in words)
               for name in named)


def _words(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", one_line(text).casefold()))


def _is_addressed(thing: dict[str, Any], url: str) -> bool:
    """Whether the object's own id or address is that of the page."""
    for key, value in thing.items():
        if isinstance(value, (str, int)) and not isinstance(value, bool) and 5 <= len(text := str(value)) <= 500:
            plain = plain_key(key)
            if re.fullmatch(ADDRESSES, plain) and _same_page(text, url):
                return True
            if re.fullmatch(IDS, plain) and re.search(r"\d|.{20}", text) and _stands_in(text, url):
                return True
    return False


def _stands_in(text: str, url: str) -> bool:
    """Whether a text is in an address without a letter or a digit beside it."""
    return any(before[-1:] not in _ALPHANUMERIC and after[:1] not in _ALPHANUMERIC for before, after in pairwise(url.split(text)))


def _same_page(address: str, url: str) -> bool:
    try:
        one, other = urlsplit(address), urlsplit(url)
        query, whole = set(parse_qsl(one.query)), set(parse_qsl(other.query))
    except ValueError:
        return False
    told = re.search(r"\d", one.path + one.query) is not None and bool(query or not whole)
    return told and one.path.rstrip("/") == other.path.rstrip("/") and query <= whole
