"""IT비즈뉴스 (IT BizNews)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class ItbiznewsSpider(NdsoftSpider):
    name = "itbiznews"
    publisher = "IT비즈뉴스"
    english = "IT BizNews"
    also_called = ("ITBizNews",)
    limits = "No listing of it has been seen: that they are those of its CMS is inferred."
    host = "www.itbiznews.com"
    allowed_domains = ["itbiznews.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
