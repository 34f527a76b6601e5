"""Sites of whose design few class names are known."""
from __future__ import annotations

from newscrawl.families.base.article_pages import ArticlePages


class ByPlace(ArticlePages):
    """What the site's selectors and the page's own statements do not give is told by its place between the title and the text."""

    fallback_fields = ArticlePages.fallback_fields | {"subtitle", "modified_at", "authors"}
