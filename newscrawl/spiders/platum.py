"""플래텀 (Platum)."""
from newscrawl.families.wordpress import WordpressSpider


class PlatumSpider(WordpressSpider):
    name = "platum"
    publisher = "플래텀"
    english = "Platum"
    host = "platum.kr"
    allowed_domains = ["platum.kr"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
