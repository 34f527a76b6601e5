"""What there is to say about the reading of a page, as plain data."""
from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import Rule
from newscrawl.devtools.explain.elements import container_of
from newscrawl.devtools.explain.fields import FieldStory, Step, field_stories, places
from newscrawl.devtools.explain.identity import facts
from newscrawl.devtools.explain.pieces import Piece, pieces
from newscrawl.extract.page_type import why_not_article
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.items import Article, Layer, Link, Rights
from newscrawl.page.document import Page

__all__ = ["Explanation", "FieldStory", "Piece", "Step", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    facts: list[tuple[str, str]]
    """What the page was taken for: name and sentence."""

    refused: str | None
    """Why the page is no article, if it is none."""

    fields: list[FieldStory]
    places: list[tuple[Layer, str]]
    """Where each layer that the fields name looks."""

    pieces: list[Piece]
    """Everything found in the body's place, in page order."""

    container: Element | None
    """The element that the body was read from; None where scripts or JSON-LD have it."""

    boilerplate: tuple[Rule, ...]
    """The paper's own rules of cleaning."""

    warnings: list[str]
    rights: list[tuple[str, str]]
    article: Article
    """The record, had it been exported."""


def explain(page: Page, reader: ArticlePages) -> Explanation:
    """How ``reader`` reads a page, be it an article or not."""
    declared = isinstance(reader, NewsSpider)
    article_id = reader.page_id(page)
    # Where the address has no id, a made-up one lets the rest be read.
    found = reader.read_article(page, link=None if article_id else Link(page.url, "?"))
    article, trace = clean(found)
    if article_id:
        said = why_not_article(page, found, article, declared=declared)
        refused = f"{said.message} ({said.kind})" if said else None
    else:
        refused = f"{page.url} is no address of an article of {reader.name} (address)"
    fields = field_stories(reader, page, found, article)
    return Explanation(
        facts=facts(page, reader, found, refused, has_id=bool(article_id)),
        refused=refused,
        fields=fields,
        places=places(fields, reader),
        pieces=list(pieces(trace)),
        container=container_of(article.provenance.layers.body, reader, page),
        boilerplate=found.boilerplate,
        warnings=list(article.provenance.warnings),
        rights=[("access", article.access or ""), *_rights(article.rights)],
        article=article)


def _rights(rights: Rights) -> list[tuple[str, str]]:
    return [("copyright line", rights.notice or ""),
            ("directives", ", ".join(rights.directives)),
            ("clause on AI", rights.ai or ""),
            ("licence", rights.license or "")]
