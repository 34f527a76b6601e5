"""Which browser draws pages, and how it is started."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.errors import NoBrowserError
from newscrawl.text.hosts import is_host_of

VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE"
"""The environment variable that names a Chromium which is not on the PATH."""

# What a browser does on its own account: none of it is the site's.
QUIET = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--disable-domain-reliability", "--no-pings", "--dns-prefetch-disable",
         # No picture is asked for either while a page is on its way out, when its requests are no longer judged.
         "--blink-settings=imagesEnabled=false")


def check_browser() -> str:
    """The path of the browser. Raises NoBrowserError."""
    if named := os.environ.get(VARIABLE):
        if not os.access(named, os.X_OK) or os.path.isdir(named):  # noqa: PTH112 - it is a command, not a file of ours
            raise NoBrowserError(f"its pages need a browser, and {VARIABLE}={named} names no program")
        return named
    if found := shutil.which("chromium"):
        return found
    raise NoBrowserError(f"its pages need a browser: sudo apt install chromium, or name a Chromium in {VARIABLE}")


def arguments(domains: Iterable[str]) -> list[str]:
    """A Chromium's arguments, so that it reaches these domains and no other host, not even by a redirect or by an address in digits.

    A page's requests are judged one by one before (see ``handler``), but a browser follows redirects without asking.
    """
    hosts = [name for domain in domains for name in (domain, f"*.{domain}")]
    return [*QUIET, "--host-resolver-rules=" + ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in hosts)])]


def is_within(url: str, domains: Iterable[str]) -> bool:
    """Whether an address is on the web, and its host one of the domains or below one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and is_host_of(host, domains)
