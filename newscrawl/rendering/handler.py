"""The download handler that draws a page in a browser where its request asks for it, and starts none before."""
from __future__ import annotations

import asyncio
import logging
from itertools import count
from typing import Any

from playwright.async_api import Error
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from newscrawl.rendering.browser import arguments, check_browser, is_within
from newscrawl.rendering.steps import draw
from newscrawl.rendering.wish import KEY, UNFINISHED, Rendering

logger = logging.getLogger(__name__)
# It tells each failure with its traceback, which our errbacks tell in a line.
logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)

UNWANTED = frozenset({"image", "media", "font"})
"""Kinds of resource that no text is read from."""
CLOSING = 5
"""Seconds in which a page must close; the browser's end closes what did not."""


class RenderingHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, but for requests with ``meta["rendering"]``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._browser: _Browser | None = None
        self._starting = asyncio.Lock()

    async def download_request(self, request: Request) -> Response:
        wish = request.meta.get(KEY)
        if wish is None:
            return await super().download_request(request)
        async with self._starting:
            if self._browser is None:
                self._browser = _Browser(self.crawler, wish)
                # It waits for the start of the engine, which was long ago.
                await self._browser._launch()
        return await self._browser.render(request, wish)

    async def close(self) -> None:
        await super().close()
        if self._browser:
            await self._browser.close()


class _Browser(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """One browser for a crawl, and a context of its own for each page, so that pages share nothing."""

    def __init__(self, crawler: Crawler, wish: Rendering) -> None:
        super().__init__(crawler)
        self.domains = wish.domains
        self.robots = crawler.get_downloader_middleware(RobotsTxtMiddleware)
        self.pause = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.config.launch_options = {"executable_path": check_browser(), "args": arguments(wish.domains)}
        self.abort_request = self.is_unwanted
        self.names = map(str, count(1))

    async def render(self, request: Request, wish: Rendering) -> Response:
        """The page as drawn. Raises DownloadTimeoutError after the request's ``download_timeout``, and DownloadFailedError."""
        context = next(self.names)
        limit = request.meta["download_timeout"]
        self.config.navigation_timeout_ms = limit * 1000
        drawing = PageMethod(draw, wish, self.pause)
        asked = request.replace(meta={**request.meta, "playwright": True, "playwright_context": context,
                                      "playwright_context_kwargs": self.context(request),
                                      "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
                                      "playwright_page_methods": [drawing]})
        try:
            async with asyncio.timeout(limit):
                response: Response = await self.download_request(asked)
        except TimeoutError:
            raise DownloadTimeoutError(f"the page was not drawn within {limit:g} s") from None
        except Error as error:
            raise DownloadFailedError(f"the browser says: {error.message.splitlines()[0]}") from None
        finally:
            await self.close_context(context)
        request.meta[UNFINISHED] = not drawing.result
        request.meta["download_latency"] = asked.meta["download_latency"]
        response.request = request
        if response.url != request.url and not await self.is_allowed(response.url):
            raise IgnoreRequest("it led to a page that is forbidden by robots.txt")
        return response

    async def _create_browser_context(self, *args: Any, **kwargs: Any) -> Any:
        wrapper = await super()._create_browser_context(*args, **kwargs)
        # What a page does not judge itself is a window that it opened, and nobody reads those.
        await wrapper.context.route("**", lambda route: route.abort())
        return wrapper

    def context(self, request: Request) -> dict[str, Any]:
        # A service worker's requests would not be judged.
        return {"user_agent": (request.headers.get("User-Agent") or b"").decode("latin-1"), "locale": "ko-KR",
                "timezone_id": "Asia/Seoul", "service_workers": "block", "accept_downloads": False}

    async def close_context(self, name: str) -> None:
        wrapper = self.context_wrappers.pop(name, None)
        if wrapper is None:
            return
        try:
            async with asyncio.timeout(CLOSING):
                await wrapper.context.close()
        except (TimeoutError, Error) as error:
            logger.warning("a page did not close: %s", str(error) or "it is busy")

    async def is_unwanted(self, request: BrowserRequest) -> bool:
        """Whether the page must do without what it asks for."""
        return (request.resource_type in UNWANTED or not is_within(request.url, self.domains)
                or not await self.is_allowed(request.url))

    async def is_allowed(self, url: str) -> bool:
        """What robots.txt of the address's host says, as for every other request."""
        if self.robots is None:
            return True
        try:
            await self.robots.process_request(Request(url))
        except IgnoreRequest:
            return False
        return True
