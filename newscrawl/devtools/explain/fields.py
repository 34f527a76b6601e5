"""Explains each field: what every layer has for it, which value was taken, and why not the others."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from newscrawl.devtools.explain.elements import read_from
from newscrawl.devtools.explain.wording import LAYER_NAMES, LAYER_SOURCES, in_words, joined
from newscrawl.extract.field import Candidate
from newscrawl.extract.fields import FIELDS, AnyField
from newscrawl.extracted import ExtractedArticle
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import Article, Layer, Layers
from newscrawl.page.document import Page

Outcome = Literal["taken", "spare", "refused"]

# Why a field may have no value.
EMPTY = {
    "agency": "no wire is named in a dateline at the head of the text",
    "authors": "nobody is named",
    "images": "none in the body",
    "modified_at": "the page does not say that it was changed",
    "published_at": "the page does not say; a crawl may know it from the listing",
    "original_url": "only portals have it",
}


class LayerAnswer(NamedTuple):
    """What one layer has for a field."""

    layer: Layer
    outcome: Outcome
    value: str
    note: str


class FieldExplanation(NamedTuple):
    field: str
    """The record's key."""

    value: str
    """In the record; "" when it is null or empty."""

    layer: Layer | None
    """As in the record's ``provenance.layers``."""

    answers: list[LayerAnswer]
    silent: list[Layer]
    """Layers that were asked and have nothing."""

    note: str
    """What else there is to say, such as which layers those are."""


def explain_fields(reader: ArticlePages, page: Page, extracted: ExtractedArticle, article: Article) -> list[FieldExplanation]:
    """In the order of the record's layers."""
    by_field: dict[str, tuple[AnyField | None, list[Candidate]]] = {
        field.key: (field, candidates) for field, candidates in _candidates(reader, page, extracted)}
    silent: tuple[AnyField | None, list[Candidate]] = (None, [])
    return [_explain_field(key, *by_field.get(key, silent), reader, page, extracted, article) for key in Layers.__slots__]


def layer_sources(fields: list[FieldExplanation], reader: ArticlePages) -> list[tuple[Layer, str]]:
    """The layers that the stories name, in the order in which most are asked, and where each looks."""
    named = {answer.layer for field in fields for answer in field.answers} | {layer for field in fields for layer in field.silent}
    words = dict(LAYER_SOURCES)
    if not {field.key for field in FIELDS} <= reader.fallback_fields:
        keys = [key for key in Layers.__slots__ if key in reader.fallback_fields]
        words["generic"] += f"; of a site that newscrawl knows, it is asked only for {joined(keys, 'and')}"
    return [(layer, words[layer]) for layer in words if layer in named]


def _candidates(reader: ArticlePages, page: Page, extracted: ExtractedArticle) -> Iterator[tuple[AnyField, list[Candidate]]]:
    """All candidates of each field, asked as in a reading: with what was read before, and in the same order."""
    so_far = replace(extracted, title=None, subtitle=[], authors=[], published_at=None, modified_at=None, section=[], tags=[], body=[],
                     layers=Layers(), warnings=[])
    for field in FIELDS:
        candidates = list(field.candidates(reader.layers_of(field), page, so_far))
        if taken := next((candidate for candidate in candidates if candidate.rejection is None), None):
            taken.store()
        yield field, candidates


def _explain_field(key: str, field: AnyField | None, candidates: list[Candidate], reader: ArticlePages, page: Page, extracted: ExtractedArticle,
           article: Article) -> FieldExplanation:
    value = in_words(key, _in_record(key, extracted, article))
    layer: Layer | None = getattr(article.provenance.layers, key)
    candidates = candidates + list(_other_candidates(key, layer, reader, page, extracted, article))
    answers = []
    taken = False
    for candidate in candidates:
        wins = not taken and candidate.rejection is None and candidate.layer == layer
        taken = taken or wins
        answers.append(_answer(key, candidate, layer, value, wins=wins))
    notes = [EMPTY[key]] if not value and not answers and key in EMPTY else []
    if layer and (where := read_from(key, layer, _in_record(key, extracted, article), reader, page)):
        notes.append(where)
    silent = _silent(field, {answer.layer for answer in answers}, reader) if field else []
    if silent:
        notes.append(f"nothing in {joined([LAYER_NAMES[name] for name in silent])}")
    return FieldExplanation(key, value, layer, answers, silent, "; ".join(notes))


def _answer(key: str, candidate: Candidate, winner: Layer | None, value: str, *, wins: bool) -> LayerAnswer:
    stated = in_words(key, candidate.value)
    if candidate.rejection:
        return LayerAnswer(candidate.layer, "refused", stated, f"refused: it {candidate.rejection}")
    if wins:
        if stated == value:
            return LayerAnswer(candidate.layer, "taken", "", "taken")
        return LayerAnswer(candidate.layer, "taken", stated, _CHANGED.get(key, "taken, and tidied") if value else "taken, but all of it was dropped")
    if stated == value:
        return LayerAnswer(candidate.layer, "spare", "", "says the same")
    return LayerAnswer(candidate.layer, "spare", stated, f"not needed: {LAYER_NAMES[winner]} answered first" if winner else "not used")


_CHANGED = {"body": "taken; what was dropped of it is shown below",
            "authors": "taken; role or e-mail address were completed from elsewhere on the page"}
"""Notes for values that differ from the record's."""


def _other_candidates(key: str, layer: Layer | None, reader: ArticlePages, page: Page, extracted: ExtractedArticle,
             article: Article) -> Iterator[Candidate]:
    """What gives a field besides the layers that are asked for it."""
    if key == "published_at" and (id_date := reader.date_from_id(extracted.article_id, page)):
        yield Candidate("url", id_date, None)
    elif (all(field.key != key for field in FIELDS) or layer == "text") and layer:
        yield Candidate(layer, _in_record(key, extracted, article), None)


def _in_record(key: str, extracted: ExtractedArticle, article: Article) -> Any:
    match key:
        case "published_at":
            return extracted.published_at
        case "modified_at":
            return extracted.modified_at
        case "body":
            return article.blocks
    return getattr(article, key)


def _silent(field: AnyField, answered: set[Layer], reader: ArticlePages) -> list[Layer]:
    """Which layers were asked and said nothing."""
    own = reader.own_layer(field)
    by_field = [layer for layer, _ in reader.layers_of(field)]
    has_selector = bool(getattr(reader, field.css, None))
    return [layer for layer in by_field if layer not in answered and (layer != own or has_selector)]
