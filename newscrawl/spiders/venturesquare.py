"""벤처스퀘어 (VentureSquare)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class VenturesquareSpider(WordpressSpider):
    name = "venturesquare"
    publisher = "벤처스퀘어"
    english = "VentureSquare"
    limits = "Of its categories, only those that others have crawled are walked."
    host = "www.venturesquare.net"
    allowed_domains = ["venturesquare.net"]
    sections = {"news": "뉴스"}
    slugs = {"news": "news-contents/news-trends/news"}
    id_patterns = (r"/(?P<id>\d{6,})/?(?:$|\?)", *WordpressSpider.id_patterns)
    row_css = ("div.post-wrap", *WordpressSpider.row_css)
