"""The saved pages under ``tests/pages`` and their answers."""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newscrawl.devtools.fixtures.answer import FETCHED_AT

__all__ = ["FETCHED_AT", "FOLDER", "KNOWN", "PAGES", "SavedPage", "saved_pages"]
FOLDER = Path(__file__).parent / "pages"
KNOWN = "no site 'qqqqqqqqqq' is known; `newscrawl sites` lists all"
"""How a message about an unknown site ends."""
PAGES = (".html", ".xml", ".txt")
"""What pages are kept as: pages, feeds, and listings in JSON, since ``.json`` is an answer."""


@dataclass(frozen=True)
class SavedPage:
    """Raw bytes, the headers that matter, and the answer: a record, links and maybe the next page, or why there is no article.

    ``fetched_at`` in an answer says when the page was saved; ``checked`` is false until a person has compared the answer with the page.
    ``by_shape`` in a listing's answer is true where none of the site's declared rows is on the page.
    ``not_yet`` in an answer names the fields that reading still gets wrong on this page, and its layers for them.
    """

    site: str
    slug: str

    def __str__(self) -> str:
        return f"{self.site}/{self.slug}"

    @property
    def path(self) -> Path:
        paths = ((FOLDER / self.site / self.slug).with_suffix(suffix) for suffix in PAGES)
        return next(path for path in paths if path.exists())

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @property
    def answer(self) -> dict[str, Any]:
        return {key: value for key, value in self._kept().items() if key not in {"headers", "not_yet", "fetched_at", "checked", "by_shape"}}

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
    def is_by_shape(self) -> bool:
        by_shape: bool = self._kept().get("by_shape", False)
        return by_shape

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
    return [SavedPage(path.parent.name, path.stem) for path in sorted(FOLDER.glob("*/*")) if path.suffix in PAGES]
