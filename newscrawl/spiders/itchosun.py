"""IT조선 (IT Chosun)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class ItchosunSpider(NdsoftSpider):
    name = "itchosun"
    publisher = "IT조선"
    english = "IT Chosun"
    limits = "Its articles before September 2023 were on another CMS; their addresses are not known."
    host = "it.chosun.com"
    allowed_domains = ["it.chosun.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
