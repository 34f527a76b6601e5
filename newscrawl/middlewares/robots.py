"""robots.txt, by RFC 9309 (https://www.rfc-editor.org/rfc/rfc9309)."""
from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec
from scrapy import Request, exceptions
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet import error
from twisted.internet.defer import Deferred

from newscrawl.failures import cause_of
from newscrawl.middlewares.own_hosts import OF_ROBOTS
from newscrawl.middlewares.refusals import (
    AnswerTooLarge,
    ForbiddenByRobots,
    HalfPage,
    NotPublic,
    RobotsUnreachable,
    SiteBlocked,
)

logger = logging.getLogger(__name__)

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is read (RFC 9309, 2.5)."""
MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2; one that is redirected farther counts as none."""
MAX_AGE = timedelta(days=1)
"""The oldest copy that may stand in for a robots.txt that cannot be fetched (RFC 9309, 2.4)."""
FOLDER = "robots"
"""The folder of the copies, below OUTPUT_DIR."""
NETWORK_ERRORS = (OSError, exceptions.CannotResolveHostError, exceptions.DownloadCancelledError, exceptions.DownloadConnectionRefusedError,
                  exceptions.DownloadFailedError, exceptions.DownloadTimeoutError, exceptions.ResponseDataLossError, error.ConnectError,
                  error.ConnectionClosed, TunnelError)


class Copy(msgspec.Struct):
    """A robots.txt as it was fetched: ``robots/<host>.json``."""

    url: str
    fetched_at: datetime
    text: str


class Robots(RobotsTxtMiddleware):
    """Takes the place of Scrapy's, which crawls on where robots.txt cannot be fetched.

    Unreachable (no DNS, refused, a time-out, 5xx, 429): a copy not older than a day serves, else nothing of the host is asked.
    Any other 4xx: there is none, and all is allowed. ``Crawl-delay`` is the pause between two requests to its host, up to MAX_CRAWL_DELAY.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured without ROBOTSTXT_OBEY."""
        super().__init__(crawler)
        self.max_delay = crawler.settings.getfloat("MAX_CRAWL_DELAY")
        # An archive does not age, and what it holds says nothing of today.
        self.folder = None if crawler.settings["REPLAY"] else Path(crawler.settings["OUTPUT_DIR"]) / FOLDER
        self._refusals: dict[str, RobotsUnreachable | SiteBlocked] = {}
        """Why nothing of a host may be asked."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raises ForbiddenByRobots, RobotsUnreachable and SiteBlocked."""
        if refusal := self._refusals.get(urlparse_cached(request).netloc):
            # A new one each time: a traceback would grow with every request.
            raise type(refusal)(*refusal.args) from refusal.__cause__
        try:
            super().process_request_2(rp, request)
        except exceptions.IgnoreRequest as forbidden:
            raise ForbiddenByRobots(str(forbidden)) from None

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where it has none, or is in ``_refusals``."""
        netloc = urlparse_cached(request).netloc
        if netloc not in self._parsers:
            waiting: Deferred[RobotParser | None] = Deferred()
            self._parsers[netloc] = waiting
            # Until robots.txt has been read, or is known to be none. Other requests to the host wait meanwhile.
            self._refusals[netloc] = RobotsUnreachable(f"robots.txt of {netloc} could not be read, so nothing there is asked")
            rules = None
            try:
                rules = await self._rules_of(request, netloc)
                del self._refusals[netloc]
            except (RobotsUnreachable, SiteBlocked) as refusal:
                self._refusals[netloc] = refusal
                # No traceback: the site is at fault, not the program.
                logger.error("%s", refusal)  # noqa: TRY400
            finally:
                self._parsers[netloc] = rules
                waiting.callback(rules)
        return await super().robot_parser(request)

    async def _rules_of(self, request: Request, netloc: str) -> RobotParser | None:
        """Raises RobotsUnreachable and SiteBlocked."""
        url = f"{urlparse_cached(request).scheme}://{netloc}/robots.txt"
        asked = Request(url, priority=self.DOWNLOAD_PRIORITY, callback=NO_CALLBACK,
                        meta={"dont_obey_robotstxt": True, OF_ROBOTS: True, "max_redirect_times": MAX_REDIRECTS})
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(asked)
        except SiteBlocked:
            raise
        except (AnswerTooLarge, HalfPage, NotPublic) as why:
            return self._from_copy(request, url, netloc, why)
        except exceptions.IgnoreRequest as why:
            logger.warning("%s counts as none: %s", url, why)
            return None
        except NETWORK_ERRORS as why:
            return self._from_copy(request, url, netloc, why)
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status == 429 or response.status >= 500:
            return self._from_copy(request, url, netloc, HttpError(response))
        if response.status >= 300:
            self._forget(netloc)
            return None
        body = _first_lines(response)
        self._keep(netloc, Copy(url, datetime.now(UTC), body.decode("utf-8", "replace")))
        return self._parsed(body, request)

    def _parsed(self, body: bytes, request: Request) -> RobotParser:
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        self._slow_down(rules, request)
        return rules

    def _from_copy(self, request: Request, url: str, netloc: str, error: Exception) -> RobotParser:
        """The rules of the last copy. Raises RobotsUnreachable from ``error`` when there is none of the last day."""
        copy, why = self._kept(netloc), cause_of(error) or f"{type(error).__name__}: {error}"
        if copy is None or not timedelta(0) <= datetime.now(UTC) - copy.fetched_at <= MAX_AGE:
            raise RobotsUnreachable(f"{url} cannot be read ({why}), so nothing there is asked") from error
        logger.warning("%s cannot be read (%s); its copy of %s serves", url, why, f"{copy.fetched_at:%Y-%m-%d %H:%M} UTC")
        return self._parsed(copy.text.encode(), request)

    def _slow_down(self, rules: RobotParser, request: Request) -> None:
        """Makes Crawl-delay the least pause of the host's download slot."""
        stated = rules.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        if not stated or stated <= 0:
            return
        if stated > self.max_delay:
            logger.warning("%s wants %g seconds between requests; it gets MAX_CRAWL_DELAY=%g", urlparse_cached(request).netloc, stated,
                           self.max_delay)
        delay = min(stated, self.max_delay)
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        if delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        # The slot is there when robots.txt has been fetched; after a quiet minute it is made anew from these settings.
        downloader.per_slot_settings[key] = {**downloader.per_slot_settings.get(key, {}), "delay": delay, "jitter": 0}
        if slot := downloader.slots.get(key):
            slot.delay, slot.jitter = delay, 0

    # Copies

    def _path(self, netloc: str) -> Path | None:
        return self.folder / f"{quote(netloc, safe='')}.json" if self.folder else None

    def _keep(self, netloc: str, copy: Copy) -> None:
        """Only where crawls have files: reading one page leaves none."""
        path = self._path(netloc)
        if path is None or not path.parent.parent.is_dir():
            return
        temporary = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(exist_ok=True)
            temporary.write_bytes(msgspec.json.encode(copy))
            temporary.replace(path)
        except OSError as error:
            logger.warning("cannot keep a copy of %s: %s", copy.url, error.strerror or error)

    def _kept(self, netloc: str) -> Copy | None:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Copy) if (path := self._path(netloc)) else None
        except (OSError, msgspec.DecodeError):
            return None

    def _forget(self, netloc: str) -> None:
        """The host has no robots.txt any more."""
        try:
            if path := self._path(netloc):
                path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("cannot remove the copy of robots.txt of %s: %s", netloc, error.strerror or error)


def _first_lines(response: Response) -> bytes:
    """At most MAX_BYTES, in whole lines."""
    body = response.body
    return body if len(body) <= MAX_BYTES else body[:MAX_BYTES].rpartition(b"\n")[0]
