"""What a page says of itself in JSON-LD (schema.org ``NewsArticle`` and its kin)."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from newscrawl.extract.layer import EmptyLayer
from newscrawl.items import FoundBlock
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.whitespace import one_line

ARTICLE_TYPES = {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "Report"}
# Line breaks inside strings are the commonest way in which hand-made JSON-LD is broken.
_CONTROL = re.compile(r"[\x00-\x1f]+")


@once_per_page
def objects(page: Page) -> list[dict[str, Any]]:
    """The page's JSON-LD objects, graphs and arrays laid flat."""
    stated = (text for script, text in page.index.scripts if (script.get("type") or "").lower() == "application/ld+json")
    return [thing for text in stated for thing in objects_in(text)]


@once_per_page
def news_article(page: Page) -> dict[str, Any]:
    """The JSON-LD object that is the article, {} when there is none."""
    return article(objects(page))


def objects_in(text: str) -> Iterator[dict[str, Any]]:
    """The objects of one script's text, ``@graph`` and arrays laid flat; none of a text that is no JSON."""
    found = _loads(text)
    if found is None:
        found = _loads(_CONTROL.sub(" ", text))
    waiting = [found]  # the next one last
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting += thing[::-1]
        elif isinstance(thing, dict):
            yield thing
            waiting += thing["@graph"][::-1] if isinstance(thing.get("@graph"), list) else []


def _loads(text: str) -> Any:
    """The value of a JSON text, None where it is none."""
    try:
        return json.loads(text.strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


class JsonLdLayer(EmptyLayer):
    """What the page says of itself in JSON-LD."""

    def read_title(self, page: Page) -> str | None:
        return _text(news_article(page).get("headline"))

    def read_byline(self, page: Page) -> list[str]:
        """Each author's name, with the job title and the e-mail address where they are stated."""
        named = _listed(news_article(page).get("author"))
        return [text for one in named if (text := _person(one) if isinstance(one, dict) else _text(one))]

    def read_published_at(self, page: Page) -> Moment | None:
        return _moment(page, "datePublished")

    def read_modified_at(self, page: Page) -> Moment | None:
        return _moment(page, "dateModified")

    def read_section(self, page: Page) -> list[str]:
        return [text for one in _listed(news_article(page).get("articleSection")) if (text := _text(one))]

    def read_tags(self, page: Page) -> list[str]:
        keywords = news_article(page).get("keywords")
        words = keywords.split(",") if isinstance(keywords, str) else _listed(keywords)
        return [text for word in words if (text := _text(word))]

    def read_body(self, page: Page) -> list[FoundBlock]:
        """``articleBody``, a paragraph a line; it is plain text, so that subheadings, lists and pictures are lost."""
        body = news_article(page).get("articleBody")
        lines = body.replace("\r", "\n").split("\n") if isinstance(body, str) else []
        return [FoundBlock("paragraph", text) for line in lines if (text := one_line(line))]


JSON_LD = JsonLdLayer()


def read_license(page: Page) -> str | None:
    return _text(news_article(page).get("license"))


def article(things: list[dict[str, Any]]) -> dict[str, Any]:
    """The first object that is an article; {} when none is."""
    for thing in things:
        if ARTICLE_TYPES.intersection(str(kind) for kind in _listed(thing.get("@type"))):
            return thing
    return {}


def _person(stated: dict[str, Any]) -> str:
    return " ".join(text for key in ("name", "jobTitle", "email") if (text := _text(stated.get(key))))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None


def _moment(page: Page, key: str) -> Moment | None:
    text = _text(news_article(page).get(key))
    return parse_moment(text, page.fetched_at) if text else None
