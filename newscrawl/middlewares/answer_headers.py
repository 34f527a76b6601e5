"""A limit for the header of an answer: Twisted limits its lines, but not their number, and keeps them all.

Browsers have such a limit too: Chromium takes 256 KB (``kMaxHeaderBufSize`` of its ``HttpStreamParser``).
"""
from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)

MAX_HEADER_BYTES = 256 * 1024
"""Of an answer's status line and header; those of answers before it with a status of 1xx count too."""


class HeaderTooLarge(Exception):  # noqa: N818 - what the answer is, not what went wrong
    """Raised within Twisted, which ends the connection."""


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Builds the protocol of a connection."""

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        # As Scrapy's own does: the class of the parser is fixed in Twisted.
        self._parser.__class__ = _BoundedParser
        return answer


class _BoundedParser(_LenientHTTPClientParser):
    MAX_LENGTH = MAX_HEADER_BYTES
    """Of a line."""

    header_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Raises HeaderTooLarge."""
        self.header_bytes += len(line) + len(self.delimiter)
        if self.header_bytes > MAX_HEADER_BYTES:
            raise HeaderTooLarge
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Raises HeaderTooLarge."""
        raise HeaderTooLarge
