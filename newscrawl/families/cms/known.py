"""The known systems: finds the CMS of a page, and the reader of an undeclared paper."""
from __future__ import annotations

from newscrawl.families.cms import arc, dadamedia, ndsoft, wordpress
from newscrawl.families.cms.system import Cms
from newscrawl.families.undeclared import UndeclaredListing, UndeclaredPaper
from newscrawl.page.document import Page


def _is_nextjs(page: Page) -> bool:
    """Whether a page is made with Next.js, a framework below many systems."""
    return "__NEXT_DATA__" in page.index.by_id or any(
        "self.__next_f.push" in text for _, text in page.index.scripts)


KNOWN = (ndsoft.CMS, wordpress.CMS, dadamedia.CMS, arc.CMS, Cms("nextjs", _is_nextjs, drawn_by_script=True))
"""To add a CMS, write a module and add it here."""


def cms_of(page: Page) -> Cms | None:
    """The first CMS whose fingerprint the page has; None if it has none."""
    return next((cms for cms in KNOWN if cms.has_fingerprint(page)), None)


def undeclared(page: Page) -> UndeclaredPaper:
    """The reader of an article page of a paper without a spider."""
    paper = next((cms.paper for cms in KNOWN if cms.paper and cms.has_fingerprint(page)), UndeclaredPaper)
    return paper(page)


def undeclared_listing(page: Page) -> UndeclaredListing:
    """The reader of a listing of a paper without a spider."""
    cms = cms_of(page)
    return cms.listing(page) if cms else UndeclaredListing(page)
