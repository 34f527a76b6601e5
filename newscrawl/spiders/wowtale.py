"""와우테일 (WOWTALE)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class WowtaleSpider(WordpressSpider):
    name = "wowtale"
    publisher = "와우테일"
    english = "WOWTALE"
    limits = "Its English edition, at en.wowtale.net, counts its own posts and is left out."
    host = "wowtale.net"
    allowed_domains = ["wowtale.net"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
    id_patterns = (r"/\d{4}/\d\d/\d\d/(?P<id>\d+)(?:$|[/?])", *WordpressSpider.id_patterns)
