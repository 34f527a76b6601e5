"""Answers of test pages written again from what is read today, so that a person reviews the difference."""
from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from newscrawl.page.document import Page
from newscrawl.read import NotAListing, NotAnArticle, read_listing, read_page
from newscrawl.samples.answer import FETCHED_AT, as_text, of_article, of_links
from newscrawl.samples.shelf import PAGES
from newscrawl.sites import spider_for

SUFFIXES = (".html", ".xml", ".txt")
"""What test pages are kept as: pages, feeds, and listings in JSON, since ``.json`` is an answer."""
ABOUT_THE_PAGE = ("headers", "not_yet", "fetched_at", "checked", "listing_error")
"""Keys of an answer that are not read from the page."""


class UnreadableAnswerError(ValueError):
    """Raised for an answer that does not fit its page any more; the message is one line."""


def pages_of(site: str | None = None) -> list[Path]:
    """The test pages of a site, of all when it is None, in order."""
    return sorted(path for path in PAGES.glob(f"{site or '*'}/*") if path.suffix in SUFFIXES)


def update(site: str | None = None) -> Iterator[Path]:
    """Writes the answers of a site's test pages, of all when it is None; yields those that changed.

    Fields named in ``not_yet`` keep the right value, which no program wrote. Raises UnreadableAnswerError.
    """
    for page in pages_of(site):
        path = page.with_suffix(".json")
        before = path.read_bytes()
        after = as_text(_updated(page, json.loads(before)))
        if after != before:
            path.write_bytes(after)
            yield path


def _updated(path: Path, answer: dict[str, Any]) -> dict[str, Any]:
    fetched_at = datetime.fromisoformat(answer["fetched_at"]) if "fetched_at" in answer else FETCHED_AT
    url, headers = answer.get("provenance", {}).get("fetched_url") or answer["url"], answer.get("headers", {})
    site = None if path.parent.name.endswith(".example") else path.parent.name
    try:
        if "links" in answer:
            read = _links(path, url, headers, site, fetched_at, answer)
        else:
            read = of_article(read_page(path.read_bytes(), url, headers=headers, fetched_at=fetched_at))
    except NotAnArticle as error:
        read = {"url": url, "error_kind": error.kind}
    except NotAListing as error:
        raise UnreadableAnswerError(f"{path} is no longer read as a listing: {error}") from None
    not_yet = {name: answer[name] for name in answer.get("not_yet", []) if name in read and answer[name] != read[name]}
    return _merged(answer, read | not_yet, list(not_yet))


def _links(path: Path, url: str, headers: dict[str, str], site: str | None, fetched_at: datetime, answer: dict[str, Any]) -> dict[str, Any]:
    """Of a declared site what a crawl asks for: canonical addresses."""
    body = path.read_bytes()
    listing = read_listing(body, url, headers=headers, site=site, fetched_at=fetched_at)
    links = spider_for(url, site).article_links(Page.from_bytes(body, url, headers, fetched_at)) if site else listing.links
    return {"url": url, "links": of_links(links)} | ({"next_page": listing.next_page} if "next_page" in answer else {})


def _merged(answer: dict[str, Any], read: dict[str, Any], not_yet: list[str]) -> dict[str, Any]:
    """The keys where they stood; a new one stands behind the one that it follows in what is read."""
    about = {key: answer[key] for key in ABOUT_THE_PAGE if key in answer} | ({"not_yet": not_yet} if not_yet else {})
    if not not_yet:
        about.pop("not_yet", None)
    keys = [key for key in answer if key in read or key in about]
    previous = -1
    for key in read:
        if key not in keys:
            keys.insert(previous + 1, key)
        previous = keys.index(key)
    return {key: about[key] if key in about else read[key] for key in keys}
