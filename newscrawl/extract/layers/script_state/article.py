"""Finds the article in the state of a page's scripts by its structure, not by one site's keys.

An article is an object with a title and a body of several Korean sentences. If there are several (related articles look the same),
it is the one with the page's title or URL, and of these the one with the longest body. A brief, which has one sentence, must have both.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters, digits
from typing import Any, NamedTuple

from newscrawl.extract.layers.script_state import fields as state_fields
from newscrawl.extract.layers.script_state.body import (
    MAX_BLOCKS,
    MAX_CHARS,
    MIN_CHARS,
    html_parts,
    plain_key,
    plain_keys,
    weight,
)
from newscrawl.extract.layers.script_state.decode import objects, states
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.hosts import is_same_page
from newscrawl.text.whitespace import one_line

MIN_UNNAMED_CHARS = 500
"""The shortest body of an article that neither the page's title nor its URL confirms."""

SAME_TEXT = 0.8
"""A body with this share of the longest body's characters may be the same text."""
MIN_TITLE_CHARS = 8
"""A shorter title must equal the page's title; a longer one may be a part of it."""

# Patterns for keys, in the form of body.plain_key.
ADDRESSES = r"(?:canonical|web|share|article|news|website|full|site)?(?:url|link|href|permalink)"
IDS = r"(?:article|news|contents?|post|story|doc|board|art|item)?(?:id|no|seq|idx|num|key|cd|sn|uid|aid|nid|slug|uuid)"

_NO_BODY = re.compile(r"summary|desc|lead|abstract|excerpt|seo|meta|deck|sub(?:title|head)|caption|copyright|intro|profile|comment|"
                      r"repl(?:y|ies)|tts|prompt|keyword|notice|relat|recommend|preview|translat|rank")
_BLOCKS = re.compile(r"body|content|text|article|html|detail|view|blocks|paragraphs")
_ALPHANUMERIC = frozenset(ascii_letters + digits)


@dataclass(frozen=True, slots=True)
class StateArticle:
    """An article in the state: texts on one line each, times as written, the body as HTML parts."""

    title: str
    subtitle: tuple[str, ...]
    byline: tuple[str, ...]
    published_at: tuple[str, ...]
    """Candidates, the likeliest first; some may be no time."""
    created_at: tuple[str, ...]
    modified_at: tuple[str, ...]
    section: tuple[str, ...]
    tags: tuple[str, ...]
    body: tuple[str, ...]


class _Body(NamedTuple):
    value: Any
    """Kept, so that its ``id()`` is not reused."""
    parts: list[str]
    letters: int
    tags: int
    is_brief: bool


class _Candidate(NamedTuple):
    source: dict[str, Any]
    titles: list[str]
    body: list[str]
    letters: int
    is_brief: bool


@once_per_page
def state_article(page: Page) -> StateArticle | None:
    """The article in the page's state, or None."""
    found = list(_candidates(page))
    whole = [option for option in found if not option.is_brief]
    candidates = whole or [option for option in found if _is_addressed(option.source, page.url)]
    if not candidates:
        return None
    named = {words for text in (*page.meta.get("og:title", []), *page.texts("title, h1")) if (words := _letters(text))}
    known = [option for option in candidates if _is_titled(option, named) or (whole and _is_addressed(option.source, page.url))]
    if not known and not whole:
        return None
    best = max(known or candidates, key=lambda option: option.letters)
    if not known:
        others = [option.letters for option in candidates if option.titles != best.titles]
        if best.letters < max(MIN_UNNAMED_CHARS, 2 * max(others, default=0)):
            return None
    fields = plain_keys(best.source)
    return StateArticle(
        title=next((title for title in best.titles if _matches_title(title, named)), best.titles[0]),
        subtitle=state_fields.subtitle(fields),
        byline=state_fields.byline(fields),
        published_at=state_fields.published_at(fields),
        created_at=state_fields.created_at(fields),
        modified_at=state_fields.modified_at(fields),
        section=state_fields.section(fields),
        tags=state_fields.tags(fields),
        body=tuple(page.up_to(MAX_BLOCKS, "blocks of the state", best.body, "body")))


# Which object is the article

def _candidates(page: Page) -> Iterator[_Candidate]:
    bodies: dict[int, _Body] = {}
    """``id()`` of a value -> its body, since many objects may share one value."""
    chars_left = MAX_CHARS
    titled = ((candidate, titles) for state in states(page) for candidate in objects(state) if (titles := state_fields.titles(candidate)))
    for candidate, titles in titled:
        values = list(_body_values(candidate))
        for value in values:
            if id(value) not in bodies:
                parts = html_parts(value)
                letters = weight(parts)
                brief = 0 if letters or isinstance(value, str) else weight(parts, brief=True)
                bodies[id(value)] = _Body(value, parts, letters or brief, sum(part.count("<") for part in parts), brief > 0)
                chars_left -= sum(map(len, parts))
        found = [bodies[id(value)] for value in values]
        found = [option for option in found if not option.is_brief] or found
        if letters := max((option.letters for option in found), default=0):
            # The same text is often there twice, plain and with markup.
            best = max((option for option in found if option.letters >= SAME_TEXT * letters), key=lambda option: option.tags)
            yield _Candidate(candidate, titles, best.parts, best.letters, best.is_brief)
        if chars_left < 0:
            return


def _body_values(candidate: dict[str, Any]) -> Iterator[Any]:
    for key, value in candidate.items():
        plain = plain_key(key)
        long = isinstance(value, str) and len(value) >= MIN_CHARS
        if (long or (isinstance(value, (dict, list)) and _BLOCKS.search(plain))) and not _NO_BODY.search(plain):
            yield value


def _is_titled(candidate: _Candidate, named: Iterable[str]) -> bool:
    return any(_matches_title(title, named) for title in candidate.titles)


def _matches_title(title: str, named: Iterable[str]) -> bool:
    """Whether one of the page's titles is this title, with the paper's name or cut short."""
    words = _letters(title)
    return any(words == name or (len(words) >= MIN_TITLE_CHARS and words in name) or (len(name) >= MIN_TITLE_CHARS and name in words)
               for name in named)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", one_line(text).casefold()))


def _is_addressed(candidate: dict[str, Any], url: str) -> bool:
    """Whether the object's id or URL is that of the page."""
    for key, value in candidate.items():
        if isinstance(value, (str, int)) and not isinstance(value, bool) and 5 <= len(text := str(value)) <= 500:
            plain = plain_key(key)
            if re.fullmatch(ADDRESSES, plain) and is_same_page(text, url):
                return True
            if re.fullmatch(IDS, plain) and re.search(r"\d|.{20}", text) and _stands_in(text, url):
                return True
    return False


def _stands_in(text: str, url: str) -> bool:
    """Whether a URL contains a text without a letter or digit next to it."""
    return any(before[-1:] not in _ALPHANUMERIC and after[:1] not in _ALPHANUMERIC for before, after in pairwise(url.split(text)))
