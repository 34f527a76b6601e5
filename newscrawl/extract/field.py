"""What all fields of an article have in common: how their candidates are read from the layers."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import ClassVar, Generic, Literal, NamedTuple, TypeVar

from newscrawl.extract.layer import ExtractionLayer
from newscrawl.extracted import ExtractedArticle
from newscrawl.items import Layer
from newscrawl.page.document import Page
from newscrawl.page.limits import MAX_LISTED

FieldKey = Literal["title", "subtitle", "published_at", "modified_at", "authors", "section", "tags", "body"]
"""The record's key; ``provenance.layers`` has it too."""

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


class Lines(Field[list[str], list[str]]):
    """A field of texts that need no normalisation."""

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> list[str]:
        return page.up_to(MAX_LISTED, "texts", raw, self.key)
