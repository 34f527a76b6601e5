"""Hosts and the domains that they are in."""
from __future__ import annotations

from collections.abc import Iterable


def is_host_of(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or below one.

    >>> is_host_of("m.paper.example", ["paper.example"]), is_host_of("newspaper.example", ["paper.example"])
    (True, False)
    """
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
