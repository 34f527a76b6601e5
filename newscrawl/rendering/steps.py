"""Waits for a page to be drawn, and makes it show more of itself."""
from __future__ import annotations

import asyncio
import logging

from playwright.async_api import Page, TimeoutError  # noqa: A004 - another than Python's

from newscrawl.rendering.wish import Rendering

logger = logging.getLogger(__name__)


async def draw(page: Page, wish: Rendering, pause: float) -> bool:
    """Whether the page shows all that is wanted; false where the steps ran out before.

    ``pause`` are the seconds between steps, each of which makes the page ask its site for more.
    """
    if wish.wait_for_css and not await _appears(page, wish):
        # Reading decides whether this is an error: a listing's last page has nothing either.
        logger.info("%s: nothing matched %r within %g s", page.url, wish.wait_for_css, wish.patience)
    for _ in range(wish.steps):
        if wish.enough and wish.enough(await page.content()):
            return True
        before = await page.evaluate("document.links.length")
        if not await _step(page, wish):
            return True
        grown, _ = await asyncio.gather(_grows(page, before, wish), asyncio.sleep(pause))
        if not grown:
            return True
    return not wish.can_grow or bool(wish.enough and wish.enough(await page.content()))


async def _appears(page: Page, wish: Rendering) -> bool:
    try:
        await page.wait_for_selector(wish.wait_for_css, state="attached", timeout=wish.patience * 1000)
    except TimeoutError:
        return False
    return True


async def _step(page: Page, wish: Rendering) -> bool:
    """False when there is no button that can be pressed."""
    if not wish.more_button_css:
        await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
        return True
    button = page.locator(wish.more_button_css).first
    if not await button.count() or not await button.is_visible() or not await button.is_enabled():
        return False
    # Not a click of the mouse, which whatever lies over the button would catch.
    await button.dispatch_event("click")
    return True


async def _grows(page: Page, before: int, wish: Rendering) -> bool:
    """Whether the page has more links than before, within ``patience``."""
    try:
        await page.wait_for_function("before => document.links.length > before", arg=before, timeout=wish.patience * 1000)
    except TimeoutError:
        return False
    return True
