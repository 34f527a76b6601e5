"""게임인사이트 (Game Insight)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class GameinsightSpider(NdsoftSpider):
    name = "gameinsight"
    publisher = "게임인사이트"
    english = "Game Insight"
    limits = "Known from one source."
    host = "www.gameinsight.co.kr"
    allowed_domains = ["gameinsight.co.kr"]
    sections = {"ai": "AI/블록체인"}
    section_codes = {"ai": "S1N8"}
