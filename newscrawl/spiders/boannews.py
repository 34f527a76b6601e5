"""보안뉴스 (The Security News); its pages are CP949."""
from newscrawl.families.news_spider import NewsSpider


class BoannewsSpider(NewsSpider):
    name = "boannews"
    publisher = "보안뉴스"
    english = "Boan News"
    encoding = "CP949"
    limits = "It may have moved to ND Soft in 2026, which is not covered yet."
    allowed_domains = ["boannews.com"]
    sections = {"security": "SECURITY", "it": "IT"}
    section_codes = {"security": "1", "it": "2"}
    listing_url = "https://www.boannews.com/media/list.asp?mkind={code}&Page={page}"
    article_url = "https://www.boannews.com/media/view.asp?idx={id}"
    id_patterns = (r"/media/view\.asp\?(?:.*&)?idx=(?P<id>\d+)", r"/html/detail\.html\?(?:.*&)?idx=(?P<id>\d+)")
    row_css = "div.news_list"
    row_title_css = ".news_txt"
    row_time_css = ".news_writer"
    title_css = "div#news_title02"
    published_css = "div#news_util01"
    body_css = "div#news_content"
