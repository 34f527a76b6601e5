"""Waits for a page to be rendered, and makes it load more."""
from __future__ import annotations

import asyncio
import logging

from playwright.async_api import Page, TimeoutError  # noqa: A004 - another than Python's

from newscrawl.rendering.options import RenderOptions

logger = logging.getLogger(__name__)


async def draw(page: Page, options: RenderOptions, pause: float) -> bool:
    """Whether the page has all that is wanted; false if the steps ran out before.

    ``pause`` is the time in seconds between steps; each step makes the page send a request to its site.
    """
    if options.wait_for_css and not await _appears(page, options):
        # Not an error here: a listing's last page may have nothing either.
        logger.info("%s: nothing matched %r within %g s", page.url, options.wait_for_css, options.timeout)
    for _ in range(options.steps):
        if options.stop_when and options.stop_when(await page.content()):
            return True
        before = await page.evaluate("document.links.length")
        if not await _step(page, options):
            return True
        grown, _ = await asyncio.gather(_grows(page, before, options), asyncio.sleep(pause))
        if not grown:
            return True
    return not options.can_grow or bool(options.stop_when and options.stop_when(await page.content()))


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
