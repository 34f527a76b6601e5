"""인공지능신문 (AI Times Korea)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class AitimesKrSpider(NdsoftSpider):
    name = "aitimes_kr"
    publisher = "인공지능신문"
    english = "AI Times Korea"
    host = "www.aitimes.kr"
    allowed_domains = ["aitimes.kr"]
    sections = {"tech": "AI Tech", "focus": "Focus", "industry": "AI Industry", "today": "Today", "opinion": "Opinion"}
    section_codes = {"tech": "S1N2", "focus": "S1N3", "industry": "S1N4", "today": "S1N5", "opinion": "S1N6"}
