"""Hosts, the domains that they are in, whether they are public, and addresses of one page."""
from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_INNER_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa")
"""Names that networks keep for themselves: RFC 6761, 6762 and 8375, ICANN's ``internal``, and what never became a top-level domain."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind NAT64, RFC 6052."""
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


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


def is_public_address(url: str) -> bool:
    """Whether a URL is http or https and at a host that is not inside somebody's network, as far as its spelling tells.

    >>> is_public_address("https://img.paper.example/a.jpg"), is_public_address("javascript:alert(1)"), is_public_address("http://10.0.0.1/a.jpg")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError where it is none
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and is_public_host(parts.hostname or "")


def is_public_host(host: str) -> bool:
    """Whether a host, without a port, is a public IP address in any spelling that browsers take, or a name that is not an inner one.

    A name is not looked up: it may still lead to an inner address.

    >>> is_public_host("www.paper.example"), is_public_host("8.8.8.8"), is_public_host("2130706433"), is_public_host("0x7f.1")
    (True, True, False, False)
    >>> is_public_host("metadata.google.internal"), is_public_host("[::ffff:10.0.0.1]"), is_public_host("router")
    (False, False, False)
    """
    host = unicodedata.normalize("NFKC", host).lower().strip("[]").rstrip(".")
    if ":" in host:
        try:
            return _is_public(ip_address(host))
        except ValueError:
            return False
    if _NUMBER.fullmatch(host.rpartition(".")[2]):  # https://url.spec.whatwg.org/#ends-in-a-number-checker
        try:
            return _is_public(IPv4Address(socket.inet_aton(host)))
        except (OSError, ValueError):
            return False
    return "." in host and not is_host_of(host, _INNER_NAMES)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        # An IPv4 address in IPv6 notation is judged as what it stands for.
        inside = address.ipv4_mapped or address.sixtofour or (IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None)
        if inside:
            return _is_public(inside)
    return address.is_global and not address.is_multicast


@cache
def _suffixes() -> TLDExtract:
    # Imported late, for it brings requests in. The list is the one in the package: nothing is fetched, no cache is written.
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
