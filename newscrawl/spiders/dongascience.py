"""동아사이언스 (Dong-A Science)."""
from newscrawl.families.articles import FallbackFields
from newscrawl.families.base.news_spider import NewsSpider


class DongascienceSpider(FallbackFields, NewsSpider):
    name = "dongascience"
    publisher = "동아사이언스"
    english = "Dong-A Science"
    limits = "Modelled on its design of 2021; whether its listing has a second page is not sure."
    allowed_domains = ["dongascience.com", "dongascience.donga.com"]
    sections = {"news": "뉴스"}
    section_codes = {"news": "news"}
    listing_url = "https://www.dongascience.com/{code}.php?page={page}"
    article_url = "https://www.dongascience.com/news.php?idx={id}"
    # Old articles have negative numbers.
    id_patterns = (r"/news\.php\?(?:.*&)?idx=(?P<id>-?\d+)", r"/(?:ko/)?news/(?P<id>\d+)(?!\d)")
    row_css = "ul#newslist > li"
    row_title_css = "span.tit"
    row_time_css = "span.date"
    body_css = "div#article_body"
