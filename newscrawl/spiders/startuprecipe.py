"""스타트업레시피 (StartupRecipe)."""
from newscrawl.families.cms.wordpress import WordpressSpider


class StartuprecipeSpider(WordpressSpider):
    name = "startuprecipe"
    publisher = "스타트업레시피"
    english = "StartupRecipe"
    limits = "Its newsletters and reports are no posts, so no listing offers them."
    host = "startuprecipe.co.kr"
    allowed_domains = ["startuprecipe.co.kr"]
    sections = {"all": "전체"}
    section_codes = {"all": ""}
