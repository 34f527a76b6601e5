"""헬로티 (HelloT)."""
from newscrawl.families.dadamedia import DadamediaSpider


class HellotSpider(DadamediaSpider):
    name = "hellot"
    publisher = "헬로티"
    english = "HelloT"
    also_called = ("HelloT",)
    limits = "Its sections' numbers are not established, so all of its articles are walked."
    host = "www.hellot.net"
    allowed_domains = ["hellot.net"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
