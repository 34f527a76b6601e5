"""조선비즈 (ChosunBiz)."""
from newscrawl.families.articles import SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.arc import ArcListings
from newscrawl.families.listings.feeds import FeedListings


class ChosunbizSpider(SeveralUrlForms, FeedListings, ArcListings, NewsSpider):
    name = "chosunbiz"
    publisher = "조선비즈"
    english = "ChosunBiz"
    also_called = ("Chosunbiz", "조선일보")
    limits = "The feed's address is told by that of its sister paper."
    allowed_domains = ["biz.chosun.com"]
    sections = {"it_science": "IT·과학"}
    section_codes = {"it_science": "it-science"}
    listing_url = "https://biz.chosun.com/{code}/"
    feed_url = "https://biz.chosun.com/arc/outboundfeeds/rss/category/{code}/?outputType=xml"
    arc_site = "chosunbiz"
    article_urls = {
        r"/(?P<path>[a-z0-9_/-]+/\d{4}/\d{2}/\d{2})/(?P<id>[A-Z2-7]{26})(?![A-Z0-9])": "https://biz.chosun.com/{path}/{id}/",
        r"/(?P<path>site/data/html_dir/\d{4}/\d{2}/\d{2})/(?P<id>\d{13})\.html": "https://biz.chosun.com/{path}/{id}.html"}
    # AMP pages have no scripts; on other pages everything is in the script state.
    title_css = ".article-header__headline"
    byline_css = ".article-byline__author"
    published_css = ".inputDate"
    modified_css = ".upDate"
    section_css = ".breadcrumb a"
    body_css = "section.article-body"
    tags_css = ".article-tags a"
