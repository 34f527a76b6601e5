"""ITWorld Korea (한국IDG)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class ItworldSpider(WordpressSpider):
    name = "itworld"
    publisher = "ITWorld Korea"
    english = "ITWorld Korea"
    also_called = ("ITWorld", "IDG Korea", "Foundry")
    limits = "Its articles before October 2024 were on another CMS, at /news/ and /t/, and are not read."
    host = "www.itworld.co.kr"
    allowed_domains = ["itworld.co.kr"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
    id_patterns = (r"/article/(?P<id>\d+)/", *WordpressSpider.id_patterns)
    body_css = ("div.article-column__content", *WordpressSpider.body_css)
    # Every article ends with the desk's e-mail address.
    drop_css = f'{WordpressSpider.drop_css}, p:contains("dl-itworldkorea@")'
