"""Asking again: articles at certain ages, since papers edit and delete, and pages that gave no article some nights ago."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from newscrawl.extract.page_type import error_notice
from newscrawl.items import FoundArticle
from newscrawl.ledger.entries import DuePage
from newscrawl.page.document import Page

GONE = (404, 410)
"""What a site answers for an article that it took back."""
SHORT = 300
"""Letters of a body that may be but a notice."""


def due_in_listings(due: Iterable[DuePage], listings: Collection[str], sections: Collection[str]) -> Iterator[DuePage]:
    """Of what is due, that which was found in the listings that are crawled; where no listing is noted, when all of them are."""
    for page in due:
        if page.listing in listings or (page.listing not in sections and len(listings) == len(sections)):
            yield page


def conditional_headers(due: DuePage) -> dict[str, str]:
    """The HTTP headers by which a site may answer that a page has not changed."""
    told = (("If-None-Match", due.etag), ("If-Modified-Since", due.last_modified))
    return {name: value for name, value in told if value}


def says_it_is_gone(page: Page, found: FoundArticle) -> bool:
    """Whether a page answers, with status 200, that the article is not there any more."""
    if sum(len(block.text) for block in found.body) >= SHORT:
        return False
    notice = error_notice(page)
    return notice is not None and notice.kind == "missing"
