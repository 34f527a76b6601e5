"""The site as it is, with a headline before each article."""
from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from newscrawl.items import Article
from newscrawl.spiders import aitimes_kr
from tests.output.another_kind.settings import HEADLINE_SCHEMA, Headline


class AitimesKrSpider(aitimes_kr.AitimesKrSpider):
    async def parse_article(self, *arguments: Any, **more: Any) -> AsyncIterator[Any]:
        async for step in super().parse_article(*arguments, **more):
            if isinstance(step, Article):
                yield Headline(HEADLINE_SCHEMA, step.id, step.title, step.crawled_at)
            yield step
