"""The one page that a command reads: a saved file with its address, or a URL that is fetched."""
from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess, CrawlerProcess, CrawlerProcessBase
from scrapy.settings import BaseSettings

from newscrawl.archive.replay import Archive
from newscrawl.devtools.explain.fetch import fetch
from newscrawl.errors import NotFetchedError
from newscrawl.page.document import Page


def add_page_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", metavar="URL", help="the address a saved page came from")
    parser.add_argument("--site", metavar="SITE", help="the site, by any of its names; found by the address when left out")
    parser.add_argument("--header", metavar="NAME:VALUE", action="append", default=[],
                        help="an HTTP header a saved page came with (may be repeated)")
    parser.add_argument("--fetched-at", metavar="TIME",
                        help="when a saved page was fetched, as 2026-11-22T03:00:00+09:00; now, when left out")


def saved_page(path: str, opts: argparse.Namespace) -> Page:
    """The page in a file, with what the options say of it. Raises ValueError for what is wrong with either."""
    if opts.url is None:
        raise ValueError(f"{path}: say with --url where the page came from; an address to fetch begins with https://")
    if not is_address(opts.url):
        raise ValueError(f"--url {opts.url} is no address; write it as https://www.example.com/1")
    headers, fetched_at = headers_of(opts), time_of(opts)
    try:
        body = Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror}") from error
    return Page.from_bytes(body, opts.url, headers, fetched_at)


def fetched_page(url: str, opts: argparse.Namespace, settings: BaseSettings, process: CrawlerProcessBase | None) -> Page:
    """The page at an address, as a crawl fetches it. Raises NotFetchedError, ArchiveError for what REPLAY names, or ValueError."""
    if opts.header or opts.fetched_at:
        raise ValueError("--header and --fetched-at are for a saved FILE; what is fetched comes with its own")
    assert isinstance(process, AsyncCrawlerProcess | CrawlerProcess)
    if replay := settings["REPLAY"]:
        Archive(Path(replay))
    try:
        return fetch(url, process)
    except NotFetchedError as error:
        where = f" (answered from {replay}, which may not hold the page)" if replay else ""
        raise NotFetchedError(f"{url}: {error}{where}") from error


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def headers_of(opts: argparse.Namespace) -> dict[str, str]:
    """Raises ValueError."""
    if wrong := next((header for header in opts.header if ":" not in header), None):
        raise ValueError(f"--header {wrong} is no header; write it as Content-Type:text/html")
    return dict(header.split(":", 1) for header in opts.header)


def time_of(opts: argparse.Namespace) -> datetime:
    """When the page was fetched, aware; now, when that is not said. Raises ValueError."""
    if not opts.fetched_at:
        return datetime.now(UTC)
    try:
        time = datetime.fromisoformat(opts.fetched_at)
    except ValueError:
        raise ValueError(f"--fetched-at {opts.fetched_at} is no time; write it as 2026-11-22T03:00:00+09:00") from None
    if time.tzinfo is None:
        raise ValueError(f"--fetched-at {opts.fetched_at} has no time zone; write it as 2026-11-22T03:00:00+09:00")
    return time
