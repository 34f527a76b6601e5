"""The gate for every request: a download handler that connects to public addresses only, on the ports of the web."""
from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError
from twisted.web.client import ResponseFailed

from newscrawl.middlewares.answer_headers import MAX_HEADER_BYTES, BoundedFactory, HeaderTooLarge
from newscrawl.middlewares.refusals import AnswerTooLarge, NotPublic
from newscrawl.text.hosts import is_public_host

PORTS = frozenset({None, 80, 443})


class PublicWeb(HTTP11DownloadHandler):
    """Refuses what a page, a redirect or a name server leads to inside the operator's network. ALLOW_PRIVATE_ADDRESSES opens it.
    An answer past DOWNLOAD_MAXSIZE, or with a header past its limit, is taken no further.

    The address that is judged is the one connected to: Scrapy's resolver keeps what it has looked up as long as the process lives.
    Behind a proxy only ports and addresses written out are judged: the proxy looks the names up.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.is_open = crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        self._pool._factory = BoundedFactory

    async def download_request(self, request: Request) -> Response:
        """Raises NotPublic, AnswerTooLarge, and what Scrapy's handler raises."""
        if not self.is_open:
            await self._judge(request)
        try:
            return await super().download_request(request)
        except DownloadCancelledError:
            raise AnswerTooLarge(f"{request.url} has more than {self._default_maxsize} bytes") from None
        except DownloadFailedError as failed:
            if isinstance(failed.__cause__, ResponseFailed) and any(reason.check(HeaderTooLarge) for reason in failed.__cause__.reasons):
                raise AnswerTooLarge(f"{request.url} has a header of more than {MAX_HEADER_BYTES} bytes") from None
            raise

    async def allows(self, url: str) -> bool:
        """Whether a request to the URL would be made, as for one that a browser makes itself."""
        try:
            if not self.is_open:
                await self._judge(Request(url))
        except NotPublic:
            return False
        return True

    async def _judge(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.port not in PORTS:
            raise NotPublic(f"{parts.netloc} is no public web server: its port is neither 80 nor 443")
        host = parts.hostname or ""
        address = host if request.meta.get("proxy") else await _address_of(host)
        if not is_public_host(address):
            raise NotPublic(f"{host} is no public web server: it is at {address}")


async def _address_of(host: str) -> str:
    """The address that a name has; the name where it has none, which the request itself then finds out."""
    from twisted.internet import reactor  # imported late: it installs the reactor

    try:
        return cast("str", await maybe_deferred_to_future(cast("Any", reactor).resolve(host.strip("[]"))))
    except DNSLookupError:
        return host
