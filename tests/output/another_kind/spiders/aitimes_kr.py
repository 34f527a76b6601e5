"""The site as it is, with a headline before each article."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newscrawl.items import ExtractedArticle
from newscrawl.spiders import aitimes_kr
from tests.output.another_kind.settings import HEADLINE_SCHEMA, Headline


class AitimesKrSpider(aitimes_kr.AitimesKrSpider):
    def parse_article(self, *arguments: Any, **more: Any) -> Iterator[Any]:
        for step in super().parse_article(*arguments, **more):
            if isinstance(step, ExtractedArticle):
                yield Headline(HEADLINE_SCHEMA, f"{step.site}:{step.article_id}", step.title or "", step.fetched_at)
            yield step
