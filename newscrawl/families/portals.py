"""Portals, which carry the articles of other papers."""
from __future__ import annotations

from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import FoundArticle
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import shown
from newscrawl.text.dates import Moment, parse_moment


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
        named = (shown(element) or element.get("alt") or "" for element in page.css(self.paper_css))
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
