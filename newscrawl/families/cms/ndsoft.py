"""Sites on the CMS of ND Soft (엔디소프트): ``/news/articleView.html?idxno=N``.

Five template generations coexist on the web (tables, "mod", Foundation, ``section-list``, ``altlist``); the selectors list the
newest first. Sources of the class names are in ``docs/sites.md``.
"""
from __future__ import annotations

import json
import re
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import unquote_plus, urlencode, urlsplit

from lxml.etree import XPath

from newscrawl.cleaning.rules.rule import class_name, line
from newscrawl.extract.listing.pager import next_page, page_number
from newscrawl.extracted import Link
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.system import Cms, SiteAddresses
from newscrawl.families.undeclared import UndeclaredListing, UndeclaredPaper, record_id
from newscrawl.page.document import Css, Page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

# Prefix of a code -> its parameter (section, sub-section, serial); the code "" means all articles.
_PARAMETERS = {"S1": "sc_section_code", "S2": "sc_sub_section_code", "SR": "sc_serial_code"}
_MORE = "/news/ajaxArticlePaging.php"
_IDS = XPath("id('article-view-content-div')/@id | id('arl_view_content')/@id")  # id() also matches an anchor's name
_CLASSES = ("ArtList_Title", "arl_view")
# Newest first: a site that moves to a newer template may keep old class names.
DESIGNS = {
    "altlist": XPath(".//*[starts-with(@class, 'altlist-') or contains(@class, ' altlist-') or contains(@class, 'info-update')]"),
    "section-list": XPath(".//*[@id='section-list' or @id='articleViewCon']"),
    "foundation": XPath(".//*[contains(@class, 'article-head-title') or contains(@class, 'article-list-content') or @id='user-container']"),
    "mod": XPath(".//*[contains(@class, 'arl_view') or @id='arl_view_content']"),
    "tables": XPath(".//*[contains(@class, 'ArtList_Title') or contains(@class, 'View_Time') or contains(@class, 'View_SmFont')]"),
}
_QUOTED = re.compile(r"%[0-9A-F]{2}", re.IGNORECASE)


class NdsoftPages(ListingPages):
    """Pages of ND Soft's CMS, in all template generations, newest first."""

    cms = "ND Soft"

    row_css: Css = ("li.altlist-webzine-item, li.altlist-text-item, li.altlist-tile-item",
               "#section-list ul[class*=type] > li, #section-list li.item",
               ".article-list-content div.list-block",
               "td.ArtList_Title")
    row_title_css: Css = (".altlist-subject a", ".titles a", ".list-titles a", "a")
    row_time_css: Css = (".altlist-info-item", ".byline em", ".list-dated", ".View_SmFont, .FontEng")

    title_css: Css = (".article-view-header .heading", "h1.heading, h3.heading", ".aht-title-view", ".article-head-title",
                 ".arl_view_title")
    subtitle_css: Css = (".article-view-header .subheading", "h4.subheading", ".article-head-sub")
    byline_css: Css = (".infomation li.name", "li.info-name", ".infomation li", ".info-text li:first-child", "li.name")
    published_css: Css = ('meta[property="article:published_time"]', ".info-update-origin", ".infomation, .breadcrumbs", ".info-text",
                     ".View_Time")
    # After an update, the visible date is that of the update.
    modified_css: Css = (".infomation, .breadcrumbs", ".info-text", ".View_Time")
    # In the newest layout the list with reporter and time has the same class.
    section_css: Css = (".section-name", '.article-view-header .breadcrumbs a[href*="_code="]', ".article-head-nav a", "ul.breadcrumbs a")
    body_css: Css = ("#article-view-content-div", "#arl_view_content")
    tags_css: Css = ".tag-group a"
    boilerplate = (
        class_name("copyright.ndsoft", "copywriter", drops="article-copywriter", keeps="underwriter"),
        # The text of an advertisement slot that no script has filled.
        line("ad.ndsoft-slot", r"default_(?:news|nd)_\w{2,8}", drops="default_news_ad1", keeps="default_setting"),
    )

    def read_byline(self, page: Page) -> list[str]:
        # A label for screen readers, without a blank before the name.
        signed = [text.removeprefix("기자명") for text in super().read_byline(page)]
        # E-mail addresses are in boxes below the text; joined to the names, they are assigned to these people.
        boxes = [text for text in page.texts("article.writer, article.article-writer") if "@" in text]
        return [" | ".join([*signed[:1], *boxes]), *signed[1:]] if boxes else signed

    def article_links(self, page: Page) -> list[Link]:
        """The articles of a listing page, or of an answer to the "더보기" (load more) button."""
        return self.more_links(page) if _MORE in page.url else super().article_links(page)

    def more_links(self, page: Page) -> list[Link]:
        """The articles in an answer of ``ajaxArticlePaging.php``; [] if it refuses ("정상적인 접근이 아닙니다")."""
        try:
            answer = json.loads(page.response.text)
        except (ValueError, RecursionError):
            return []
        rows = answer.get("data") if isinstance(answer, dict) else None
        links: dict[str, Link] = {}
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and (number := str(row.get("idxno") or "")).isdecimal():
                title = one_line(_plain(str(row.get("title") or ""))) or None
                links.setdefault(number, Link(self.canonical_url(number), number, title, _time(row, page)))
        return list(links.values())


class NdsoftSpider(NdsoftPages, NewsSpider):
    """Crawl one paper on ND Soft's CMS.

    What it is for: a site whose articles are at ``/news/articleView.html?idxno=N``.
    What to set: ``name``, ``publisher``, ``host`` (with ``www.`` if that is canonical), ``allowed_domains``, ``sections``;
    ``section_codes`` if the codes are known (``S1N2``, "" for all articles); else they are looked up in the menu by label;
    ``asks_for_more = True`` if listing pages have to be requested as its "더보기" (load more) button does.
    What to override: what the site's own theme does differently.
    """

    host: str

    asks_for_more = False
    """Whether listings are requested as JSON, and as HTML pages only if that fails. Both have 20 articles a page."""

    id_patterns: tuple[str, ...] = (r"/news/articleView(?:Amp)?\.html\?(?:.*&)?idxno=(?P<id>\d+)",
                                    r"/\?(?:.*&)?act=articleView&(?:.*&)?idxno=(?P<id>\d+)")
    menu_code = r"[?&]sc_(?:sub_section|section|serial)_code=(S[12R]N\d+)"

    @property
    def article_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/news/articleView.html?idxno={{id}}"

    @property
    def menu_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/"

    @property
    def listing_headers(self) -> dict[str, str]:  # type: ignore[override]
        """The headers that the button's script sends."""
        headers = {"X-Requested-With": "XMLHttpRequest", "Referer": f"https://{self.host}/news/articleList.html?view_type=sm"}
        return headers if self.asks_for_more else {}

    def listing_address(self, code: str, page_number: int) -> str:
        # ``page=N`` works on all generations, on most sites also on the newest with its "더보기" button: no script is needed.
        return f"https://{self.host}/news/articleList.html?{_section(code)}view_type=sm&page={page_number}"

    def more_address(self, code: str, page_number: int) -> str:
        return (f"https://{self.host}{_MORE}?total=&list_per_page=20&page_per_page=10&page={page_number}"
                f"&{_section(code)}view_type=sm&box_idxno=0")

    def first_listing(self, code: str, until: datetime | None) -> str:
        return self.more_address(code, 1) if self.asks_for_more else self.listing_address(code, 1)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        address = self.more_address if self.asks_for_more else self.listing_address
        return address(code, page_number + 1)

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        # Where the newest template asks by its button, GET ignored the page's number in August 2026.
        return self.listing_address(code, 1) if _MORE in address and page_number == 1 else None


class UndeclaredNdsoft(UndeclaredPaper, NdsoftPages):
    """A paper on ND Soft's CMS."""


class UndeclaredNdsoftListing(UndeclaredListing, NdsoftPages):
    """A listing on ND Soft's CMS. Articles are identified by their number; the newest template has no links to other pages."""

    _ARTICLE = re.compile(r"/news/articleView\.html\?(?:.*&)?idxno=(\d+)")

    def article_link(self, url: str) -> Link | None:
        parts = urlsplit(url)
        match = self._ARTICLE.match(f"{parts.path}?{parts.query}")
        return Link(url, record_id(f"{parts.scheme}://{parts.netloc}/news/articleView.html?idxno={match[1]}")) if match else None

    def article_links(self, page: Page) -> list[Link]:
        return NdsoftPages.article_links(self, page)

    def page_after(self, page: Page) -> str | None:
        parts = urlsplit(page.url)
        if address := next_page(page):
            return address
        query = re.sub(r"(?:^|&)page=\d*", "", parts.query).lstrip("&")
        # ``page=N`` works on all generations.
        after = urlencode({"page": (page_number(page.url) or 1) + 1})
        return parts._replace(query=f"{query}&{after}" if query else after, fragment="").geturl()


def _section(code: str) -> str:
    return f"{_PARAMETERS[code[:2]]}={code}&" if code else ""


def _plain(title: str) -> str:
    """Decodes a title that is percent-encoded, or escaped as in HTML."""
    quoted = " " not in title and _QUOTED.search(title)
    return unescape(unquote_plus(title) if quoted else title)


def _time(row: dict[str, Any], page: Page) -> Moment | None:
    """When the article was approved, or the time that the listing shows."""
    days = ("recognition_date", "approve_date", "pub_date", "viewDate")
    day = next((str(row[name]) for name in days if row.get(name)), "")
    hour = str(row.get("recognition_time") or row.get("viewTime") or "")
    return parse_moment(day if ":" in day else f"{day} {hour}", page.fetched_at)


def has_fingerprint(page: Page) -> bool:
    """Whether a page has ND Soft's ids, class names or URLs."""
    if _IDS(page.tree) or any(map(page.index.class_names.__contains__, _CLASSES)):
        return True
    addresses = page.index.addresses
    return "ndsoft.co.kr" in addresses or "/news/articleList.html?sc_" in addresses


def design(page: Page) -> str | None:
    """The template generation of a page, or None."""
    return next((name for name, mark in DESIGNS.items() if mark(page.tree)), None)


def attributes(site: SiteAddresses) -> dict[str, object]:
    """The attributes of a new site's spider. Raises ValueError if the listing's URL has no section code."""
    match = re.search(NdsoftSpider.menu_code, site.listing_url.replace("{code}", site.code))
    if not match:
        raise ValueError("the listing is not a section's; take one from the menu whose address has sc_section_code=")
    return {"host": site.host, "section_codes": {site.section: match[1]}}


CMS = Cms("ndsoft", has_fingerprint, UndeclaredNdsoft, UndeclaredNdsoftListing, (NdsoftSpider,), attributes, design)
