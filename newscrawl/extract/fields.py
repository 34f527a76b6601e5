"""The fields of an article: how each is read from a layer, normalised, checked and stored. One class a field.

``FIELDS`` is their order: some are checked against fields that were read before.
"""
from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from newscrawl.extract.field import Candidate, Field, Lines
from newscrawl.extract.layer import ExtractionLayer
from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.container import container_text
from newscrawl.extract.layers.markup.times import times
from newscrawl.extract.layers.meta import META
from newscrawl.extract.layers.script_state.layer import SCRIPT_STATE
from newscrawl.extract.title_choice import as_shown, is_of_the_site, whole_title
from newscrawl.extracted import MEDIA, ExtractedArticle, ExtractedBlock
from newscrawl.items import Author, Layer
from newscrawl.page.document import Page
from newscrawl.page.limits import MAX_AUTHORS, MAX_TITLE_CHARS
from newscrawl.text.bylines import parse_byline
from newscrawl.text.dates import Moment
from newscrawl.text.labels import MIN_LIST, own_sections, own_tags
from newscrawl.text.signature import merged
from newscrawl.text.titles import clean_title, has_ellipsis, is_outlet_name
from newscrawl.text.whitespace import letters_of

OWN_LAYERS = frozenset[Layer]({"site", "family"})
"""The layers of selectors."""
MAX_AHEAD = timedelta(minutes=15)
"""A time so long after the fetch is rejected; clocks differ by less."""
STATING_LAYERS: dict[Layer, ExtractionLayer] = {"json-ld": JSON_LD, "meta": META, "state": SCRIPT_STATE}
"""The layers of what a page says to programs, not to readers."""
ZONE_ERROR = timedelta(hours=9)
"""Korean time that is said to be UTC, or the reverse, is wrong by so much."""
MIN_BODY_CHARS = 15
"""A shorter text is a label, not a body; the text from a selector may be shorter."""
SUSPICIOUS_BODY_CHARS = 400
"""A longer body is not compared with the page's description, nor with the text that the markup layer finds."""
IN_FUTURE = "is still to come"
REPORTED = frozenset({IN_FUTURE})
"""Rejection reasons that become warnings in the record."""

# The end of a sentence, in the caption of an article that is a picture; a date and a byline may follow.
_IN_SENTENCE = re.compile(r"다\.(?!\w)")
# Times next to a byline, often in elements of the same kind.
_TIME_LABEL = re.compile(r"(?:입력|수정|등록|승인|발행|송고)|\d")


class _Time(Field[Moment, Moment]):
    """A time in Korean time; a time in the future is rejected. The time that the page shows corrects one whose zone is wrong."""

    @abstractmethod
    def shown(self, page: Page) -> Moment | None:
        """The time that the page shows to its readers."""

    def normalise(self, raw: Moment, layer: Layer, page: Page, article: ExtractedArticle) -> Moment:
        shown = self.shown(page) if layer in STATING_LAYERS and raw.precision != "day" else None
        if shown is None or _agree(raw.time, shown):
            return raw
        return next((raw._replace(time=time) for time in (raw.time - ZONE_ERROR, raw.time + ZONE_ERROR) if _agree(time, shown)), raw)

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
        raw = page.up_to(MAX_TITLE_CHARS, "characters", raw, self.key)
        if layer in OWN_LAYERS and not has_ellipsis(raw):  # as on most pages of declared sites
            return clean_title(raw, article.outlets)
        shown_title = None if layer in OWN_LAYERS else as_shown(raw, page)
        whole = shown_title or whole_title(clean_title(raw, article.outlets), page, article.outlets)
        return page.up_to(MAX_TITLE_CHARS, "characters", whole, self.key)

    def rejection(self, value: str, layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        if is_outlet_name(value, article.outlets):
            return "is the paper's name"
        if layer in {"json-ld", "meta"} and is_of_the_site(value, page):
            return "is not what the page's heading says"
        return None

    def put(self, value: str, article: ExtractedArticle) -> None:
        article.title = value


class Subtitle(Lines):
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

    def shown(self, page: Page) -> Moment | None:
        return times(page)[0]

    def put(self, value: Moment, article: ExtractedArticle) -> None:
        article.published_at = value


class ModifiedAt(_Time):
    """Many pages state the time of publication as that of the last change."""

    key = "modified_at"
    css = "modified_css"
    # One line of the page often tells both times.
    site_names = (css, "read_modified_at", *PublishedAt.site_names)

    def candidates(self, layers: Iterable[tuple[Layer, ExtractionLayer]], page: Page, article: ExtractedArticle) -> Iterator[Candidate]:
        # A site's selector for the one time finds the line that tells both; the markup has nothing to add.
        told = article.layers.published_at in OWN_LAYERS
        return super().candidates((named for named in layers if not (told and named[0] == "generic")), page, article)

    def ask(self, layer: ExtractionLayer, page: Page) -> Moment | None:
        return layer.read_modified_at(page)

    def shown(self, page: Page) -> Moment | None:
        return times(page)[1]

    def normalise(self, raw: Moment, layer: Layer, page: Page, article: ExtractedArticle) -> Moment:
        value = super().normalise(raw, layer, page, article)
        published = STATING_LAYERS[layer].read_published_at(page) if layer in STATING_LAYERS and value is raw else None
        is_too_late = published and article.published_at and published.time - article.published_at.time == ZONE_ERROR
        return raw._replace(time=raw.time - ZONE_ERROR) if is_too_late else value

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
        bylines = page.up_to(MAX_AUTHORS, "bylines", raw, self.key)
        people = (person for text in bylines if names_people(text) for person in parse_byline(text, article.outlets))
        return [Author(*person) for person in merged(page.up_to(MAX_AUTHORS, "people", list(islice(people, MAX_AUTHORS + 1)), self.key))]

    def rejection(self, value: list[Author], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return None if value else "names no person"

    def put(self, value: list[Author], article: ExtractedArticle) -> None:
        article.authors = value


class Section(Lines):
    """The breadcrumb, one name a level; without what is no section."""

    key = "section"
    css = "section_css"
    site_names = (css, "read_section")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_section(page)

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> list[str]:
        return own_sections(super().normalise(raw, layer, page, article), article.outlets)

    def rejection(self, value: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return "is a code, no name" if all(name.isascii() and name.islower() for name in value) else None  # or is none

    def put(self, value: list[str], article: ExtractedArticle) -> None:
        article.section = value


class Tags(Lines):
    key = "tags"
    css = "tags_css"
    site_names = (css, "read_tags")

    def ask(self, layer: ExtractionLayer, page: Page) -> list[str]:
        return layer.read_tags(page)

    def normalise(self, raw: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> list[str]:
        raw = super().normalise(raw, layer, page, article)
        if layer not in STATING_LAYERS:
            return raw
        return own_tags(raw, article.outlets, _text_of(page, article) if len(raw) >= MIN_LIST else "")

    def rejection(self, value: list[str], layer: Layer, page: Page, article: ExtractedArticle) -> str | None:
        return None if value else "is what all pages of the site have"

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
            return None if any(block.type == "caption" and _IN_SENTENCE.search(block.text) for block in value) else "is empty"
        if described and text in described and len(text) < len(described):
            return "is the description"
        return None

    def put(self, value: list[ExtractedBlock], article: ExtractedArticle) -> None:
        article.body = value


AUTHORS, BODY = Authors(), Body()
AnyField = Title | Subtitle | PublishedAt | ModifiedAt | Authors | Section | Tags | Body
FIELDS: tuple[AnyField, ...] = (
    Title(), Subtitle(), PublishedAt(), ModifiedAt(), AUTHORS, Section(), Tags(), BODY)


def _agree(stated: datetime, shown: Moment) -> bool:
    """Whether a time is the one that the page shows, which may show less of it."""
    if shown.precision == "day":
        return stated.date() == shown.time.date()
    return stated.replace(second=0) == shown.time.replace(second=0)


def _text_of(page: Page, article: ExtractedArticle) -> str:
    """The title and the text, "" if the text is in no markup."""
    text = container_text(page) or "".join(block.text for block in SCRIPT_STATE.read_body(page))
    return f"{article.title} {text}" if text else ""


def names_people(text: str) -> bool:
    """Whether a byline text is not a time."""
    return not _TIME_LABEL.match(text)
