"""What the article pages of some sites need besides: several forms of addresses, fields without selectors, class names that tell
a block's type, the paper behind a portal's article."""
from __future__ import annotations

from string import Formatter
from typing import ClassVar

from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import FoundArticle, FoundBlock, FoundBlockType, Link, safe_id
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment, parse_moment


class SeveralUrlForms(ArticlePages):
    """Each generation of addresses has a pattern and a canonical form of its own.

    What it is for: ids that cannot be turned into each other (``/article/N`` and ``/NewsView/…``), and addresses that say more
    than the id (a section, a day), so that no address can be made of an id alone.
    What to set: ``article_urls`` instead of ``article_url`` and ``id_patterns``.
    """

    article_urls: dict[str, str]
    """Regular expression that the path and query begin with -> canonical address, the newest first. The address is filled with the
    groups of the expression. Group ``id`` is the id; without one, the id is what the other expressions find in that address."""

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
        """The address of an id in the newest generation that needs no more; "" where every one does."""
        enough = (form for form in self.article_urls.values() if {name for _, name, _, _ in Formatter().parse(form) if name} == {"id"})
        # An id that is safe as a file's name has hyphens where the address may have slashes.
        addresses = (form.format(id=own) for form in enough for own in (article_id, article_id.replace("-", "/")))
        return next((address for address in addresses if self.article_id(address) == article_id), "")

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        found = super().read_article(page, listing, link)
        if met := self.article_link(page.url) or link:
            found.url = met.url
        return found


class FallbackFields(ArticlePages):
    """What the site's selectors and the page's own statements do not give is told by its place between the title and the text."""

    fallback_fields = ArticlePages.fallback_fields | {"subtitle", "modified_at", "authors"}


class BlocksByClass(ArticlePages):
    """What to set: ``block_types``, for subheadings and captions whose markup is that of a paragraph but for a class name."""

    block_types: ClassVar[dict[str, FoundBlockType]]
    """Class name -> kind of block."""

    def read_body(self, page: Page) -> list[FoundBlock]:
        blocks = super().read_body(page)
        for block in blocks:
            block.type = next((kind for mark, kind in self.block_types.items() if mark in block.marks), block.type)
        return blocks


class PortalPages(ArticlePages):
    """What a portal's articles look like: each names the paper that wrote it, and may link to the article there.

    What to set: ``paper_css``, and ``original_css`` where there is such a link.
    """

    paper_css: Css
    """What shows the paper's name, as text or as a picture's ``alt``."""

    original_css: Css = ""
    """The link to the article at its paper."""

    published_attribute = ""
    """States to the second what the page shows to the minute."""

    modified_attribute = ""

    def read_fields(self, page: Page, found: FoundArticle) -> None:
        """Before all else the paper, whose name is no author and no part of a title."""
        named = (visible_text(element) or element.get("alt") or "" for element in page.css(self.paper_css))
        stated = (text.split("|")[0].strip() for text in page.meta.get("og:article:author", []))
        own, meta = next(filter(None, named), None), next(filter(None, stated), None)
        found.publisher, found.layers.publisher = own or meta, "site" if own else "meta" if meta else None
        found.outlets = tuple(filter(None, (found.publisher, *found.outlets)))
        found.original_url = next((page.absolute(link.get("href") or "") for link in page.css(self.original_css)), None) or None
        found.layers.original_url = "site" if found.original_url else None
        super().read_fields(page, found)

    def read_published_at(self, page: Page) -> Moment | None:
        return _stated(page, self.published_attribute) or super().read_published_at(page)

    def read_modified_at(self, page: Page) -> Moment | None:
        return _stated(page, self.modified_attribute) or super().read_modified_at(page)


def _stated(page: Page, attribute: str) -> Moment | None:
    """The time in the first element that has the attribute."""
    carrier = next(iter(page.css(f"[{attribute}]")), None) if attribute else None
    return parse_moment(carrier.get(attribute) or "", page.fetched_at) if carrier is not None else None
