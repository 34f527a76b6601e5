"""디지털데일리 (Digital Daily)."""
from newscrawl.families.articles import FallbackFields, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider


class DdailySpider(SeveralUrlForms, FallbackFields, NewsSpider):
    name = "ddaily"
    publisher = "디지털데일리"
    english = "Digital Daily"
    limits = "No selector of the design of 2023 and on is known; whether its listings have a second page is not sure."
    allowed_domains = ["ddaily.co.kr"]
    sections = {"semiconductor": "반도체", "industry": "산업"}
    section_codes = {"semiconductor": "semiconductor", "industry": "industry"}
    listing_url = "https://www.ddaily.co.kr/{code}?page={page}"
    # The ids of the two forms cannot be converted into each other.
    article_urls = {r"/page/view/(?P<id>(?P<date>\d{8})\d{11})(?!\d)": "https://www.ddaily.co.kr/page/view/{id}",
                    r"/news/article\.html\?(?:.*&)?no=(?P<id>\d{4,7})(?!\d)": "https://www.ddaily.co.kr/news/article.html?no={id}"}
    title_css = ".arvtitle .hbox h2"
    byline_css = published_css = ".arvdate"
    body_css = "#news_body_area"
    drop_css = ".wcms_banner, .space_layout"
