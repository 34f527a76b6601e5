"""다음 뉴스 (Daum News), which carries the articles of other papers."""
from newscrawl.families.articles import PortalPages
from newscrawl.families.base.news_spider import NewsSpider


class DaumSpider(PortalPages, NewsSpider):
    name = "daum"
    publisher = "다음뉴스"
    english = "Daum News"
    also_called = ("다음 뉴스", "다음", "언론사 뷰")
    portal = True
    checked = "2026-11-24"
    limits = "A listing shows one page; what is behind its button is not established. No link to the article at its paper is known."
    allowed_domains = ["v.daum.net", "news.daum.net", "media.daum.net"]
    sections = {"tech": "IT/과학"}
    section_codes = {"tech": "tech"}
    listing_url = "https://news.daum.net/{code}"
    article_url = "https://v.daum.net/v/{id}"
    id_patterns = (r"/v/(?P<id>(?P<date>\d{8})\d{9})(?!\d)", r"/v/(?P<id>[0-9A-Za-z]{10,})(?![0-9A-Za-z])")
    row_css = ("ul.list_newsheadline2 > li", "ul.list_news2 > li")
    row_title_css = (".tit_txt", ".tit_thumb .link_txt", "a.link_txt")
    title_css = "h3.tit_view"
    subtitle_css = ".summary_view"
    byline_css = ".txt_info"
    # The page's meta has the time to the second.
    modified_css = ".info_view"
    paper_css = (".info_cp img", "#kakaoServiceLogo")
    section_css = (".info_cate", "#kakaoBody", ".inner-main > h2.screen_out")
    body_css = (".article_view > section", ".article_view", "#harmonyContainer")
    tags_css = ".keyword_area a"
