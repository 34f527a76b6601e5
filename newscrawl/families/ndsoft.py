"""Sites on the CMS of ND Soft (엔디소프트): ``/news/articleView.html?idxno=N``.

The template generations that coexist on the web (tables, "mod", Foundation, ``section-list``, ``altlist``) are told apart by
selectors, newest first; sources of the class names are in ``docs/sites.md``.
"""
from __future__ import annotations

from newscrawl.families.listings import Listings
from newscrawl.families.news_spider import NewsSpider

# Which parameter takes a code, by how the code begins: section, sub-section, serial.
_PARAMETERS = {"S1": "sc_section_code", "S2": "sc_sub_section_code", "SR": "sc_serial_code"}


class NdsoftPages(Listings):
    """What pages of ND Soft's CMS look like, in all of its generations, newest first."""

    cms = "ND Soft"

    row_css = ("li.altlist-webzine-item, li.altlist-text-item, li.altlist-tile-item",
               "#section-list ul[class*=type] > li, #section-list li.item",
               ".article-list-content div.list-block",
               "td.ArtList_Title")
    row_title_css = (".altlist-subject a", ".titles a", ".list-titles a", "a")
    row_time_css = (".altlist-info-item", ".byline em", ".list-dated", ".View_SmFont, .FontEng")

    title_css = (".article-view-header .heading", "h1.heading, h3.heading", ".aht-title-view", ".article-head-title",
                 ".arl_view_title")
    subtitle_css = (".article-view-header .subheading", "h4.subheading", ".article-head-sub")
    byline_css = (".infomation li.name", ".infomation li", ".info-text li:first-child", "li.name")
    published_css = ('meta[property="article:published_time"]', ".info-update-origin", ".infomation, .breadcrumbs", ".info-text",
                     ".View_Time")
    # With an update, the date that all readers see is the update's.
    modified_css = (".infomation, .breadcrumbs", ".info-text", ".View_Time")
    section_css = (".article-view-header .breadcrumbs a", "ul.breadcrumbs a")
    body_css = ("#article-view-content-div", "#arl_view_content")
    tags_css = ".tag-group a"


class NdsoftSpider(NdsoftPages, NewsSpider):
    """Crawl one paper on ND Soft's CMS.

    What it is for: a site whose articles are at ``/news/articleView.html?idxno=N``.
    What to set: ``name``, ``publisher``, ``host`` (with ``www.`` if that is canonical), ``allowed_domains``, ``sections``;
    ``section_codes`` where the codes are known (``S1N2``); else they are read from the menu by label.
    What to override: only what the site's own skin does differently.
    """

    host: str

    id_patterns = (r"/news/articleView(?:Amp)?\.html\?(?:.*&)?idxno=(?P<id>\d+)",
                   r"/\?(?:.*&)?act=articleView&(?:.*&)?idxno=(?P<id>\d+)")
    menu_code = r"[?&]sc_(?:sub_section|section|serial)_code=(S[12R]N\d+)"


    @property
    def article_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/news/articleView.html?idxno={{id}}"

    @property
    def menu_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/"

    def listing_address(self, code: str, page_number: int) -> str:
        # ``page=N`` by GET works on all generations, the "더보기" button of the newest too: no script is needed.
        return f"https://{self.host}/news/articleList.html?{_PARAMETERS[code[:2]]}={code}&view_type=sm&page={page_number}"
