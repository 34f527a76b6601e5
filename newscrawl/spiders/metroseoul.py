"""메트로신문 (Metro Seoul)."""
import re

from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page
from newscrawl.page.dom import HEADING_TAGS, visible_text, visible_text_lines

BREADCRUMB = re.compile(r"[^<>]{1,20}(?:>[^<>]{1,20}){1,3}")
DAY = re.compile(r"\d{4}\s?[-./년]\s?\d{1,2}")


class MetroseoulSpider(NewsSpider):
    name = "metroseoul"
    publisher = "메트로신문"
    english = "Metro Seoul"
    also_called = ("메트로서울", "메트로경제", "메트로")
    allowed_domains = ["metroseoul.co.kr", "emetro.co.kr"]
    # The sections' numbers are not known for certain, so they are looked up in the menu. 14 is all of IT·과학.
    sections = {"internet": "인터넷", "game": "게임", "telecom": "방송통신", "general": "IT·과학일반"}
    menu_url = "https://www.metroseoul.co.kr/"
    menu_group = "IT·과학"
    menu_code = r"/(?:newsList|list)/(\d+)"
    listing_url = "https://www.metroseoul.co.kr/newsList/{code}?page={page}"
    article_url = "https://www.metroseoul.co.kr/article/{id}"
    id_patterns = (r"/article/(?P<id>(?P<date>\d{8})\d{5,6})(?!\d)", r"/news/newsview\?(?:.*&)?newscd=(?P<id>(?P<date>\d{8})\d{5,6})(?!\d)")
    header_css = "div.article-title"
    title_css = "div.article-title h1"
    byline_css = published_css = "div.article-title div span"
    body_css = "div.container div.col-12"

    # No class names are known for the section line and the deck: both are found by position in the header.

    def read_section(self, page: Page) -> list[str]:
        """The names of the first text like ``IT/과학>IT/인터넷``."""
        for element in (inner for header in page.css(self.header_css) for inner in header.iter()):
            if isinstance(element.tag, str) and BREADCRUMB.fullmatch(text := visible_text(element)):
                return [name.strip() for name in text.split(">")]
        return []

    def read_subtitle(self, page: Page) -> list[str]:
        """The lines between the title and the first line with a date."""
        for header in page.css(self.header_css):
            title = next((visible_text(element) for element in header.iter(*HEADING_TAGS) if visible_text(element)), None)
            lines = visible_text_lines(header)
            if title in lines:
                below = lines[lines.index(title) + 1:]
                return below[:next((number for number, line in enumerate(below) if DAY.search(line)), len(below))]
        return []
