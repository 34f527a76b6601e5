"""보안뉴스 (The Security News)."""
from newscrawl.families.cms.ndsoft import NdsoftPages, NdsoftSpider


class BoannewsSpider(NdsoftSpider):
    name = "boannews"
    publisher = "보안뉴스"
    english = "Boan News"
    encoding = "CP949 until 2026"
    limits = "It moved to ND Soft in 2026; the codes of its sections are looked up in its menu. Old listings (/media/list.asp) may be gone."
    host = "www.boannews.com"
    allowed_domains = ["boannews.com"]
    sections = {"all": "전체기사", "incident": "사건·사고", "policy": "공공·정책", "business": "비즈니스", "world": "시큐리티월드",
                "it": "IT·과학", "opinion": "오피니언"}
    section_codes = {"all": ""}
    # Both forms have the same number: of 11 articles seen under both in August 2026, all had the same number and title.
    id_patterns: tuple[str, ...] = (*NdsoftSpider.id_patterns, r"/(?:media/view\.asp|html/detail\.html)\?(?:.*&)?idx=(?P<id>\d+)")
    row_css = (*NdsoftPages.row_css, "div.news_list")
    row_title_css = (*NdsoftPages.row_title_css[:-1], ".news_txt")
    row_time_css = (*NdsoftPages.row_time_css, ".news_writer")
    title_css = (*NdsoftPages.title_css, "div#news_title02")
    published_css = (*NdsoftPages.published_css, "div#news_util01")
    modified_css = (*NdsoftPages.modified_css, "div#news_util01")
    body_css = (*NdsoftPages.body_css, "div#news_content")
