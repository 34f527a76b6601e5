"""디지털타임스 (Digital Times); its pages were CP949 until 2025."""
from newscrawl.families.articles import FallbackFields, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider


class DtSpider(SeveralUrlForms, FallbackFields, NewsSpider):
    name = "dt"
    publisher = "디지털타임스"
    english = "Digital Times"
    encoding = "CP949 until 2025"
    limits = "No selector of the design of 2025 and on is known; whether its listings have a second page is not sure."
    allowed_domains = ["dt.co.kr"]
    sections = {"industry": "산업"}
    section_codes = {"industry": "industry/general"}
    listing_url = "https://www.dt.co.kr/{code}?page={page}"
    article_urls = {r"/article/(?P<id>\d{8})(?!\d)": "https://www.dt.co.kr/article/{id}",
                    r"/contents\.html\?(?:.*&)?article_no=(?P<id>(?P<date>\d{8})\d{14})(?!\d)":
                        "https://www.dt.co.kr/contents.html?article_no={id}"}
    row_css = "div.list_area dl.article_list"
    row_title_css = "dt a"
    row_time_css = "span.date"
    title_css = "#news_names h1"
    subtitle_css = "#news_names h3"
    byline_css = published_css = "#news_names p"
    body_css = ("#NewsAdContent", "div.art_txt")
