"""A fetched page, parsed once and never changed."""
from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, TypeVar, TypeVarTuple
from urllib.parse import urljoin

from lxml.etree import HTML, HTMLParser, fromstring
from lxml.etree import _Element as Element
from scrapy.http import Headers, HtmlResponse, Response, TextResponse
from w3lib.url import safe_url_string

from newscrawl.page.css import select_on_page
from newscrawl.page.dom import visible_text
from newscrawl.page.index import ElementIndex
from newscrawl.page.inline import names_hidden_by
from newscrawl.page.limits import (
    MAX_ADDRESS_CHARS,
    MAX_META_CHARS,
    MAX_METAS,
    MAX_TITLE_CHARS,
    are_too_long,
    check_size,
    cut_depth,
    cut_names,
)
from newscrawl.text.charset import choose_encoding, content_type, is_utf8
from newscrawl.text.dates import KST
from newscrawl.text.entities import unescaped
from newscrawl.text.whitespace import one_line

Css = str | tuple[str, ...]
"""A selector, or several: the first that matches anything is used (newest layout first)."""

_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+(?:\?[A-Za-z0-9_.=&-]+)?")
"""An absolute URL in which nothing has to be quoted or resolved."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")

_NOT_FOUND: Any = object()
_Arguments = TypeVarTuple("_Arguments")
_Found = TypeVar("_Found")
_Stated = TypeVar("_Stated", str, list[str], list[Any])


def once_per_page(function: Callable[[Page, *_Arguments], _Found]) -> Callable[[Page, *_Arguments], _Found]:
    """Decorator for a function of a page and other hashable arguments: it runs once for each page, which keeps the result."""
    @wraps(function)
    def memoized(page: Page, *arguments: *_Arguments) -> _Found:
        key = (function, arguments)
        value: _Found = page.memo.get(key, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = page.memo[key] = function(page, *arguments)
        return value

    return memoized


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page as it was fetched, without what was computed from it: what is sent to another process."""

    url: str
    body: bytes
    encoding: str
    is_utf8: bool
    headers: list[tuple[str, str]]
    """Names and values, in Latin-1."""

    flags: list[str]
    fetched_at: datetime
    archive: str | None


class Page:
    """A response and when it was fetched; tree, index and meta are computed when first used."""

    def __init__(self, response: TextResponse, fetched_at: datetime, *, is_utf8: bool = False, archive: str | None = None) -> None:
        """``is_utf8`` is true if the body is known to be valid UTF-8; ``archive`` is ``file:offset`` of the WARC record that it was
        replayed from."""
        self.response = response
        self._is_utf8 = is_utf8
        self.url: str = response.url
        self.fetched_at = fetched_at.astimezone(KST)
        self.archive = archive
        self.is_truncated = False
        """Whether the page is nested so deep that libxml2 stopped reading it. Set when it is parsed."""
        self.cut: dict[str, None] = {}
        """Warnings about what was cut, as it was past a limit. Set when the page is parsed."""
        self.body: Element | None = None
        """The element with the article's text, where its site declares it: it need not be found by its shape."""
        self.memo: dict[Hashable, Any] = {}
        """Results of functions with ``once_per_page``."""

    @classmethod
    def from_response(cls, response: Response) -> Page:
        """The page of a crawled response, which ``middlewares.received.Received`` stamped with the time it came in.

        Raises TypeError for a response that is not text; Scrapy logs and counts it.
        """
        if not isinstance(response, TextResponse):
            raise TypeError(f"{response.url} is not text but {response.headers.get('Content-Type')!r}")
        return cls(response, response.meta["fetched_at"], archive=response.meta.get("archive"))

    @classmethod
    def from_bytes(cls, body: bytes, url: str, headers: Mapping[str, str] | None, fetched_at: datetime) -> Page:
        """A saved page, decoded as in a crawl."""
        valid = is_utf8(body)
        encoding = "utf-8" if valid else choose_encoding(body, content_type(headers))
        return cls(HtmlResponse(url, headers=dict(headers or {}), body=body, encoding=encoding), fetched_at, is_utf8=valid)

    @classmethod
    def from_plain(cls, plain: PlainPage) -> Page:
        """The page that was sent."""
        headers: dict[str, list[str]] = {}
        for name, value in plain.headers:
            headers.setdefault(name, []).append(value)
        response = HtmlResponse(plain.url, headers=Headers(headers, "latin-1"), body=plain.body, encoding=plain.encoding, flags=plain.flags)
        return cls(response, plain.fetched_at, is_utf8=plain.is_utf8, archive=plain.archive)

    def plain(self) -> PlainPage:
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, values in self.response.headers.items() for value in values]
        response = self.response
        return PlainPage(self.url, response.body, response.encoding, self._is_utf8, headers, response.flags, self.fetched_at, self.archive)

    @cached_property
    def source(self) -> bytes:
        """The page in UTF-8, without NUL."""
        body: bytes = self.response.body
        if self._is_utf8 or (self.response.encoding == "utf-8" and is_utf8(body)):
            return body.replace(b"\0", b"")
        return self.response.text.replace("\0", "").encode(errors="replace")

    @property
    def tree(self) -> Element:
        """Raises PageTooLarge."""
        return self.index.root

    @cached_property
    def index(self) -> ElementIndex:
        """The page, parsed: all elements, by tag, class name and id. Raises PageTooLarge."""
        check_size(self.source)
        # Not the response's selector: they refer to each other, and stay in memory until the garbage collector runs.
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        tree = fromstring(self.source, parser)
        if tree is None:  # empty, or comments only
            return ElementIndex(HTML("<html></html>"))
        last = parser.error_log.last_error
        self.is_truncated = last is not None and last.type_name == "ERR_RESOURCE_LIMIT"
        for later in [*tree.itersiblings("*")]:
            tree.append(later)  # elements after </html>: a second root for libxml2, visible in a browser
        if cut_depth(tree):
            self.cut["page: what is nested too deep was read as plain text"] = None
        index = ElementIndex(tree)
        if are_too_long(index.classes) or are_too_long(index.ids):
            self.cut["page: the end of a long class attribute was not read"] = None
            cut_names(tree)
            index = ElementIndex(tree)
        return index

    @once_per_page
    def css(self, selectors: Css) -> list[Element]:
        """The elements that the first selector with a match matches, in page order."""
        for selector in (selectors,) if isinstance(selectors, str) else selectors:
            if selector and (elements := select_on_page(self.index, selector)):
                return elements
        return []

    @once_per_page
    def texts(self, selectors: Css) -> list[str]:
        """The non-empty texts of ``css(selectors)``, each on one line."""
        return [text for element in self.css(selectors) if (text := visible_text(element))]

    def text(self, selectors: Css) -> str | None:
        """The first of ``texts(selectors)``."""
        return next(iter(self.texts(selectors)), None)

    def absolute(self, address: str) -> str:
        """A URL made absolute, in ASCII; "" if it is invalid or too long. ``//host/path`` becomes https."""
        if len(address) > MAX_ADDRESS_CHARS:
            return ""
        return address if _PLAIN_ADDRESS.fullmatch(address) else _joined(self.base_url, address)

    def up_to(self, most: int, unit: str, stated: _Stated, place: str) -> _Stated:
        """What stands at a place, up to a limit; if there is more, ``cut`` says so: ``title: more than 1000 characters are not read``."""
        if len(stated) > most:
            self.cut[f"{place}: more than {most} {unit} are not read"] = None
        return stated[:most]

    @cached_property
    def hidden_names(self) -> frozenset[str]:
        """Class names and ids that the page's own style sheets hide."""
        return names_hidden_by(style.text or "" for style in self.index.by_tag["style"])

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to; a ``<base>`` that is no address of the web is none for browsers too."""
        bases = self.index.by_tag["base"]
        stated = self.up_to(MAX_ADDRESS_CHARS, "characters", bases[0].get("href") or "", "<base>") if bases else ""
        base = _joined(self.url, stated) if stated else ""
        return base if base.startswith(("http://", "https://")) else self.url

    @cached_property
    def title_tag(self) -> str:
        """The text of ``<title>``, "" if there is none."""
        text = next((text for element in self.index.by_tag["title"] if (text := visible_text(element))), "")
        return unescaped(self.up_to(MAX_TITLE_CHARS, "characters", text, "<title>"))

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of ``<meta>`` by lower-case name, property or itemprop."""
        contents: dict[str, list[str]] = {}
        for element in self.index.by_tag["meta"]:
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if not name or not (stated := element.get("content")):
                continue
            most = MAX_TITLE_CHARS if name.endswith("title") else MAX_META_CHARS
            if content := one_line(unescaped(self.up_to(most, "characters", stated, "<meta>"))):
                contents.setdefault(name.strip().lower(), []).append(content)
        return {name: self.up_to(MAX_METAS, "values of one name", values, "<meta>") for name, values in contents.items()}


def _joined(base: str, address: str) -> str:
    """An address made absolute, in ASCII; "" if it is invalid or too long."""
    address = _CONTROLS.sub("", address).strip()
    try:
        absolute = safe_url_string(urljoin(base, f"https:{address}" if address.startswith("//") else address))
    except ValueError:  # e.g. an unclosed bracket in the host
        return ""
    # What is no ASCII now is a host that no name server could know.
    return absolute if len(absolute) <= MAX_ADDRESS_CHARS and absolute.isascii() and absolute.isprintable() else ""
