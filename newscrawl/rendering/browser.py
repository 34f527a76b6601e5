"""Finds the browser that renders pages, and its arguments."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.errors import NoBrowserError
from newscrawl.text.hosts import is_host_of

EXECUTABLE_VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE"
"""The environment variable that names a Chromium which is not on the PATH."""

# Turns off requests that the browser makes for itself.
QUIET_ARGUMENTS = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--disable-domain-reliability", "--no-pings", "--dns-prefetch-disable",
         # No images, not even while a page closes, when its requests are no longer checked.
         "--blink-settings=imagesEnabled=false")


def check_browser() -> str:
    """The path of the browser. Raises NoBrowserError."""
    if named := os.environ.get(EXECUTABLE_VARIABLE):
        if not os.access(named, os.X_OK) or os.path.isdir(named):  # noqa: PTH112 - it is a command, not a file of ours
            raise NoBrowserError(f"its pages need a browser, and {EXECUTABLE_VARIABLE}={named} names no program")
        return named
    if found := shutil.which("chromium"):
        return found
    raise NoBrowserError(f"its pages need a browser: sudo apt install chromium, or name a Chromium in {EXECUTABLE_VARIABLE}")


def arguments(domains: Iterable[str]) -> list[str]:
    """Chromium's arguments. It reaches these domains and no other host, not even by a redirect or an IP address.

    The handler checks each request of a page, but a browser follows redirects without asking it.
    """
    hosts = [name for domain in domains for name in (domain, f"*.{domain}")]
    return [*QUIET_ARGUMENTS, "--host-resolver-rules=" + ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in hosts)])]


def is_within(url: str, domains: Iterable[str]) -> bool:
    """Whether a URL is http(s), and its host is one of the domains or a subdomain."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and is_host_of(host, domains)
