"""코딩월드뉴스 (Coding World News)."""
from newscrawl.families.ndsoft import NdsoftSpider


class CodingworldnewsSpider(NdsoftSpider):
    name = "codingworldnews"
    publisher = "코딩월드뉴스"
    english = "Coding World News"
    host = "www.codingworldnews.com"
    allowed_domains = ["codingworldnews.com"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
