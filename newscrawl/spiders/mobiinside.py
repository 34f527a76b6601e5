"""모비인사이드 (Mobiinside)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class MobiinsideSpider(WordpressSpider):
    name = "mobiinside"
    publisher = "모비인사이드"
    english = "Mobiinside"
    also_called = ("MOBIINSIDE",)
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.mobiinside.co.kr"
    allowed_domains = ["mobiinside.co.kr"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
