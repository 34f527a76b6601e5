"""한겨레 (The Hankyoreh)."""
from newscrawl.families.articles import BlocksByClass, SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider


class HaniSpider(SeveralUrlForms, BlocksByClass, NewsSpider):
    name = "hani"
    publisher = "한겨레"
    english = "The Hankyoreh"
    also_called = ("한겨레신문",)
    limits = "Whether its listings have a second page is not sure."
    terms = "Want the publisher's consent before its text is collected (2026-10)."
    forbids_crawling = True
    allowed_domains = ["hani.co.kr"]
    sections = {"it": "IT", "science": "과학"}
    section_codes = {"it": "economy/it", "science": "science"}
    listing_url = "https://www.hani.co.kr/arti/{code}?page={page}"
    # The number identifies the article, but only the print page's URL works without a section.
    article_urls = {r"/arti/(?P<section>(?!english_)(?:[a-z_]+/){1,2})(?P<id>\d{5,7})\.html": "https://www.hani.co.kr/arti/{section}{id}.html",
                    r"/arti/PRINT/(?P<id>\d{5,7})\.html": "https://www.hani.co.kr/arti/PRINT/{id}.html"}
    # The class names end in a hash that changes with every release.
    title_css = "h3[class^=ArticleDetailView_title]"
    subtitle_css = ("h4[class^=ArticleDetailView_subtitle]", "div.subtitle")  # the second in the design of 2016
    byline_css = "[class^=ArticleDetailView_reporterLink]"
    published_css = ("[class*=dateListItem]", "p.date-time")
    section_css = "[class^=ArticleDetailView_breadcrumb] a"
    body_css = "div.article-text"
    block_types = {"desc": "caption"}
