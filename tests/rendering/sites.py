"""Sites on loopback whose pages a script draws; ``scrapy crawl`` finds them with ``-s SPIDER_MODULES=tests.rendering.sites``."""
from __future__ import annotations

import os

from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.listings.rendered import RenderedListings, RenderedPages
from tests.loopback import PORT

HOST = f"http://localhost:{os.environ.get(PORT, '0')}"


class Drawn(RenderedListings):
    publisher = "그림일보"
    english = "Drawn Daily"
    allowed_domains = ["localhost"]
    sections = {"tech": "기술"}
    section_codes = {"tech": "tech"}
    listing_url = f"{HOST}/list/{{code}}?page={{page}}"
    article_url = f"{HOST}/news/{{id}}"
    id_patterns = (r"/news/(?P<id>\d+)$",)
    wait_for_css = "li a"
    row_css = "li"
    row_time_css = "time"
    title_css = "h1"
    body_css = "article"
    render_seconds = 60
    wait_seconds = 5


class MoreSpider(Drawn):
    name = "more"
    more_button_css = "button.more"


class ScrollSpider(Drawn):
    name = "scroll"
    scroll = True


class PagesSpider(RenderedPages, Drawn):
    name = "pages"
    wait_for_article_css = "article p"


class HastySpider(Drawn):
    name = "hasty"
    render_seconds = 3


class PlainSpider(NewsSpider):
    name = "plain"
    publisher, english, allowed_domains = Drawn.publisher, Drawn.english, Drawn.allowed_domains
    sections, section_codes, listing_url = Drawn.sections, Drawn.section_codes, Drawn.listing_url
    article_url, id_patterns, title_css, body_css = Drawn.article_url, Drawn.id_patterns, Drawn.title_css, Drawn.body_css
