"""Sites whose own class names say what a block of the body is."""
from __future__ import annotations

from typing import ClassVar

from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.items import FoundBlock, FoundBlockType
from newscrawl.page.document import Page


class MarkedBlocks(ArticlePages):
    """What to set: ``block_types``, for subheadings and captions whose markup is that of a paragraph but for a class name."""

    block_types: ClassVar[dict[str, FoundBlockType]]
    """Class name -> kind of block."""

    def read_body(self, page: Page) -> list[FoundBlock]:
        blocks = super().read_body(page)
        for block in blocks:
            block.type = next((kind for mark, kind in self.block_types.items() if mark in block.marks), block.type)
        return blocks
