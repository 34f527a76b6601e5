"""What is to be done with a page in the browser before it is read."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

KEY = "rendering"
"""Where a request carries it: ``request.meta["rendering"]``."""

UNFINISHED = "rendering_unfinished"
"""Set in the request's ``meta`` where the steps ran out before the page stopped growing, or was enough."""


@dataclass(frozen=True, slots=True)
class Rendering:
    domains: tuple[str, ...]
    """The browser asks these hosts, and hosts below them, for what the page needs, and no others."""

    patience: float
    """Seconds to wait for ``wait_for_css``, and for a step to show an effect."""

    wait_for_css: str = ""
    """What is on the page once it is drawn."""

    more_button_css: str = ""
    """A button that adds to the page."""

    scroll: bool = False
    """Whether the page adds to itself when it is scrolled to its end."""

    steps: int = 0
    """How often the button is pressed or the page scrolled, at most."""

    enough: Callable[[str], bool] | None = None
    """Told the page as drawn so far, whether no more of it is wanted."""

    @property
    def can_grow(self) -> bool:
        return bool(self.more_button_css or self.scroll)
