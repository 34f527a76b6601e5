"""정보통신신문 (KOIT)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class KoitSpider(NdsoftSpider):
    name = "koit"
    publisher = "정보통신신문"
    english = "KOIT"
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.koit.co.kr"
    allowed_domains = ["koit.co.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
