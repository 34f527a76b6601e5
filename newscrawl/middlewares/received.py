"""Time of receipt and true encoding of every response."""
from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from newscrawl.text.charset import choose_encoding


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


def _without_text(response: Response) -> Response:
    if not isinstance(response, TextResponse):
        return response
    return Response(**{name: getattr(response, name) for name in Response.attributes})
