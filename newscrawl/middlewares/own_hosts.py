"""The site's own hosts only."""
from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.middlewares.refusals import OffsiteRequest
from newscrawl.text.hosts import is_host_of

OF_ROBOTS = "of_robots"
"""Key in ``Request.meta`` of a request for robots.txt: it may be redirected to another host (RFC 9309, 2.3.1.2)."""


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
        if domains and not is_host_of(host, domains) and not request.meta.get(OF_ROBOTS):
            raise OffsiteRequest(f"led to {request.url}, which is not on the site")
