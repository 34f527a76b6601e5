"""디지털투데이 (Digital Today)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class DigitaltodaySpider(NdsoftSpider):
    name = "digitaltoday"
    publisher = "디지털투데이"
    english = "Digital Today"
    also_called = ("DigitalToday", "Digital Today (디지털투데이)")
    host = "www.digitaltoday.co.kr"
    allowed_domains = ["digitaltoday.co.kr"]
    # Sources disagree on the code of AI, so it is looked up in the menu.
    sections = {"all": "전체기사", "ai": "AI", "blockchain": "블록체인"}
    section_codes = {"all": "", "blockchain": "S1N9"}
