"""요즘IT (Yozm IT), the magazine of Wishket: its listings are drawn by a script."""
from newscrawl.families.listings.rendered import RenderedListings


class YozmSpider(RenderedListings):
    name = "yozm"
    publisher = "요즘IT"
    english = "Yozm IT"
    also_called = ("요즘 IT", "위시켓")
    limits = "The markup of its listings has moved twice; whether its articles need a browser too is not known."
    allowed_domains = ["yozm.wishket.com"]
    sections = {"develop": "개발", "ai": "AI"}
    section_codes = {"develop": "develop", "ai": "ai"}
    listing_url = "https://yozm.wishket.com/magazine/list/{code}/?page={page}"
    article_url = "https://yozm.wishket.com/magazine/detail/{id}/"
    id_patterns = (r"/magazine/detail/(?P<id>\d+)(?:$|[/?])",)
    wait_for_css = "a[href*='/magazine/detail/']"
    row_css = ('[data-testid="article-column-item--container"]', ".list-item", ".item-main")
    row_title_css = ("h3", ".list-item-title", ".item-title")
    section_css = 'main a[href*="/magazine/list/"]'
