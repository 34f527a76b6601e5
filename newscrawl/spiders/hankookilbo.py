"""한국일보 (Hankook Ilbo)."""
from newscrawl.families.base.news_spider import NewsSpider


class HankookilboSpider(NewsSpider):
    name = "hankookilbo"
    publisher = "한국일보"
    english = "Hankook Ilbo"
    checked = "2026-11-24"
    limits = ("Of its listings only the address of 2025 is known, and no page of one; whether they have a second page is not sure. "
              "It answered crawlers with 403 in October 2026.")
    allowed_domains = ["hankookilbo.com"]
    sections = {"it": "IT/과학", "industry": "산업"}
    section_codes = {"it": "HB05", "industry": "HB02"}
    listing_url = "https://www.hankookilbo.com/News/Economy/{code}?page={page}"
    article_url = "https://www.hankookilbo.com/news/article/{id}"
    id_patterns = (r"/(?:news/article|News/Read(?:/Amp)?)/(?P<id>A(?P<date>\d{8})\d{11})(?!\d)",)
    # Since 2026 articles are only in the page's script state.
    subtitle_css = "h2.sub-tit-ll"
