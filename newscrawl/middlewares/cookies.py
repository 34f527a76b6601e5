"""The site's own cookies, where it declares that it needs them (``needs_cookies``)."""
from __future__ import annotations

from collections.abc import Iterable
from http.cookiejar import Cookie
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http.cookies import CookieJar

from newscrawl.text.hosts import is_host_of


class OwnCookies(CookiesMiddleware):
    """Keeps a cookie only if its domain is one of the site's own.

    Scrapy's asks the list of public suffixes instead, and looks up two foreign hosts for it.
    """

    def _process_cookies(self, cookies: Iterable[Cookie], *, jar: CookieJar, request: Request) -> None:
        domains = getattr(self.crawler.spider, "allowed_domains", None) or [urlsplit(request.url).hostname or ""]
        for cookie in cookies:
            if is_host_of(cookie.domain.removeprefix("."), domains):
                jar.set_cookie_if_ok(cookie, request)
