"""테크M (Tech M)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class TechmSpider(NdsoftSpider):
    name = "techm"
    publisher = "테크M"
    english = "Tech M"
    also_called = ("TechM", "테크엠")
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.techm.kr"
    allowed_domains = ["techm.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
