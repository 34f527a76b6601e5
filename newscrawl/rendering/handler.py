"""The download handler. It renders a page in a browser if the request asks for it, and starts the browser with the first such request."""
from __future__ import annotations

import asyncio
import logging
import os
from itertools import count
from typing import Any

from playwright.async_api import Error
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from newscrawl.middlewares.gate import PublicWeb
from newscrawl.middlewares.refusals import AnswerTooLarge
from newscrawl.rendering.browser import OUT_OF_REACH, arguments, check_browser, check_sandbox, is_within
from newscrawl.rendering.options import META_KEY, UNFINISHED, RenderOptions
from newscrawl.rendering.profile import make_folder, own_folder, remove
from newscrawl.rendering.steps import TooLarge, draw

logger = logging.getLogger(__name__)
# It logs each failure with a traceback; our errbacks log one line.
logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)

WANTED_RESOURCES = frozenset({"document", "stylesheet", "script", "xhr", "fetch"})
"""Resource types that make a page's text; no image, beacon, prefetch, manifest, event stream, report or other kind."""
CLOSE_SECONDS = 5
"""Timeout for closing a page; the end of the browser closes the rest."""


class RenderingHandler(PublicWeb):
    """The handler of every request; those with ``meta["rendering"]`` go to the browser."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._browser: _Browser | None = None
        self._starting = asyncio.Lock()

    async def download_request(self, request: Request) -> Response:
        options = request.meta.get(META_KEY)
        if options is None:
            return await super().download_request(request)
        async with self._starting:
            if self._browser is None:
                self._browser = _Browser(self.crawler, options, self)
                # It would wait for the engine's start signal, which is past.
                with own_folder(self._browser.folder):
                    await self._browser._launch()
        return await self._browser.render(request, options)

    async def close(self) -> None:
        await super().close()
        if self._browser:
            await self._browser.close()
            remove(self._browser.folder)


class _Browser(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """One browser for a crawl, and one browser context for each page, so that pages share nothing."""

    def __init__(self, crawler: Crawler, options: RenderOptions, gate: PublicWeb) -> None:
        super().__init__(crawler)
        self.domains, self.gate = options.domains, gate
        self.folder = make_folder()
        self.max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.robots = crawler.get_downloader_middleware(RobotsTxtMiddleware)
        self.pause = crawler.settings.getfloat("DOWNLOAD_DELAY")
        sandboxed = crawler.settings.getbool("BROWSER_SANDBOX")
        check_sandbox(sandboxed=sandboxed)
        self.config.launch_options = {"executable_path": check_browser(), "args": arguments(options.domains), "chromium_sandbox": sandboxed,
                                      "env": {**os.environ, "HOME": str(self.folder), "TMPDIR": str(self.folder)}}
        self.abort_request = self.is_skipped
        self.names = map(str, count(1))

    async def render(self, request: Request, options: RenderOptions) -> Response:
        """The rendered page. Raises DownloadTimeoutError after the request's ``download_timeout``, AnswerTooLarge and DownloadFailedError."""
        context = next(self.names)
        limit = request.meta["download_timeout"]
        self.config.navigation_timeout_ms = limit * 1000
        drawing = PageMethod(draw, options, self.pause, self.max_bytes)
        browser_request = request.replace(meta={**request.meta, "playwright": True, "playwright_context": context,
                                      "playwright_context_kwargs": self.context(request),
                                      "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
                                      "playwright_page_methods": [drawing]})
        try:
            async with asyncio.timeout(limit):
                response: Response = await self.download_request(browser_request)
        except TooLarge as error:
            raise AnswerTooLarge(str(error)) from None
        except TimeoutError:
            raise DownloadTimeoutError(f"the page was not drawn within {limit:g} s") from None
        except Error as error:
            raise DownloadFailedError(f"the browser says: {error.message.splitlines()[0]}") from None
        finally:
            await self.close_context(context)
        request.meta[UNFINISHED] = not drawing.result
        request.meta["download_latency"] = browser_request.meta["download_latency"]
        response.request = request
        if response.url != request.url and not await self.is_allowed(response.url):
            raise IgnoreRequest("it led to a page that is forbidden by robots.txt")
        return response

    async def _create_browser_context(self, *args: Any, **kwargs: Any) -> Any:
        wrapper = await super()._create_browser_context(*args, **kwargs)
        # Requests that reach the context are from windows that a page opened; nobody reads those.
        await wrapper.context.route("**", lambda route: route.abort())
        # A socket's messages would be judged by nobody.
        await wrapper.context.route_web_socket("**", lambda socket: socket.close())
        await wrapper.context.add_init_script(OUT_OF_REACH)
        return wrapper

    def context(self, request: Request) -> dict[str, Any]:
        # A service worker's requests would not be checked.
        return {"user_agent": (request.headers.get("User-Agent") or b"").decode("latin-1"), "locale": "ko-KR",
                "timezone_id": "Asia/Seoul", "service_workers": "block", "accept_downloads": False}

    async def close_context(self, name: str) -> None:
        wrapper = self.context_wrappers.pop(name, None)
        if wrapper is None:
            return
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await wrapper.context.close()
        except (TimeoutError, Error) as error:
            logger.warning("a page did not close: %s", str(error) or "it is busy")

    async def is_skipped(self, request: BrowserRequest) -> bool:
        """Whether a request of the page is blocked."""
        return (request.resource_type not in WANTED_RESOURCES or not is_within(request.url, self.domains)
                or not await self.is_allowed(request.url) or not await self.gate.allows(request.url))

    async def is_allowed(self, url: str) -> bool:
        """Whether robots.txt of the URL's host allows it, as for every other request."""
        if self.robots is None:
            return True
        try:
            await self.robots.process_request(Request(url))
        except IgnoreRequest:
            return False
        return True
