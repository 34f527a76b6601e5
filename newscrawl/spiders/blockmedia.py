"""블록미디어 (Blockmedia)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class BlockmediaSpider(WordpressSpider):
    name = "blockmedia"
    publisher = "블록미디어"
    english = "Blockmedia"
    limits = "Of its categories, only those that others have crawled are walked."
    host = "www.blockmedia.co.kr"
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["blockmedia.co.kr"]
    sections = {"market": "디지털자산", "business": "비즈니스"}
    slugs = {"market": "market/digital-asset", "business": "chaincoin/business"}
    category_base = "archives/category"
    drop_css = f"{WordpressSpider.drop_css}, .stream-item"
