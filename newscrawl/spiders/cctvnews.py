"""CCTV뉴스 (CCTV News)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class CctvnewsSpider(NdsoftSpider):
    name = "cctvnews"
    publisher = "CCTV뉴스"
    english = "CCTV News"
    limits = "No listing of it has been seen: that they are those of its CMS is inferred."
    host = "www.cctvnews.co.kr"
    allowed_domains = ["cctvnews.co.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
