"""FoundArticle -> Article: the record of what is left of a page after cleaning."""
from __future__ import annotations

import re

import newscrawl
from newscrawl.cleaning.cleaner import clean_body
from newscrawl.cleaning.rules.rights import ai_clause, copyright_line
from newscrawl.cleaning.trace import Trace
from newscrawl.items import (
    ARTICLE_SCHEMA,
    Article,
    Author,
    FoundArticle,
    Layers,
    Provenance,
    Rights,
)
from newscrawl.text.bylines import parse_byline, read_dateline
from newscrawl.text.digest import digest
from newscrawl.text.whitespace import one_line

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_HASHTAG = re.compile(r"#([^\s#,]{1,30})")


def clean(found: FoundArticle) -> tuple[Article, Trace]:
    """The article as exported, and what became of its body. Pure: ``found`` stays as it is."""
    trace = clean_body(found)
    layers = _copy(found.layers)
    published, modified = found.published_at, found.modified_at
    authors, agency = _people(found, trace, layers)
    if not trace.images:
        layers.images = None
    elif all(image.url == found.lead_image for image in trace.images):
        layers.images = "meta"
    hashtags = [] if found.tags else [tag for text in trace.texts_dropped_by("tags") for tag in _HASHTAG.findall(text)]
    layers.tags = "text" if hashtags else layers.tags
    title = one_line(found.title or "")
    text = "\n\n".join(block.text for block in trace.blocks)
    return Article(
        schema=ARTICLE_SCHEMA,
        id=f"{found.site}:{found.article_id}",
        revision=1,
        change="new",
        site=found.site,
        publisher=found.publisher,
        url=found.url,
        original_url=found.original_url,
        listing=found.listing,
        section=[one_line(name) for name in found.section],
        title=title,
        subtitle=list(filter(None, map(one_line, found.subtitle))),
        authors=authors,
        agency=agency,
        published_at=published.time if published else None,
        published_precision=published.precision if published else None,
        modified_at=modified.time if modified else None,
        crawled_at=found.fetched_at.replace(microsecond=0),
        body=text,
        blocks=trace.blocks,
        images=trace.images,
        videos=trace.videos or list(found.stated_videos),
        tags=list(dict.fromkeys(tag for word in found.tags or hashtags if (tag := one_line(word).lstrip("#")))),
        language=found.language,
        access=found.access,
        digest=digest(title, text),
        cluster=None,
        provenance=Provenance(f"newscrawl {newscrawl.__version__}", found.fetched_url, layers, list(found.warnings),
                              found.archive),
        rights=_rights(found, trace),
    ), trace


def _people(found: FoundArticle, trace: Trace, layers: Layers) -> tuple[list[Author], str | None]:
    """Authors and agency: the page's byline, completed from the bylines and the dateline in the text."""
    wanted = not found.authors or any(not (author.email and author.role) for author in found.authors)
    signed = [*trace.texts_dropped_by("byline"), *trace.texts_dropped_by("reporter")] if wanted else []
    people = [(text, parse_byline(text, found.outlets)) for text in signed]
    in_text = [person for _, named in people for person in named]
    dateline = read_dateline(trace.blocks[0].text, found.outlets) if trace.blocks else None
    agency = dateline.agency if dateline else None
    layers.agency = "text" if agency else None
    if dateline:
        in_text = [*dateline.people, *in_text]
    authors = [Author(author.name, author.email, author.role) for author in found.authors]
    if not authors and in_text:
        authors = [Author(name) for name in dict.fromkeys(person.name for person in in_text)]
        layers.authors = "text"
    if len(authors) == 1 and not authors[0].email:
        # A byline that is but an address is that of the one author.
        addresses = [_MAIL.findall(text) for text, named in people if not named]
        authors[0].email = next((found_in[0] for found_in in addresses if len(found_in) == 1), None)
    for author in authors:
        for person in in_text:
            if person.name == author.name:
                author.email = author.email or person.email
                author.role = author.role or person.role
    return authors, agency


def _rights(found: FoundArticle, trace: Trace) -> Rights:
    notices = [notice for piece in trace.dropped if (notice := copyright_line(piece.text))]
    if found.notice:
        notices.append(found.notice)
    return Rights(notices[0] if notices else None, found.directives, ai_clause(notices), found.license)


def _copy(layers: Layers) -> Layers:
    return Layers(**{name: getattr(layers, name) for name in Layers.__slots__})
