"""머니투데이 (MoneyToday)."""
from newscrawl.families.articles import FallbackFields, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider


class MtSpider(SeveralUrlForms, FallbackFields, NewsSpider):
    name = "mt"
    publisher = "머니투데이"
    english = "MoneyToday"
    encoding = "CP949 until 2022"
    limits = "No selector of the design of 2025 and on is known."
    allowed_domains = ["mt.co.kr"]
    sections = {"tech": "테크"}
    section_codes = {"tech": "tech"}
    listing_url = "https://www.mt.co.kr/{code}?page={page}"
    # The ids are the same, but only the older URL can be made from an id.
    article_urls = {r"/(?P<path>[a-z-]+/\d{4}/\d{2}/\d{2})/(?P<id>(?P<date>\d{8})\d{11})(?!\d)": "https://www.mt.co.kr/{path}/{id}",
                    r"/(?:mtview\.php|renew/view\.html?)\?(?:.*&)?no=(?P<id>(?P<date>\d{8})\d{11})(?!\d)":
                        "https://news.mt.co.kr/mtview.php?no={id}"}
    title_css = "h1.subject"
    subtitle_css = "h2.sub_subject"
    published_css = ".info2 .date"
    body_css = "#textBody"
