"""A fetched page, parsed once and never changed."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml.etree import HTML, HTMLParser, fromstring
from lxml.etree import _Element as Element
from scrapy.http import HtmlResponse, Response, TextResponse
from w3lib.url import safe_url_string

from newscrawl.extract.blocks import walk
from newscrawl.extract.layers import json_ld
from newscrawl.extract.layers.markup import container as generic
from newscrawl.extract.layers.markup import header, headline
from newscrawl.extract.layers.script_state import article as state
from newscrawl.items import FoundBlock
from newscrawl.page.css import select_on_page
from newscrawl.page.dom import shown
from newscrawl.page.index import Census
from newscrawl.text.charset import choose_encoding, content_type, is_utf8
from newscrawl.text.dates import KST, Moment, published_and_modified
from newscrawl.text.whitespace import one_line

if TYPE_CHECKING:
    from newscrawl.extract.layers.script_state.article import StateArticle

Css = str | tuple[str, ...]
"""A selector, or several of which the first that matches counts (newest layout first)."""


_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+(?:\?[A-Za-z0-9_.=&-]+)?")
"""An absolute address in which nothing needs to be quoted or resolved."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Page:
    """A response and when it was fetched; its tree, JSON-LD and meta are made when first asked for."""

    def __init__(self, response: TextResponse, fetched_at: datetime, *, is_utf8: bool = False) -> None:
        """``is_utf8`` says that the body is known to be UTF-8 without an error."""
        self.response = response
        self._is_utf8 = is_utf8
        self.url: str = response.url
        self.fetched_at = fetched_at.astimezone(KST)
        self.is_cut = False
        """Whether the page is nested so deep that libxml2 stopped reading it; known once it is parsed."""
        self._selected: dict[Css, list[Element]] = {}
        self._texts: dict[Css, list[str]] = {}
        self._times: dict[Css, tuple[Moment | None, Moment | None]] = {}

    @classmethod
    def from_response(cls, response: Response) -> Page:
        """The page of a crawled response, which ``middlewares.Received`` stamped with the time it came in.

        Raises TypeError for a response that is no text, which Scrapy logs and counts.
        """
        if not isinstance(response, TextResponse):
            raise TypeError(f"{response.url} is not text but {response.headers.get('Content-Type')!r}")
        return cls(response, response.meta["fetched_at"])

    @classmethod
    def from_bytes(cls, body: bytes, url: str, headers: Mapping[str, str] | None, fetched_at: datetime) -> Page:
        """A saved page, decoded by the rule that the crawl decodes by."""
        valid = is_utf8(body)
        encoding = "utf-8" if valid else choose_encoding(body, content_type(headers))
        return cls(HtmlResponse(url, headers=dict(headers or {}), body=body, encoding=encoding), fetched_at, is_utf8=valid)

    @property
    def archive(self) -> str | None:
        """``file:offset`` of the WARC record that it was replayed from."""
        place: str | None = self.response.meta.get("archive") if self.response.request else None
        return place

    @cached_property
    def source(self) -> bytes:
        """The page in UTF-8, without NUL."""
        body: bytes = self.response.body
        if self._is_utf8 or (self.response.encoding == "utf-8" and is_utf8(body)):
            return body.replace(b"\0", b"")
        return self.response.text.replace("\0", "").encode(errors="replace")

    @cached_property
    def tree(self) -> Element:
        # Not the response's selector: the two refer to each other, and would stay in memory until the garbage collector comes.
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        tree = fromstring(self.source, parser)
        if tree is None:  # nothing, or nothing but comments
            return HTML("<html></html>")
        last = parser.error_log.last_error
        self.is_cut = last is not None and last.type_name == "ERR_RESOURCE_LIMIT"
        for later in [*tree.itersiblings("*")]:
            tree.append(later)  # what stands after </html>: libxml2 makes it a second root, a browser shows it
        return tree

    @cached_property
    def container(self) -> Element | None:
        """The element that seems to hold the article's text, whatever the site."""
        return generic.body_container(self.census.texts)

    @cached_property
    def container_text(self) -> str:
        """All that the container shows, on one line."""
        return shown(self.container) if self.container is not None else ""

    @cached_property
    def blocks(self) -> list[FoundBlock]:
        """What stands in the container, after the pictures between the title and it."""
        if self.container is None:
            return []
        figures, forms = generic.lead_figures(self, self.container), generic.forms(self.container)
        found = walk([*figures, self.container], self.absolute, forms)
        title = self.title_element
        return header.marked(self, found) if title is not None and self.container in title.iterancestors() else found

    @cached_property
    def census(self) -> Census:
        """All elements, by class name and id."""
        return Census(self.tree)

    @cached_property
    def title_element(self) -> Element | None:
        """The element that shows the article's title."""
        return headline.title_element(self)

    @cached_property
    def header(self) -> list[header.Line]:
        """The lines between the title and the text."""
        return header.lines(self)

    @cached_property
    def header_byline(self) -> list[str]:
        """Texts of the header, or else of elements named for it, that say who wrote it."""
        return header.byline(self)

    @cached_property
    def header_times(self) -> tuple[Moment | None, Moment | None]:
        """When the header says that the article was published and modified."""
        return header.times(self)

    def css(self, selectors: Css) -> list[Element]:
        """What the first selector that matches anything matches, in page order. Asked once a page."""
        if selectors not in self._selected:
            each = (selectors,) if isinstance(selectors, str) else selectors
            self._selected[selectors] = next((found for one in each if one and (found := select_on_page(self.census, one))), [])
        return self._selected[selectors]

    def texts(self, selectors: Css) -> list[str]:
        """The non-empty texts of ``css(selectors)``, each on one line."""
        if selectors not in self._texts:
            self._texts[selectors] = [text for element in self.css(selectors) if (text := shown(element))]
        return self._texts[selectors]

    def text(self, selectors: Css) -> str | None:
        """The first of ``texts(selectors)``."""
        return next(iter(self.texts(selectors)), None)

    def times(self, selectors: Css) -> tuple[Moment | None, Moment | None]:
        """When what ``css(selectors)`` shows, or states in ``datetime`` or ``content``, says it was published and modified."""
        if selectors not in self._times:
            stated = [element.get("datetime") or element.get("content") or "" for element in self.css(selectors)]
            text = " | ".join([*filter(None, stated), *self.texts(selectors)])
            self._times[selectors] = published_and_modified(text, self.fetched_at)
        return self._times[selectors]

    def absolute(self, address: str) -> str:
        """The address seen from this page, in ASCII; "" for one that is none. One without a scheme is https."""
        if _PLAIN_ADDRESS.fullmatch(address):
            return address
        address = _CONTROLS.sub("", address).strip()
        try:
            return safe_url_string(urljoin(self.base_url, f"https:{address}" if address.startswith("//") else address))
        except ValueError:  # e.g. an unclosed bracket in the host
            return ""

    @cached_property
    def base_url(self) -> str:
        bases = self.census.by_tag["base"]
        return urljoin(self.url, bases[0].get("href") or "") if bases else self.url

    @cached_property
    def title_tag(self) -> str:
        """What ``<title>`` says, "" when it says nothing."""
        return next((text for element in self.census.by_tag["title"] if (text := shown(element))), "")

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of ``<meta>`` by lower-case name, property or itemprop."""
        found: dict[str, list[str]] = {}
        for element in self.census.by_tag["meta"]:
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = one_line(element.get("content") or "")
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The page's JSON-LD objects, graphs and arrays laid flat."""
        stated = (text for script, text in self.census.scripts if (script.get("type") or "").lower() == "application/ld+json")
        return [thing for text in stated for thing in json_ld.objects(text)]

    @cached_property
    def news_article(self) -> dict[str, Any]:
        """The JSON-LD object that is the article, {} when there is none."""
        return json_ld.article(self.json_ld)

    @cached_property
    def state(self) -> StateArticle | None:
        """The article in the state that the page's scripts carry."""
        return state.find(self)
