"""Packs the newsroom's pages into a WARC, the same bytes every time."""

from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.demo.pages import render

# 03:00 in Korea on the morning after the newsroom's week, so that the crawl's today never moves.
FETCHED = "2026-11-22T18:00:00Z"


def pack(path: Path) -> int:
    """Write every page as a response record, and say how many."""
    pages = render()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, page in pages.items():
            kind = "text/plain" if url.endswith(".txt") else "text/html"
            headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(page)))]
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=BytesIO(page),
                    # Told the length, warcio digests the page where it lies; else it leaves a temporary file open.
                    length=len(page),
                    http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                    warc_headers_dict={
                        "WARC-Date": FETCHED,
                        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, url)}>",
                    },
                )
            )
    return len(pages)
