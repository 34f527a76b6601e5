"""Rejects an article that cannot be used, with the reason."""
from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.items import Article, RejectedPage, Rights

AGAINST_AI = frozenset({"noai", "noimageai", "tdm-reservation"})
"""Directives that forbid giving a page's text to AI."""


class RejectedItem(DropItem):
    """Raised by a stage for an item that is not exported; ``output.rejected`` writes it down.

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
    """The page's own statement against giving its text to AI, or None."""
    return rights.ai or next((directive for directive in rights.directives if directive in AGAINST_AI), None)


class RequireText:
    """The stage after cleaning: it requires a title and a body. It also rejects pages that could not be fetched and, with
    SKIP_PAGES_FORBIDDING_AI, pages that forbid giving their text to AI."""

    def __init__(self, crawler: Crawler) -> None:
        self.skip_forbidding_ai = crawler.settings.getbool("SKIP_PAGES_FORBIDDING_AI")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: object) -> object:
        if isinstance(item, RejectedPage):
            raise RejectedItem(item.reason, item.message)
        if isinstance(item, Article) and (problem := problem_of(item)):
            raise RejectedItem(*problem)
        if self.skip_forbidding_ai and isinstance(item, Article) and (clause := clause_against_ai(item.rights)):
            raise RejectedItem("forbids-ai", f"the page says: {clause}", log_level="DEBUG")
        return item
