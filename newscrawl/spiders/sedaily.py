"""서울경제 (Seoul Economic Daily)."""
from newscrawl.families.articles import FallbackFields, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider


class SedailySpider(SeveralUrlForms, FallbackFields, NewsSpider):
    name = "sedaily"
    publisher = "서울경제"
    english = "Seoul Economic Daily"
    also_called = ("서울경제신문",)
    limits = "The design of 2026 is known by its addresses only; whether its listings have a second page is not sure."
    allowed_domains = ["sedaily.com"]
    sections = {"it": "IT"}
    section_codes = {"it": "business/it"}
    listing_url = "https://www.sedaily.com/{code}?page={page}"
    article_urls = {r"/article/(?P<id>\d{8})(?!\d)": "https://www.sedaily.com/article/{id}",
                    r"/NewsView/(?P<id>[0-9A-Z]{10})(?![0-9A-Za-z])": "https://www.sedaily.com/NewsView/{id}"}
    byline_css = ".byline .writer"
    published_css = ".article_info"
    body_css = ("#article-body[itemprop=articleBody]", "div.article_view")  # the first since 2026-10
