"""Korea IT Times (코리아IT타임즈, its English edition)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class KoreaittimesSpider(NdsoftSpider):
    name = "koreaittimes"
    publisher = "Korea IT Times"
    english = "Korea IT Times"
    also_called = ("코리아IT타임즈",)
    limits = "Its sections are those of 2018."
    host = "www.koreaittimes.com"
    allowed_domains = ["koreaittimes.com"]
    language = "en"
    # The Korean edition is a separate section, and left out.
    sections = {"business": "BUSINESS", "science": "SCIENCE & ICT", "column": "COLUMN"}
    section_codes = {"business": "S1N3", "science": "S1N4", "column": "S1N5"}
