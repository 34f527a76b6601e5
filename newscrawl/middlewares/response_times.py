"""How long the site takes to answer, for the manifest's tallies."""
from __future__ import annotations

from math import ceil, log10
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

STEPS = 10
"""Classes of times in a power of ten."""


class ResponseTimes:
    """Counts every answer by the time until its head came (stat ``tally/response_ms/<milliseconds>``). A replay has no such times."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        latency = request.meta.get("download_latency")
        if latency is not None and self.crawler.stats:
            self.crawler.stats.inc_value(f"tally/response_ms/{class_of(latency)}")
        return response


def class_of(seconds: float) -> int:
    """The upper end of a time's class, in milliseconds: the preferred numbers R10 of ISO 3, each a quarter more than the one before.

    So the tallies of several runs can be added, and a percentile read from them is at most a quarter too long.

    >>> [class_of(seconds) for seconds in (0.0002, 0.1, 0.1001, 0.19, 1.7)]
    [1, 100, 126, 200, 1995]
    """
    return round(10 ** (ceil(round(STEPS * log10(max(1.0, 1000 * seconds)), 9)) / STEPS))
