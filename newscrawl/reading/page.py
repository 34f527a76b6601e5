"""A fetched page, parsed once and never changed."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin

from cssselect import HTMLTranslator
from lxml.etree import XPath
from lxml.html import HtmlElement
from scrapy.http import HtmlResponse, Response, TextResponse
from w3lib.url import safe_url_string

from newscrawl.reading import json_ld
from newscrawl.reading.elements import shown
from newscrawl.text.charset import choose_encoding, content_type
from newscrawl.text.dates import KST
from newscrawl.text.whitespace import one_line

Css = str | tuple[str, ...]
"""A selector, or several of which the first that matches counts (newest layout first)."""


class Page:
    """A response and when it was fetched; its tree, JSON-LD and meta are made when first asked for."""

    def __init__(self, response: TextResponse, fetched_at: datetime) -> None:
        self.response = response
        self.url: str = response.url
        self.fetched_at = fetched_at.astimezone(KST)

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
        encoding = choose_encoding(body, content_type(headers))
        return cls(HtmlResponse(url, headers=dict(headers or {}), body=body, encoding=encoding), fetched_at)

    @cached_property
    def tree(self) -> HtmlElement:
        root: HtmlElement = self.response.selector.root
        return root

    def css(self, selectors: Css) -> list[HtmlElement]:
        """What the first selector that matches anything matches, in page order."""
        for selector in (selectors,) if isinstance(selectors, str) else selectors:
            if selector and (found := select(self.tree, selector)):
                return found
        return []

    def texts(self, selectors: Css) -> list[str]:
        """The non-empty texts of ``css(selectors)``, each on one line."""
        return [text for element in self.css(selectors) if (text := shown(element))]

    def text(self, selectors: Css) -> str | None:
        """The first of ``texts(selectors)``."""
        return next(iter(self.texts(selectors)), None)

    def absolute(self, address: str) -> str:
        """The address seen from this page, in ASCII; "" for one that is none. One without a scheme is https."""
        address = address.strip()
        try:
            return safe_url_string(urljoin(self.base_url, f"https:{address}" if address.startswith("//") else address))
        except ValueError:  # e.g. an unclosed bracket in the host
            return ""

    @cached_property
    def base_url(self) -> str:
        base = select(self.tree, "base[href]")
        return urljoin(self.url, base[0].get("href", "")) if base else self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of ``<meta>`` by lower-case name, property or itemprop."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = one_line(element.get("content") or "")
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The page's JSON-LD objects, graphs and arrays laid flat."""
        scripts = select(self.tree, 'script[type="application/ld+json" i]')
        return [thing for script in scripts for thing in json_ld.objects(script.text or "")]


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> XPath:
    return XPath(HTMLTranslator().css_to_xpath(selector))


def select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements below ``element`` that a CSS selector matches, in page order."""
    found: list[HtmlElement] = _compiled(selector)(element)
    return found
