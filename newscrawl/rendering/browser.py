"""Finds the browser that renders pages; its arguments, and what no page may do in it."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies

from newscrawl.errors import NoBrowserError
from newscrawl.text.hosts import is_host_of

EXECUTABLE_VARIABLE = "PLAYWRIGHT_CHROMIUM_EXECUTABLE"
"""The environment variable that names a Chromium which is not on the PATH."""

# Turns off requests that the browser makes for itself.
QUIET_ARGUMENTS = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--disable-domain-reliability", "--no-pings", "--dns-prefetch-disable",
         # What they ask for would not be judged.
         "--disable-shared-workers", "--disable-features=WebTransport,SpeculationRulesPrefetchFuture,Prerender2,PrivateStateTokens,FedCm",
         # WebRTC connects to any address; without UDP it has the proxy alone.
         "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--webrtc-ip-handling-policy=disable_non_proxied_udp",
         # Half a gigabyte of a page's objects; no page of a paper needs more.
         "--js-flags=--max-old-space-size=512",
         # No images, not even while a page closes, when its requests are no longer checked.
         "--blink-settings=imagesEnabled=false")


NO_PROXY_THERE = "http://127.0.0.1:9"
"""The proxy for all but the site's own hosts: nobody answers there (port 9 discards), so that nothing leaves."""

OUT_OF_REACH = """for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "SharedWorker", "Worker", "WebTransport"])
  Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
Object.defineProperty(Navigator.prototype, "sendBeacon", { value: () => false, writable: false, configurable: false });"""
"""Runs before every script of a page: what could reach the network past the judge is not there. A worker has sockets of its own."""


def check_sandbox(*, sandboxed: bool) -> None:
    """Raises NoBrowserError for root, since Chromium has no sandbox then; ``sandboxed`` is false where the setting BROWSER_SANDBOX is off."""
    if sandboxed and os.geteuid() == 0:
        raise NoBrowserError("its pages need a browser, and as root that has no sandbox: run this as an ordinary user (runuser -u USER -- …); in a "
                             "container that holds nothing else, -s BROWSER_SANDBOX=0 goes without")


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
    # Names are not all that leads away: an address that a script writes out is not looked up. Where there is a proxy, it is the one to ask.
    nowhere = [] if getproxies().keys() & {"http", "https", "all"} else [
        f"--proxy-server={NO_PROXY_THERE}", f"--proxy-bypass-list=<-loopback>;{';'.join(hosts)}"]
    return [*QUIET_ARGUMENTS, *nowhere, "--host-resolver-rules=" + ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in hosts)])]


def is_within(url: str, domains: Iterable[str]) -> bool:
    """Whether a URL is http(s), and its host is one of the domains or a subdomain."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and is_host_of(host, domains)
