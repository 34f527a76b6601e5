"""How a field finds its value: layer after layer, and the first value that can be right wins.

The layers are the site's or family's selectors, the page's JSON-LD, its ``<meta>``, the state that its scripts carry, and the
generic reading of its markup. A wrong selector so degrades visibly: the next layer gives the field, and the record says so.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar, NamedTuple

from newscrawl.extract import blocks as body
from newscrawl.extract import rights
from newscrawl.extract.layers import json_ld, meta
from newscrawl.extract.layers.markup import byline
from newscrawl.extract.layers.markup import layer as markup
from newscrawl.extract.layers.markup.container import letters, text_container
from newscrawl.extract.layers.markup.headline import is_told_in, title_element
from newscrawl.extract.layers.script_state import article as state
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.items import Author, FoundArticle, FoundBlock, Layer
from newscrawl.page.document import Page
from newscrawl.page.dom import shown
from newscrawl.text.boilerplate import copyright_line
from newscrawl.text.bylines import Person, parse_byline
from newscrawl.text.signature import merged
from newscrawl.text.titles import clean_title, headline_in, is_outlet_name
from newscrawl.text.whitespace import letters_of

FIELDS = ("title", "subtitle", "published", "modified", "byline", "section", "tags", "body")
"""In the order in which they are read: some are judged by what was read before."""
FARTHEST_AHEAD = timedelta(hours=24)
"""A page that says it was published later than this after it was fetched is not believed."""
LEAST_BODY = 15
"""Letters of a body that is not just a label; what a selector finds may be shorter."""
MOST_AUTHORS = 50
"""A page that names more is a list of people, or broken."""
SHORT = 0.4
"""Of what another layer holds: a body with a smaller share of it is suspicious."""
SUSPICIOUS_BODY = 400
"""Letters; a longer body from a selector is not compared with the generic layer's, which costs as much as parsing the page."""
FOREIGN = 0.25
"""Of the letter pairs of the page's description: a body that holds fewer of them tells of something else."""
LEAST_PAIRS = 20
"""A description with no more says too little to compare."""


class Candidate(NamedTuple):
    """What a layer says of a field."""

    layer: Layer
    value: Any
    refused: str | None
    """Why it cannot be right, in plain words; None when it can."""


class LayeredReading:
    """Reads each field of a page from the first layer whose value can be right."""

    # The markup before JSON-LD's plain text for the body, since that has lost paragraphs and pictures.
    LAYERS: ClassVar[dict[Layer, Any]] = {"json-ld": json_ld, "meta": meta, "state": state, "generic": markup}
    BODY_LAYERS: ClassVar[dict[Layer, Any]] = {"state": state, "generic": markup, "json-ld": json_ld}

    GENERIC_FIELDS: ClassVar = frozenset({"title", "published", "body"})
    """What is read generically where nothing else gives it: what every article has. A declared site without a deck has none."""

    def own_layer(self, field: str) -> Layer:
        """``site`` when the site itself says how the field is read, ``family`` when it inherits it."""
        raise NotImplementedError

    def candidates(self, field: str, page: Page, found: FoundArticle) -> Iterator[Candidate]:
        """What each layer says of a field, best first; asked one by one, so that a crawl asks no more than it needs."""
        for layer, said in self.said(field, page):
            value = self.prepared(field, layer, said, page, found)
            yield Candidate(layer, value, implausible(field, layer, value, page, found))

    def said(self, field: str, page: Page) -> Iterator[tuple[Layer, Any]]:
        """What each layer says of a field, as it says it."""
        behind = self.BODY_LAYERS if field == "body" else self.LAYERS
        for layer, reader in ((self.own_layer(field), self), *behind.items()):
            if layer == "generic" and field not in self.GENERIC_FIELDS:
                continue
            read = getattr(reader, f"read_{field}", None)
            if read and (value := read(page)):
                yield layer, value

    def prepared(self, field: str, layer: Layer, value: Any, page: Page, found: FoundArticle) -> Any:
        """A title without the paper's name, a byline as the people it names, other values as they are."""
        if field == "title":
            shown_title = as_shown(value, page) if layer in self.LAYERS else None
            return shown_title or clean_title(value, found.outlets)
        if field == "byline":
            people = (person for text in value if not _TIME.match(text) for person in parse_byline(text, found.outlets))
            return [Author(*person) for person in merged(people)]
        return value

    def read_fields(self, page: Page, found: FoundArticle) -> None:
        """Fills ``found`` from the page, with the layer of each field, and with warnings."""
        for field in FIELDS:
            for candidate in self.candidates(field, page, found):
                if candidate.refused is None:
                    setattr(found, {"byline": "authors"}.get(field, field), candidate.value)
                    setattr(found.layers, LAYER_KEYS.get(field, field), candidate.layer)
                    break
                if candidate.refused in TELLING:
                    found.warnings.append(f"{LAYER_KEYS.get(field, field)}: what {candidate.layer} says {candidate.refused}")
        if "byline" in self.GENERIC_FIELDS:
            self.complete_authors(page, found)
        found.layers.images = found.layers.body
        found.lead_image = meta.read_image(page)
        # A copyright line within the body is found again when it is cleaned.
        if not any(copyright_line(block.text) for block in found.body):
            found.notice = rights.read_notice(page)
        found.directives = rights.read_directives(page)
        found.license = rights.read_license(page)
        if page.is_cut:
            found.warnings.append("page: nested too deep; what stands deeper was not read")
        found.warnings += warnings(page, found)

    def complete_authors(self, page: Page, found: FoundArticle) -> None:
        """Roles and e-mail addresses that other layers know of the people whom the winning layer names."""
        if len(found.authors) > MOST_AUTHORS or all(author.email and author.role for author in found.authors):
            return  # also where there is nobody
        said = [text for _, texts in self.said("byline", page) for text in texts if not _TIME.match(text)]
        names = [author.name.split(" ")[0] for author in found.authors]
        of_name: dict[str, list[Person]] = {}
        for text in dict.fromkeys([*said, *byline.signers(page, names)]):
            if any(map(text.__contains__, names)):
                for other in parse_byline(text, found.outlets):
                    of_name.setdefault(other.name, []).append(other)
        for author in found.authors:
            for other in of_name.get(author.name, ()):
                author.email = author.email or other.email
                author.role = author.role or other.role
        for text, address in byline.mail_addresses(page):
            named = [author for author in found.authors if author.name in text]
            if len(named) == 1 and not named[0].email and "@" in address:
                named[0].email = address


LAYER_KEYS = {"byline": "authors", "published": "published_at", "modified": "modified_at"}
"""Fields whose key in the record's ``layers`` is another."""
# What stands beside a byline, often enough in elements of the same kind.
_TIME = re.compile(r"(?:입력|수정|등록|승인|발행|송고)|\d")
TO_COME = "is still to come"
TELLING = frozenset({TO_COME})
"""Refusals that a reader of the record should know of."""


def implausible(field: str, layer: Layer, value: Any, page: Page, found: FoundArticle) -> str | None:
    """Why a layer's value cannot be right, given what was read before it; None when it can."""
    match field:
        case "title" if is_outlet_name(value, found.outlets):
            return "is the paper's name"
        case "title" if layer in {"json-ld", "meta"} and _is_of_the_site(value, page):
            return "is not what the page's heading says"
        case "published" | "modified" if value.time > found.fetched_at + FARTHEST_AHEAD:
            return TO_COME
        case "modified" if found.published and value.time <= found.published.time:
            # Many pages state the time of publication as that of the last change.
            return "is not later than the publication"
        case "byline" if not value:
            return "names no person"
        case "section" if all(name.isascii() and name.islower() for name in value):
            return "is a code, no name"
        case "body":
            return _no_body(layer, value, page)
    return None


def _is_of_the_site(title: str, page: Page) -> bool:
    """Whether a title is one that all pages of the site have: the article speaks of the page's heading, and not of this."""
    heading = title_element(page)
    return (heading is not None and not headline_in(shown(heading), title) and text_container(page) is not None
            and not is_told_in(page, title))


def _no_body(layer: Layer, blocks: list[FoundBlock], page: Page) -> str | None:
    text = "".join(block.text for block in blocks if block.type not in {"image", "caption"})
    described = "".join(page.meta.get("og:description", [])[:1])
    if len(text) > max(2 * len(described), SUSPICIOUS_BODY):
        return None
    text, described = letters_of(text), letters_of(described)
    if len(text) < (1 if layer in {"site", "family"} else LEAST_BODY):
        return "is empty"
    if layer not in {"site", "family"} and described and text in described and len(text) < len(described):
        return "is the description"
    return None


def warnings(page: Page, found: FoundArticle) -> list[str]:
    """What a careful reader should know of a body from the selectors: that other layers hold more, or something else."""
    if found.layers.body not in {"site", "family"}:
        return []
    said = []
    own, stated = body.own_text(found.body), sum(len(block.text) for block in json_ld.read_body(page))
    if own < SHORT * stated:
        said.append("body: far shorter than what json-ld says")
    elif own < SUSPICIOUS_BODY and (container := text_container(page)) is not None and own < SHORT * letters(container):
        said.append("body: far shorter than the text that generic finds on the page")
    if _is_foreign(found.body, "".join(page.meta.get("og:description", [])[:1])):
        said.append("body: tells of something else than the page's description")
    return said


def _is_foreign(blocks: list[FoundBlock], description: str) -> bool:
    """Whether too few of the description's letter pairs are in a body, of which its beginning mostly has enough."""
    letters = letters_of(description)
    pairs = {letters[place:place + 2] for place in range(len(letters) - 1)}
    if len(pairs) <= LEAST_PAIRS:
        return False
    text = "".join([block.text for block in blocks])
    return all(sum(map(letters_of(part).__contains__, pairs)) < FOREIGN * len(pairs) for part in (text[:2 * len(description)], text))


def as_shown(title: str, page: Page) -> str | None:
    """The heading on the page, or the title in its state, that is this title but for punctuation or the paper's name."""
    heading = title_element(page)
    if heading is not None and headline_in(text := shown(heading), title):
        return text
    in_state = state_article(page)
    stated = in_state.title if in_state else None
    return stated if stated and headline_in(stated, title) else None
