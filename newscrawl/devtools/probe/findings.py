"""Collects what a listing and a few articles show about a site."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from newscrawl.devtools.probe.addresses import MIN_ARTICLES, ArticleAddress, article_address, article_addresses
from newscrawl.devtools.probe.sections import Sections, name_in_titles, read_sections
from newscrawl.devtools.probe.selectors import selector_of
from newscrawl.errors import NotAnArticle, ProbeError
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.families.cms.known import cms_of, undeclared
from newscrawl.families.cms.system import Cms
from newscrawl.page.document import Page
from newscrawl.read import read_page
from newscrawl.text.dates import parse_moment
from newscrawl.text.hosts import registered_domain


@dataclass(frozen=True, slots=True)
class Findings:
    name: str
    """Of the spider."""

    host: str
    publisher: str
    also_called: tuple[str, ...]
    cms: Cms | None
    design: str | None
    """Which of the CMS's template generations."""

    encoding: str
    addresses: list[str]
    """Of the articles on the listing."""

    address: ArticleAddress
    sections: Sections
    selectors: dict[str, str]
    """``title_css`` and others that hold on all the articles, for a site without a family."""

    robots: str
    """What robots.txt said, with the day; "" when it was not asked."""


def inspect_site(listing: Page, articles: Sequence[Page], name: str | None, robots: str) -> Findings:
    """Raises ProbeError for a page that is no listing, and for articles whose addresses have no id."""
    addresses = check_listing(listing)
    address = article_address([*addresses, *(article.url for article in articles)])
    if address is None:
        raise ProbeError(f"no id was found in addresses such as {addresses[0]}")
    cms = next((cms for page in (*articles, listing) if (cms := cms_of(page))), None)
    paper = undeclared(articles[0])
    host = urlsplit(listing.url).hostname or ""
    names = [name for name in (paper.publisher or name_in_titles([listing, *articles]), *paper.also_called) if name]
    return Findings(
        name=name or name_of(host),
        host=host,
        publisher=names[0] if names else host,
        also_called=tuple(name for name in paper.also_called if name != names[0]),
        cms=cms,
        design=cms.design(articles[0]) if cms else None,
        encoding=listing.response.encoding.upper(),
        addresses=addresses,
        address=address,
        sections=read_sections(listing, names, cms.section_number(listing) if cms else ""),
        selectors=selectors(articles),
        robots=robots)


def check_listing(page: Page) -> list[str]:
    """The articles' addresses. Raises ProbeError, which says what the page is instead."""
    try:
        read_page(page.response.body, page.url, fetched_at=page.fetched_at)
        kind = "it is an article"
    except NotAnArticle as error:
        kind = "" if error.kind in {"listing", "home", "no-body", "no-title", "photo"} else str(error)
    addresses = article_addresses(page)
    if kind or len(addresses) < MIN_ARTICLES:
        cms = cms_of(page)
        drawn = "; it may be drawn by a script" if cms and cms.drawn_by_script else ""
        raise ProbeError(f"{page.url} is no listing: {kind or f'fewer than {MIN_ARTICLES} headlines on it lead to pages of one kind{drawn}'}")
    return addresses


def selectors(articles: Sequence[Page]) -> dict[str, str]:
    """The selectors of what the generic layer found, where they are the same on all articles."""
    by_page = ({"title_css": selector_of(title_element(page), page), "published_css": selector_of(_time_element(page), page),
             "body_css": selector_of(text_container(page), page)} for page in articles)
    first, *others = by_page
    return {name: css for name, css in first.items() if css and all(other[name] == css for other in others)}


def _time_element(page: Page) -> Element | None:
    """What holds the first line of the header that tells a time."""
    return next((line.element for line in header_lines(page) if parse_moment(line.text, page.fetched_at)), None)


def name_of(host: str) -> str:
    """The spider's name.

    >>> name_of("www.robot-saem.co.kr"), name_of("news.paper.example"), name_of("4th.kr")
    ('robot_saem', 'paper', 'site_4th')
    """
    name = re.sub(r"\W+", "_", registered_domain(host).split(".")[0])
    return f"site_{name}" if name[0].isdecimal() else name
