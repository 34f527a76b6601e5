"""What a page's reading should give: the file that a person compares with the page by eye, and a test with the code."""
from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from newscrawl.items import Article, Link
from newscrawl.output.exporter import line_of

FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
"""When a test page counts as fetched whose answer does not say."""
# What follows from other keys, from the program or from the moment.
NOT_IN_ANSWERS = ("schema", "revision", "change", "body", "digest", "cluster", "crawled_at")


def of_article(article: Article) -> dict[str, Any]:
    record: dict[str, Any] = orjson.loads(line_of(article))
    for key in NOT_IN_ANSWERS:
        del record[key]
    del record["provenance"]["program"]
    return record


def of_links(links: Iterable[Link]) -> list[dict[str, str | None]]:
    """What a listing offers, in page order."""
    return [{"url": link.url, "id": link.id, "title": link.title, "time": link.time.time.isoformat() if link.time else None}
            for link in links]


def as_text(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, indent=2).encode() + b"\n"
