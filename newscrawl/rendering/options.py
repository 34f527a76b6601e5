"""How a page is rendered before it is read."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

META_KEY = "rendering"
"""The key in ``request.meta`` for RenderOptions."""

UNFINISHED = "rendering_unfinished"
"""Set in the request's ``meta`` if the steps ran out before the page stopped growing or ``stop_when`` returned true."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    domains: tuple[str, ...]
    """The browser sends requests to these hosts and their subdomains only."""

    timeout: float
    """Seconds to wait for ``wait_for_css``, and for a step to add links."""

    wait_for_css: str = ""
    """A selector that matches when the page is rendered."""

    more_button_css: str = ""
    """The "load more" button."""

    scroll: bool = False
    """Whether the page loads more when it is scrolled to its end."""

    steps: int = 0
    """The button is pressed, or the page scrolled, at most so often."""

    stop_when: Callable[[str], bool] | None = None
    """Called with the HTML rendered so far; true means that no more is wanted."""

    @property
    def can_grow(self) -> bool:
        return bool(self.more_button_css or self.scroll)
