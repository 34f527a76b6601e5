"""How an article's fields get their values: the layers are asked in order, and the first plausible value wins.

The layers are the site's or family's selectors, JSON-LD, ``<meta>``, the state in the page's scripts, and the page's markup. If a
selector breaks, the next layer gives the field, and the record says so.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newscrawl.cleaning.rules.rights import copyright_line
from newscrawl.extract import access, blocks, rights
from newscrawl.extract.article_pages import next_article_page
from newscrawl.extract.field import FieldKey
from newscrawl.extract.fields import (
    AUTHORS,
    FIELDS,
    OWN_LAYERS,
    REPORTED,
    SUSPICIOUS_BODY_CHARS,
    AnyField,
    names_people,
)
from newscrawl.extract.layer import EmptyLayer, ExtractionLayer
from newscrawl.extract.layers import json_ld, meta
from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.byline import mail_addresses, only_address, signers
from newscrawl.extract.layers.markup.container import found_container, sentence_chars, sentence_chars_on
from newscrawl.extract.layers.markup.layer import MARKUP, NAMED_DECKS
from newscrawl.extract.layers.meta import META
from newscrawl.extract.layers.script_state.layer import SCRIPT_STATE
from newscrawl.extracted import ExtractedArticle, ExtractedBlock
from newscrawl.items import Layer
from newscrawl.page.document import Page
from newscrawl.page.limits import MAX_ADDRESS_CHARS, MAX_BLOCKS, MAX_IMAGES
from newscrawl.page.whole import breaks_off
from newscrawl.text.bylines import Person, parse_byline
from newscrawl.text.language import language_of_text
from newscrawl.text.whitespace import letters_of

MAX_AUTHORS = 50
"""A byline with more people is a list of people, or broken."""
GOES_ON = "body: goes on on another page, which was not read: {}"
SHORT_SHARE = 0.4
"""A body shorter than this share of another layer's body is suspicious."""
FOREIGN_SHARE = 0.25
"""A body with less than this share of the letter pairs in the page's description is about something else."""
MIN_PAIRS = 20
"""A description with so few letter pairs is too short to compare."""


class LayeredReading(EmptyLayer):
    """Reads each field from the first layer with a plausible value. It is itself the first layer: its own ``read_*`` methods."""

    # For the body JSON-LD comes last: its plain text has lost paragraphs and images.
    LAYERS: ClassVar[dict[Layer, ExtractionLayer]] = {"json-ld": JSON_LD, "meta": META, "state": SCRIPT_STATE, "generic": MARKUP}
    BODY_LAYERS: ClassVar[dict[Layer, ExtractionLayer]] = {"state": SCRIPT_STATE, "generic": MARKUP, "json-ld": JSON_LD}

    fallback_fields: frozenset[FieldKey] = frozenset({"title", "published_at", "modified_at", "body"})
    """Fields that are read from the markup if no other layer has them: those that the header of an article has on any page."""

    declared_by_site: ClassVar[frozenset[str]] = frozenset()
    """Names of the attributes and methods that the site's own class defines."""

    def __init_subclass__(cls) -> None:
        """Raises TypeError for an unknown fallback field."""
        super().__init_subclass__()
        if unknown := cls.fallback_fields - {field.key for field in FIELDS}:
            raise TypeError(f"{cls.__name__}.fallback_fields names {', '.join(sorted(unknown))}; there are "
                            f"{', '.join(field.key for field in FIELDS)}")
        # The class that sets ``name`` is the site's; developer tools derive from it.
        site = next((ancestor for ancestor in cls.__mro__ if "name" in vars(ancestor)), cls)
        cls.declared_by_site = frozenset(vars(site))

    def own_layer(self, field: AnyField) -> Layer:
        """``site`` if the site's class defines how the field is read, ``family`` if it inherits that."""
        return "family" if self.declared_by_site.isdisjoint(field.site_names) else "site"

    def layers_of(self, field: AnyField) -> Iterator[tuple[Layer, ExtractionLayer]]:
        """The layers that are asked for a field, in order."""
        yield self.own_layer(field), self
        for name, layer in (self.BODY_LAYERS if field.key == "body" else self.LAYERS).items():
            if name != "generic" or field.key in self.fallback_fields:
                yield name, layer
            elif field.key == "subtitle":
                yield name, NAMED_DECKS

    def read_fields(self, page: Page, extracted: ExtractedArticle) -> None:
        """Fills ``extracted`` with the fields of the page, the layer of each, and warnings."""
        for field in FIELDS:
            for candidate in field.candidates(self.layers_of(field), page, extracted):
                if candidate.rejection is None:
                    candidate.store()
                    break
                if candidate.rejection in REPORTED:
                    extracted.warnings.append(f"{field.key}: what {candidate.layer} says {candidate.rejection}")
        if "authors" in self.fallback_fields:
            self.complete_authors(page, extracted)
        extracted.layers.images = extracted.layers.body
        extracted.lead_image = meta.read_image(page)
        extracted.stated_videos = json_ld.read_videos(page)
        extracted.language = language_of_text(" ".join([block.text for block in extracted.body if block.type == "paragraph"]), extracted.language)
        extracted.access = access.read_access(page, extracted.body)
        # Cleaning finds a copyright line that is inside the body.
        if not any(copyright_line(block.text) for block in reversed(extracted.body)):
            extracted.notice = rights.read_notice(page)
        extracted.directives = rights.read_directives(page)
        extracted.license = rights.read_license(page)
        extracted.next_page = next_article_page(page, page.url)
        if extracted.next_page:
            extracted.warnings.append(GOES_ON.format(extracted.next_page))
        if json_ld.is_unreadable(page):
            extracted.warnings.append("json-ld: a script is no JSON; what it says was not read")
        if page.is_truncated:
            extracted.warnings.append("page: nested too deep; what stands deeper was not read")
        extracted.warnings += [*page.cut, *_full(extracted)]
        if breaks_off(page.source):
            extracted.warnings.append("page: it breaks off; what followed is not here")
        extracted.warnings += warnings(page, extracted)

    def complete_authors(self, page: Page, extracted: ExtractedArticle) -> None:
        """Adds roles and e-mail addresses that other layers have for the same people."""
        if len(extracted.authors) > MAX_AUTHORS or all(author.email and author.role for author in extracted.authors):
            return  # also if there are no authors
        bylines = [text for _, texts in AUTHORS.raw_values(self.layers_of(AUTHORS), page) for text in texts if names_people(text)]
        names = [author.name.split(" ")[0] for author in extracted.authors]
        people_by_name: dict[str, list[Person]] = {}
        for text in dict.fromkeys([*bylines, *signers(page, names)]):
            if any(map(text.__contains__, names)):
                for person in parse_byline(text, extracted.outlets):
                    people_by_name.setdefault(person.name, []).append(person)
        for author in extracted.authors:
            for person in people_by_name.get(author.name, ()):
                author.email = author.email or person.email
                author.role = author.role or person.role
        for text, address in mail_addresses(page):
            named = [author for author in extracted.authors if author.name in text]
            if len(named) == 1 and not named[0].email and "@" in address:
                named[0].email = address
        if len(extracted.authors) == 1 and not extracted.authors[0].email:
            extracted.authors[0].email = only_address(page)


def _full(extracted: ExtractedArticle) -> list[str]:
    """Warnings about a body that has as much as it may have, and about its pictures that have no address."""
    pictures = [block.text for block in extracted.body if block.type in {"image", "video"}]
    counted = (("blocks", len(extracted.body), MAX_BLOCKS), ("images and videos", len(pictures), MAX_IMAGES))
    return [f"body: more than {most} {what} are not read" for what, number, most in counted if number >= most] + (
        [] if all(pictures) else [f"body: the address of an image is none, or has more than {MAX_ADDRESS_CHARS} characters"])


def warnings(page: Page, extracted: ExtractedArticle) -> list[str]:
    """Warnings about a body from the selectors: other layers have much more text, or different text."""
    if extracted.layers.body not in OWN_LAYERS:
        return []
    messages = []
    own, stated = blocks.own_text(extracted.body), sum(len(block.text) for block in JSON_LD.read_body(page))
    if own < SHORT_SHARE * stated:
        messages.append("body: far shorter than what json-ld says")
    elif own < SUSPICIOUS_BODY_CHARS and own < SHORT_SHARE * sentence_chars_on(page) and (
            container := found_container(page)) is not None and own < SHORT_SHARE * sentence_chars(container):
        messages.append("body: far shorter than the text that generic finds on the page")
    if _is_foreign(extracted.body, "".join(page.meta.get("og:description", [])[:1])):
        messages.append("body: tells of something else than the page's description")
    return messages


def _is_foreign(body: list[ExtractedBlock], description: str) -> bool:
    """Whether too few letter pairs of the description are in the body. Its beginning is tried first, since it is mostly enough."""
    letters = letters_of(description)
    pairs = {letters[position:position + 2] for position in range(len(letters) - 1)}
    if len(pairs) <= MIN_PAIRS:
        return False
    text = "".join([block.text for block in body])
    return all(sum(map(letters_of(part).__contains__, pairs)) < FOREIGN_SHARE * len(pairs) for part in (text[:2 * len(description)], text))
