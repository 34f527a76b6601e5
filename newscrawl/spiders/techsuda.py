"""테크수다 (Techsuda)."""
from newscrawl.families.wordpress import WordpressSpider


class TechsudaSpider(WordpressSpider):
    name = "techsuda"
    publisher = "테크수다"
    english = "Techsuda"
    host = "www.techsuda.com"
    allowed_domains = ["techsuda.com"]
    sections = {"tech": "테크"}
    category_base = "archives/category"
