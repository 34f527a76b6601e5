"""Follows ``<meta http-equiv="refresh">`` to other pages only."""
from __future__ import annotations

from urllib.parse import urldefrag

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.response import get_meta_refresh


class MetaRefresh(MetaRefreshMiddleware):
    """Follows ``<meta http-equiv="refresh">``, but not to the page itself: that only has a browser load it again every few minutes."""

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Request | Response:
        if isinstance(response, HtmlResponse):
            _, address = get_meta_refresh(response, ignore_tags=self._ignore_tags)
            if address and urldefrag(address)[0] == urldefrag(request.url)[0]:
                return response
        return super().process_response(request, response)
