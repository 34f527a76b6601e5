"""FoundArticle -> Article."""
from __future__ import annotations

import re
from typing import Self

from scrapy.crawler import Crawler

import newscrawl
from newscrawl.items import (
    ARTICLE_SCHEMA,
    Article,
    Author,
    FoundArticle,
    Layers,
    Provenance,
    Rights,
)
from newscrawl.pipelines.body import CleanBody, clean_body
from newscrawl.text.boilerplate import ai_clause, copyright_line
from newscrawl.text.bylines import parse_byline, read_dateline
from newscrawl.text.digest import digest
from newscrawl.text.whitespace import one_line

# A byline that is but an address, after 뉴시스's motto or without it, is that of the one author.
_ADDRESS = re.compile(r"(?:\W{0,3}공감언론\s?뉴시스\s?)?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
_HASHTAG = re.compile(r"#([^\s#,]{1,30})")


class CleanArticle:
    """The pipeline's first stage; what it drops is counted by rule in the stats under ``dropped/``."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if not isinstance(item, FoundArticle):
            return item
        article, body = clean(item)
        if self.stats:
            for piece in body.dropped:
                self.stats.inc_value(f"dropped/{piece.rule}")
        return article


def clean(found: FoundArticle) -> tuple[Article, CleanBody]:
    """The article as exported, and what became of its body. Pure: ``found`` stays as it is."""
    body = clean_body(found)
    layers = _copy(found.layers)
    published, modified = found.published_at, found.modified_at
    authors, agency = _people(found, body, layers)
    if not body.images:
        layers.images = None
    elif all(image.url == found.lead_image for image in body.images):
        layers.images = "meta"
    hashtags = [] if found.tags else [tag for text in body.texts_dropped_by("tags") for tag in _HASHTAG.findall(text)]
    layers.tags = "text" if hashtags else layers.tags
    title = one_line(found.title or "")
    text = "\n\n".join(block.text for block in body.blocks)
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
        blocks=body.blocks,
        images=body.images,
        tags=list(dict.fromkeys(tag for word in found.tags or hashtags if (tag := one_line(word).lstrip("#")))),
        language=found.language,
        digest=digest(title, text),
        cluster=None,
        provenance=Provenance(f"newscrawl {newscrawl.__version__}", found.fetched_url, layers, list(found.warnings),
                              found.archive),
        rights=_rights(found, body),
    ), body


def _people(found: FoundArticle, body: CleanBody, layers: Layers) -> tuple[list[Author], str | None]:
    """Authors and agency: the page's byline, completed from the bylines and the dateline in the text."""
    wanted = not found.authors or any(not (author.email and author.role) for author in found.authors)
    signed = [*body.texts_dropped_by("byline"), *body.texts_dropped_by("reporter")] if wanted else []
    in_text = [person for text in signed for person in parse_byline(text, found.outlets)]
    dateline = read_dateline(body.blocks[0].text, found.outlets) if body.blocks else None
    agency = dateline.agency if dateline else None
    layers.agency = "text" if agency else None
    if dateline:
        in_text = [*dateline.people, *in_text]
    authors = [Author(author.name, author.email, author.role) for author in found.authors]
    if not authors and in_text:
        authors = [Author(name) for name in dict.fromkeys(person.name for person in in_text)]
        layers.authors = "text"
    if len(authors) == 1 and not authors[0].email:
        alone = (_ADDRESS.fullmatch(text) for text in body.texts_dropped_by("byline"))
        authors[0].email = next((address[1] for address in alone if address), None)
    for author in authors:
        for person in in_text:
            if person.name == author.name:
                author.email = author.email or person.email
                author.role = author.role or person.role
    return authors, agency


def _rights(found: FoundArticle, body: CleanBody) -> Rights:
    notices = [notice for piece in body.dropped if (notice := copyright_line(piece.text))]
    if found.notice:
        notices.append(found.notice)
    return Rights(notices[0] if notices else None, found.directives, ai_clause(notices), found.license)


def _copy(layers: Layers) -> Layers:
    return Layers(**{name: getattr(layers, name) for name in Layers.__slots__})
