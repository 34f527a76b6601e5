"""A web server on loopback that plays any host, and the download handler that leads every host to it."""
from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from newscrawl.middlewares.gate import PublicWeb

PORT = "NEWSCRAWL_TEST_PORT"
UNKNOWN_HOSTS = "NEWSCRAWL_TEST_UNKNOWN_HOSTS"
"""Environment variable: hosts that no name server knows, with commas between; ``*`` for all."""


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    delay: float = 0
    """Seconds before it is sent; a test that sets it to 0 has it sent at once."""
    length: int | None = None
    """The length that the answer states, if not the true one; -1: none, so that its end is that of the connection."""
    raw: Iterable[bytes] = ()
    """The bytes of the answer in pieces, status line and all, in the place of the others; ``sent`` counts those that were taken."""
    sent: int = 0


class LoopbackHandler(PublicWeb):
    """Asks the server on loopback instead of the host; spiders and middlewares see the host's address."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.is_open = True

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        if {"*", parts.hostname} & set(os.environ.get(UNKNOWN_HOSTS, "").split(",")):
            raise CannotResolveHostError(f"DNS lookup failed: no results for hostname lookup: {parts.hostname}.")
        there = parts._replace(scheme="http", netloc=f"127.0.0.1:{os.environ[PORT]}").geturl()
        asked = request.replace(url=there, headers={**request.headers, "Host": parts.netloc})
        response = await super().download_request(asked)
        request.meta["download_latency"] = asked.meta["download_latency"]
        return response.replace(url=request.url)


class Site:
    """Pages by address, without the scheme; what was asked is noted in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()

    def answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a request for an address (host, path and query)."""
        return self.pages.get(address, Answer(b"<html><body>404</body></html>", 404))

    def times_asked(self, address: str) -> int:
        return self.asked.count(address)


@contextmanager
def serving(site: Site, tls: SSLContext | None = None) -> Iterator[int]:
    """The port at which the site is served while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = f"{self.headers['Host']}{self.path}"
            site.asked.append(address)
            site.agents.add(self.headers["User-Agent"])
            answer = site.answer(address, self.headers)
            tag = self.headers["If-None-Match"]
            if tag and tag == answer.headers.get("ETag"):
                answer = Answer(status=304)
            asked_at = time.monotonic()
            while time.monotonic() < asked_at + answer.delay:
                time.sleep(0.02)
            if answer.raw:
                self.close_connection = True
                with suppress(ConnectionError):  # the crawl may have had enough
                    for piece in answer.raw:
                        self.wfile.write(piece)
                        answer.sent += len(piece)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.length != -1:
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            with suppress(ConnectionError):  # the crawl may have given up waiting
                self.end_headers()
                self.wfile.write(answer.body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
