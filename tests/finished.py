"""Finished runs as a crawl leaves them, made from saved pages."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import newscrawl
from newscrawl.items import ARTICLE_SCHEMA, TOMBSTONE_SCHEMA, Article, Tombstone
from newscrawl.output.exporter import line_of
from tests.saved import FETCHED_AT, SavedPage


def article(site: str, slug: str, **changes: Any) -> Article:
    page = SavedPage(site, slug)
    return replace(newscrawl.read_page(page.body, page.url, headers=page.headers, fetched_at=FETCHED_AT), **changes)


def sparse(article: Article) -> Article:
    """An article of which all that may be absent is."""
    return replace(article, publisher=None, listing=None, section=[], subtitle=[], authors=[], agency=None, published_at=None,
                   published_precision=None, modified_at=None, images=[], tags=[])


def tombstone(article: Article, revision: int) -> Tombstone:
    return Tombstone(TOMBSTONE_SCHEMA, article.id, article.site, article.url, revision, "404", FETCHED_AT)


def write_run(output: Path, site: str, run: str, lines: Iterable[Article | Tombstone], finished: str = "") -> Path:
    """A run's files, then its manifest, of which the path is given back. ``run`` is like ``20261123T030000``."""
    lines = list(lines)
    files = []
    for folder, schema in (("articles", ARTICLE_SCHEMA), ("deleted", TOMBSTONE_SCHEMA)):
        if written := [line_of(line) for line in lines if line.schema == schema]:
            path = output / folder / site / f"{run}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(written))
            files.append(entry(output, path, schema))
    started = f"{run[:4]}-{run[4:6]}-{run[6:11]}:{run[11:13]}:{run[13:]}+09:00"
    manifest = output / "runs" / site / f"{run}.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({
        "schema": "newscrawl/run/1", "site": site, "run": run, "program": "newscrawl 0.2.0", "outcome": "complete",
        "reason": "finished", "exit_code": 0, "started": started, "finished": finished or started, "arguments": {}, "files": files,
        "walks": [], "counts": {}, "versions": {}}), "utf-8")
    return manifest


def entry(output: Path, path: Path, schema: str) -> dict[str, Any]:
    """A file as a manifest names it."""
    text = path.read_bytes()
    return {"path": path.relative_to(output).as_posix(), "schema": schema, "lines": text.count(b"\n"), "bytes": len(text),
            "sha256": hashlib.sha256(text).hexdigest()}
