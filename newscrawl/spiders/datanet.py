"""데이터넷 (Datanet)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class DatanetSpider(NdsoftSpider):
    name = "datanet"
    publisher = "데이터넷"
    english = "Datanet"
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.datanet.co.kr"
    allowed_domains = ["datanet.co.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
