"""블로터 (Bloter)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class BloterSpider(NdsoftSpider):
    name = "bloter"
    publisher = "블로터"
    english = "Bloter"
    also_called = ("Bloter", "블로터앤미디어")
    limits = "Its articles until about 2021 were WordPress posts at /archives/, which are not read."
    host = "www.bloter.net"
    allowed_domains = ["bloter.net"]
    sections = {"it": "IT·과학", "future": "미래산업"}
    section_codes = {"it": "S1N4", "future": "S1N20"}
