"""Sites on Arc XP (PageBuilder Fusion): a section page has its list in ``Fusion.contentCache``, later pages are JSON."""
from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from newscrawl.extract.layers.script_state.decode import objects, states
from newscrawl.extract.layers.script_state.layer import SCRIPT_STATE
from newscrawl.extracted import Link
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.cms.system import Cms
from newscrawl.families.undeclared import UndeclaredPaper
from newscrawl.page.document import Page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

TIMES = ("display_date", "first_publish_date", "publish_date")
"""In UTC, as their ``Z`` says."""


class ArcPages(ArticlePages):
    """Article pages of a site on Arc XP."""

    cms = "Arc XP"

    def read_published_at(self, page: Page) -> Moment | None:
        """The state's ``display_date``: ``<meta>`` has when the story was created, up to 18 minutes earlier."""
        return SCRIPT_STATE.read_published_at(page) or super().read_published_at(page)


class UndeclaredArc(UndeclaredPaper, ArcPages):
    """A paper on Arc XP."""


class ArcListings(ArcPages, ListingPages):
    """Listings of a site on Arc XP. Articles need no selectors: they are read from the state in the page's scripts.

    What to set: ``listing_url`` with ``{code}``, the path of the section page; ``arc_site``, the name in ``Fusion.arcSite``.
    """

    listing_shape = "embedded state, then JSON"

    arc_site: str

    page_size = 20
    """Stories per request."""

    def article_links(self, page: Page) -> list[Link]:
        links: dict[str, Link] = {}
        for story in _stories(page):
            if link := self.read_story(page, story):
                links.setdefault(link.id, link)
        return list(links.values()) or super().article_links(page)

    def read_story(self, page: Page, story: dict[str, Any]) -> Link | None:
        link = self.article_link(page.absolute(str(story.get("canonical_url") or story.get("website_url") or "")))
        if link:
            headlines = story.get("headlines")
            link.title = one_line(str(headlines.get("basic") or "")) or None if isinstance(headlines, dict) else None
            times = (parse_moment(str(story[name]), page.fetched_at) for name in TIMES if story.get(name))
            link.time = next((time for time in times if time), None)
        return link

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        """The URL of the stories after those on this page. How many a section page has differs by site."""
        count = len(self.article_links(page))
        query = {"includeContentTypes": "story", "includeSections": f"/{code}", "offset": _offset(page.url) + count, "size": self.page_size}
        stated = quote(json.dumps(query, separators=(",", ":")), safe="")
        host = urlsplit(self.listing_url).netloc
        return f"https://{host}/pf/api/v3/content/fetch/story-feed?query={stated}&_website={self.arc_site}" if count else None


def _stories(page: Page) -> Iterator[dict[str, Any]]:
    """The stories of a section: from the feed for the section's path in the page's state, or from a JSON answer."""
    if page.response.body.lstrip().startswith(b"{"):
        yield from _elements(json.loads(page.response.text))
        return
    path = urlsplit(page.url).path.rstrip("/")
    for state in states(page):
        for element in objects(state):
            for query, answer in element.items():
                if query.startswith("{") and f'"{path}' in query and isinstance(answer, dict):
                    yield from _elements(answer.get("data"))


def _elements(answer: Any) -> list[dict[str, Any]]:
    elements = answer.get("content_elements") if isinstance(answer, dict) else None
    return [element for element in elements if isinstance(element, dict)] if isinstance(elements, list) else []


def _offset(address: str) -> int:
    """The offset in an API URL; 0 for a section page."""
    stated = parse_qs(urlsplit(address).query).get("query", ["{}"])[0]
    return int(json.loads(stated).get("offset", 0))


def has_fingerprint(page: Page) -> bool:
    """Whether a page has Fusion's state."""
    return "fusion-metadata" in page.index.by_id or any(
        text.lstrip().startswith("window.Fusion") for _, text in page.index.scripts)


CMS = Cms("arc", has_fingerprint, UndeclaredArc, drawn_by_script=True)
