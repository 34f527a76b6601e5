"""Which CMS made a page, and who reads a paper that nobody declared."""
from __future__ import annotations

from newscrawl.families.cms import arc, dadamedia, ndsoft, wordpress
from newscrawl.families.cms.system import Cms
from newscrawl.families.undeclared import UndeclaredListing, UndeclaredPaper
from newscrawl.page.document import Page


def _is_nextjs(page: Page) -> bool:
    """Whether a page is drawn by Next.js, a framework under many a CMS."""
    return "__NEXT_DATA__" in page.index.by_id or any(
        "self.__next_f.push" in text for _, text in page.index.scripts)


KNOWN = (ndsoft.CMS, wordpress.CMS, dadamedia.CMS, arc.CMS, Cms("nextjs", _is_nextjs, drawn_by_script=True))
"""A new CMS is a module and its place here."""


def cms_of(page: Page) -> Cms | None:
    """The first CMS whose marks the page carries; None when it carries none that we know."""
    return next((cms for cms in KNOWN if cms.has_marks(page)), None)


def undeclared(page: Page) -> UndeclaredPaper:
    """The paper of a page that no site of ours has."""
    paper = next((cms.paper for cms in KNOWN if cms.paper and cms.has_marks(page)), UndeclaredPaper)
    return paper(page)


def undeclared_listing(page: Page) -> UndeclaredListing:
    """The reader of a listing that no site of ours has."""
    cms = cms_of(page)
    return cms.listing(page) if cms else UndeclaredListing(page)
