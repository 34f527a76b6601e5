"""이데일리 (Edaily)."""
from newscrawl.families.base.news_spider import NewsSpider


class EdailySpider(NewsSpider):
    # No selectors are known for the other fields: they are read from the markup.
    fallback_fields = NewsSpider.fallback_fields | {"authors"}

    name = "edaily"
    publisher = "이데일리"
    english = "Edaily"
    encoding = "UTF-8, in its old design CP949"
    limits = "The address of the IT section is inferred from those of others; whether its listings have a second page is not sure."
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["edaily.co.kr"]
    sections = {"it": "IT·과학", "electronics": "전자"}
    section_codes = {"it": "it", "electronics": "business/electronics"}
    listing_url = "https://www.edaily.co.kr/articles/{code}?page={page}"
    article_url = "https://www.edaily.co.kr/News/Read?newsId={id}&mediaCodeNo=257"
    # newsId on pages of today, newsid on realtime_NewsRead.asp and newspath.asp.
    id_patterns = (r"(?i)/[^?]*\?(?:.*&)?newsid=(?P<id>\d{17})(?!\d)",)
    title_css = "h4.newstitle"
    byline_css = "p.reporter_name"
    published_css = "p.newsdate"
    body_css = ("div.news_body", "div.article_body", "#viewcontent")
    drop_css = "div[class^=gg_], div[data-ad], #manyview_info, div.view_ad02"
