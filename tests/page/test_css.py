"""A selector finds the same on a page by way of its index as by XPath alone."""
from __future__ import annotations

import pytest
from lxml.etree import HTML

from newscrawl.families.cms.dadamedia import DadamediaPages
from newscrawl.families.cms.ndsoft import NdsoftPages
from newscrawl.families.cms.wordpress import WordpressPages
from newscrawl.page.css import select, select_on_page
from newscrawl.page.document import Page
from newscrawl.page.index import ElementIndex
from newscrawl.sites import all_sites
from tests.saved import FETCHED_AT, SavedPage, saved_pages

TREE = HTML("""
<html><body id="top" class="page">
  <ul class="menu"><li class="first"><a href="/1">하나</a></li><li><a class="on" href="/2">둘</a><b>셋</b></li></ul>
  <div class="menu wide"><p id="lead" class="txt">넷</p><!-- menu --><p class="txt last">다섯</p><p>여섯</p></div>
  <div class="wider"><ul class="menu"><li><ul class="menu"><li><a rel="tag">일곱</a></li></ul></li></ul></div>
  <p id="lead">여덟</p>
</body></html>""")
SELECTORS = (
    ".menu", "#lead", "p#lead.txt", "ul.menu a", ".menu li", ".menu > li > a", "li:first-child", ".menu li:first-child a", "p.txt + p",
    ".txt ~ p", ".wide p:not(.last)", "a[rel=tag]", "div[class^=wid] a", ".menu .menu a", "ul, .wide, #lead", "a, .menu a", "body.page > p",
    ".missing", ".missing a", "#missing > p", "*", "html", ".wid", "P#lead")


@pytest.mark.parametrize("selector", SELECTORS)
def test_by_name(selector: str) -> None:
    assert select_on_page(ElementIndex(TREE), selector) == select(TREE, selector)


def declared_selectors() -> list[str]:
    readers = (*map(type, all_sites()), NdsoftPages, WordpressPages, DadamediaPages)
    declared = [getattr(reader, name) for reader in readers for name in dir(reader) if name.endswith("_css")]
    return sorted({selector for one in declared for selector in ((one,) if isinstance(one, str) else one) if selector})


@pytest.mark.parametrize("saved", [page for page in saved_pages() if not page.slug.startswith("not_")], ids=str)
def test_declared(saved: SavedPage) -> None:
    page = Page.from_bytes(saved.body, saved.url, saved.headers, FETCHED_AT)
    for selector in declared_selectors():
        assert select_on_page(page.index, selector) == select(page.tree, selector), selector
