"""The fields of an article: how each is read from a layer, normalised, checked and stored. One class a field.

``FIELDS`` is their order: some are checked against fields that were read before.
"""
from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import ClassVar, Generic, Literal, NamedTuple, TypeVar

from newscrawl.extract.layer import ExtractionLayer
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.headline import is_subject_of_text, names_board, title_element
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.items import MEDIA, Author, ExtractedArticle, ExtractedBlock, Layer
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.bylines import parse_byline
from newscrawl.text.dates import Moment
from newscrawl.text.signature import merged
from newscrawl.text.titles import clean_title, has_ellipsis, headline_in, is_cut, is_outlet_name, shows_cut
from newscrawl.text.whitespace import letters_of

FieldKey = Literal["title", "subtitle", "published_at", "modified_at", "authors", "section", "tags", "body"]
"""The record's key; ``provenance.layers`` has it too."""
OWN_LAYERS = frozenset[Layer]({"site", "family"})
"""The layers of selectors."""
MAX_AHEAD = timedelta(hours=24)
"""A time of publication so long after the fetch is rejected."""
MIN_BODY_CHARS = 15
"""A shorter text is a label, not a body; the text from a selector may be shorter."""
SUSPICIOUS_BODY_CHARS = 400
"""A longer body is not compared with the page's description, nor with the text that the markup layer finds."""
IN_FUTURE = "is still to come"
REPORTED = frozenset({IN_FUTURE})
"""Rejection reasons that become warnings in the record."""

# Times next to a byline, often in elements of the same kind.
_TIME_LABEL = re.compile(r"(?:입력|수정|등록|승인|발행|송고)|\d")

_Raw = TypeVar("_Raw")
_Value = TypeVar("_Value")


class Candidate(NamedTuple):
    """The value that one layer has for a field."""

    layer: Layer
    value: object
    """The normalised value, as the article would have it."""

    rejection: str | None
    """Why it is rejected, in plain words; None if it is plausible."""

    store: Callable[[], None] = lambda: None
    """Puts the value, and the layer's name, into the article."""


class Field(ABC, Generic[_Raw, _Value]):
    """One field of the record. ``candidates`` asks the layers in order; a subclass has what is specific to the field."""

    key: ClassVar[FieldKey]
    css: ClassVar[str]
    """The name of the attribute with a site's selector for the field."""

    site_names: ClassVar[tuple[str, ...]]
    """Names of all attributes and methods by which a site defines the field: ``published_css``, ``read_published_at``."""

    def candidates(self, layers: Iterable[tuple[Layer, ExtractionLayer]], page: Page, article: ExtractedArticle) -> Iterator[Candidate]:
        """The candidates of the layers, in order; layers without a value are left out. ``article`` has the fields read before."""
        for name, raw in self.raw_values(layers, page):
            value = self.normalise(raw, name, page, article)
            yield Candidate(name, value, self.rejection(value, name, page, article), partial(self.store, value, name, article))

    def raw_values(self, layers: Iterable[tuple[Layer, ExtractionLayer]], page: Page) -> Iterator[tuple[Layer, _Raw]]:
        """(layer, raw value) of each layer that has one; lazily, so that a crawl asks no more layers than it needs."""
        for name, layer in layers:
            if raw := self.ask(layer, page):
                yield name, raw

    @abstractmethod
    def ask(self, layer: ExtractionLayer, page: Page) -> _Raw | None:
        """The raw value of a layer; empty if it has none."""

    @abstractmethod
    def normalise(self, raw: _Raw, layer: Layer, page: Page, article: ExtractedArticle) -> _Value:
        """The value as the article has it."""

    @abstractmethod
    def put(self, value: _Value, article: ExtractedArticle) -> None:
        """Puts a value into the article."""

    def rejection(self, value: _Value, layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        """Why a value is rejected, given the fields read before; None if it is plausible."""
        return None

    def store(self, value: _Value, layer: Layer, article: ExtractedArticle) -> None:
        self.put(value, article)
        setattr(article.layers, self.key, layer)


class _Lines(Field[list[str], list[str]]):
    """A field of texts that need no normalisation."""

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> list[str]:
        return raw


class _Time(Field[Moment, Moment]):
    """A time in Korean time; a time in the future is rejected."""

    def normalise(self, raw: Moment, layer: Layer, page: Page, article: ExtractedArticle) -> Moment:
        return raw

    def rejection(self, value: Moment, layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return IN_FUTURE if value.time > article.fetched_at + MAX_AHEAD else None


class Title(Field[str, str]):
    """Without the paper's name."""

    key = "title"
    css = "title_css"
    site_names = (css, "read_title")

    def ask(self, layer: ExtractionLayer, page: Page) -> str | None:
        return layer.read_title(page)

    def normalise(self, raw: str, layer: Layer, page: Page, article: ExtractedArticle) -> str:
        shown_title = None if layer in OWN_LAYERS else as_shown(raw, page)
        return shown_title or _whole(clean_title(raw, article.outlets), page, article.outlets)

    def rejection(self, value: str, layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        if is_outlet_name(value, article.outlets):
            return "is the paper's name"
        if layer in {"json-ld", "meta"} and _is_of_the_site(value, page):
            return "is not what the page's heading says"
        return None

    def put(self, value: str, article: ExtractedArticle) -> None:
        article.title = value


class Subtitle(_Lines):
    """The deck, a line each."""

    key = "subtitle"
    css = "subtitle_css"
    site_names = (css, "read_subtitle")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_subtitle(page)

    def put(self, value: list[str], article: ExtractedArticle) -> None:
        article.subtitle = value


class PublishedAt(_Time):
    key = "published_at"
    css = "published_css"
    site_names = (css, "read_published_at")

    def ask(self, layer: ExtractionLayer, page: Page) -> Moment | None:
        return layer.read_published_at(page)

    def put(self, value: Moment, article: ExtractedArticle) -> None:
        article.published_at = value


class ModifiedAt(_Time):
    """Many pages state the time of publication as that of the last change."""

    key = "modified_at"
    css = "modified_css"
    # One line of the page often tells both times.
    site_names = (css, "read_modified_at", *PublishedAt.site_names)

    def ask(self, layer: ExtractionLayer, page: Page) -> Moment | None:
        return layer.read_modified_at(page)

    def rejection(self, value: Moment, layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        if in_future := super().rejection(value, layer, page, article):
            return in_future
        published = article.published_at
        return "is not later than the publication" if published and value.time <= published.time else None

    def put(self, value: Moment, article: ExtractedArticle) -> None:
        article.modified_at = value


class Authors(Field[list[str], list[Author]]):
    """The people whom a byline names."""

    key = "authors"
    css = "byline_css"
    site_names = (css, "read_byline")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_byline(page)

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> list[Author]:
        people = (person for text in raw if names_people(text) for person in parse_byline(text, article.outlets))
        return [Author(*person) for person in merged(people)]

    def rejection(self, value: list[Author], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return None if value else "names no person"

    def put(self, value: list[Author], article: ExtractedArticle) -> None:
        article.authors = value


class Section(_Lines):
    """The breadcrumb, one name a level."""

    key = "section"
    css = "section_css"
    site_names = (css, "read_section")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_section(page)

    def rejection(self, value: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return "is a code, no name" if all(name.isascii() and name.islower() for name in value) else None

    def put(self, value: list[str], article: ExtractedArticle) -> None:
        article.section = value


class Tags(_Lines):
    key = "tags"
    css = "tags_css"
    site_names = (css, "read_tags")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_tags(page)

    def put(self, value: list[str], article: ExtractedArticle) -> None:
        article.tags = value


class Body(Field[list[ExtractedBlock], list[ExtractedBlock]]):
    """Blocks, images, videos and captions, before cleaning."""

    key = "body"
    css = "body_css"
    site_names = (css, "read_body")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[ExtractedBlock]:
        return layer.read_body(page)

    def normalise(self, raw: list[ExtractedBlock], layer: Layer, page: Page, article: ExtractedArticle) -> list[ExtractedBlock]:
        return raw

    def rejection(self, value: list[ExtractedBlock], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        text = "".join(block.text for block in value if block.type not in MEDIA)
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

    def put(self, value: list[ExtractedBlock], article: ExtractedArticle) -> None:
        article.body = value


AUTHORS = Authors()
AnyField = Title | Subtitle | PublishedAt | ModifiedAt | Authors | Section | Tags | Body
FIELDS: tuple[AnyField, ...] = (
    Title(), Subtitle(), PublishedAt(), ModifiedAt(), AUTHORS, Section(), Tags(), Body())


def names_people(text: str) -> bool:
    """Whether a byline text is not a time."""
    return not _TIME_LABEL.match(text)


def as_shown(title: str, page: Page) -> str | None:
    """The page's heading, or the title in its script state, if it equals this title except for punctuation or the paper's name."""
    heading = title_element(page)
    if heading is not None and headline_in(text := visible_text(heading), title):
        return text
    in_state = state_article(page)
    stated = in_state.title if in_state else None
    return stated if stated and headline_in(stated, title) else None


def _whole(title: str, page: Page, outlets: Collection[str]) -> str:
    """The page's heading where this title is cut, or has more behind it than the heading and another title of the page say."""
    heading = title_element(page)
    shown = visible_text(heading) if heading is not None else ""
    stated = [clean_title(text, outlets) for text in (*page.meta.get("og:title", [])[:1], page.title_tag) if text]
    if letters_of(shown) == letters_of(title):
        return title
    for whole in filter(None, (shown, *stated)):
        if is_cut(title, whole) and (shows_cut(title, whole) or (whole == shown and whole in stated)) and not has_ellipsis(whole):
            return whole
    is_longer = shown and is_cut(shown, title) and any(headline_in(shown, text) for text in stated if text != title)
    return shown if is_longer else title


def _is_of_the_site(title: str, page: Page) -> bool:
    """Whether a title is the site's, not the article's: the article's text is about the page's heading, not about this title."""
    heading = title_element(page)
    return (heading is not None and not headline_in(visible_text(heading), title) and text_container(page) is not None
            and (not is_subject_of_text(page, title) or names_board(page, title)))
