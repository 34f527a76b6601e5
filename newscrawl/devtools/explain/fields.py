"""Each field's story: what every layer says of it, which one was taken, and why not the others."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from newscrawl.devtools.explain.elements import read_from
from newscrawl.devtools.explain.wording import NAMES, PLACES, in_words, joined
from newscrawl.extract.fields import FIELDS, AnyField, Candidate
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import Article, FoundArticle, Layer, Layers
from newscrawl.page.document import Page

Outcome = Literal["taken", "spare", "refused"]

# Why a field may have no value, where that is not plain.
EMPTY = {
    "agency": "no wire is named in a dateline at the head of the text",
    "authors": "nobody is named",
    "images": "none in the body",
    "modified_at": "the page does not say that it was changed",
    "published_at": "the page does not say; a crawl may know it from the listing",
    "original_url": "only portals have it",
}


class Step(NamedTuple):
    """What one layer says of a field."""

    layer: Layer
    outcome: Outcome
    value: str
    note: str


class FieldStory(NamedTuple):
    field: str
    """The record's key."""

    value: str
    """In the record; "" when it is null or empty."""

    layer: Layer | None
    """As in the record's ``provenance.layers``."""

    steps: list[Step]
    silent: list[Layer]
    """Layers that were asked and say nothing."""

    note: str
    """What else there is to say, such as which layers those are."""


def field_stories(reader: ArticlePages, page: Page, found: FoundArticle, article: Article) -> list[FieldStory]:
    """In the order of the record's layers."""
    asked: dict[str, tuple[AnyField | None, list[Candidate]]] = {
        field.key: (field, candidates) for field, candidates in _asked(reader, page, found)}
    silent: tuple[AnyField | None, list[Candidate]] = (None, [])
    return [_story(key, *asked.get(key, silent), reader, page, found, article) for key in Layers.__slots__]


def places(stories: list[FieldStory], reader: ArticlePages) -> list[tuple[Layer, str]]:
    """The layers that the stories name, in the order in which most are asked, and where each looks."""
    named = {step.layer for story in stories for step in story.steps} | {layer for story in stories for layer in story.silent}
    words = dict(PLACES)
    if not {field.key for field in FIELDS} <= reader.fallback_fields:
        keys = [key for key in Layers.__slots__ if key in reader.fallback_fields]
        words["generic"] += f"; of a site that newscrawl knows, it is asked only for {joined(keys, 'and')}"
    return [(layer, words[layer]) for layer in words if layer in named]


def _asked(reader: ArticlePages, page: Page, found: FoundArticle) -> Iterator[tuple[AnyField, list[Candidate]]]:
    """All candidates of each field, asked as in a reading: with what was read before, and in the same order."""
    so_far = replace(found, title=None, subtitle=[], authors=[], published_at=None, modified_at=None, section=[], tags=[], body=[],
                     layers=Layers(), warnings=[])
    for field in FIELDS:
        candidates = list(field.candidates(reader.layers_of(field), page, so_far))
        if taken := next((one for one in candidates if one.rejection is None), None):
            taken.store()
        yield field, candidates


def _story(key: str, field: AnyField | None, candidates: list[Candidate], reader: ArticlePages, page: Page, found: FoundArticle,
           article: Article) -> FieldStory:
    value = in_words(key, _in_record(key, found, article))
    layer: Layer | None = getattr(article.provenance.layers, key)
    candidates = candidates + list(_besides(key, layer, reader, page, found, article))
    steps = []
    taken = False
    for candidate in candidates:
        wins = not taken and candidate.rejection is None and candidate.layer == layer
        taken = taken or wins
        steps.append(_step(key, candidate, layer, value, wins=wins))
    notes = [EMPTY[key]] if not value and not steps and key in EMPTY else []
    if layer and (where := read_from(key, layer, _in_record(key, found, article), reader, page)):
        notes.append(where)
    silent = _silent(field, {step.layer for step in steps}, reader) if field else []
    if silent:
        notes.append(f"nothing in {joined([NAMES[name] for name in silent])}")
    return FieldStory(key, value, layer, steps, silent, "; ".join(notes))


def _step(key: str, candidate: Candidate, winner: Layer | None, value: str, *, wins: bool) -> Step:
    said = in_words(key, candidate.value)
    if candidate.rejection:
        return Step(candidate.layer, "refused", said, f"refused: it {candidate.rejection}")
    if wins:
        if said == value:
            return Step(candidate.layer, "taken", "", "taken")
        return Step(candidate.layer, "taken", said, _CHANGED.get(key, "taken, and tidied") if value else "taken, but all of it was dropped")
    if said == value:
        return Step(candidate.layer, "spare", "", "says the same")
    return Step(candidate.layer, "spare", said, f"not needed: {NAMES[winner]} answered first" if winner else "not used")


_CHANGED = {"body": "taken; what was dropped of it is shown below",
            "authors": "taken; role or e-mail address were completed from elsewhere on the page"}
"""What is said of a value that the record does not have just so."""


def _besides(key: str, layer: Layer | None, reader: ArticlePages, page: Page, found: FoundArticle,
             article: Article) -> Iterator[Candidate]:
    """What gives a field besides the layers that are asked for it."""
    if key == "published_at" and (filed := reader.date_from_id(found.article_id, page)):
        yield Candidate("url", filed, None)
    elif (all(field.key != key for field in FIELDS) or layer == "text") and layer:
        yield Candidate(layer, _in_record(key, found, article), None)


def _in_record(key: str, found: FoundArticle, article: Article) -> Any:
    match key:
        case "published_at":
            return found.published_at
        case "modified_at":
            return found.modified_at
        case "body":
            return article.blocks
    return getattr(article, key)


def _silent(field: AnyField, heard: set[Layer], reader: ArticlePages) -> list[Layer]:
    """Which layers were asked and said nothing."""
    own = reader.own_layer(field)
    asked = [layer for layer, _ in reader.layers_of(field)]
    has_selector = bool(getattr(reader, field.css, None))
    return [layer for layer in asked if layer not in heard and (layer != own or has_selector)]
