"""Replay: answers every request from a WARC file, and opens no socket."""
from __future__ import annotations

import logging
import os
import re
import zlib
from contextlib import redirect_stderr
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import canonicalize_url
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

from newscrawl.errors import ArchiveError
from newscrawl.text.plurals import counted

logger = logging.getLogger(__name__)
BLOCK_BYTES = 16 * 1024
_BROKEN = (ArchiveLoadFailed, AttributeError, EOFError, OverflowError, ValueError, zlib.error)
"""What warcio raises for a record that it cannot read; AttributeError is for a header that is cut off."""


MAX_RECORD_BYTES = 32 * 1024 * 1024
"""A longer record is passed over; a page may have 20 MB."""
MAX_HEADER_BYTES = 256 * 1024
"""Of the two headers of a record together."""
MAX_BREAKS = 100
"""How often the next record is looked for behind one that cannot be read; then the rest is not looked at."""
MAX_MESSAGE_CHARS = 200
"""What is told of a record may be its first line."""
FIRST_DATE = datetime(1990, 1, 1, tzinfo=UTC)
_STARTS = re.compile(rb"\x1f\x8b\x08|(?:\A|\n)WARC/[01]\.")
"""What a record begins with, compressed or plain."""
_CHUNK_SIZE = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")


class Archive:
    """The responses of a WARC file, found by address; of several answers to one address the last counts.

    A record that cannot be used (cut off, too large, without a valid address, date or status) is passed over and counted; the ones behind it
    are still read.
    """

    def __init__(self, path: Path) -> None:
        """Reads through the file once. Raises ArchiveError."""
        self.path = path
        self.offsets: dict[str, int] = {}
        self.last_date = ""
        """The latest WARC-Date of a response, as it stands there; "" where none has one."""
        self.errors: list[str] = []
        """Why records were passed over, each with its offset."""
        try:
            # warcio writes there what it makes of broken records, in their own words.
            with path.open("rb") as file, Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
                self._index(file)
        except OSError as error:
            raise ArchiveError(f"cannot read the archive {path}: {error.strerror or error}") from error
        if not self.offsets:
            raise ArchiveError(f"{path} holds no WARC response; is it a .warc or .warc.gz file?")
        if self.errors:
            logger.error("The archive %s is damaged: %s can be replayed, %s cannot (%s)", path, counted(len(self.offsets), "response"),
                         counted(len(self.errors), "record"), "; ".join(self.errors[:3]))

    def _index(self, file: BinaryIO) -> None:
        start: int | None = 0
        for _ in range(MAX_BREAKS):
            if start is None:
                return
            file.seek(start)
            records = _records(file)
            try:
                for record in records:
                    self._enter(record, records.offset)
                    records.reader.header_bytes = 0
                if not _rest(file, records.offset):
                    return
                self.errors.append(f"at {records.offset}: it ends within a record")
            except _BROKEN as error:
                self.errors.append(f"at {records.offset}: {' '.join(str(error).split())[:MAX_MESSAGE_CHARS] or type(error).__name__}")
            start = _next_start(file, records.offset + 1)

    def _enter(self, record: Any, offset: int) -> None:
        """Raises EOFError for a record that is cut off, ArchiveLoadFailed for one that is too large."""
        _read_to_its_end(record)
        if record.rec_type != "response":
            return
        address, date = (record.rec_headers.get_header(name) or "" for name in ("WARC-Target-URI", "WARC-Date"))
        try:
            key = _key(address)
            _status(record)
            _date(date)
        except ValueError as error:
            self.errors.append(f"at {offset}: {str(error)[:MAX_MESSAGE_CHARS]}")
            return
        self.offsets[key] = offset
        self.last_date = max(self.last_date, date)

    def find(self, url: str) -> Recorded | None:
        """The answer to a request for a URL; None if there is none, or none that can be read from where it begins."""
        offset = self.offsets.get(_key(url))
        if offset is None:
            return None
        try:
            return self._recorded(offset)
        except (*_BROKEN, StopIteration):  # it was found behind a broken one that seemed to hold it
            logger.error("The record at %s of the archive %s cannot be read", offset, self.path)  # noqa: TRY400 - the archive is at fault
            return None

    def _recorded(self, offset: int) -> Recorded:
        with self.path.open("rb") as file:
            file.seek(offset)
            record = next(iter(_records(file)))
            body = b"".join(iter(partial(record.raw_stream.read, BLOCK_BYTES), b""))
            return Recorded(
                status=_status(record),
                headers=record.http_headers.headers,
                # As sent but for the chunks: Scrapy's middleware undoes the Content-Encoding, as in a live crawl.
                body=_without_chunks(body) if _is_chunked(record) else body,
                date=_date(record.rec_headers.get_header("WARC-Date")),
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


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's reader, which keeps a line of any length in memory."""

    header_bytes = 0
    """Of the lines read since the last record ended."""

    def readline(self, length: int | None = None) -> bytes:
        """Raises ArchiveLoadFailed."""
        line: bytes = super().readline(min(length or MAX_HEADER_BYTES, MAX_HEADER_BYTES))
        self.header_bytes += len(line)
        if self.header_bytes > MAX_HEADER_BYTES:
            raise ArchiveLoadFailed("its header is too long")
        return line


def _records(file: BinaryIO) -> Any:
    """The records from where the file stands; ``offset`` is that of the record under way."""
    records = ArchiveIterator(file)
    records.reader = _BoundedReader(records.fh, block_size=BLOCK_BYTES)
    return records


def _read_to_its_end(record: Any) -> None:
    """Raises EOFError for a record that is cut off, ArchiveLoadFailed for one beyond all bounds."""
    size = 0
    while size <= MAX_RECORD_BYTES and (block := record.raw_stream.read(BLOCK_BYTES)):
        size += len(block)
    if size > MAX_RECORD_BYTES:
        raise ArchiveLoadFailed("it is too large")
    if getattr(record.raw_stream, "limit", 1):
        raise EOFError("it ends within a record")


def _rest(file: BinaryIO, offset: int) -> bool:
    """Whether anything but blanks follows."""
    file.seek(offset)
    return any(block.strip() for block in iter(partial(file.read, BLOCK_BYTES), b""))


def _next_start(file: BinaryIO, offset: int) -> int | None:
    """Where the next record may begin, from an offset on; None where none does."""
    file.seek(offset)
    tail = b""
    while block := file.read(BLOCK_BYTES):
        window = tail + block
        # A match at the window's begin is no line's begin unless the file says so.
        if found := _STARTS.search(window, 1 if tail else 0):
            return offset - len(tail) + found.start() + found[0].startswith(b"\n")
        tail, offset = window[-8:], offset + len(block)
    return None


def _status(record: Any) -> int:
    """Raises ValueError."""
    if not record.http_headers:
        raise ValueError("it has no answer of HTTP")
    status = int(record.http_headers.get_statuscode())
    if not 100 <= status <= 599:
        raise ValueError(f"{status} is no status of HTTP")
    return status


def _date(text: str) -> datetime:
    """A WARC-Date, aware. Raises ValueError, also for one that cannot be."""
    date = datetime.fromisoformat(text)
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    if not FIRST_DATE <= date <= datetime.now(UTC) + timedelta(days=366):
        raise ValueError(f"{text} is no date of a crawl")
    return date.astimezone(UTC)


def _key(url: str) -> str:
    """Raises ValueError for what is no address."""
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url[:100]!r} is no address of the web")
    return canonicalize_url(url)


def _is_chunked(record: Any) -> bool:
    return (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"


def _without_chunks(body: bytes) -> bytes:
    """A body without its chunks' sizes (RFC 9112, 7.1), up to where it breaks off; as it is where it has none, as some archives store it."""
    parts, position = [], 0
    while size := _CHUNK_SIZE.match(body, position):
        position = size.end() + int(size[1], 16)
        parts.append(body[size.end():position])
        if position == size.end():  # the last one
            break
    return b"".join(parts) if parts else body
