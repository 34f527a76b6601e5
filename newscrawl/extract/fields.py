"""The fields that layers are asked for: how each is asked, normalised, judged and stored. One class a field.

``FIELDS`` is their order: some are judged by what was read before them.
"""
from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import ClassVar, Generic, Literal, NamedTuple, TypeVar

from newscrawl.extract.layer import ExtractionLayer
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import is_subject_of_text, title_element
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.items import Author, FoundArticle, FoundBlock, Layer
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.bylines import parse_byline
from newscrawl.text.dates import Moment
from newscrawl.text.signature import merged
from newscrawl.text.titles import clean_title, headline_in, is_outlet_name
from newscrawl.text.whitespace import letters_of

FieldKey = Literal["title", "subtitle", "published_at", "modified_at", "authors", "section", "tags", "body"]
"""The record's key; ``provenance.layers`` has it too."""
OWN_LAYERS = frozenset[Layer]({"site", "family"})
"""The selectors, which know the site."""
FARTHEST_AHEAD = timedelta(hours=24)
"""A page that says it was published later than this after it was fetched is not believed."""
MIN_BODY_CHARS = 15
"""Of a body that is not just a label; what a selector finds may be shorter."""
SUSPICIOUS_BODY_CHARS = 400
"""A longer body is not compared with the page's description, nor with the text that the markup layer finds."""
IN_FUTURE = "is still to come"
REPORTED = frozenset({IN_FUTURE})
"""Rejection reasons that a reader of the record should know of."""

# What stands beside a byline, often enough in elements of the same kind.
_TIME_LABEL = re.compile(r"(?:입력|수정|등록|승인|발행|송고)|\d")

_Raw = TypeVar("_Raw")
_Value = TypeVar("_Value")


class Candidate(NamedTuple):
    """What one layer says of a field of an article."""

    layer: Layer
    value: object
    """Normalised: what the article would hold."""

    rejection: str | None
    """Why it cannot be right, in plain words; None when it can."""

    store: Callable[[], None] = lambda: None
    """Puts the value, and the layer's name, into the article."""


class Field(ABC, Generic[_Raw, _Value]):
    """One field of the record. ``candidates`` asks layer after layer; a subclass says what is the field's own."""

    key: ClassVar[FieldKey]
    css: ClassVar[str]
    """The attribute that is a site's selector of the field."""

    site_names: ClassVar[tuple[str, ...]]
    """All attributes and methods by which a site says how the field is read: ``published_css``, ``read_published_at``."""

    def candidates(self, layers: Iterable[tuple[Layer, ExtractionLayer]], page: Page, article: FoundArticle) -> Iterator[Candidate]:
        """What each layer says, in the order given; those that say nothing are left out. ``article`` holds what was read before."""
        for name, raw in self.raw_values(layers, page):
            value = self.normalise(raw, name, page, article)
            yield Candidate(name, value, self.rejection(value, name, page, article), partial(self.store, value, name, article))

    def raw_values(self, layers: Iterable[tuple[Layer, ExtractionLayer]], page: Page) -> Iterator[tuple[Layer, _Raw]]:
        """What each layer says, as it says it; asked one by one, so that a crawl asks no more than it needs."""
        for name, layer in layers:
            if raw := self.ask(layer, page):
                yield name, raw

    @abstractmethod
    def ask(self, layer: ExtractionLayer, page: Page) -> _Raw | None:
        """What a layer says; empty when it says nothing."""

    @abstractmethod
    def normalise(self, raw: _Raw, layer: Layer, page: Page, article: FoundArticle) -> _Value:
        """The value as the article holds it."""

    @abstractmethod
    def put(self, value: _Value, article: FoundArticle) -> None:
        """Puts a value into the article."""

    def rejection(self, value: _Value, layer: Layer, page: Page, article: FoundArticle) -> str | None:
        """Why a value cannot be right, given what was read before it; None when it can."""
        return None

    def store(self, value: _Value, layer: Layer, article: FoundArticle) -> None:
        self.put(value, article)
        setattr(article.layers, self.key, layer)


class _Lines(Field[list[str], list[str]]):
    """A field of texts that are taken as they are."""

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: FoundArticle) -> list[str]:
        return raw


class _Time(Field[Moment, Moment]):
    """A time in Korean time; one in the future is not believed."""

    def normalise(self, raw: Moment, layer: Layer, page: Page, article: FoundArticle) -> Moment:
        return raw

    def rejection(self, value: Moment, layer: Layer, page: Page, article: FoundArticle) -> str | None:
        return IN_FUTURE if value.time > article.fetched_at + FARTHEST_AHEAD else None


class Title(Field[str, str]):
    """Without the paper's name."""

    key = "title"
    css = "title_css"
    site_names = (css, "read_title")

    def ask(self, layer: ExtractionLayer, page: Page) -> str | None:
        return layer.read_title(page)

    def normalise(self, raw: str, layer: Layer, page: Page, article: FoundArticle) -> str:
        shown_title = None if layer in OWN_LAYERS else as_shown(raw, page)
        return shown_title or clean_title(raw, article.outlets)

    def rejection(self, value: str, layer: Layer, page: Page, article: FoundArticle) -> str | None:
        if is_outlet_name(value, article.outlets):
            return "is the paper's name"
        if layer in {"json-ld", "meta"} and _is_of_the_site(value, page):
            return "is not what the page's heading says"
        return None

    def put(self, value: str, article: FoundArticle) -> None:
        article.title = value


class Subtitle(_Lines):
    """The deck, a line each."""

    key = "subtitle"
    css = "subtitle_css"
    site_names = (css, "read_subtitle")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_subtitle(page)

    def put(self, value: list[str], article: FoundArticle) -> None:
        article.subtitle = value


class PublishedAt(_Time):
    key = "published_at"
    css = "published_css"
    site_names = (css, "read_published_at")

    def ask(self, layer: ExtractionLayer, page: Page) -> Moment | None:
        return layer.read_published_at(page)

    def put(self, value: Moment, article: FoundArticle) -> None:
        article.published_at = value


class ModifiedAt(_Time):
    """Many pages state the time of publication as that of the last change."""

    key = "modified_at"
    css = "modified_css"
    # One line of the page often tells both times.
    site_names = (css, "read_modified_at", *PublishedAt.site_names)

    def ask(self, layer: ExtractionLayer, page: Page) -> Moment | None:
        return layer.read_modified_at(page)

    def rejection(self, value: Moment, layer: Layer, page: Page, article: FoundArticle) -> str | None:
        if in_future := super().rejection(value, layer, page, article):
            return in_future
        published = article.published_at
        return "is not later than the publication" if published and value.time <= published.time else None

    def put(self, value: Moment, article: FoundArticle) -> None:
        article.modified_at = value


class Authors(Field[list[str], list[Author]]):
    """The people whom a byline names."""

    key = "authors"
    css = "byline_css"
    site_names = (css, "read_byline")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_byline(page)

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: FoundArticle) -> list[Author]:
        people = (person for text in raw if names_people(text) for person in parse_byline(text, article.outlets))
        return [Author(*person) for person in merged(people)]

    def rejection(self, value: list[Author], layer: Layer, page: Page, article: FoundArticle) -> str | None:
        return None if value else "names no person"

    def put(self, value: list[Author], article: FoundArticle) -> None:
        article.authors = value


class Section(_Lines):
    """The breadcrumb, one name a level."""

    key = "section"
    css = "section_css"
    site_names = (css, "read_section")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_section(page)

    def rejection(self, value: list[str], layer: Layer, page: Page, article: FoundArticle) -> str | None:
        return "is a code, no name" if all(name.isascii() and name.islower() for name in value) else None

    def put(self, value: list[str], article: FoundArticle) -> None:
        article.section = value


class Tags(_Lines):
    key = "tags"
    css = "tags_css"
    site_names = (css, "read_tags")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_tags(page)

    def put(self, value: list[str], article: FoundArticle) -> None:
        article.tags = value


class Body(Field[list[FoundBlock], list[FoundBlock]]):
    """Blocks, images and captions, before cleaning."""

    key = "body"
    css = "body_css"
    site_names = (css, "read_body")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[FoundBlock]:
        return layer.read_body(page)

    def normalise(self, raw: list[FoundBlock], layer: Layer, page: Page, article: FoundArticle) -> list[FoundBlock]:
        return raw

    def rejection(self, value: list[FoundBlock], layer: Layer, page: Page, article: FoundArticle) -> str | None:
        text = "".join(block.text for block in value if block.type not in {"image", "caption"})
        described = "".join(page.meta.get("og:description", [])[:1])
        if len(text) > max(2 * len(described), SUSPICIOUS_BODY_CHARS):
            return None
        if layer in OWN_LAYERS:
            return None if any(map(str.isalnum, text)) else "is empty"
        text, described = letters_of(text), letters_of(described)
        if len(text) < MIN_BODY_CHARS:
            return "is empty"
        if described and text in described and len(text) < len(described):
            return "is the description"
        return None

    def put(self, value: list[FoundBlock], article: FoundArticle) -> None:
        article.body = value


AUTHORS = Authors()
AnyField = Title | Subtitle | PublishedAt | ModifiedAt | Authors | Section | Tags | Body
FIELDS: tuple[AnyField, ...] = (
    Title(), Subtitle(), PublishedAt(), ModifiedAt(), AUTHORS, Section(), Tags(), Body())


def names_people(text: str) -> bool:
    """Whether a text beside a byline is no time."""
    return not _TIME_LABEL.match(text)


def as_shown(title: str, page: Page) -> str | None:
    """The heading on the page, or the title in its state, that is this title but for punctuation or the paper's name."""
    heading = title_element(page)
    if heading is not None and headline_in(text := visible_text(heading), title):
        return text
    in_state = state_article(page)
    stated = in_state.title if in_state else None
    return stated if stated and headline_in(stated, title) else None


def _is_of_the_site(title: str, page: Page) -> bool:
    """Whether a title is one that all pages of the site have: the article speaks of the page's heading, and not of this."""
    heading = title_element(page)
    return (heading is not None and not headline_in(visible_text(heading), title) and text_container(page) is not None
            and not is_subject_of_text(page, title))
