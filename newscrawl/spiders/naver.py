"""네이버 뉴스 (Naver News), which carries the articles of other papers."""
from newscrawl.families.articles import PortalPages, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.load_more import LoadMoreByCursor


class NaverSpider(SeveralUrlForms, PortalPages, LoadMoreByCursor, NewsSpider):
    name = "naver"
    publisher = "네이버뉴스"
    english = "Naver News"
    also_called = ("네이버 뉴스", "네이버")
    portal = True
    checked = "2026-11-24"
    limits = "Sports and entertainment are on other hosts, with other pages."
    allowed_domains = ["news.naver.com"]
    sections = {"it": "IT/과학", "mobile": "모바일", "internet": "인터넷/SNS", "telecom": "통신/뉴미디어", "general": "IT 일반",
                "security": "보안/해킹", "computer": "컴퓨터", "game": "게임/리뷰", "science": "과학 일반"}
    section_codes = {
        "it": "section/105", "mobile": "breakingnews/section/105/731", "internet": "breakingnews/section/105/226",
        "telecom": "breakingnews/section/105/227", "general": "breakingnews/section/105/230", "security": "breakingnews/section/105/732",
        "computer": "breakingnews/section/105/283", "game": "breakingnews/section/105/229", "science": "breakingnews/section/105/228"}
    first_url = "https://news.naver.com/{code}"
    day_url = "https://news.naver.com/{code}?date={day}"
    listing_url = ("https://news.naver.com/section/template/{template}?sid={sid}&sid2={sid2}&cluid={cluid}&pageNo={page}&date={date}"
                   "&next={cursor}")
    cursor_css = '[data-cursor][data-has-next="true"]'
    # The paper's number and the article's number together are the id.
    article_urls = {r"/(?:mnews/)?article/(?P<id>\d{3}/\d{10})(?!\d)": "https://n.news.naver.com/article/{id}",
                    r"/main/(?:list/)?read\.(?:naver|nhn)\?(?=.*oid=(?P<oid>\d{3}))(?=.*aid=(?P<aid>\d{10}))":
                        "https://n.news.naver.com/article/{oid}/{aid}"}
    row_css = ("li.sa_item", ".newsflash_body .type06_headline > li, .newsflash_body .type06 > li")
    row_title_css = (".sa_text_title", "dt:not(.photo) a")
    row_time_css = (".sa_text_datetime", ".date")
    title_css = ("#title_area", "#articleTitle")
    subtitle_css = ".media_end_summary"
    byline_css = (".byline_s", ".media_end_head_journalist_name", ".byline .b_text")
    published_css = (".media_end_head_info_datestamp", ".article_info .sponsor")
    published_attribute = "data-date-time"
    modified_attribute = "data-modify-date-time"
    paper_css = (".media_end_head_top_logo img", ".press_logo img")
    original_css = (".media_end_head_origin_link", ".btn_artialoriginal")
    section_css = (".media_end_categorize_item", ".guide_categorization_item")
    body_css = ("#dic_area", "#articleBodyContents")
    drop_css = ".media_end_summary, .vod_player_wrap :not(iframe)"
