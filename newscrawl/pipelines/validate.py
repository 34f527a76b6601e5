"""An article that cannot be used is rejected, with the reason."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.items import Article, RejectedPage, Rights

AGAINST_AI = frozenset({"noai", "noimageai", "tdm-reservation"})
"""Directives by which a page forbids giving its text to AI."""


class Rejected(DropItem):
    """Raised by a stage for what does not go out; ``output.rejected`` writes it down.

    ``reason`` is one word for counting, ``message`` the same in plain words.
    """

    def __init__(self, reason: str, message: str, log_level: str = "WARNING") -> None:
        super().__init__(f"{reason}: {message}", log_level)
        self.reason = reason
        self.message = message


def problem_of(article: Article) -> tuple[str, str] | None:
    """Why an article is not usable (reason, message), or None."""
    if not article.title:
        return "no-title", "no title was found on the page"
    if not article.body:
        return "no-body", "no article text was found on the page"
    return None


def clause_against_ai(rights: Rights) -> str | None:
    """What a page itself says against giving its text to AI, or None."""
    return rights.ai or next((one for one in rights.directives if one in AGAINST_AI), None)


class RequireText:
    """The stage after cleaning: a title and a body are required. Pages that could not be fetched end here too, and, with
    SKIP_PAGES_FORBIDDING_AI, those that forbid giving their text to AI."""

    def __init__(self, crawler: Crawler) -> None:
        self.skip_forbidding_ai = crawler.settings.getbool("SKIP_PAGES_FORBIDDING_AI")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if isinstance(item, RejectedPage):
            raise Rejected(item.reason, item.message)
        if isinstance(item, Article) and (problem := problem_of(item)):
            raise Rejected(*problem)
        if self.skip_forbidding_ai and isinstance(item, Article) and (clause := clause_against_ai(item.rights)):
            raise Rejected("forbids-ai", f"the page says: {clause}", log_level="DEBUG")
        return item
