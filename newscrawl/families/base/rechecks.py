"""Pages that are due again: articles at certain ages, since papers edit and delete them, and rejected pages some nights later."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from newscrawl.ledger.entries import DuePage

GONE_STATUSES = (404, 410)
"""HTTP statuses for an article that the site has withdrawn."""


def due_in_listings(due: Iterable[DuePage], listings: Collection[str], sections: Collection[str]) -> Iterator[DuePage]:
    """The due pages of the sections that are crawled. A page without a known section counts if all sections are crawled."""
    for page in due:
        if page.listing in listings or (page.listing not in sections and len(listings) == len(sections)):
            yield page


def conditional_headers(due: DuePage) -> dict[str, str]:
    """The headers of a conditional request, which a site may answer with 304."""
    validators = (("If-None-Match", due.etag), ("If-Modified-Since", due.last_modified))
    return {name: value for name, value in validators if value}
