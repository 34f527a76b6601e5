"""The name of a run, and where its files are."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from scrapy import Spider

from newscrawl.text.dates import KST


def run_name(spider: Spider) -> str:
    """The start of the crawl in Korean time: ``20261122T030000``."""
    start: datetime = spider.crawler.stats.get_value("start_time")
    return f"{start.astimezone(KST):%Y%m%dT%H%M%S}"


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """What a FEEDS address may name, as Scrapy wants it; ours adds ``%(run)s``."""
    return {**params, "run": run_name(spider)}


def articles_path(site: str, run: str) -> str:
    return f"articles/{site}/{run}.jsonl"


def rejected_path(site: str, run: str) -> str:
    return f"rejected/{site}/{run}.jsonl"
