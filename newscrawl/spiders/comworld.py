"""컴퓨터월드 (Computerworld Korea)."""
from newscrawl.families.cms.ndsoft import NdsoftSpider


class ComworldSpider(NdsoftSpider):
    name = "comworld"
    publisher = "컴퓨터월드"
    english = "ComputerWorld"
    also_called = ("아이티데일리",)
    encoding = "UTF-8; EUC-KR on old pages"
    limits = "Which of the CMS's layouts it uses today is not known."
    host = "www.comworld.co.kr"
    allowed_domains = ["comworld.co.kr"]
    sections = {"all": "전체기사"}
    section_codes = {"all": ""}
