"""Judges whether a page is the article that was asked for.

A page proves it by its own id, by a title that is the headline of the link that led to it, by the words of that headline, or, least of
all, by declared selectors that match. A contradiction (another id, a title and a text that have nothing of the headline) weighs more
than any selector. ``docs/decisions/014-proof.md`` has the reasons and what was measured.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newscrawl.extract import blocks
from newscrawl.extract.fields import OWN_LAYERS
from newscrawl.extract.layers import json_ld
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.notices import NotArticle
from newscrawl.extracted import MEDIA, ExtractedArticle, Proof, ProofKind
from newscrawl.page.document import Css, Page
from newscrawl.page.template import fingerprint
from newscrawl.text.headlines import likeness, share_in

MIN_WORDS = 0.3
"""A page with this share of a headline's letter pairs is about it."""
MIN_RELATED = 0.2
"""A text with a smaller share of its title's letter pairs may be a notice in the article's place. Of 122 articles two have less;
of texts under other articles' titles, 98 in 100."""
COMPARED_CHARS = 4000
"""The beginning of a text, which is compared with headlines."""
MAX_RUNNING_DIGITS = 11
"""A longer number holds a date."""
_POST_NUMBER = re.compile(r"(?:^|\s)postid-(\d+)(?:\s|$)")
_REST = re.compile(r"/wp/v2/posts/(\d+)$")
_STATED = ("og:url", "al:web:url")


class Asked(NamedTuple):
    """What was asked for."""

    article_id: str
    """The site's own id."""

    headline: str | None
    """The headline of the link, or the title stored earlier; None where nothing is known."""

    id_of: Callable[[str], str | None]
    """The site's own id in a URL."""


def judge(page: Page, extracted: ExtractedArticle, asked: Asked, selectors: tuple[Css, Css] = ("", "")) -> Proof | NotArticle:
    """The proof that a page is the article that was asked for, or what it is instead. ``selectors`` are those of title and body.

    It does not look for notices: see ``extract.notices``.
    """
    if not extracted.title:
        return NotArticle("no-title", "no title was found on the page")
    if not extracted.body:
        return NotArticle("no-body", "no article text was found on the page")
    text = _beginning(extracted)
    alike = likeness(extracted.title, asked.headline) if asked.headline else None
    about = alike == "similar" or (asked.headline is not None and share_in(asked.headline, f"{extracted.title} {text}") >= MIN_WORDS)
    is_related = share_in(extracted.title, text) >= MIN_RELATED
    other: str | None = None
    has_id = False
    for number in stated_ids(page, asked):
        # Sites that renumbered their articles keep the old addresses: an id of another form is no other article's, and no proof.
        other = other or (number if _form(number) == _form(asked.article_id) else None)
        if has_id := number == asked.article_id:
            break
    if other and not has_id and alike != "same":
        return NotArticle("another-article", f"the page says that it is article {other}")
    template = template_of(page, selectors)

    def proof(kind: ProofKind, *, is_strong: bool) -> Proof:
        is_contradicted = alike == "unlike" and not about
        return Proof(kind, is_strong and is_related and (has_id or not other), is_contradicted, template, asked.headline)

    is_declared = not OWN_LAYERS.isdisjoint((extracted.layers.title, extracted.layers.body))
    if has_id:
        return proof("id", is_strong=is_declared if alike is None else alike == "same" or about)
    if alike == "same":
        return proof("headline", is_strong=True)
    if about:
        return proof("words", is_strong=False)
    if alike is None and is_declared:
        return proof("selectors", is_strong=False)
    if alike:
        return NotArticle("unproved", f"the title ({extracted.title}) has nothing of the headline that led to the page ({asked.headline})")
    return NotArticle("unproved", "nothing on the page shows which article it is")


def stated_ids(page: Page, asked: Asked) -> Iterator[str]:
    """The ids of articles of the site that the page gives as its own: in links, meta tags and JSON-LD, and as the CMS writes them."""
    for element in page.index.by_tag["link"]:
        if (element.get("rel") or "").lower() in {"canonical", "shortlink"} and (found := asked.id_of(page.absolute(element.get("href") or ""))):
            yield found
    for name in _STATED:
        for address in page.meta.get(name, ()):
            if found := asked.id_of(page.absolute(address)):
                yield found
    article = json_ld.news_article(page)
    for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
        stated = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(stated, str) and (found := asked.id_of(page.absolute(stated))):
            yield found
    yield from _numbers(page, asked.article_id)


def _numbers(page: Page, article_id: str) -> Iterator[str]:
    """The number in what WordPress writes, and the id asked for if a hidden field of the page has it."""
    for element in page.index.by_tag["link"]:
        if element.get("type") == "application/json" and (number := _REST.search(element.get("href") or "")):
            yield number[1]
    for body in page.index.by_tag["body"]:
        if number := _POST_NUMBER.search(body.get("class") or ""):
            yield number[1]
    if len(article_id) > 3 and any(field.get("value") == article_id and (field.get("type") or "").lower() == "hidden"
                                   for field in page.index.by_tag["input"]):
        yield article_id


def _form(article_id: str) -> tuple[bool, bool]:
    """(whether an id is a number, whether it is a long one such as a date with a number)"""
    return article_id.isdecimal(), article_id.isdecimal() and len(article_id) > MAX_RUNNING_DIGITS


def template_of(page: Page, selectors: tuple[Css, Css]) -> str:
    """The fingerprint of the containers of title and text, whichever layer finds them."""
    title, body = next(iter(page.css(selectors[0])), None), next(iter(blocks.largest(page.css(selectors[1]))), None)
    found = (title if title is not None else title_element(page), body if body is not None else text_container(page))
    return fingerprint(element for element in found if element is not None)


def _beginning(extracted: ExtractedArticle) -> str:
    """The deck, and the beginning of the text."""
    text, size = list(extracted.subtitle), 0
    for block in extracted.body:
        if block.type not in MEDIA and size < COMPARED_CHARS:
            text.append(block.text)
            size += len(block.text)
    return " ".join(text)
