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
from twisted.python.failure import Failure
from w3lib.html import remove_tags, replace_entities

from newscrawl.extract.listing import feed
from newscrawl.families.base.listing_pages import ListingPages
from newscrawl.families.base.news_spider import NewsSpider, Step, why
from newscrawl.families.cms.system import Cms, SiteAddresses
from newscrawl.families.undeclared import UndeclaredPaper
from newscrawl.items import FoundArticle, Link
from newscrawl.page.document import Css, Page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line


class WordpressPages(ListingPages):
    """What WordPress's posts look like: the class names that its own functions write, then those of common themes."""

    cms = "WordPress"

    title_css = ("h1.entry-title", ".entry-title", "h1.post-title", ".post-header h1", "h1.single-title")
    byline_css: Css = (".author.vcard .fn", ".author.vcard a", ".td-post-author-name a", 'a[rel="author"]', ".post-author a")
    # What is shown is often but the day.
    published_css = ('meta[property="article:published_time"]', "time.entry-date.published", "time.entry-date", "time.published",
                     "time[datetime]", ".post-date")
    modified_css = ("time.updated", "time.modified")
    section_css = ('a[rel="category tag"]', ".td-post-category", ".entry-category a", ".cat-links a",
                   'a[rel="tag"][href*="/category/"]')
    body_css: Css = ("div.entry-content", "div.td-post-content", "div.post-content", "div.single-content", "article .content",
                     "article .entry")
    # What plugins add below a text: Jetpack's, AddToAny's and YARPP's.
    drop_css = ".jp-relatedposts, .sharedaddy, .addtoany_share_save_container, .yarpp-related"
    # Some themes mark a category as a tag.
    tags_css = ('a[rel="tag"]:not([href*="/category/"])', ".tags-links a", ".td-tags a")


class WordpressSpider(WordpressPages, NewsSpider):
    """Crawl one site on WordPress.

    What it is for: a site whose articles are WordPress's posts. A listing is asked of the REST interface first, then as the category's
    feed, then as the category's page. An article's id is the number of its post: addresses change with the site's settings, and many
    carry none. A page that does not tell its post's number is no article.
    What to set: ``name``, ``publisher``, ``host``, ``allowed_domains``, ``sections``; ``slugs`` where a category's slug is not our
    key; ``section_codes = {"all": ""}`` for all posts of the site; ``category_base`` where categories are not at ``/category/``;
    ``id_patterns`` where addresses of another form carry the post's number.
    What to override: the selectors that the theme needs.
    """

    listing_shape = "REST, else a feed, else pages"

    host: str

    slugs: dict[str, str] = {}
    """Our key -> the category's slug, below those of its parents: ``article/ai``. Our key itself where none is said."""

    category_base = "category"
    """What stands before the slugs in a category's address."""

    # The short address, and the numeric one that WordPress's settings offer.
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
        """Whether an address is on this very site: another edition, at another subdomain, counts its own posts."""
        host = urlsplit(url).hostname or ""
        return host.removeprefix("www.") == self.host.removeprefix("www.")

    # Articles

    def page_id(self, page: Page) -> str | None:
        return post_number(page) if self.is_here(page.url) else None

    def is_article_page(self, link: Link, page: Page) -> bool:
        return self.page_id(page) == link.id

    def read_article(self, page: Page, listing: str | None = None, link: Link | None = None) -> FoundArticle:
        number = self.page_id(page) or (link and link.id)
        if not number:
            raise ValueError(f"{page.url} does not tell its post's number")
        found = super().read_article(page, listing, link or Link(page.url, number))
        found.article_id, found.url = number, self.permalink(page)
        return found

    def date_from_id(self, article_id: str, page: Page) -> Moment | None:
        """The day in the page's address, where the site's settings put it there: ``/2026/11/21-118/``."""
        day = _DAY.match(urlsplit(page.url).path)
        return parse_moment(day[1], page.fetched_at) if day else None

    def permalink(self, page: Page) -> str:
        """The page's canonical link if it is on this site, and else its address without a query."""
        links = (link for link in page.tree.iter("link") if link.get("rel") == "canonical")
        stated = (page.absolute(address) for link in links if (address := link.get("href")))
        return next(filter(self.is_here, stated), page.url.partition("?")[0])

    # Listings. A code is the category's slug, and its number after a colon where it is known: ``article/ai:57``.

    @property
    def menu_url(self) -> str:  # type: ignore[override]
        slugs = ",".join(_last(self.slug(key)) for key in self.sections)
        return f"https://{self.host}/wp-json/wp/v2/categories?slug={slugs}&per_page=100&_fields=id,slug"

    def read_menu(self, page: Page) -> dict[str, str]:
        """The codes of all sections, with the numbers that the REST interface tells."""
        numbers = {category.get("slug"): category.get("id") for category in _objects(page)}
        codes = {key: (self.slug(key), numbers.get(_last(self.slug(key)))) for key in self.sections}
        return {key: f"{slug}:{number}" if number else slug for key, (slug, number) in codes.items()}

    def listing_failed(self, failure: Failure) -> Iterator[Step]:
        request: Request = failure.request  # type: ignore[attr-defined]
        if "walk" in request.cb_kwargs:
            yield from super().listing_failed(failure)
            return
        # With REST closed, the feed and the page still know a category by its slug.
        self.logger.warning("could not ask %s for the categories' numbers: %s", request.url, why(failure)[1])
        for listing in self.arguments.listings:
            if listing not in self.section_codes:
                yield self.first_request(listing, self.slug(listing))

    def slug(self, key: str) -> str:
        return self.slugs.get(key, key)

    def listing_address(self, code: str, page_number: int) -> str:
        return self.listing_addresses(code, page_number)[0]

    def listing_addresses(self, code: str, page_number: int) -> list[str]:
        """The same listing by REST where that can be, as a feed, and as a page where there is one."""
        slug, _, number = code.partition(":")
        folder = "".join(f"/{part}" for part in (self.category_base, slug) if part) if slug else ""
        feed = f"https://{self.host}{folder}/feed/" + (f"?paged={page_number}" if page_number > 1 else "")
        shown = f"https://{self.host}{folder}/" + (f"page/{page_number}/" if page_number > 1 else "")
        category = f"categories={number}&" if number else ""
        asked = (f"https://{self.host}/wp-json/wp/v2/posts?{category}per_page={POSTS_A_PAGE}&page={page_number}"
                 "&_fields=id,date,date_gmt,link,title")
        # Without its number, a category can't be asked by REST; the page of all posts is the home page, which shows what it likes.
        return [*([asked] if number or not slug else []), feed, *([shown] if slug else [])]

    def fallback_listing_url(self, code: str, page_number: int, address: str) -> str | None:
        # The second page of one kind is not the second of another: what begins as one kind goes on so.
        addresses = self.listing_addresses(code, 1) if page_number == 1 else []
        return next((after for before, after in pairwise(addresses) if before == address), None)

    def next_listing(self, page: Page, code: str, page_number: int, since: datetime | None) -> str | None:
        if page_number >= int(_header(page, "X-WP-TotalPages") or page_number + 1):
            return None
        firsts, nexts = self.listing_addresses(code, 1), self.listing_addresses(code, page_number + 1)
        return next((following for first, following in zip(firsts, nexts, strict=True) if _kind(first) == _kind(page.url)), None)

    def article_links(self, page: Page) -> list[Link]:
        entries = feed.entries(page)
        if entries is not None:
            found = [self.post_in_feed(entry) for entry in entries]
        elif page.response.text.lstrip("\ufeff \r\n").startswith(("[", "{")):
            found = [self.post_by_rest(page, post) for post in _objects(page)]
        elif urlsplit(page.url).path.strip("/"):
            return super().article_links(page)
        else:
            found = []  # sent to the home page, which is no listing
        return list({link.id: link for link in reversed([*filter(None, found)])}.values())[::-1]

    def post_by_rest(self, page: Page, post: dict[str, Any]) -> Link | None:
        address, title = post.get("link"), post.get("title")
        if not (isinstance(post.get("id"), int) and isinstance(address, str) and self.is_here(address)):
            return None
        # The site's own time is Korean and has no zone; an old post's other one may be zeros.
        times = (parse_moment(text, page.fetched_at) for text in (f"{post.get('date_gmt')}Z", str(post.get("date"))))
        rendered = title.get("rendered") if isinstance(title, dict) else None
        shown = one_line(replace_entities(remove_tags(str(rendered or ""))))
        return Link(page.absolute(address), str(post["id"]), shown or None, next(filter(None, times), None))

    def post_in_feed(self, entry: feed.Entry) -> Link | None:
        # The short address behind the link tells the number, unless an old import has left another site's there.
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
"""As many as REST gives at once."""
_ROW_NUMBER = re.compile(r"(?:^|\s)post-(\d+)(?:\s|$)")
_NO_POST = re.compile(r"/(?:$|(?:archives/)?(?:category|tag|author|page)/|wp-)")
_DAY = re.compile(r"/(\d{4}/\d\d/\d\d)[/-]")
# What feeds add to count their readers.
_TRACKED = re.compile(r"\?utm_.*$")


def post_number(page: Page) -> str | None:
    """The number of the post that a page shows, as WordPress itself writes it; None on any other page."""
    links = {link.get("rel"): link.get("href") or "" for link in page.tree.iter("link")
             if link.get("rel") == "shortlink" or link.get("type") == "application/json"}
    body = next(page.tree.iter("body"), None)
    marks = body.get("class") or "" if body is not None else ""
    stated = ((r"[?&]p=(\d+)$", links.get("shortlink", "")), (r"(?:^|\s)postid-(\d+)(?:\s|$)", marks),
              (r"/wp/v2/posts/(\d+)$", links.get("alternate", "")))
    return next((match[1] for pattern, text in stated if (match := re.search(pattern, text))), None)


def _objects(page: Page) -> list[dict[str, Any]]:
    """The objects of a JSON array; none of anything else."""
    try:
        told = json.loads(page.response.text)
    except (ValueError, RecursionError):
        return []
    return [thing for thing in told if isinstance(thing, dict)] if isinstance(told, list) else []


def _kind(address: str) -> str:
    parts = urlsplit(address).path.split("/")
    return "rest" if "wp-json" in parts else "feed" if "feed" in parts else "page"


def _header(page: Page, name: str) -> str | None:
    value = page.response.headers.get(name)
    return value.decode("latin-1") if value and value.isdigit() else None


def _last(slug: str) -> str:
    return slug.rpartition("/")[2]


def has_marks(page: Page) -> bool:
    """Whether a page says that WordPress made it, or asks for WordPress's files."""
    return any(text.startswith("WordPress") for text in page.meta.get("generator", [])) or any(
        "/wp-content/" in address or "api.w.org" in address for address in _addresses(page, "link", "href")) or any(
        "/wp-includes/" in address for address in _addresses(page, "script", "src"))


def _addresses(page: Page, tag: str, attribute: str) -> list[str]:
    return [address for element in page.index.by_tag[tag] if (address := element.get(attribute))]


def attributes(site: SiteAddresses) -> dict[str, object]:
    """Of a new site: what the base does not know, a slug that is not our key and another folder than ``category``."""
    folder = site.listing_url.partition("/{code}")[0].rpartition("/")[2]
    slugs = {} if site.code == site.section else {"slugs": {site.section: site.code}}
    return {"host": site.host, **slugs, **({} if folder == WordpressSpider.category_base else {"category_base": folder})}


CMS = Cms("wordpress", has_marks, UndeclaredWordpress, bases=(WordpressSpider,), attributes=attributes)
