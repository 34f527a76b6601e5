"""데일리시큐 (Dailysecu)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class DailysecuSpider(NdsoftSpider):
    name = "dailysecu"
    publisher = "데일리시큐"
    english = "Dailysecu"
    host = "www.dailysecu.com"
    ai_terms = "AI학습 및 활용 금지"  # On its pages in 2026-07.
    forbids_ai = True
    allowed_domains = ["dailysecu.com"]
    sections = {"issue": "뉴스/이슈"}
    section_codes = {"issue": "S1N2"}
    # Every article ends with the paper's slogan.
    drop_css = 'p:contains("★정보보안 대표 미디어")'
