"""How a page was read, as plain data."""
from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element as Element

from newscrawl.cleaning.article import clean
from newscrawl.cleaning.rules.rule import Rule
from newscrawl.devtools.explain.elements import container_of
from newscrawl.devtools.explain.fields import FieldExplanation, LayerAnswer, explain_fields, layer_sources
from newscrawl.devtools.explain.identity import facts
from newscrawl.devtools.explain.segments import Segment, segments
from newscrawl.extract.evidence import evidence
from newscrawl.extract.look import Look
from newscrawl.extract.page_type import why_not_article
from newscrawl.extracted import Link
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.items import Article, Layer, Rights
from newscrawl.page.document import Page

__all__ = ["Explanation", "FieldExplanation", "LayerAnswer", "Segment", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    facts: list[tuple[str, str]]
    """What kind of page it is: (name, sentence)."""

    not_article: str | None
    """Why the page is not an article; None if it is."""

    fields: list[FieldExplanation]
    layer_sources: list[tuple[Layer, str]]
    """Where each layer reads, for the layers in ``fields``."""

    segments: list[Segment]
    """All segments of the body, in page order."""

    container: Element | None
    """The element that the body was read from; None where scripts or JSON-LD have it."""

    boilerplate: tuple[Rule, ...]
    """The paper's own rules of cleaning."""

    warnings: list[str]
    rights: list[tuple[str, str]]
    article: Article
    """The record as it would be exported."""


def explain(page: Page, reader: ArticlePages) -> Explanation:
    """Explains how ``reader`` reads a page, whether it is an article or not."""
    declared = isinstance(reader, NewsSpider)
    article_id = reader.page_id(page)
    # If the URL has no id, a made-up one allows the rest to be read.
    extracted = reader.read_article(page, link=None if article_id else Link(page.url, "?"))
    article, trace = clean(extracted)
    if article_id:
        problem = why_not_article(page, extracted, article, declared=declared)
        not_article = f"{problem.message} ({problem.kind})" if problem else None
    else:
        not_article = f"{page.url} is no address of an article of {reader.name} (address)"
    found = evidence(Look(page, extracted, article))
    fields = explain_fields(reader, page, extracted, article)
    return Explanation(
        facts=facts(page, reader, extracted, not_article, found, has_id=bool(article_id)),
        not_article=not_article,
        fields=fields,
        layer_sources=layer_sources(fields, reader),
        segments=list(segments(trace)),
        container=container_of(article.provenance.layers.body, reader, page),
        boilerplate=extracted.boilerplate,
        warnings=list(article.provenance.warnings),
        rights=[("access", article.access or ""), *_rights(article.rights)],
        article=article)


def _rights(rights: Rights) -> list[tuple[str, str]]:
    return [("copyright line", rights.notice or ""),
            ("directives", ", ".join(rights.directives)),
            ("clause on AI", rights.ai or ""),
            ("licence", rights.license or "")]
