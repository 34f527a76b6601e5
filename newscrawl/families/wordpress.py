"""Sites on WordPress, whatever the theme."""
from __future__ import annotations

from newscrawl.families.article_pages import ArticlePages


class WordpressPages(ArticlePages):
    """What WordPress's posts look like: the class names that its own functions write, then those of common themes."""

    cms = "WordPress"

    title_css = ("h1.entry-title", ".entry-title", "h1.post-title", ".post-header h1", "h1.single-title")
    byline_css = (".author.vcard .fn", ".author.vcard a", ".td-post-author-name a", 'a[rel="author"]', ".post-author a")
    published_css = ("time.entry-date.published", "time.entry-date", "time.published", "time[datetime]", ".post-date")
    modified_css = ("time.updated", "time.modified")
    section_css = ('a[rel="category tag"]', ".td-post-category", ".entry-category a", ".cat-links a")
    body_css = ("div.entry-content", "div.td-post-content", "div.post-content", "div.single-content", "article .content")
    tags_css = ('a[rel="tag"]', ".tags-links a", ".td-tags a")
