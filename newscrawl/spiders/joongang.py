"""중앙일보 (JoongAng Ilbo)."""
from newscrawl.families.base.news_spider import NewsSpider


class JoongangSpider(NewsSpider):
    name = "joongang"
    publisher = "중앙일보"
    english = "JoongAng Ilbo"
    limits = "Of stories of its paid series it shows the beginning only; whether its listing has a second page is not sure."
    allowed_domains = ["joongang.co.kr"]
    sections = {"tech": "테크"}
    section_codes = {"tech": "tech"}
    listing_url = "https://www.joongang.co.kr/{code}?page={page}"
    article_url = "https://www.joongang.co.kr/article/{id}"
    id_patterns = (r"/(?:amparticle|article)/(?P<id>\d{7,8})(?!\d)",)
    title_css = "h1.headline"
    byline_css = (".ab_byline p", ".byline a")
    published_css = "time[itemprop=datePublished]"
    modified_css = "time[itemprop=dateModified]"
    section_css = ".subhead a"
    body_css = "#article_body"
    drop_css = ".ab_byline"
    tags_css = ".tag_wrap .tag"
