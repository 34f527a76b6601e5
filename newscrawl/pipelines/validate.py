"""An article that cannot be used is rejected, with the reason."""
from __future__ import annotations

from scrapy.exceptions import DropItem

from newscrawl.items import Article, RejectedPage


class Rejected(DropItem):
    """Raised by a stage for what does not go out; ``feed.rejected`` writes it down.

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


class RequireText:
    """The stage after cleaning: a title and a body are required. Pages that could not be fetched end here too."""

    def process_item(self, item: object) -> object:
        if isinstance(item, RejectedPage):
            raise Rejected(item.reason, item.message)
        if isinstance(item, Article) and (problem := problem_of(item)):
            raise Rejected(*problem)
        return item
