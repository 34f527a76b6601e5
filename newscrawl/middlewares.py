"""What is done to every response on its way from the network to the spiders."""
from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response, TextResponse

from newscrawl.text.charset import choose_encoding


class Received:
    """Notes when a response came in (``meta["fetched_at"]``, aware) and decodes it in the encoding that it is really in.

    Replayed responses already carry the time of their WARC record. The order must be below 590, where bodies have been
    decompressed.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        if "archive" not in request.meta:
            request.meta["fetched_at"] = datetime.now(UTC)
        if not isinstance(response, TextResponse):
            return response
        declared = response.headers.get("Content-Type")
        encoding = choose_encoding(response.body, declared.decode("latin-1") if declared else None)
        return response.replace(encoding=encoding)
