"""뉴시스 (Newsis)."""
from newscrawl.families.articles import BlocksByClass
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.feeds import FeedListings


class NewsisSpider(BlocksByClass, FeedListings, NewsSpider):
    name = "newsis"
    publisher = "뉴시스"
    english = "Newsis"
    listing_shape = "a feed"
    limits = "The listing is a feed, which goes back a day or two; the number of the section's pages is not established."
    allowed_domains = ["newsis.com"]
    sections = {"it_bio": "IT·바이오"}
    section_codes = {"it_bio": "health"}
    listing_url = "https://www.newsis.com/RSS/{code}.xml"
    article_url = "https://www.newsis.com/view/{id}"
    # Ids with NISI are photographs.
    id_patterns = (r"/(?:ar_detail/)?view(?:\.html)?/?(?:\?(?:.*&)?(?:ar_)?id=)?(?P<id>NISX(?P<date>\d{8})_\d{10})",)
    subtitle_css = ".summary_view"
    body_css = (".articleView article", "div.article", "#textBody")
    block_types = {"photojournal": "caption"}
    drop_css = ".summary_view, .view_text"
