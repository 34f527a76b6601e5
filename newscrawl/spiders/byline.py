"""바이라인네트워크 (Byline Network)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class BylineSpider(WordpressSpider):
    name = "byline"
    publisher = "바이라인네트워크"
    english = "Byline Network"
    also_called = ("바이라인 네트워크", "Byline Network")
    limits = "Of its categories, only those that others have crawled are walked. It turned crawlers away in October 2026."
    host = "byline.network"
    allowed_domains = ["byline.network"]
    sections = {"ai": "AI", "security": "보안"}
    slugs = {"ai": "article/ai"}
    # Articles end with the paper's name and the author.
    byline_css = ('p:contains("글. 바이라인네트워크")', *WordpressSpider.byline_css)
    drop_css = f"{WordpressSpider.drop_css}, {byline_css[0]}"
