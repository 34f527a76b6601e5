"""Half a page is no page: a body that breaks off is asked for again, and is never an answer."""
from __future__ import annotations

import zlib
from collections import Counter
from typing import Self

import brotli
import orjson
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from newscrawl.middlewares.refusals import AnswerTooLarge, HalfPage
from newscrawl.page.whole import breaks_off, has_end, has_open_element, has_start

UNKNOWN_LENGTH = "partial"
"""Scrapy's flag of a body that ended with its connection, without a length: it may be whole or not."""
CUT = "cut"
"""Our flag of a compressed body that breaks off."""
ENOUGH = 3
"""So many pages with an end tag make it the site's habit."""


class Compression(HttpCompressionMiddleware):
    """Scrapy's, which gives back whatever it could undo; this one flags a body that breaks off."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        """Raises AnswerTooLarge for a body that grows beyond DOWNLOAD_MAXSIZE."""
        encodings = response.headers.getlist("Content-Encoding")
        try:
            done = super().process_response(request, response)
        except IgnoreRequest:
            raise AnswerTooLarge(f"{request.url} has more than {self._max_size} bytes once its compression is undone") from None
        to_decode, _ = self._split_encodings(encodings)
        # After Scrapy's, which refuses one that grows too large.
        if isinstance(done, Response) and response.body and len(to_decode) == 1 and not _is_finished(response.body, to_decode[0]):
            return done.replace(flags=[*done.flags, CUT])
        return done


def _is_finished(body: bytes, encoding: bytes) -> bool:
    """Whether a compressed body has its end."""
    if encoding == b"br":
        brotli_stream = brotli.Decompressor()
        brotli_stream.process(body)
        return bool(brotli_stream.is_finished())
    for window in {b"gzip": (31,), b"x-gzip": (31,), b"deflate": (15, -15)}.get(encoding, ()):
        stream = zlib.decompressobj(window)
        try:
            stream.decompress(body)
        except zlib.error:
            continue
        return stream.eof
    return encoding not in {b"gzip", b"x-gzip", b"deflate"}


class WholePages:
    """Asks again for a page that breaks off; raises HalfPage when it breaks off on every try.

    It breaks off where its compression does, where it shows so itself (``page.whole``), and where it has no end tag though the
    run's other pages of that kind have one. A body without a length must show that it is whole.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.retries = crawler.settings.getbool("RETRY_ENABLED")
        self.ended: Counter[str] = Counter()
        """How many pages had an end tag, by the method that reads them."""
        self.endless: set[str] = set()
        """The methods of which a page without an end tag was taken."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Raises HalfPage."""
        why = self.why_half(request, response)
        if why is None:
            return response
        spider = self.crawler.spider
        assert spider is not None
        again = get_retry_request(request, spider=spider, reason="half a page") if self.retries and not request.meta.get("dont_retry") else None
        if again is None:
            raise HalfPage(f"{response.url} breaks off: {why}")
        return again

    def why_half(self, request: Request, response: Response) -> str | None:
        """What shows that a page breaks off; None for a whole one, and for answers that are no pages."""
        if CUT in response.flags:
            return "its compression has no end"
        if response.status != 200 or not isinstance(response, TextResponse):
            return None
        source = response.body
        if isinstance(response, HtmlResponse | XmlResponse) and breaks_off(source):
            return "it has no end"
        if UNKNOWN_LENGTH in response.flags and not _shows_its_end(response):
            return "it came without a length and has no end"
        if isinstance(response, HtmlResponse) and has_start(source):
            return self._against_habit(getattr(request.callback, "__name__", ""), source)
        return None

    def _against_habit(self, kind: str, source: bytes) -> str | None:
        if has_end(source):
            self.ended[kind] += 1
        elif self.ended[kind] >= ENOUGH and kind not in self.endless:
            return "it has no end, and the site's other pages have one"
        else:
            self.endless.add(kind)
        return None


def _shows_its_end(response: TextResponse) -> bool:
    """Whether a body that came without a length can be seen to be whole; plain text cannot, and is taken."""
    source = response.body
    if isinstance(response, HtmlResponse) and has_start(source):
        return has_end(source)
    if isinstance(response, HtmlResponse | XmlResponse):
        return not has_open_element(source)
    if source.lstrip()[:1] in (b"{", b"["):
        try:
            orjson.loads(source)
        except orjson.JSONDecodeError:
            return False
    return True
