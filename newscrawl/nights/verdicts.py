"""The words for how a night went, and the sentences that explain them."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Word = Literal["good", "quiet", "late", "partial", "thinned", "empty", "redesigned", "blocked", "unreachable", "failed", "not reached"]

BY_SEVERITY: tuple[Word, ...] = (
    "good", "quiet", "late", "partial", "thinned", "empty", "redesigned", "blocked", "unreachable", "failed", "not reached")
SEVERITY = {word: rank for rank, word in enumerate(BY_SEVERITY)}
"""Word -> rank; the site's verdict is the worst of its own and its sections'."""

IN_KOREAN: dict[Word, str] = {
    "good": "정상", "quiet": "조용함", "late": "늦음", "partial": "일부 누락", "thinned": "본문 줄어듦", "empty": "비어 있음", "redesigned": "개편됨",
    "blocked": "차단됨", "unreachable": "접속 불가", "failed": "실패", "not reached": "수집 안 됨",
}


@dataclass(slots=True)
class Verdict:
    """How one night went for a site, or for one of its sections."""

    site: str
    night: date
    section: str | None
    """Our key; None for the site as a whole."""

    word: Word
    reason: str
    """One English sentence, with the numbers."""

    reason_ko: str
    numbers: dict[str, float] = field(default_factory=dict)
    sample: str | None = None
    """The address of a page to look at."""

    @property
    def is_alarm(self) -> bool:
        return self.word not in {"good", "quiet"}
