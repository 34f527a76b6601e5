"""The saved pages under ``tests/pages`` and their answers."""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

FOLDER = Path(__file__).parent / "pages"
KNOWN = "it knows " + ", ".join(sorted(get_spider_loader(get_project_settings()).list()))
"""How a message about an unknown site ends."""
FETCHED_AT = datetime.fromisoformat("2026-11-23T03:00:00+09:00")
"""When a saved page counts as fetched whose answer does not say."""


@dataclass(frozen=True)
class SavedPage:
    """Raw bytes, the headers that matter, and the answer: a record, links, or why there is no article.

    ``fetched_at`` in an answer says when the page was saved; ``checked`` is false until a person has compared the answer with the page.
    ``not_yet`` in an answer names the fields that reading still gets wrong on this page, and its layers for them.
    """

    site: str
    slug: str

    def __str__(self) -> str:
        return f"{self.site}/{self.slug}"

    @property
    def path(self) -> Path:
        return FOLDER / self.site / f"{self.slug}.html"

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @property
    def answer(self) -> dict[str, Any]:
        return {key: value for key, value in self._kept().items() if key not in {"headers", "not_yet", "fetched_at", "checked"}}

    @property
    def headers(self) -> dict[str, str]:
        headers: dict[str, str] = self._kept().get("headers", {})
        return headers

    @property
    def not_yet(self) -> list[str]:
        fields: list[str] = self._kept().get("not_yet", [])
        return fields

    @property
    def fetched_at(self) -> datetime:
        stated = self._kept().get("fetched_at")
        return datetime.fromisoformat(stated) if stated else FETCHED_AT

    @property
    def is_checked(self) -> bool:
        checked: bool = self._kept().get("checked", True)
        return checked

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self.path.with_suffix(".json").read_text("utf-8"))
        return kept

    @property
    def url(self) -> str:
        answer = self.answer
        url: str = answer["provenance"]["fetched_url"] if "provenance" in answer else answer["url"]
        return url

    @property
    def is_listing(self) -> bool:
        return "links" in self.answer


def saved_pages() -> list[SavedPage]:
    return [SavedPage(path.parent.name, path.stem) for path in sorted(FOLDER.glob("*/*.html"))]
