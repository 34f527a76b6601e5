"""테크수다 (Techsuda)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class TechsudaSpider(WordpressSpider):
    name = "techsuda"
    publisher = "테크수다"
    english = "Techsuda"
    limits = "Of its categories, only those that others have crawled are walked."
    host = "www.techsuda.com"
    allowed_domains = ["techsuda.com"]
    sections = {"tech": "테크"}
    category_base = "archives/category"
