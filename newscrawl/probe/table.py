"""Which layer of the pages tells which field."""
from __future__ import annotations

from collections.abc import Sequence

from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.families.base.layered_reading import FIELDS
from newscrawl.page.document import Page

LAYERS = ("selectors", "json-ld", "meta", "state", "generic")


def table(reader: ArticlePages, articles: Sequence[Page]) -> str:
    """Of how many articles each layer tells a field; ``*`` marks the layer that a record takes it from."""
    told = {field: dict.fromkeys(LAYERS, 0) for field in FIELDS}
    taken = {field: set[str]() for field in FIELDS}
    for page in articles:
        found = reader.read_article(page)
        for field in FIELDS:
            usable = [column(candidate.layer) for candidate in reader.candidates(field, page, found) if candidate.refused is None]
            for layer in usable:
                told[field][layer] += 1
            taken[field].update(usable[:1])
    rows = [["field", *LAYERS], *([field, *(_cell(told[field][layer], layer in taken[field]) for layer in LAYERS)] for field in FIELDS)]
    return "\n".join("".join(f"{cell:<11}" for cell in row).rstrip() for row in rows)


def column(layer: str) -> str:
    return "selectors" if layer in {"site", "family"} else layer


def _cell(count: int, is_taken: bool) -> str:
    return f"{count}{'*' if is_taken else ''}" if count else "-"
