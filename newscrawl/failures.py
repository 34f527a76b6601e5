"""Why a page could not be fetched: in one word for counting (``failure_reason``), and in plain words (``cause_of``)."""
from __future__ import annotations

from typing import ClassVar

from scrapy import exceptions
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as twisted
from twisted.python.failure import Failure


class KnownFailure(Exception):  # noqa: N818 - the root of failures of requests, which derive from Scrapy's exceptions too
    """A request that failed for a reason that its class knows. Raised by downloader middlewares and handlers of ours."""

    reason: ClassVar[str]
    """One word, as in the table of ``docs/record.md``."""


_DNS, _REFUSED, _TIME, _TLS, _LOST = "DNS lookup failed", "connection refused", "timed out", "TLS failed", "connection lost"
ROBOTS = "robots.txt forbids it"
_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((exceptions.CannotResolveHostError, twisted.DNSLookupError, twisted.UnknownHostError), _DNS),
    ((exceptions.DownloadConnectionRefusedError, twisted.ConnectionRefusedError, ConnectionRefusedError), _REFUSED),
    ((exceptions.DownloadTimeoutError, twisted.TimeoutError, twisted.TCPTimedOutError, TimeoutError), _TIME),
    ((twisted.SSLError, twisted.VerifyError), _TLS),
    ((exceptions.DownloadFailedError, exceptions.ResponseDataLossError, twisted.ConnectionLost, twisted.ConnectionDone,
      ConnectionError), _LOST),
    ((twisted.NoRouteError, twisted.ConnectError), "no connection"),
)
# Twisted reports a failed TLS handshake as a lost connection; a browser has one error type for everything.
_BY_TEXT = {
    "OpenSSL.SSL.Error": _TLS, "CertificateError": _TLS, "VerificationError": _TLS, "net::ERR_CERT": _TLS, "net::ERR_SSL": _TLS,
    "net::ERR_NAME_NOT_RESOLVED": _DNS, "net::ERR_CONNECTION_REFUSED": _REFUSED, "net::ERR_TIMED_OUT": _TIME,
    "net::ERR_CONNECTION_TIMED_OUT": _TIME, "net::ERR_INTERNET_DISCONNECTED": "no connection", "net::ERR_CONNECTION": _LOST,
}


def cause_of(error: BaseException | None) -> str | None:
    """Why a page could not be fetched: ``DNS lookup failed``, ``the site answered 403``. None for errors of another kind."""
    if isinstance(error, HttpError):
        return f"the site answered {error.response.status}"
    if isinstance(error, KnownFailure) and error.__cause__:
        return cause_of(error.__cause__)
    if isinstance(error, exceptions.IgnoreRequest) and str(error) == "Forbidden by robots.txt":
        return ROBOTS
    text = str(error)
    by_text = next((cause for sign, cause in _BY_TEXT.items() if sign in text), None)
    by_type = next((cause for types, cause in _BY_TYPE if isinstance(error, types)), None)
    return by_text if by_text and (by_type or "net::" in text) else by_type


_BY_STATUS = {401: "login", 402: "login", 403: "blocked", 404: "missing", 410: "missing", 429: "blocked", 451: "blocked"}
SERVER_ERROR = 500
"""This status and higher ones say that the site is at fault."""


def failure_reason(failure: Failure) -> tuple[str, str]:
    """(one word for counting, the reason in plain words) of a failed request. ``docs/record.md`` lists the words."""
    error = failure.value
    if isinstance(error, HttpError):
        return status_reason(error.response), f"the site answered {error.response.status}"
    if isinstance(error, KnownFailure):
        return error.reason, str(error)
    cause = cause_of(error)
    if isinstance(error, exceptions.IgnoreRequest):
        # Scrapy's middlewares raise it for robots.txt, and for redirects without an end.
        return ("robots" if cause == ROBOTS else "redirected"), str(error) or "not allowed"
    if isinstance(error, exceptions.ResponseDataLossError):
        return "partial", f"{type(error).__name__}: {error}".rstrip(": ")
    return ("unreachable" if cause else "download"), f"{type(error).__name__}: {error}".rstrip(": ")


def status_reason(response: Response) -> str:
    """The word for an HTTP status that is no success."""
    return _BY_STATUS.get(response.status, "unreachable" if response.status >= SERVER_ERROR else "http")
