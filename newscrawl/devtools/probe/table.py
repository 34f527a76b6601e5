"""A table of which layer has which field."""
from __future__ import annotations

from collections.abc import Sequence

from newscrawl.extract.fields import FIELDS
from newscrawl.families.base.article_pages import ArticlePages
from newscrawl.page.document import Page

LAYERS = ("selectors", "json-ld", "meta", "state", "generic")


def table(reader: ArticlePages, articles: Sequence[Page]) -> str:
    """Of how many articles each layer tells a field; ``*`` marks the layer that a record takes it from."""
    counts = {field.key: dict.fromkeys(LAYERS, 0) for field in FIELDS}
    taken = {field.key: set[str]() for field in FIELDS}
    for page in articles:
        extracted = reader.read_article(page)
        for field in FIELDS:
            usable = [column(candidate.layer) for candidate in field.candidates(reader.layers_of(field), page, extracted)
                      if candidate.rejection is None]
            for layer in usable:
                counts[field.key][layer] += 1
            taken[field.key].update(usable[:1])
    rows = [["field", *LAYERS], *([key, *(_cell(counts[key][layer], layer in taken[key]) for layer in LAYERS)] for key in counts)]
    return "\n".join("".join(f"{cell:<11}" for cell in row).rstrip() for row in rows)


def column(layer: str) -> str:
    return "selectors" if layer in {"site", "family"} else layer


def _cell(count: int, is_taken: bool) -> str:
    return f"{count}{'*' if is_taken else ''}" if count else "-"
