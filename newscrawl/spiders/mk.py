"""매일경제 (Maeil Business Newspaper); its pages were CP949 until 2022."""
from newscrawl.families.articles import BlocksByClass, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.feeds import FeedListings
from newscrawl.families.listings.load_more import LoadMoreByPage


class MkSpider(SeveralUrlForms, BlocksByClass, FeedListings, LoadMoreByPage, NewsSpider):
    name = "mk"
    publisher = "매일경제"
    english = "Maeil Business Newspaper"
    also_called = ("MK", "매경닷컴", "매경AX")
    encoding = "CP949 until 2022"
    checked = "2026-11-24"
    limits = "Beyond its first page a listing may ask for a cookie that only a browser gets; then a feed stands in, whose number is not sure."
    ai_terms = "무단 전재, 재배포 및 AI학습 이용 금지"
    forbids_ai = True
    allowed_domains = ["mk.co.kr"]
    sections = {"it": "IT·과학"}
    section_codes = {"it": "it"}
    first_url = "https://www.mk.co.kr/news/{code}/"
    listing_url = "https://www.mk.co.kr/_CP/855?page={page}&lcode={code}&scode=latest"
    listing_headers = {"Referer": "https://www.mk.co.kr/news/it/", "X-Requested-With": "XMLHttpRequest"}
    feed_url = "https://www.mk.co.kr/rss/50300009/"
    article_urls = {r"/(?:news/[a-z-]+|article|amp)/(?P<id>\d{7,8})(?!\d)": "https://www.mk.co.kr/article/{id}",
                    r"/news/(?P<section>[a-z-]+)/view/(?P<id>\d{4}/\d{2}/\d+)": "https://www.mk.co.kr/news/{section}/view/{id}/"}
    row_css = "li.article_list"
    row_title_css = "h4"
    row_time_css = "div.time_area"
    title_css = ("h2.news_ttl", "h1.top_title")
    subtitle_css = (".mid_title .midtitle_text", ".sub_title1_new")
    byline_css = ("dl.author", ".news_title_author .author")
    published_css = ("dl.registration", ".news_title_author .lasttime")
    section_css = ".cate.c_point"
    body_css = ("div.news_cnt_detail_wrap", "#article_body .art_txt")
    block_types = {"border_org": "heading", "thum_figure_txt": "caption"}
    drop_css = ".news_sum_group, .locked_login, .summary_line"
