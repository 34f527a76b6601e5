"""Sites on WordPress, whatever the theme."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import _Element as Element
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.html import remove_tags, replace_entities

from newscrawl.extract.listing import feed
from newscrawl.extracted import ExtractedArticle, Link
from newscrawl.failures import failure_reason
from newscrawl.families.base.article_crawl import SpiderOutput
from newscrawl.families.base.listing_end import ListingPage
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.news_spider import NewsSpider
from newscrawl.families.base.walk import Walk
from newscrawl.families.base.walk_ends import END
from newscrawl.families.cms.system import Cms, SiteAddresses
from newscrawl.families.cms.wordpress_markup import category_number, has_fingerprint, post_number
from newscrawl.families.undeclared import UndeclaredPaper
from newscrawl.page.document import Css, Page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line


class WordpressPages(ListingPages):
    """WordPress posts: the class names that WordPress writes, then those of common themes."""

    cms = "WordPress"

    title_css = ("h1.entry-title", ".entry-title", "h1.post-title", ".post-header h1", "h1.single-title")
    byline_css: Css = (".author.vcard .fn", ".author.vcard a", ".td-post-author-name a", 'a[rel="author"]', ".post-author a")
    # The visible time is often only the day.
    published_css = ('meta[property="article:published_time"]', "time.entry-date.published", "time.entry-date", "time.published",
                     "time[datetime]", ".post-date")
    modified_css = ("time.updated", "time.modified")
    section_css = ('a[rel="category tag"]', ".td-post-category", ".entry-category a", ".cat-links a",
                   'a[rel="tag"][href*="/category/"]')
    body_css: Css = ("div.entry-content", "div.td-post-content", "div.post-content", "div.single-content", "article .content",
                     "article .entry")
    # Added below the text by the plugins Jetpack, AddToAny and YARPP.
    drop_css = ".jp-relatedposts, .sharedaddy, .addtoany_share_save_container, .yarpp-related"
    # Some themes mark categories as tags.
    tags_css = ('a[rel="tag"]:not([href*="/category/"])', ".tags-links a", ".td-tags a")


class WordpressSpider(WordpressPages, NewsSpider):
    """Crawl one site on WordPress.

    What it is for: a site whose articles are WordPress posts. A listing is requested from the REST API first, then as the category's
    feed, then as the category's page. The article id is the post number, since URLs change with the site's settings, and many have no
    number. A page without a post number is not an article.
    What to set: ``name``, ``publisher``, ``host``, ``allowed_domains``, ``sections``; ``slugs`` if a category's slug is not the section
    key; ``section_codes = {"all": ""}`` for all posts of the site; ``category_base`` if categories are not at ``/category/``;
    ``id_patterns`` if URLs of another form have the post number.
    What to override: the selectors that the theme needs.
    """

    listing_shape = "REST, else a feed, else pages"

    host: str

    slugs: dict[str, str] = {}
    """Section key -> the category's slug, with its parents: ``article/ai``. By default the key is the slug."""

    category_base = "category"
    """The path before the slugs in a category's URL."""

    # The short link, and the numeric form in WordPress's settings.
    id_patterns: tuple[str, ...] = (r"/\?(?:.*&)?p=(?P<id>\d+)", r"/archives/(?P<id>\d+)(?:$|[/?])")

    row_css: Css = (".type-post", 'article[id^="post-"]', "article.item-list")
    row_title_css = (".entry-title a", "h2 a, h3 a", "h4 a, h5 a")
    row_time_css = ("time[datetime]", ".updated, .published, .post-date, .tie-date, .date")

    # Addresses

    @property
    def article_url(self) -> str:  # type: ignore[override]
        return f"https://{self.host}/?p={{id}}"

    def article_id(self, url: str) -> str | None:
        return super().article_id(url) if self.is_here(url) else None

    def article_link(self, url: str) -> Link | None:
        number = self.article_id(url)
        return Link(url.partition("#")[0], number) if number else None

    def is_here(self, url: str) -> bool:
        """Whether a URL is on this site: another edition on another subdomain numbers its own posts."""
        host = urlsplit(url).hostname or ""
        return host.removeprefix("www.") == self.host.removeprefix("www.")

    # Articles

    def page_id(self, page: Page) -> str | None:
        return post_number(page) if self.is_here(page.url) else None

    def is_article_page(self, link: Link, page: Page) -> bool:
        number = self.page_id(page)
        # A theme may leave out the number; then the judge asks for another proof.
        return number == link.id or (number is None and page.url == link.url and self.is_here(page.url))

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> ExtractedArticle:
        number = self.page_id(page) or (link and link.id)
        if not number:
            raise ValueError(f"{page.url} does not tell its post's number")
        extracted = super().read_article(page, listing, link or Link(page.url, number))
        extracted.article_id, extracted.url = number, self.permalink(page)
        return extracted

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
        """The day in the page's URL, if the site's settings put it there: ``/2026/11/21-118/``."""
        day = _DAY.match(urlsplit(page.url).path)
        return parse_moment(day[1], page.fetched_at) if day else None

    def permalink(self, page: Page) -> str:
        """The page's canonical link if it is on this site, else its URL without a query."""
        links = (link for link in page.tree.iter("link") if link.get("rel") == "canonical")
        stated = (page.absolute(address) for link in links if (address := link.get("href")))
        return next(filter(self.is_here, stated), page.url.partition("?")[0])

    # Listings. A code is the category's slug, with its number after a colon if that is known: ``article/ai:57``.

    @property
    def menu_url(self) -> str:  # type: ignore[override]
        slugs = ",".join(_last(self.slug(key)) for key in self.sections)
        return f"https://{self.host}/wp-json/wp/v2/categories?slug={slugs}&per_page=100&_fields=id,slug"

    def read_menu(self, page: Page) -> dict[str, str]:
        """Section key -> code, with the category numbers from the REST API."""
        numbers = {category.get("slug"): category.get("id") for category in _objects(page)}
        codes = {key: (self.slug(key), numbers.get(_last(self.slug(key)))) for key in self.sections}
        return {key: f"{slug}:{number}" if number else slug for key, (slug, number) in codes.items()}

    def listing_failed(self, failure: Failure) -> Iterator[SpiderOutput]:
        request: Request = failure.request  # type: ignore[attr-defined]
        if "walk" in request.cb_kwargs:
            yield from super().listing_failed(failure)
            return
        # Without the REST API, the feed and the page still work with the slug.
        self.logger.warning("could not ask %s for the categories' numbers: %s", request.url, failure_reason(failure)[1])
        for listing in self.arguments.sections:
            if listing not in self.section_codes:
                yield self.first_request(listing, self.slug(listing))

    def end_before(self, response: Response, walk: Walk) -> str | None:
        return END if b"rest_post_invalid_page_number" in response.body else super().end_before(response, walk)

    def slug(self, key: str) -> str:
        return self.slugs.get(key, key)

    def listing_address(self, code: str, page_number: int) -> str:
        return self.listing_addresses(code, page_number)[0]

    def listing_addresses(self, code: str, page_number: int) -> list[str]:
        """The URLs of the same listing page: REST API (if possible), feed, and page (if there is one)."""
        slug, _, number = code.partition(":")
        folder = "".join(f"/{part}" for part in (self.category_base, slug) if part) if slug else ""
        feed_url = f"https://{self.host}{folder}/feed/" + (f"?paged={page_number}" if page_number > 1 else "")
        page_url = f"https://{self.host}{folder}/" + (f"page/{page_number}/" if page_number > 1 else "")
        category = f"categories={number}&" if number else ""
        rest = (f"https://{self.host}/wp-json/wp/v2/posts?{category}per_page={POSTS_A_PAGE}&page={page_number}"
                 "&_fields=id,date,date_gmt,link,title")
        # The REST API needs the category's number. All posts have no page: the home page is no listing.
        return [*([rest] if number or not slug else []), feed_url, *([page_url] if slug else [])]

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        # Page 2 of the feed has other posts than page 2 of the API: a walk stays with the interface of its first page.
        addresses = self.listing_addresses(code, 1) if page_number == 1 else []
        return next((after for before, after in pairwise(addresses) if before == address), None)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        if page_number >= int(_header(page, "X-WP-TotalPages") or page_number + 1):
            return None
        firsts, nexts = self.listing_addresses(code, 1), self.listing_addresses(code, page_number + 1)
        return next((following for first, following in zip(firsts, nexts, strict=True) if _interface(first) == _interface(page.url)), None)

    def names_next(self, page: Page, page_number: int, following: str | None, before: ListingPage | None) -> bool | None:
        pages = _header(page, "X-WP-TotalPages")
        return page_number < int(pages) if pages else super().names_next(page, page_number, following, before)

    def article_links(self, page: Page) -> list[Link]:
        entries = feed.entries(page)
        if entries is not None:
            found = [self.post_in_feed(entry) for entry in entries]
        elif page.response.text.lstrip("\ufeff \r\n").startswith(("[", "{")):
            found = [self.post_by_rest(page, post) for post in _objects(page)]
        elif urlsplit(page.url).path.strip("/"):
            return super().article_links(page)
        else:
            found = []  # redirected to the home page, which is no listing
        return list({link.id: link for link in reversed([*filter(None, found)])}.values())[::-1]

    def post_by_rest(self, page: Page, post: dict[str, Any]) -> Link | None:
        address, title = post.get("link"), post.get("title")
        if not (isinstance(post.get("id"), int) and isinstance(address, str) and self.is_here(address)):
            return None
        # ``date`` is Korean time without a zone; ``date_gmt`` of an old post may be zeros.
        times = (parse_moment(text, page.fetched_at) for text in (f"{post.get('date_gmt')}Z", str(post.get("date"))))
        rendered = title.get("rendered") if isinstance(title, dict) else None
        title_text = one_line(replace_entities(remove_tags(str(rendered or ""))))
        return Link(page.absolute(address), str(post["id"]), title_text or None, next(filter(None, times), None))

    def post_in_feed(self, entry: feed.Entry) -> Link | None:
        # The entry's short link has the number, unless an import left another site's link.
        number = entry.number or next(filter(None, map(self.article_id, reversed(entry.addresses))), None)
        if not (number and self.is_here(entry.addresses[0])):
            return None
        return Link(_TRACKED.sub("", entry.addresses[0]), number, entry.title, entry.time)

    def row_link(self, row: Element, address: str) -> Link | None:
        number = _ROW_NUMBER.search(f"{row.get('id') or ''} {row.get('class') or ''}")
        if not number:
            return self.article_link(address)
        is_post = self.is_here(address) and not _NO_POST.match(urlsplit(address).path)
        return Link(address.partition("#")[0], number[1]) if is_post else None


class UndeclaredWordpress(UndeclaredPaper, WordpressPages):
    """A paper on WordPress."""


POSTS_A_PAGE = 100
"""The maximum of the REST API."""
_ROW_NUMBER = re.compile(r"(?:^|\s)post-(\d+)(?:\s|$)")
_NO_POST = re.compile(r"/(?:$|(?:archives/)?(?:category|tag|author|page)/|wp-)")
_DAY = re.compile(r"/(\d{4}/\d\d/\d\d)[/-]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
# Tracking parameters in feeds.
_TRACKED = re.compile(r"\?utm_.*$")


def _objects(page: Page) -> list[dict[str, Any]]:
    """The objects in a JSON array; [] for anything else."""
    try:
        answer = json.loads(page.response.text)
    except (ValueError, RecursionError):
        return []
    return [element for element in answer if isinstance(element, dict)] if isinstance(answer, list) else []


def _interface(address: str) -> str:
    parts = urlsplit(address).path.split("/")
    return "rest" if "wp-json" in parts else "feed" if "feed" in parts else "page"


def _header(page: Page, name: str) -> str | None:
    value = page.response.headers.get(name)
    return value.decode("latin-1") if value and value.isdigit() else None


def _last(slug: str) -> str:
    return slug.rpartition("/")[2]


def attributes(site: SiteAddresses) -> dict[str, object]:
    """The attributes of a new site's spider: host, and slug and category base if they are not the defaults.

    Raises ValueError if the listing is not a category's.
    """
    if not site.code:
        raise ValueError("the listing is not a category's; take one from the menu")
    default, folders = WordpressSpider.category_base, urlsplit(site.listing_url.partition("/{code}")[0]).path.strip("/").split("/")
    # What follows the usual base are the category's parents.
    end = folders.index(default) + 1 if default in folders else len(folders)
    base = "/".join(folders[:end])
    # WordPress writes escapes in small letters, also in the REST API's answers.
    slug = _ESCAPE.sub(lambda escape: escape[0].lower(), "/".join([*folders[end:], site.code]))
    slugs = {} if slug == site.section else {"slugs": {site.section: slug}}
    return {"host": site.host, **slugs, **({} if base == default else {"category_base": base})}


CMS = Cms("wordpress", has_fingerprint, UndeclaredWordpress, bases=(WordpressSpider,), attributes=attributes, section_number=category_number)
