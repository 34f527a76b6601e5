"""How an article's fields find their values: layer after layer, and the first value that can be right wins.

The layers are the site's or family's selectors, the page's JSON-LD, its ``<meta>``, the state that its scripts carry, and the
reading of its markup. A wrong selector so degrades visibly: the next layer gives the field, and the record says so.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from newscrawl.cleaning.rules.rights import copyright_line
from newscrawl.extract import blocks, rights
from newscrawl.extract.fields import (
    AUTHORS,
    FIELDS,
    OWN_LAYERS,
    REPORTED,
    SUSPICIOUS_BODY_CHARS,
    AnyField,
    FieldKey,
    names_people,
)
from newscrawl.extract.layer import EmptyLayer, ExtractionLayer
from newscrawl.extract.layers import meta
from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.byline import mail_addresses, signers
from newscrawl.extract.layers.markup.container import sentence_chars, text_container
from newscrawl.extract.layers.markup.layer import MARKUP
from newscrawl.extract.layers.meta import META
from newscrawl.extract.layers.script_state.layer import SCRIPT_STATE
from newscrawl.items import FoundArticle, FoundBlock, Layer
from newscrawl.page.document import Page
from newscrawl.text.bylines import Person, parse_byline
from newscrawl.text.whitespace import letters_of

MAX_AUTHORS = 50
"""A page that names more is a list of people, or broken."""
SHORT_SHARE = 0.4
"""Of what another layer holds: a body with a smaller share of it is suspicious."""
FOREIGN_SHARE = 0.25
"""Of the letter pairs of the page's description: a body that holds fewer of them is of something else."""
MIN_PAIRS = 20
"""A description with no more says too little to compare."""


class LayeredReading(EmptyLayer):
    """Reads each field of a page from the first layer whose value can be right. It is itself the first: its own ``read_*`` methods."""

    # The markup before JSON-LD's plain text for the body, since that has lost paragraphs and pictures.
    LAYERS: ClassVar[dict[Layer, ExtractionLayer]] = {"json-ld": JSON_LD, "meta": META, "state": SCRIPT_STATE, "generic": MARKUP}
    BODY_LAYERS: ClassVar[dict[Layer, ExtractionLayer]] = {"state": SCRIPT_STATE, "generic": MARKUP, "json-ld": JSON_LD}

    fallback_fields: frozenset[FieldKey] = frozenset({"title", "published_at", "body"})
    """What is read from the markup where nothing else gives it: what every article has. A declared site without a deck has none."""

    declared_by_site: ClassVar[frozenset[str]] = frozenset()
    """Names of the attributes and methods that the site's own class declares."""

    def __init_subclass__(cls) -> None:
        """Raises TypeError for a fallback field that there is not."""
        super().__init_subclass__()
        if unknown := cls.fallback_fields - {field.key for field in FIELDS}:
            raise TypeError(f"{cls.__name__}.fallback_fields names {', '.join(sorted(unknown))}; there are "
                            f"{', '.join(field.key for field in FIELDS)}")
        # The class with the name is the site's, whatever a tool has derived from it.
        site = next((one for one in cls.__mro__ if "name" in vars(one)), cls)
        cls.declared_by_site = frozenset(vars(site))

    def own_layer(self, field: AnyField) -> Layer:
        """``site`` when the site itself says how the field is read, ``family`` when it inherits it."""
        return "family" if self.declared_by_site.isdisjoint(field.site_names) else "site"

    def layers_of(self, field: AnyField) -> Iterator[tuple[Layer, ExtractionLayer]]:
        """The layers that are asked for a field, in order."""
        yield self.own_layer(field), self
        for name, layer in (self.BODY_LAYERS if field.key == "body" else self.LAYERS).items():
            if name != "generic" or field.key in self.fallback_fields:
                yield name, layer

    def read_fields(self, page: Page, found: FoundArticle) -> None:
        """Fills ``found`` from the page, with the layer of each field, and with warnings."""
        for field in FIELDS:
            for candidate in field.candidates(self.layers_of(field), page, found):
                if candidate.rejection is None:
                    candidate.store()
                    break
                if candidate.rejection in REPORTED:
                    found.warnings.append(f"{field.key}: what {candidate.layer} says {candidate.rejection}")
        if "authors" in self.fallback_fields:
            self.complete_authors(page, found)
        found.layers.images = found.layers.body
        found.lead_image = meta.read_image(page)
        # A copyright line within the body is found again when it is cleaned.
        if not any(copyright_line(block.text) for block in reversed(found.body)):
            found.notice = rights.read_notice(page)
        found.directives = rights.read_directives(page)
        found.license = rights.read_license(page)
        if page.is_cut:
            found.warnings.append("page: nested too deep; what stands deeper was not read")
        found.warnings += warnings(page, found)

    def complete_authors(self, page: Page, found: FoundArticle) -> None:
        """Roles and e-mail addresses that other layers know of the people whom the winning layer names."""
        if len(found.authors) > MAX_AUTHORS or all(author.email and author.role for author in found.authors):
            return  # also where there is nobody
        bylines = [text for _, texts in AUTHORS.raw_values(self.layers_of(AUTHORS), page) for text in texts if names_people(text)]
        names = [author.name.split(" ")[0] for author in found.authors]
        of_name: dict[str, list[Person]] = {}
        for text in dict.fromkeys([*bylines, *signers(page, names)]):
            if any(map(text.__contains__, names)):
                for other in parse_byline(text, found.outlets):
                    of_name.setdefault(other.name, []).append(other)
        for author in found.authors:
            for other in of_name.get(author.name, ()):
                author.email = author.email or other.email
                author.role = author.role or other.role
        for text, address in mail_addresses(page):
            named = [author for author in found.authors if author.name in text]
            if len(named) == 1 and not named[0].email and "@" in address:
                named[0].email = address


def warnings(page: Page, found: FoundArticle) -> list[str]:
    """What a careful reader should know of a body from the selectors: that other layers hold more, or something else."""
    if found.layers.body not in OWN_LAYERS:
        return []
    found_warnings = []
    own, stated = blocks.own_text(found.body), sum(len(block.text) for block in JSON_LD.read_body(page))
    if own < SHORT_SHARE * stated:
        found_warnings.append("body: far shorter than what json-ld says")
    elif own < SUSPICIOUS_BODY_CHARS and (container := text_container(page)) is not None and own < SHORT_SHARE * sentence_chars(container):
        found_warnings.append("body: far shorter than the text that generic finds on the page")
    if _is_foreign(found.body, "".join(page.meta.get("og:description", [])[:1])):
        found_warnings.append("body: tells of something else than the page's description")
    return found_warnings


def _is_foreign(body: list[FoundBlock], description: str) -> bool:
    """Whether too few of the description's letter pairs are in a body, of which its beginning mostly has enough."""
    sentence_chars = letters_of(description)
    pairs = {sentence_chars[place:place + 2] for place in range(len(sentence_chars) - 1)}
    if len(pairs) <= MIN_PAIRS:
        return False
    text = "".join([block.text for block in body])
    return all(sum(map(letters_of(part).__contains__, pairs)) < FOREIGN_SHARE * len(pairs) for part in (text[:2 * len(description)], text))
