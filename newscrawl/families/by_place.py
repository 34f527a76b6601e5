"""Sites of whose design few class names are known."""
from __future__ import annotations

from newscrawl.families.base.article_pages import ArticlePages


class ByPlace(ArticlePages):
    """What the site's selectors and the page's own statements do not give is told by its place between the title and the text."""

    GENERIC_FIELDS = ArticlePages.GENERIC_FIELDS | {"subtitle", "modified", "byline"}
