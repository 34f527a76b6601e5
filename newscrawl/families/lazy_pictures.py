"""Sites that hide each picture, by a style of its own, until a script has loaded it."""
from __future__ import annotations

from newscrawl.families.article_pages import ArticlePages
from newscrawl.items import FoundBlock
from newscrawl.reading.page import Page
from newscrawl.text.boilerplate import HIDDEN


class LazyPictures(ArticlePages):
    """A hidden picture in the body is one that the reader sees."""

    def read_body(self, page: Page) -> list[FoundBlock]:
        blocks = super().read_body(page)
        for block in blocks:
            if block.type == "image":
                block.marks -= {HIDDEN}
        return blocks
