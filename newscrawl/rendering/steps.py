"""Waits for a page to be rendered, and makes it load more."""
from __future__ import annotations

import asyncio
import logging

from playwright.async_api import Page, TimeoutError  # noqa: A004 - another than Python's

from newscrawl.rendering.options import RenderOptions

logger = logging.getLogger(__name__)


class TooLarge(Exception):  # noqa: N818 - what the page is, not what went wrong
    """The page has grown past the limit; the message is one line."""


async def draw(page: Page, options: RenderOptions, pause: float, max_bytes: int) -> bool:
    """Whether the page has all that is wanted; false if the steps ran out before. Raises TooLarge past ``max_bytes``; 0 is no limit.

    ``pause`` is the time in seconds between steps; each step makes the page send a request to its site.
    """
    if options.wait_for_css and not await _appears(page, options):
        # Not an error here: a listing's last page may have nothing either.
        logger.info("%s: nothing matched %r within %g s", page.url, options.wait_for_css, options.timeout)
    for _ in range(options.steps):
        if options.stop_when and options.stop_when(await _content(page, max_bytes)):
            return True
        before = await page.evaluate("document.links.length")
        if not await _step(page, options):
            return True
        grown, _ = await asyncio.gather(_grows(page, before, options), asyncio.sleep(pause))
        if not grown:
            return True
    content = await _content(page, max_bytes)
    return not options.can_grow or bool(options.stop_when and options.stop_when(content))


async def _content(page: Page, max_bytes: int) -> str:
    """The page's HTML, which is measured in the browser before it is handed over."""
    chars = await page.evaluate("document.documentElement ? document.documentElement.outerHTML.length : 0")
    if max_bytes and chars > max_bytes:
        raise TooLarge(f"the page has grown to {chars} characters; DOWNLOAD_MAXSIZE is {max_bytes} bytes")
    return await page.content()


async def _appears(page: Page, options: RenderOptions) -> bool:
    try:
        await page.wait_for_selector(options.wait_for_css, state="attached", timeout=options.timeout * 1000)
    except TimeoutError:
        return False
    return True


async def _step(page: Page, options: RenderOptions) -> bool:
    """Presses the button or scrolls; false if there is no button to press."""
    if not options.more_button_css:
        await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        return True
    button = page.locator(options.more_button_css).first
    if not await button.count() or not await button.is_visible() or not await button.is_enabled():
        return False
    # Not a mouse click, which an element over the button would catch.
    await button.dispatch_event("click")
    return True


async def _grows(page: Page, before: int, options: RenderOptions) -> bool:
    """Whether the page gets more links within ``timeout``."""
    try:
        await page.wait_for_function("before => document.links.length > before", arg=before, timeout=options.timeout * 1000)
    except TimeoutError:
        return False
    return True
