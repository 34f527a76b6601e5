"""지디넷코리아 (ZDNet Korea)."""
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.document import Page


class ZdnetSpider(NewsSpider):
    name = "zdnet"
    publisher = "지디넷코리아"
    english = "ZDNet Korea"
    also_called = ("ZDNet Korea", "ZDNet코리아", "지디넷")
    terms = "Restrict the use of its text (2026-10)."
    allowed_domains = ["zdnet.co.kr"]
    sections = {"computing": "컴퓨팅", "internet": "인터넷", "semiconductor": "반도체ㆍ디스플레이", "game": "게임"}
    section_codes = {"computing": "0020", "internet": "0040", "semiconductor": "0050", "game": "0060"}
    listing_url = "https://zdnet.co.kr/news/?lstcode={code}&page={page}"
    article_url = "https://zdnet.co.kr/view/?no={id}"
    id_patterns = (r"/view/?\?(?:.*&)?no=(?P<id>(?P<date>\d{8})\d{6})(?!\d)",
                   r"/(?:news/)?news_view\.asp\?(?:.*&)?articl?e_id=(?P<id>(?P<date>\d{8})\d{6})(?!\d)")
    row_css = ".news_box .newsPost"
    row_title_css = ".assetText h3"
    row_time_css = ".byline span"
    title_css = ".news_head h1"
    subtitle_css = ".news_head p.summary"
    byline_css = (".journalist_1", "div.reporter_info strong", ".news_head .meta ~ p")
    published_css = ".news_head .meta span"
    body_css = ('[id^="content-"]', "#articleBody", "#content")
    drop_css = ".news_box, .view_ad, div[class*=_bn_], div[id$=AdCon]"

    def read_byline(self, page: Page) -> list[str]:
        """Pages of June 2026 name the author in ``<meta property="dd:author">``."""
        return super().read_byline(page) or page.meta.get("dd:author", [])
