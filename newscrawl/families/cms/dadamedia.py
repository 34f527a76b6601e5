"""Sites on the CMS of Dada Media (다다미디어): ``/news/article.html?no=N``."""
from __future__ import annotations

from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.system import Cms
from newscrawl.families.undeclared import UndeclaredPaper
from newscrawl.page.document import Page

_CLASSES = ("art_info", "arv_00")


class DadamediaPages(ListingPages):
    """What pages of Dada Media's CMS look like."""

    row_css = "ul.art_list_all > li"
    row_title_css = ("h2.clamp", "h2", "a")
    row_time_css = ("ul.art_info li",)

    cms = "Dada Media"

    title_css = (".arv_001 h2", ".art_top h2", "h2.art_title")
    subtitle_css = (".stitle", ".art_top h3")
    byline_css = ("ul.art_info li:first-child",)
    published_css = ("ul.art_info",)
    section_css = (".path_wrap a", ".arv_001 .path a")
    body_css = ("div#news_body_area", "div.cnt_view.news_body_area", "div.smartOutput", "div.arv_005")

    def read_tags(self, page: Page) -> list[str]:
        # Tags lead to the search, as do keywords of the day, which have no sign before them.
        return [text for text in page.texts('a[href*="/search_result.html?search="]') if text.startswith("#")]


class DadamediaSpider(DadamediaPages, NewsSpider):
    """Crawl one paper on Dada Media's CMS.

    What it is for: a site whose articles are at ``/news/article.html?no=N``.
    What to set: ``name``, ``publisher``, ``host`` (with ``www.`` if that is canonical), ``allowed_domains``, ``sections``;
    ``section_codes`` where the sections' numbers are known ("" for all articles); else they are read from the menu by label.
    What to override: only what the site's own skin does differently.
    """

    host: str

    id_patterns = (r"/(?:news|mobile)/article\.html\?(?:.*&)?no=(?P<id>\d+)",)
    menu_code = r"/section_list_all\.html\?(?:.*&)?sec_no=(\d+)"

    @property
    def article_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/news/article.html?no={{id}}"

    @property
    def menu_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/"

    def listing_address(self, code: str, page_number: int) -> str:
        listing = f"section_list_all.html?sec_no={code}&" if code else "article_list_all.html?"
        return f"https://{self.host}/news/{listing}page={page_number}"


class UndeclaredDadamedia(UndeclaredPaper, DadamediaPages):
    """A paper on Dada Media's CMS."""


def has_marks(page: Page) -> bool:
    """Whether a page has a class name of Dada Media's."""
    return any(map(page.index.class_names.__contains__, _CLASSES))


CMS = Cms("dadamedia", has_marks, UndeclaredDadamedia, bases=(DadamediaPages, NewsSpider))
