"""테크월드뉴스 (EPNC)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class EpncSpider(NdsoftSpider):
    name = "epnc"
    publisher = "테크월드뉴스"
    english = "EPNC"
    also_called = ("테크월드",)
    host = "www.epnc.co.kr"
    allowed_domains = ["epnc.co.kr"]
    sections = {"all": "전체기사", "ai": "AI"}
    section_codes = {"all": "", "ai": "S1N32"}
