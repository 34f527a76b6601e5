"""Reads an article or a listing without a crawl."""
from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from newscrawl.budget import reading_budget
from newscrawl.cleaning.article import clean
from newscrawl.errors import NotAListing, NotAnArticle, PageRefused, UnknownSiteError
from newscrawl.extract.layers.json_ld import JSON_LD
from newscrawl.extract.layers.markup.container import sentence_chars, text_container
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.extract.listing import feed
from newscrawl.extract.listing.offers import has_same_url_pattern, is_index_of
from newscrawl.extract.listing.pager import next_page, page_number
from newscrawl.extract.notices import NotArticle, error_notice
from newscrawl.extract.page_type import why_not_article
from newscrawl.extracted import Listing
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.cms.known import undeclared, undeclared_listing
from newscrawl.families.undeclared import UnknownAddress
from newscrawl.items import Article
from newscrawl.page.document import Page
from newscrawl.sites import site_at, spider_for
from newscrawl.text.hosts import is_host_of
from newscrawl.worker.worker import Worker

_of_thread = threading.local()
MIN_TEXT_CHARS = 200
"""A page with so many characters of sentences may be an article, even if it does not say so."""


def read_page(body: bytes, url: str, *, headers: Mapping[str, str] | None = None, site: str | None = None,
              fetched_at: datetime | None = None, isolated: bool = False) -> Article:
    """The record of a saved article page, of a declared site or of any other Korean paper.

    ``body`` is the page as served, decompressed but not decoded; ``url`` the address it came from; ``headers`` the HTTP
    headers, of which the charset and the directives to robots count. ``site`` names the spider, which is otherwise found by the
    host; a host of no site is read by its CMS's selectors and by the other layers, and an address that a site does not know by its
    selectors and the other layers. ``fetched_at`` (aware; now, when left out) is
    when it was fetched: ``3분 전`` counts from there. ``isolated`` pages are read in a process beside this one, which is ended where a
    page takes too much: for pages from strangers. It starts in a second and stays for the next page; each thread has its own.

    Raises UnknownSiteError for a name of no site, NotAnArticle for a page that is none, for one that is too large or takes too much time
    or memory (``too-large``, ``too-costly``) and for an address on another host than those of the site that was named, ValueError for a
    time without a zone, TypeError for a body that is not bytes, and NoWorkerError where no process can be started (as on Windows).
    """
    return article_on(_saved(body, url, headers, fetched_at), site, isolated=isolated)


def article_on(page: Page, site: str | None = None, *, isolated: bool = False) -> Article:
    """The record of the article on a page. Raises what ``read_page`` does."""
    try:
        if isolated:
            return worker().ask_and_wait(_article_on, page, site)
        with reading_budget():
            return _article_on(page, site)
    except PageRefused as refused:
        raise NotAnArticle(refused.reason, str(refused)) from None


def _article_on(page: Page, site: str | None) -> Article:
    reader = article_reader(page, site)
    if reader.page_id(page) is None:
        raise NotAnArticle("address", f"{page.url} is no address of an article of {reader.name}")
    extracted = reader.read_article(page)
    article, _ = clean(extracted)
    if isinstance(reader, NewsSpider):
        verdict = reader.judge(page, extracted, article=article)
        # Whoever gives an address with a page says which article it is.
        problem = verdict if isinstance(verdict, NotArticle) and verdict.kind != "unproved" else None
    else:
        problem = why_not_article(page, extracted, article, declared=False)
    if not problem and not article.body:  # all that was read was dropped by the cleaner
        problem = NotArticle("no-body", "no article text was found on the page")
    if problem:
        raise NotAnArticle(*problem)
    return article


def read_listing(body: bytes, url: str, *, headers: Mapping[str, str] | None = None, site: str | None = None,
                 fetched_at: datetime | None = None, isolated: bool = False) -> Listing:
    """What a saved listing offers: the articles of its list, without menus, rankings and other side blocks, and the next page.

    The arguments are those of ``read_page``. A declared site's listing is read as its spider reads it, another by the selectors
    of its CMS, or by the shape of the page: the repeated structure that holds most headlines.

    Raises NotAListing for an article, a notice or a page without a list (such as one that a script fills); UnknownSiteError, ValueError,
    TypeError and NoWorkerError as ``read_page`` does. A later page of a declared listing that has no article is past its end, not an error.
    """
    page = _saved(body, url, headers, fetched_at)
    try:
        if isolated:
            return worker().ask_and_wait(_listing_on, page, site)
        with reading_budget():
            return _listing_on(page, site)
    except PageRefused as refused:
        raise NotAListing(refused.reason, str(refused)) from None


def _listing_on(page: Page, site: str | None) -> Listing:
    reader = reader_for(page, site)
    listing = _declared_listing(reader, page) if isinstance(reader, NewsSpider) else _undeclared_listing(reader, page)
    if not listing.links and (page_number(page.url) or 1) == 1:
        notice = error_notice(page)
        raise NotAListing(*(notice or ("no-links", "no list of articles was found on the page")))
    return listing


def worker() -> Worker:
    """The worker of this thread; it ends with the thread."""
    if not hasattr(_of_thread, "worker"):
        _of_thread.worker = Worker(["newscrawl.read"])
    found: Worker = _of_thread.worker
    return found


def _saved(body: bytes, url: str, headers: Mapping[str, str] | None, fetched_at: datetime | None) -> Page:
    if not isinstance(body, bytes | bytearray):
        raise TypeError(f"body is {type(body).__name__}, but a page is read from its bytes as served: response.content, path.read_bytes()")
    if fetched_at is not None and fetched_at.tzinfo is None:
        raise ValueError("fetched_at has no time zone")
    return Page.from_bytes(bytes(body), url, headers, fetched_at or datetime.now(UTC))


def _declared_listing(spider: NewsSpider, page: Page) -> Listing:
    if spider.page_id(page):
        extracted = spider.read_article(page)
        problem = why_not_article(page, extracted, clean(extracted)[0], declared=True)
        raise NotAListing(*(problem or ("article", f"{page.url} is an article's address of {spider.name}")))
    if spider.parse_listing_url(page.url) is None and _may_be_article(page):
        paper = UnknownAddress(page, spider)
        extracted = paper.read_article(page)
        if why_not_article(page, extracted, clean(extracted)[0], declared=False) is None:
            raise NotAListing("article", f"the page is an article, at an address that {spider.name} does not know")
    links = spider.article_links(page)
    listing_page = spider.parse_listing_url(page.url)
    next_url = spider.next_listing(page, *listing_page, None) if listing_page else next_page(page)
    links_as_listed = [replace(link, url=link.address or link.url) for link in links]
    return Listing(page.url, spider.name, links_as_listed, next_url if links else None)


def _undeclared_listing(paper: ArticlePages, page: Page) -> Listing:
    reader = undeclared_listing(page)
    links = reader.article_links(page)
    if feed.entries(page) is not None:
        return Listing(page.url, reader.name, links, reader.page_after(page))
    if links and all(has_same_url_pattern(page.url, link.url) for link in links):
        raise NotAListing("article", "the page's address is of the form of those it links to")
    if not is_index_of(page.url, [link.url for link in links]) and _may_be_article(page):
        extracted = paper.read_article(page)
        if why_not_article(page, extracted, clean(extracted)[0], declared=False) is None:
            raise NotAListing("article", "the page is an article, whatever it lists beside it")
    return Listing(page.url, reader.name, links, reader.page_after(page) if links else None)


def _may_be_article(page: Page) -> bool:
    """Whether it is worth the time to read a page as an article: it says so itself, or has a text."""
    if feed.entries(page) is not None:
        return False
    if "article" in page.meta.get("og:type", []) or "article:published_time" in page.meta or JSON_LD.read_title(page):
        return True
    container = text_container(page)
    return state_article(page) is not None or (container is not None and sentence_chars(container) >= MIN_TEXT_CHARS)


def article_reader(page: Page, site: str | None = None) -> ArticlePages:
    """Who reads a page as an article: as ``reader_for``; an address on a site's hosts that the site does not know is read as best can be."""
    reader = reader_for(page, site)
    if isinstance(reader, NewsSpider) and reader.page_id(page) is None and is_host_of(urlsplit(page.url).hostname or "", reader.allowed_domains):
        return UnknownAddress(page, reader)
    return reader


def reader_for(page: Page, site: str | None = None) -> ArticlePages:
    """Who reads a page: the site of that name, the site at its host, or the undeclared paper there.

    Raises UnknownSiteError for a name of no site, and for an address without a host.
    """
    if site:
        return spider_for(page.url, site)
    if not urlsplit(page.url).hostname:
        raise UnknownSiteError(f"{page.url!r} is no address; write it as https://www.example.com/1")
    return site_at(page.url) or undeclared(page)
