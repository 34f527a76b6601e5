"""Hosts, the domains that they are in, and addresses of one page."""
from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

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


def is_same_page(address: str, url: str) -> bool:
    """Whether an address with a number in it names the page at ``url``: the same path, and no other parameters than the page has.

    >>> is_same_page("/view?no=7", "https://m.paper.example/view?no=7&from=home"), is_same_page("/", "https://paper.example/")
    (True, False)
    """
    try:
        option, other = urlsplit(address), urlsplit(url)
        query, whole = set(parse_qsl(option.query)), set(parse_qsl(other.query))
    except ValueError:
        return False
    identifies = re.search(r"\d", option.path + option.query) is not None and bool(query or not whole)
    return identifies and option.path.rstrip("/") == other.path.rstrip("/") and query <= whole


@cache
def _suffixes() -> TLDExtract:
    # Imported late, for it brings requests in. The list is the one in the package: nothing is fetched, no cache is written.
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
