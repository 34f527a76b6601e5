"""AI타임스 (AI Times)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class AitimesSpider(NdsoftSpider):
    name = "aitimes"
    publisher = "AI타임스"
    english = "AI Times"
    also_called = ("AITIMES",)
    ai_terms = "무단전재 및 재배포 금지, AI학습 및 활용 금지"
    forbids_ai = True
    host = "www.aitimes.com"
    allowed_domains = ["aitimes.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
    asks_for_more = True
