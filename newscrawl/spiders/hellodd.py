"""헬로디디 (HelloDD)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class HelloddSpider(NdsoftSpider):
    name = "hellodd"
    publisher = "헬로디디"
    english = "HelloDD"
    also_called = ("HelloDD.com", "대덕넷")
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.hellodd.com"
    allowed_domains = ["hellodd.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
