"""What a look at a live site may take: requests, seconds, and bytes of each answer (DOWNLOAD_MAXSIZE). Each page has the budget of a page."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIMITS: Mapping[str, int] = MappingProxyType({"CLOSESPIDER_TIMEOUT": 300, "CLOSESPIDER_PAGECOUNT": 30})
"""Settings; a look asks for ten pages at most, each of which may redirect, and a pause between two may be of 30 seconds."""
_TOLD = {
    "closespider_timeout": "it was ended after {CLOSESPIDER_TIMEOUT} seconds, before all was answered",
    "closespider_pagecount": "it was ended after {CLOSESPIDER_PAGECOUNT} answers, before all was asked",
}


def why_ended(reason: str, settings: Mapping[str, object]) -> str:
    """What a spider's ``closed(reason)`` is told, in plain words; "" for an end in order."""
    return "" if reason == "finished" else _TOLD.get(reason, "it was ended ({reason})").format(
        reason=reason, **{name: settings[name] for name in LIMITS})
