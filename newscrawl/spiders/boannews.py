"""보안뉴스 (The Security News)."""
from newscrawl.families.articles import SeveralUrlForms
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.ndsoft import NdsoftPages


class BoannewsSpider(SeveralUrlForms, NdsoftPages, NewsSpider):
    name = "boannews"
    publisher = "보안뉴스"
    english = "Boan News"
    encoding = "CP949 until 2026"
    limits = ("It moved to ND Soft in 2026. The numbers of its sections there are not established: 'all' walks the new listing, "
              "the others the old ones, which may be gone.")
    allowed_domains = ["boannews.com"]
    sections = {"all": "전체기사", "security": "SECURITY", "it": "IT"}
    section_codes = {"all": "", "security": "1", "it": "2"}
    # The two forms number their articles separately, so ids of the newer form include its parameter.
    article_urls = {
        r"/news/articleView(?:Amp)?\.html\?(?:.*&)?(?P<id>idxno=\d+)": "https://www.boannews.com/news/articleView.html?{id}",
        r"/(?:media/view\.asp|html/detail\.html)\?(?:.*&)?idx=(?P<id>\d+)": "https://www.boannews.com/media/view.asp?idx={id}"}
    row_css = (*NdsoftPages.row_css, "div.news_list")
    row_title_css = (*NdsoftPages.row_title_css[:-1], ".news_txt")
    row_time_css = (*NdsoftPages.row_time_css, ".news_writer")
    title_css = (*NdsoftPages.title_css, "div#news_title02")
    published_css = (*NdsoftPages.published_css, "div#news_util01")
    modified_css = (*NdsoftPages.modified_css, "div#news_util01")
    body_css = (*NdsoftPages.body_css, "div#news_content")

    def listing_address(self, code: str, page_number: int) -> str:
        if not code:
            return f"https://www.boannews.com/news/articleList.html?view_type=sm&page={page_number}"
        return f"https://www.boannews.com/media/list.asp?mkind={code}&Page={page_number}"
