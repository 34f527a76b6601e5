"""플래텀 (Platum)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class PlatumSpider(WordpressSpider):
    name = "platum"
    publisher = "플래텀"
    english = "Platum"
    limits = "What its sections are called is not established, so all of its articles are walked. It turned crawlers away in October 2026."
    host = "platum.kr"
    allowed_domains = ["platum.kr"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
