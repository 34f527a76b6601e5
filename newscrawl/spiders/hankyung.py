"""한국경제 (The Korea Economic Daily)."""
from newscrawl.families.base.news_spider import NewsSpider


class HankyungSpider(NewsSpider):
    name = "hankyung"
    publisher = "한국경제"
    english = "The Korea Economic Daily"
    also_called = ("한국경제신문", "한경닷컴", "한경")
    limits = "The markup of today's times and listings is known from one description each; that of /all-news-it was seen in 2024 and 2026."
    terms = "Article 19 forbids crawlers (2026-08)."
    forbids_crawling = True
    allowed_domains = ["hankyung.com"]
    sections = {"it": "IT·과학", "semiconductor": "반도체·전자"}
    section_codes = {"it": "all-news-it", "semiconductor": "industry/semicon-electronics"}
    listing_url = "https://www.hankyung.com/{code}?page={page}"
    article_url = "https://www.hankyung.com/article/{id}"
    # The last letter of an id is case-sensitive.
    id_patterns = (r"/(?:[a-z-]+/)?(?:article|amp)/(?P<id>(?P<date>\d{8})\d{2,5}[A-Za-z]?)(?![0-9A-Za-z])",
                   r"/news/app/newsview\.php\?(?:.*&)?aid=(?P<id>(?P<date>\d{8})\d{2,5}[A-Za-z]?)(?![0-9A-Za-z])")
    row_css = ("ul.allnews-list li:has(h2)", "ul.news-list > li", "div.inner_list > ul > li", "ul.article_list > li")
    row_title_css = ("h2.news-tit a", "h3 a")
    row_time_css = (".txt-date", "p.time")
    title_css = ("h1.headline", "h1.title")
    subtitle_css = ".article_stit"
    published_css = (".article-timestamp", ".date-published .num")
    modified_css = (".article-timestamp", ".date-modify .num")
    section_css = "nav.breadcrumb a"
    body_css = ("#articletxt", ".article-body")
    drop_css = ".article_aside_group, .box_related_list"
