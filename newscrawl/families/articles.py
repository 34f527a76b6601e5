"""Additions for some sites' article pages: several URL forms, fields without selectors, block types by class name, and portals."""
from __future__ import annotations

from string import Formatter
from typing import ClassVar

from newscrawl.extracted import ExtractedArticle, ExtractedBlock, ExtractedBlockType, Link
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import safe_id
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment, parse_moment


class SeveralUrlForms(ArticlePages):
    """A site whose article URLs have several forms, each with its own pattern and canonical URL.

    What it is for: ids that cannot be converted into each other (``/article/N`` and ``/NewsView/…``), and URLs with more than the id
    (a section, a day), so that the id alone is not enough to make the URL.
    What to set: ``article_urls`` instead of ``article_url`` and ``id_patterns``.
    """

    article_urls: dict[str, str]
    """Regular expression, matched at the start of the path and query -> canonical URL, newest form first. The URL is filled with the
    expression's groups. Group ``id`` is the id; without one, the id is found in that URL by the other expressions."""

    @property
    def id_patterns(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(self.article_urls)

    def article_link(self, url: str) -> Link | None:
        match = self._match(url)
        if match is None:
            return None
        address = self.article_urls[match.re.pattern].format(**match.groupdict())
        own = match if "id" in match.re.groupindex else self._match(address)
        return Link(address, safe_id(own["id"])) if own else None

    def article_id(self, url: str) -> str | None:
        link = self.article_link(url)
        return link.id if link else None

    def canonical_url(self, article_id: str) -> str:
        """The URL of an id, in the newest form that needs only the id; "" if there is none."""
        id_only_forms = (form for form in self.article_urls.values() if {name for _, name, _, _ in Formatter().parse(form) if name} == {"id"})
        # Ids are safe as file names: they have hyphens where the URL may have slashes.
        addresses = (form.format(id=own) for form in id_only_forms for own in (article_id, article_id.replace("-", "/")))
        return next((address for address in addresses if self.article_id(address) == article_id), "")

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        extracted = super().read_article(page, listing, link)
        if page_link := self.article_link(page.url) or link:
            extracted.url = page_link.url
        return extracted


class FallbackFields(ArticlePages):
    """Also reads deck, byline and time of change from the markup between title and text, if no other layer has them."""

    fallback_fields = ArticlePages.fallback_fields | {"subtitle", "authors"}


class BlocksByClass(ArticlePages):
    """What to set: ``block_types``, for subheadings and captions that differ from paragraphs only by a class name."""

    block_types: ClassVar[dict[str, ExtractedBlockType]]
    """Class name -> block type."""

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        blocks = super().read_body(page)
        for block in blocks:
            block.type = next((kind for mark, kind in self.block_types.items() if mark in block.marks), block.type)
        return blocks


class PortalPages(ArticlePages):
    """A portal's article pages: each names the paper that wrote the article, and may link to it there.

    What to set: ``paper_css``, and ``original_css`` if there is such a link.
    """

    paper_css: Css
    """The element with the paper's name, as text or as an image's ``alt``."""

    original_css: Css = ""
    """The link to the article at its paper."""

    published_attribute = ""
    """Name of an attribute with the time to the second, if the page shows it to the minute only."""

    modified_attribute = ""

    def read_fields(self, page: Page, extracted: ExtractedArticle) -> None:
        """Reads the paper first: its name must not become an author or part of the title."""
        named = (visible_text(element) or element.get("alt") or "" for element in page.css(self.paper_css))
        stated = (text.split("|")[0].strip() for text in page.meta.get("og:article:author", []))
        own, meta = next(filter(None, named), None), next(filter(None, stated), None)
        extracted.publisher, extracted.layers.publisher = own or meta, "site" if own else "meta" if meta else None
        extracted.outlets = tuple(filter(None, (extracted.publisher, *extracted.outlets)))
        extracted.original_url = next((page.absolute(link.get("href") or "") for link in page.css(self.original_css)), None) or None
        extracted.layers.original_url = "site" if extracted.original_url else None
        super().read_fields(page, extracted)

    def read_published_at(self, page: Page) -> Moment | None:
        return _stated(page, self.published_attribute) or super().read_published_at(page)

    def read_modified_at(self, page: Page) -> Moment | None:
        return _stated(page, self.modified_attribute) or super().read_modified_at(page)


def _stated(page: Page, attribute: str) -> Moment | None:
    """The time in the first element that has the attribute."""
    carrier = next(iter(page.css(f"[{attribute}]")), None) if attribute else None
    return parse_moment(carrier.get(attribute) or "", page.fetched_at) if carrier is not None else None
