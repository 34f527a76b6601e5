"""전자신문 (Electronic Times)."""
from newscrawl.families.base.news_spider import NewsSpider


class EtnewsSpider(NewsSpider):
    name = "etnews"
    publisher = "전자신문"
    english = "ETNews"
    also_called = ("ETNews", "전자신문인터넷")
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["etnews.com"]
    sections = {"telecom": "통신&방송", "ai_sw": "AI/SW", "electronics": "전자", "semiconductor": "반도체"}
    section_codes = {"telecom": "03", "ai_sw": "04", "electronics": "06", "semiconductor": "10"}
    listing_url = "https://www.etnews.com/news/section.html?id1={code}&page={page}"
    article_url = "https://www.etnews.com/{id}"
    id_patterns = (r"/(?P<id>(?P<date>(?:19|20)\d{6})(?:\d{4}|\d{6}))(?:$|[/?])",)
    row_css = ("ul.news_list > li", "ul.list_news li dl")
    row_title_css = ("div.text strong", "dt a")
    row_time_css = ("span.date", "dd.date span")
    title_css = ("h1.title", ".article_title")
    byline_css = (".byline .name", ".reporter_info .name", ".reporter_info")  # The last without a name's element: 2026-06.
    published_css = ("time",)
    body_css = ("#articleBody", ".article_body", ".article_txt")
    drop_css = "#AnyMindavs, #banner_hns, .footer_btnwrap, .ad_newsviewWrap, div[class$=_ad_wrap]"
