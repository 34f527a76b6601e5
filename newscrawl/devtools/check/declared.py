"""What of a site's declaration held on the pages that were visited: selectors, address forms, section codes, the pager."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from newscrawl.devtools.check import mends
from newscrawl.devtools.check.visit import Visit
from newscrawl.extract.listing.pager import next_page
from newscrawl.extracted import Link
from newscrawl.families.base.listing_pages import normalized_label
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.page.css import select
from newscrawl.page.document import Css, Page
from newscrawl.page.dom import visible_text
from newscrawl.text.plurals import counted

ARTICLE_SELECTORS = ("title_css", "subtitle_css", "byline_css", "published_css", "modified_css", "section_css", "body_css", "tags_css")
REQUIRED = frozenset({"title_css", "body_css"})
"""What every article has: such a selector that matches nothing no longer holds. Others may have had nothing to match."""
MIN_SHARE = 0.5
"""Selectors of a row that match in a smaller share of the rows do not hold."""

State = Literal["holds", "unseen", "broken"]


class Finding(NamedTuple):
    """What became of one declaration."""

    what: str
    """The attribute of the site's class, or ``pager``."""

    declared: str
    """The selector, pattern or code that held, or all of them."""

    state: State
    told: str = ""
    """What was counted."""

    mend: str = ""
    """What the pages show in its place; "" if that cannot be told."""


def findings(visit: Visit) -> list[Finding]:
    """One of each declaration that the pages could show."""
    spider = visit.site()
    return [*_of_listing(visit, spider), *_of_articles(visit, spider)]


def outcome(visit: Visit, found: list[Finding]) -> str:
    """One word: ``holds``, ``changed`` if a declaration is broken, else why pages or fields are missing (``captcha``, ``no-body``, …).

    A site that shows notices is told as that, whatever does not match on them.
    """
    reasons = Counter(trouble.reason for trouble in visit.troubles)
    broken = any(finding.state == "broken" for finding in found)
    if reasons and not visit.articles:
        [(reason, _)] = reasons.most_common(1)
        return "changed" if broken and reason == "no-links" else reason
    if broken:
        return "changed"
    return next(iter(reasons), "holds" if visit.articles else "empty")


def _alternatives(selectors: Css) -> tuple[str, ...]:
    return tuple(selector for selector in ((selectors,) if isinstance(selectors, str) else selectors) if selector)


# Listings

def _of_listing(visit: Visit, spider: NewsSpider) -> Iterator[Finding]:
    if not visit.listings:
        return
    page, links = visit.listings[0]
    if not links and any(trouble.url == page.url and trouble.reason != "no-links" for trouble in visit.troubles):
        return  # a notice, on which nothing can hold
    if page.response.text.lstrip("\ufeff \r\n")[:1] in {"[", "{"} or page.response.text.lstrip()[:5] == "<?xml":
        yield Finding("row_css", "", "unseen", "the listing is a feed or JSON")
    else:
        yield from _rows(page, links, spider)
        yield from _codes(visit, page, spider)
    yield from _addresses(page, links, spider)
    yield _pager(visit, spider)


def _rows(page: Page, links: list[Link], spider: NewsSpider) -> Iterator[Finding]:
    counts = {selector: len(page.css(selector)) for selector in _alternatives(spider.row_css)}
    if not counts:
        return
    held = [selector for selector, number in counts.items() if number]
    in_rows = spider.links_in_rows(page)
    if not in_rows:
        told = f"no article in {counted(counts[held[0]], 'row')}" if held else "matches nothing"
        yield Finding("row_css", " | ".join(held or counts), "broken", told, mends.rows_by_shape(page, spider))
        return
    yield Finding("row_css", held[0], "holds", f"{counted(counts[held[0]], 'row')}, {counted(len(in_rows), 'article')}")
    rows = page.css(held[0])
    for name in ("row_title_css", "row_time_css"):
        within = {selector: sum(bool(select(row, selector)) for row in rows) for selector in _alternatives(getattr(spider, name))}
        if within:
            best = max(within, key=lambda selector: within[selector])
            is_held = within[best] >= MIN_SHARE * len(rows)
            yield Finding(name, best if within[best] else " | ".join(within), "holds" if is_held else "broken",
                          f"in {within[best]} of {counted(len(rows), 'row')}")


def _addresses(page: Page, links: list[Link], spider: NewsSpider) -> Iterator[Finding]:
    """Each form of an article's address, and how many of the listing's links have it."""
    addresses = [urlsplit(link.address or link.url) for link in links]
    for pattern in spider.id_patterns:
        number = sum(bool(_compiled(pattern).match(f"{parts.path}?{parts.query}" if parts.query else parts.path)) for parts in addresses)
        yield Finding("id_patterns", pattern, "holds" if number else "unseen", f"{number} of {counted(len(links), 'link')}")
    if not links and (mend := mends.address_form(page)):
        yield Finding("id_patterns", "", "broken", "the listing leads to no article of a declared form", mend)


def _codes(visit: Visit, page: Page, spider: NewsSpider) -> Iterator[Finding]:
    """What the menu calls the section at each code."""
    codes = spider.section_codes | (visit.menu or {})
    links = mends.menu(page)
    for key, label in spider.sections.items():
        if not (code := codes.get(key)):
            continue
        labels = [text for address, text in links if code in address and spider.is_listing(address, code, 1)]
        if other := spider.contradicting_label(page, key, code):
            elsewhere = [address for address, text in links if normalized_label(text) == normalized_label(label)]
            mend = f"{label} is at {elsewhere[0]}" if elsewhere else ""
            yield Finding("section_codes", f"{key}: {code}", "broken", f"the menu calls it {other}", mend)
        elif labels:
            yield Finding("section_codes", f"{key}: {code}", "holds", f"the menu calls it {labels[0]}")
        else:
            yield Finding("section_codes", f"{key}: {code}", "unseen", "the page's menu does not name it")


def _pager(visit: Visit, spider: NewsSpider) -> Finding:
    first = visit.listings[0]
    linked = next_page(first.page)
    mend = f"the page's own pager leads to {linked}" if linked and linked != visit.next_address else ""
    if visit.next_address is None:
        return Finding("pager", "", "unseen", "by its declaration the listing ends here", mend)
    if len(visit.listings) == 1:
        return Finding("pager", visit.next_address, "broken" if linked else "unseen", f"page 2: {visit.next_failed}", mend)
    known = {link.id for link in first.links}
    more = [link for link in visit.listings[1].links if link.id not in known]
    if more:
        return Finding("pager", visit.next_address, "holds", f"page 2 has {counted(len(more), 'more article')}")
    told = "page 2 shows the articles of page 1 again" if visit.listings[1].links else "page 2 has no article"
    # Of a listing by day, the first page may have the whole day.
    state: State = "broken" if spider.empty_page_ends and (linked or visit.listings[1].links) else "unseen"
    return Finding("pager", visit.next_address, state, told, mend)


# Articles

def _of_articles(visit: Visit, spider: NewsSpider) -> Iterator[Finding]:
    seen = visit.articles
    for name in ARTICLE_SELECTORS if seen else ():
        counts = {selector: sum(_shows(article.page, selector) for article in seen) for selector in _alternatives(getattr(spider, name))}
        if not counts:
            continue
        best = max(counts, key=lambda selector: counts[selector])
        if counts[best]:
            yield Finding(name, best, "holds", f"on {counts[best]} of {counted(len(seen), 'article')}")
            continue
        layers = Counter(getattr(article.article.provenance.layers, _FIELD[name]) for article in seen)
        layer = layers.most_common(1)[0][0]
        # A site may give its articles in scripts only.
        is_broken = name in REQUIRED and not all(article.article.provenance.layers.body == "state" for article in seen)
        yield Finding(name, " | ".join(counts), "broken" if is_broken else "unseen",
                      f"on none of {counted(len(seen), 'article')}" + (f"; read from {layer}" if layer else ""),
                      mends.of_field(name, [article.page for article in seen]))


_FIELD: Mapping[str, str] = {name: name.removesuffix("_css") for name in ARTICLE_SELECTORS} | {
    "byline_css": "authors", "published_css": "published_at", "modified_css": "modified_at"}
"""Selector -> key in the record's layers."""


def _shows(page: Page, selector: str) -> bool:
    """Whether a selector matches an element with a text, or one that states a value in an attribute."""
    return any(element.tag == "meta" or visible_text(element) for element in page.css(selector))


_compiled = cache(re.compile)
