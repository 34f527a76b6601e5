"""헬로티 (HelloT)."""
from newscrawl.families.cms.dadamedia import DadamediaSpider


class HellotSpider(DadamediaSpider):
    name = "hellot"
    publisher = "헬로티"
    english = "HelloT"
    also_called = ("HelloT",)
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.hellot.net"
    allowed_domains = ["hellot.net"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
