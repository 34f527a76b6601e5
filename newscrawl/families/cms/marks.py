"""Which content management system made a page, by its marks."""
from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal

from lxml.etree import XPath

from newscrawl.page.document import Page
from newscrawl.page.index import ClassPattern

Cms = Literal["ndsoft", "wordpress", "dadamedia", "arc", "nextjs"]
Generation = Literal["tables", "mod", "foundation", "section-list", "altlist"]


_NDSOFT_IDS = XPath("id('article-view-content-div')/@id | id('arl_view_content')/@id")  # id() finds an anchor's name too
_NDSOFT, _DADAMEDIA = ClassPattern("ArtList_Title|arl_view"), ClassPattern("art_info|arv_00")


def _is_ndsoft(page: Page) -> bool:
    if _NDSOFT_IDS(page.tree) or page.index.with_class_like(_NDSOFT):
        return True
    addresses = page.index.addresses
    return "ndsoft.co.kr" in addresses or "/news/articleList.html?sc_" in addresses


def _is_wordpress(page: Page) -> bool:
    return any(text.startswith("WordPress") for text in page.meta.get("generator", [])) or any(
        "/wp-content/" in address or "api.w.org" in address for address in _addresses(page, "link", "href")) or any(
        "/wp-includes/" in address for address in _addresses(page, "script", "src"))


def _is_dadamedia(page: Page) -> bool:
    return bool(page.index.with_class_like(_DADAMEDIA))


def _is_arc(page: Page) -> bool:
    return "fusion-metadata" in page.index.by_id or any(
        text.lstrip().startswith("window.Fusion") for _, text in page.index.scripts)


def _is_nextjs(page: Page) -> bool:
    return "__NEXT_DATA__" in page.index.by_id or any(
        "self.__next_f.push" in text for _, text in page.index.scripts)


# Each mark is something that the CMS itself writes, not a word that may stand in a text.
MARKS: dict[Cms, Callable[[Page], bool]] = {
    "ndsoft": _is_ndsoft, "wordpress": _is_wordpress, "dadamedia": _is_dadamedia, "arc": _is_arc, "nextjs": _is_nextjs}
# Newest first: a site that moves on leaves old class names in place, never new ones before their time.
NDSOFT_GENERATIONS: dict[Generation, XPath] = {
    "altlist": XPath(".//*[starts-with(@class, 'altlist-') or contains(@class, ' altlist-') or contains(@class, 'info-update')]"),
    "section-list": XPath(".//*[@id='section-list' or @id='articleViewCon']"),
    "foundation": XPath(".//*[contains(@class, 'article-head-title') or contains(@class, 'article-list-content') or @id='user-container']"),
    "mod": XPath(".//*[contains(@class, 'arl_view') or @id='arl_view_content']"),
    "tables": XPath(".//*[contains(@class, 'ArtList_Title') or contains(@class, 'View_Time') or contains(@class, 'View_SmFont')]"),
}


def cms_of(page: Page, among: Collection[Cms] = MARKS.keys()) -> Cms | None:
    """The CMS, of some or all that are known, whose marks the page carries; None when it carries none."""
    return next((cms for cms, has_marks in MARKS.items() if cms in among and has_marks(page)), None)


def ndsoft_generation(page: Page) -> Generation | None:
    """Which of ND Soft's template generations made the page, or None."""
    return next((generation for generation, mark in NDSOFT_GENERATIONS.items() if mark(page.tree)), None)


def _addresses(page: Page, tag: str, attribute: str) -> list[str]:
    return [address for element in page.index.by_tag[tag] if (address := element.get(attribute))]
