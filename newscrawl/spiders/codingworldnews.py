"""코딩월드뉴스 (Coding World News)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class CodingworldnewsSpider(NdsoftSpider):
    name = "codingworldnews"
    publisher = "코딩월드뉴스"
    english = "Coding World News"
    limits = "What its sections are called is not established, so all of its articles are walked."
    host = "www.codingworldnews.com"
    allowed_domains = ["codingworldnews.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
