"""Hosts and the domains that they are in."""
from __future__ import annotations

from collections.abc import Iterable

_SECOND_LEVELS = frozenset({"ac", "co", "com", "go", "gov", "kg", "mil", "ms", "ne", "or", "pe", "re"})
"""Under which names are registered where the top level is a country's (KRNIC's list, and what others use)."""


def is_host_of(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or below one.

    >>> is_host_of("m.paper.example", ["paper.example"]), is_host_of("newspaper.example", ["paper.example"])
    (True, False)
    """
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def of_one_owner(host: str, other: str) -> bool:
    """Whether two hosts are below the same registered name.

    >>> of_one_owner("www.paper.co.kr", "img.paper.co.kr"), of_one_owner("www.paper.co.kr", "www.shop.co.kr")
    (True, False)
    """
    return _registered(host) == _registered(other)


def _registered(host: str) -> list[str]:
    labels = host.lower().split(".")
    return labels[-3:] if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS else labels[-2:]
