"""Downloader middlewares: the site's own hosts only; time of receipt and true encoding of every response."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Self
from urllib.parse import urldefrag, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.responsetypes import responsetypes
from scrapy.utils.response import get_meta_refresh

from newscrawl.failures import KnownFailure
from newscrawl.text.charset import choose_encoding
from newscrawl.text.hosts import is_host_of


class Received:
    """Stores when a response arrived (``meta["fetched_at"]``, aware), and decodes text in its true encoding.

    Replayed responses already carry the time of their WARC record. The order must be below 590, where bodies have been
    decompressed.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if "archive" not in request.meta:
            request.meta["fetched_at"] = datetime.now(UTC)
        # By header and content. Scrapy also looks for a file name in the address, where Python 3.13 sees another one than 3.11, and a
        # PDF at articleView.html is no HTML.
        kind = responsetypes.from_args(headers=response.headers, body=response.body)
        if not issubclass(kind, TextResponse):
            return _without_text(response)
        declared = response.headers.get("Content-Type")
        encoding = choose_encoding(response.body, declared.decode("latin-1") if declared else None)
        return response.replace(cls=kind, encoding=encoding)


class MetaRefresh(MetaRefreshMiddleware):
    """Follows ``<meta http-equiv="refresh">``, but not to the page itself: that only has a browser load it again every few minutes."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        if isinstance(response, HtmlResponse):
            _, address = get_meta_refresh(response, ignore_tags=self._ignore_tags)
            if address and urldefrag(address)[0] == urldefrag(request.url)[0]:
                return response
        return super().process_response(request, response)


def _without_text(response: Response) -> Response:
    if not isinstance(response, TextResponse):
        return response
    return Response(**{name: getattr(response, name) for name in Response.attributes})


class OffsiteRequest(KnownFailure, IgnoreRequest):
    """The request leads away from the site's declared hosts."""

    reason = "redirected"


class OwnHosts:
    """Allows requests only to the hosts that the spider declares (``allowed_domains``), redirects included.

    It replaces Scrapy's OffsiteMiddleware, which drops redirects silently.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises OffsiteRequest."""
        domains = getattr(self.crawler.spider, "allowed_domains", None)
        host = urlsplit(request.url).hostname or ""
        if domains and not is_host_of(host, domains):
            raise OffsiteRequest(f"led to {request.url}, which is not on the site")
