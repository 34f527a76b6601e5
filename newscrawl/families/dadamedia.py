"""Sites on the CMS of Dada Media (다다미디어): ``/news/article.html?no=N``."""
from __future__ import annotations

from newscrawl.families.article_pages import ArticlePages


class DadamediaPages(ArticlePages):
    """What articles on Dada Media's CMS look like."""

    cms = "Dada Media"

    title_css = (".arv_001 h2", ".art_top h2", "h2.art_title")
    subtitle_css = (".stitle", ".art_top h3")
    byline_css = ("ul.art_info li:first-child",)
    published_css = ("ul.art_info",)
    section_css = (".path_wrap a", ".arv_001 .path a")
    body_css = ("div#news_body_area", "div.cnt_view.news_body_area", "div.smartOutput", "div.arv_005")
