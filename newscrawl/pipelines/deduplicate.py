"""Within a run one article id goes out once, and one text of a site goes out once."""
from __future__ import annotations

from newscrawl.items import Article
from newscrawl.pipelines.validate import Rejected


class DropDuplicates:
    """The last stage: the article that comes first in the walk goes out, a later double names it."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.texts: dict[tuple[str, str], str] = {}

    def process_item(self, item: object) -> object:
        if not isinstance(item, Article):
            return item
        if item.id in self.ids:
            raise Rejected("duplicate", f"{item.id} went out already in this run", log_level="DEBUG")
        self.ids.add(item.id)
        first = self.texts.setdefault((item.site, item.digest), item.id)
        if first != item.id:
            raise Rejected("duplicate", f"the same text as {first}", log_level="DEBUG")
        return item
