"""파이낸셜뉴스 (The Financial News)."""
from newscrawl.families.base.news_spider import NewsSpider


class FnnewsSpider(NewsSpider):
    # No selectors are known for the other fields: they are read from the markup.
    fallback_fields = NewsSpider.fallback_fields | {"authors", "section"}

    name = "fnnews"
    publisher = "파이낸셜뉴스"
    english = "The Financial News"
    limits = "That the section's number is that of IT is known from one source."
    allowed_domains = ["fnnews.com"]
    sections = {"it": "IT"}
    section_codes = {"it": "002005000"}
    # The section page requests this URL when it is scrolled down.
    listing_url = "https://www.fnnews.com/load/category/{code}?page={page}"
    listing_headers = {"X-Requested-With": "XMLHttpRequest", "Referer": "https://www.fnnews.com/section/002005000"}
    article_url = "https://www.fnnews.com/news/{id}"
    id_patterns = (r"/(?:amp)?news/(?P<id>(?P<date>20\d{6})\d{10})(?!\d)",)
    row_css = "li"
    row_title_css = ".tit_thumb"
    row_time_css = "em.date"
    byline_css = "span.article-view__reporter"
    body_css = "div#article_content"
