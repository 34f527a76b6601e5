"""The description of a CMS, for ``known`` and ``probe``."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from newscrawl.families.undeclared import UndeclaredListing, UndeclaredPaper
from newscrawl.page.document import Page


class SiteAddresses(NamedTuple):
    """What ``probe`` found in a new site's URLs."""

    host: str
    section: str
    """The section key of the probed listing."""

    code: str
    """The section's code in ``listing_url``."""

    listing_url: str
    """With ``{code}`` and ``{page}``."""

    article_url: str
    """With ``{id}``."""

    id_pattern: str
    is_paged: bool
    """Whether a link to another page was found; else the position of ``{page}`` is a guess."""


def address_attributes(site: SiteAddresses) -> dict[str, object]:
    """The URL attributes of a new site's spider, if its CMS does not define URLs."""
    guess = {} if site.is_paged else {"limits": "Where the page's number stands in a listing's address is a guess."}
    return {**guess, "section_codes": {site.section: site.code}, "listing_url": site.listing_url, "article_url": site.article_url,
            "id_patterns": (site.id_pattern,)}


@dataclass(frozen=True, slots=True)
class Cms:
    """A CMS. It is recognised by ids, class names and URLs that it writes itself, not by words that articles may have."""

    key: str
    """Its name in ``probe`` and ``explain``."""

    has_fingerprint: Callable[[Page], bool]
    paper: type[UndeclaredPaper] | None = None
    """Reads article pages of undeclared papers on this CMS; None if the CMS has no selectors."""

    listing: type[UndeclaredListing] = UndeclaredListing
    bases: tuple[type, ...] = ()
    """Base classes of a new site's spider; () for ``NewsSpider`` alone."""

    attributes: Callable[[SiteAddresses], dict[str, object]] = address_attributes
    """The URL attributes of a new site's spider. Raises ValueError, with one line, if the listing is not a section's."""

    design: Callable[[Page], str | None] = lambda page: None
    """The name of the CMS's template generation that made a page."""

    drawn_by_script: bool = False
    """Whether its listings may be empty without JavaScript."""

    section_number: Callable[[Page], str] = lambda page: ""
    """The CMS's number of the section that a listing is of; "" if the listing does not state it."""
