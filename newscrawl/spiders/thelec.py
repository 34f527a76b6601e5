"""디일렉 (The Elec)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class ThelecSpider(NdsoftSpider):
    name = "thelec"
    publisher = "디일렉"
    english = "The Elec"
    also_called = ("전자부품 전문 미디어 디일렉", "THE ELEC")
    host = "www.thelec.kr"
    allowed_domains = ["thelec.kr"]
    sections = {"semiconductor": "반도체", "display": "디스플레이", "battery": "배터리"}
    section_codes = {"semiconductor": "S1N2"}
