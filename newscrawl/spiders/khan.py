"""경향신문 (Kyunghyang Shinmun)."""
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.feeds import FeedListings


class KhanSpider(FeedListings, NewsSpider):
    # E-mail addresses are read from the markup.
    fallback_fields = NewsSpider.fallback_fields | {"authors"}

    name = "khan"
    publisher = "경향신문"
    english = "Kyunghyang Shinmun"
    listing_shape = "a feed"
    encoding = "UTF-8, in its old design CP949"
    limits = "The listings are feeds, which go back a day or two; that of IT was last seen in 2022."
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["khan.co.kr"]
    sections = {"science": "과학", "it": "IT"}
    section_codes = {"science": "science_news", "it": "it_news"}
    listing_url = "https://www.khan.co.kr/rss/rssdata/{code}.xml"
    article_url = "https://www.khan.co.kr/article/{id}"
    id_patterns = (r"/(?:[\w-]+/)*article/(?P<id>(?P<date>20\d{6})\d{7})(?!\d)",
                   r"/(?:kh_news/)?khan_art_view\.html\?(?:.*&)?artid=(?P<id>(?P<date>20\d{6})\d{7})(?!\d)",  # www, biz, news
                   r"/(?P<id>(?P<date>20\d{6})\d{7})(?:$|[/?])")  # h2
    byline_css = "header .bottom .editor a"
    # The second of each is that of the design of 2016.
    subtitle_css = "div.art_subtit"
    published_css = (".date .inner p", "div.byline")
    section_css = "header .category a"
    body_css = "#articleBody"
