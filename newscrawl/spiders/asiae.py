"""아시아경제 (The Asia Business Daily)."""
from newscrawl.families.base.news_spider import NewsSpider


class AsiaeSpider(NewsSpider):
    # No selectors are known for the other fields: they are read from the markup.
    fallback_fields = NewsSpider.fallback_fields | {"subtitle", "authors"}

    name = "asiae"
    publisher = "아시아경제"
    english = "The Asia Business Daily"
    encoding = "UTF-8, in its old design CP949"
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["asiae.co.kr"]
    sections = {"it": "IT·과학"}
    section_codes = {"it": "IT"}
    listing_url = "https://www.asiae.co.kr/list/{code}/{page}"
    article_url = "https://view.asiae.co.kr/article/{id}"
    id_patterns = (r"/article/(?:[\w-]+/)*(?P<id>(?P<date>20\d{6})\d{11})(?!\d)",
                   r"/ampview\.htm\?(?:.*&)?no=(?P<id>(?P<date>20\d{6})\d{11})(?!\d)")
    body_css = "div#txt_area"
