"""Hosts, and the domains that they are in."""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


def is_host_of(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or below one.

    >>> is_host_of("m.paper.example", ["paper.example"]), is_host_of("newspaper.example", ["paper.example"])
    (True, False)
    """
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def have_same_owner(host: str, other: str) -> bool:
    """Whether two hosts, in any case and with or without a port, are below the same registered domain.

    >>> have_same_owner("www.paper.co.kr", "img.paper.co.kr:8080"), have_same_owner("www.paper.co.kr", "www.shop.co.kr")
    (True, False)
    """
    return registered_domain(host) == registered_domain(other)


@lru_cache(maxsize=10_000)
def registered_domain(host: str) -> str:
    """The name that a host's owner has registered, by the Public Suffix List; the host itself where it is an IP address.

    >>> registered_domain("news.paper.co.kr"), registered_domain("www.paper.seoul.kr"), registered_domain("127.0.0.1:8080")
    ('paper.co.kr', 'paper.seoul.kr', '127.0.0.1')
    >>> registered_domain("news.paper.example")  # of a top-level domain that the list does not have
    'paper.example'
    """
    found = _suffixes()(host.lower())
    unlisted = f"{found.subdomain.rpartition('.')[2]}.{found.domain}".lstrip(".")
    return found.top_domain_under_public_suffix or found.suffix or unlisted


@cache
def _suffixes() -> TLDExtract:
    # Imported late, for it brings requests in. The list is the one in the package: nothing is fetched, no cache is written.
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
