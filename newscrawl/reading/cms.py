"""Which content management system made a page, by its marks."""
from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lxml.etree import XPath

if TYPE_CHECKING:
    from newscrawl.reading.page import Page

Cms = Literal["ndsoft", "wordpress", "dadamedia", "arc", "nextjs"]
Generation = Literal["tables", "mod", "foundation", "section-list", "altlist"]

# Each mark is something that the CMS itself writes, not a word that may stand in a text.
MARKS: dict[Cms, XPath] = {
    "ndsoft": XPath("//*[@id='article-view-content-div' or @id='arl_view_content'] | //a[contains(@href, 'ndsoft.co.kr')] | "
                    "//a[contains(@href, '/news/articleList.html?sc_section_code=')] | //td[@class='ArtList_Title']"),
    "wordpress": XPath("//meta[@name='generator'][starts-with(@content, 'WordPress')] | //link[contains(@href, '/wp-content/')] | "
                       "//link[@rel='https://api.w.org/'] | //script[contains(@src, '/wp-includes/')]"),
    "dadamedia": XPath("//ul[contains(@class, 'art_info')] | //*[contains(@class, 'arv_00')]"),
    "arc": XPath("//script[@id='fusion-metadata'] | //script[starts-with(normalize-space(.), 'window.Fusion')]"),
    "nextjs": XPath("//script[@id='__NEXT_DATA__'] | //script[contains(., 'self.__next_f.push')]"),
}
# Newest first: a site that moves on leaves old class names in place, never new ones before their time.
NDSOFT_GENERATIONS: dict[Generation, XPath] = {
    "altlist": XPath("//*[starts-with(@class, 'altlist-') or contains(@class, ' altlist-') or contains(@class, 'info-update')]"),
    "section-list": XPath("//*[@id='section-list' or @id='articleViewCon']"),
    "foundation": XPath("//*[contains(@class, 'article-head-title') or contains(@class, 'article-list-content') or @id='user-container']"),
    "mod": XPath("//*[contains(@class, 'arl_view') or @id='arl_view_content']"),
    "tables": XPath("//*[contains(@class, 'ArtList_Title') or contains(@class, 'View_Time') or contains(@class, 'View_SmFont')]"),
}


def cms_of(page: Page) -> Cms | None:
    """The CMS whose marks the page carries, or None."""
    return next((cms for cms, mark in MARKS.items() if mark(page.tree)), None)


def ndsoft_generation(page: Page) -> Generation | None:
    """Which of ND Soft's template generations made the page, or None."""
    return next((generation for generation, mark in NDSOFT_GENERATIONS.items() if mark(page.tree)), None)
