"""What there is to know of a CMS besides its pages and its spider."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from newscrawl.families.undeclared import UndeclaredListing, UndeclaredPaper
from newscrawl.page.document import Page


class SiteAddresses(NamedTuple):
    """What a probed site's addresses tell."""

    host: str
    section: str
    """Our key of the section that was probed."""

    code: str
    """What stands for the section in ``listing_url``."""

    listing_url: str
    """With ``{code}`` and ``{page}``."""

    article_url: str
    """With ``{id}``."""

    id_pattern: str
    is_paged: bool
    """Whether a link to a second page was seen; else ``{page}``'s place is a guess."""


def own_addresses(site: SiteAddresses) -> dict[str, object]:
    """What a spider must declare whose base knows no addresses."""
    guess = {} if site.is_paged else {"limits": "Where the page's number stands in a listing's address is a guess."}
    return {**guess, "section_codes": {site.section: site.code}, "listing_url": site.listing_url, "article_url": site.article_url,
            "id_patterns": (site.id_pattern,)}


@dataclass(frozen=True, slots=True)
class Cms:
    """A CMS, told by marks that it writes itself, not by words that may stand in a text."""

    key: str
    """As ``probe`` and ``explain`` name it."""

    has_marks: Callable[[Page], bool]
    paper: type[UndeclaredPaper] | None = None
    """Reads an article of a paper that nobody declared; None when the CMS's selectors do not help."""

    listing: type[UndeclaredListing] = UndeclaredListing
    bases: tuple[type, ...] = ()
    """Of a new site's spider; none when it is ``NewsSpider`` alone."""

    attributes: Callable[[SiteAddresses], dict[str, object]] = own_addresses
    """What a new site's spider declares of its addresses. Raises ValueError, with one line, for a listing that is no section's."""

    design: Callable[[Page], str | None] = lambda page: None
    """Which of the CMS's template generations made a page."""

    drawn_by_script: bool = False
    """Whether its listings may hold nothing before a script has run."""
