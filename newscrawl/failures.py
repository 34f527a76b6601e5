"""Why a page could not be fetched, in plain words."""
from __future__ import annotations

from typing import ClassVar

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as twisted


class KnownFailure(Exception):  # noqa: N818 - the root of failures of requests, which derive from Scrapy's exceptions too
    """A request that failed for a reason that its class knows. Raised by downloader middlewares and handlers of ours."""

    reason: ClassVar[str]
    """One word, as in the table of ``docs/record.md``."""


_DNS, _REFUSED, _TIME, _TLS, _LOST = "DNS lookup failed", "connection refused", "timed out", "TLS failed", "connection lost"
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
    if isinstance(error, exceptions.IgnoreRequest) and str(error) == "Forbidden by robots.txt":
        return "robots.txt forbids it"
    text = str(error)
    by_text = next((cause for sign, cause in _BY_TEXT.items() if sign in text), None)
    by_type = next((cause for types, cause in _BY_TYPE if isinstance(error, types)), None)
    return by_text if by_text and (by_type or "net::" in text) else by_type
