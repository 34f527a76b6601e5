"""아이티데일리 (IT Daily)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class ItdailySpider(NdsoftSpider):
    name = "itdaily"
    publisher = "아이티데일리"
    english = "IT Daily"
    also_called = ("컴퓨터월드",)
    limits = "Which of the CMS's layouts it uses today is not known."
    host = "www.itdaily.kr"
    allowed_domains = ["itdaily.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
