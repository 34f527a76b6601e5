"""Replay: answers every request from a WARC file, and opens no socket."""
from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import canonicalize_url
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.timeutils import iso_date_to_datetime

from newscrawl.errors import ArchiveError

logger = logging.getLogger(__name__)


class Archive:
    """The responses of a WARC file, found by address; of several answers to one address the last counts."""

    def __init__(self, path: Path) -> None:
        """Reads through the file once. Raises ArchiveError."""
        self.path = path
        self.offsets: dict[str, int] = {}
        self.last_date = ""
        """The latest WARC-Date of a response, as it stands there; "" where none has one."""
        try:
            with path.open("rb") as file:
                self._index(ArchiveIterator(file))
        except OSError as error:
            raise ArchiveError(f"cannot read the archive {path}: {error.strerror or error}") from error
        if not self.offsets:
            raise ArchiveError(f"{path} holds no WARC response; is it a .warc or .warc.gz file?")

    def _index(self, records: Any) -> None:
        """Up to the end, or to where the file is damaged: what lies before is still good."""
        end = 0
        try:
            for record in records:
                _read_to_its_end(record)
                # An offset is known only once the record has been read.
                if record.rec_type == "response":
                    self.offsets[_key(record.rec_headers.get_header("WARC-Target-URI"))] = records.get_record_offset()
                    self.last_date = max(self.last_date, record.rec_headers.get_header("WARC-Date") or "")
                end = records.get_record_offset() + records.get_record_length()
            _check_end(end, self.path)
        # AttributeError is what warcio gives for a record header that is cut off.
        except (ArchiveLoadFailed, AttributeError, EOFError, ValueError) as error:
            if self.offsets:
                # No traceback: the file is at fault, not the program.
                logger.error("The archive %s is damaged after %d responses (%s); what follows is not replayed",  # noqa: TRY400
                             self.path, len(self.offsets), " ".join(str(error).split()))

    def find(self, url: str) -> Recorded | None:
        offset = self.offsets.get(_key(url))
        if offset is None:
            return None
        with self.path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)))
            return Recorded(
                status=int(record.http_headers.get_statuscode()),
                headers=record.http_headers.headers,
                # As sent: Scrapy's middleware undoes the Content-Encoding, as in a live crawl.
                body=record.raw_stream.read() if not _is_chunked(record) else record.content_stream().read(),
                date=iso_date_to_datetime(record.rec_headers.get_header("WARC-Date")).replace(tzinfo=UTC),
                record_id=f"{self.path.name}:{offset}")


class Recorded(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    date: datetime
    """WARC-Date, aware."""
    record_id: str
    """``file:offset`` of the record."""


class ReplayHandler(BaseDownloadHandler):
    """A download handler over the archive that the setting REPLAY names; what it does not hold is a 404."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.archive = Archive(Path(crawler.settings["REPLAY"]))

    async def download_request(self, request: Request) -> Response:
        recorded = self.archive.find(request.url) if request.method == "GET" else None
        if recorded is None:
            logger.warning("not in the archive %s: %s %s", self.archive.path.name, request.method, request.url)
            return Response(request.url, status=404)
        request.meta["fetched_at"] = recorded.date
        request.meta["archive"] = recorded.record_id
        headers = Headers()
        for name, value in recorded.headers:
            headers.appendlist(name, value)
        response_class = responsetypes.from_args(headers=headers, body=recorded.body)
        return response_class(request.url, status=recorded.status, headers=headers, body=recorded.body)


def _read_to_its_end(record: Any) -> None:
    """Raises EOFError for a record that is cut off."""
    record.raw_stream.read()
    cut = getattr(record.raw_stream, "limit", 1)
    if cut or (record.rec_type == "response" and not (record.http_headers and record.rec_headers.get_header("WARC-Target-URI"))):
        raise EOFError("it ends within a record")


def _check_end(end: int, path: Path) -> None:
    """Raises EOFError where more follows the last whole record than the blank lines that end a record of a plain file."""
    with path.open("rb") as file:
        file.seek(end)
        if file.read().strip(b"\r\n"):
            raise EOFError("it ends within a record")


def _key(url: str) -> str:
    return canonicalize_url(url)


def _is_chunked(record: Any) -> bool:
    return (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
