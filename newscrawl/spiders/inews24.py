"""아이뉴스24 (inews24)."""
from newscrawl.families.articles import FallbackFields
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.by_day import ByDay


class Inews24Spider(ByDay, FallbackFields, NewsSpider):
    name = "inews24"
    publisher = "아이뉴스24"
    english = "inews24"
    allowed_domains = ["inews24.com", "inews24.net", "inews24.co.kr"]
    sections = {"it": "IT·과학"}
    section_codes = {"it": "it"}
    newest_url = "https://www.inews24.com/list/{code}"
    listing_url = "https://www.inews24.com/list/{code}?date={day}&page={page}"
    per_page = 30
    article_url = "https://www.inews24.com/view/{id}"
    id_patterns = (r"/view/(?:[a-z_]+/)?(?P<id>\d{5,8})(?!\d)", r"/php/news_view\.php\?(?:.*&)?g_serial=(?P<id>\d{5,8})(?!\d)")
    row_css = "article.list > ol > li.list"
    row_time_css = "time"
    subtitle_css = ("article header h2", "#content .sub_title")
    body_css = ("article#articleBody", "#articleBody", "#news_content")
    # Advertisements are boxes with a style and no class, and custom elements.
    drop_css = "article > div[style]:not([class]), ad, container"
