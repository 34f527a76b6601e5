"""로봇신문 (Irobotnews)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class IrobotnewsSpider(NdsoftSpider):
    name = "irobotnews"
    publisher = "로봇신문"
    english = "Irobotnews"
    also_called = ("로봇신문사",)
    encoding = "UTF-8; EUC-KR on old pages"
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.irobotnews.com"
    allowed_domains = ["irobotnews.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
