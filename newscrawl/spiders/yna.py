"""연합뉴스 (Yonhap News Agency)."""
from newscrawl.families.base.news_spider import NewsSpider


class YnaSpider(NewsSpider):
    name = "yna"
    publisher = "연합뉴스"
    english = "Yonhap News Agency"
    limits = "A listing may have no more than about twenty pages."
    terms = "Restrict the use of its text (2026-10)."
    checked = "2026-11-27"
    allowed_domains = ["yna.co.kr"]
    sections = {"technology": "기술·과학"}
    section_codes = {"technology": "technology-science"}
    listing_url = "https://www.yna.co.kr/industry/{code}/{page}"
    article_url = "https://www.yna.co.kr/view/{id}"
    id_patterns = (r"/(?:amp/)?view/(?P<id>(?:AKR|MYH|PYH|GYH)(?P<date>\d{8})\d{9,12})",)
    row_css = ("div.list-type212 li", "div.list-type038 li")
    row_title_css = (".tit-news", ".title01")
    row_time_css = ".txt-time"
    title_css = ("h1.tit01",)
    subtitle_css = ".tit-sub .tit01"
    # The names are also above the text, sometimes without a role.
    byline_css = (".writer-zone01 .tit-name", ".tit-name")
    published_css = (".txt-time01", ".update-time")
    section_css = ".nav-path01 li a"
    body_css = (".story-news.article", "#articleWrap .article", "div.article")
    drop_css = "aside, .related-group, .writer-zone01"
    tags_css = ".keyword-zone .list01 a"
