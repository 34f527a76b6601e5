"""키뉴스 (KINEWS)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class KinewsSpider(NdsoftSpider):
    name = "kinews"
    publisher = "키뉴스"
    english = "KINEWS"
    limits = "Whether it still appears is not known; its sections are those of about 2020."
    host = "www.kinews.net"
    allowed_domains = ["kinews.net"]
    sections = {"general": "종합", "materials": "소재", "network": "5G", "semiconductor": "반도체", "display": "디스플레이",
                "car": "자동차", "mobile": "모바일", "emerging": "이머징"}
    section_codes = {"general": "S1N1", "materials": "S1N2", "network": "S1N3", "semiconductor": "S1N4", "display": "S1N5",
                     "car": "S1N6", "mobile": "S1N7", "emerging": "S1N8"}
