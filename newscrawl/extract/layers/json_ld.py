"""The JSON-LD layer (schema.org ``NewsArticle`` and similar types)."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from newscrawl.extract.layer import EmptyLayer
from newscrawl.items import ExtractedBlock, Video
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.videos import video_key
from newscrawl.text.whitespace import one_line

ARTICLE_TYPES = {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "Report"}
# Line breaks inside strings are the most frequent error in hand-made JSON-LD.
_CONTROL = re.compile(r"[\x00-\x1f]+")


@once_per_page
def objects(page: Page) -> list[dict[str, Any]]:
    """The page's JSON-LD objects, with graphs and arrays flattened."""
    stated = (text for script, text in page.index.scripts if (script.get("type") or "").lower() == "application/ld+json")
    return [element for text in stated for element in objects_in(text)]


@once_per_page
def news_article(page: Page) -> dict[str, Any]:
    """The JSON-LD object of the article, {} if there is none."""
    return article(objects(page))


def objects_in(text: str) -> Iterator[dict[str, Any]]:
    """The objects in one script, with ``@graph`` and arrays flattened; none if the text is invalid JSON."""
    decoded = _loads(text)
    if decoded is None:
        decoded = _loads(_CONTROL.sub(" ", text))
    stack = [decoded]  # the next one last
    while stack:
        element = stack.pop()
        if isinstance(element, list):
            stack += element[::-1]
        elif isinstance(element, dict):
            yield element
            stack += element["@graph"][::-1] if isinstance(element.get("@graph"), list) else []


def _loads(text: str) -> Any:
    """The value of a JSON text, None where it is none."""
    try:
        return json.loads(text.strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


class JsonLdLayer(EmptyLayer):
    """Reads fields from the page's JSON-LD."""

    def read_title(self, page: Page) -> str | None:
        return _text(news_article(page).get("headline"))

    def read_byline(self, page: Page) -> list[str]:
        """Each author's name, with job title and e-mail address if they are stated."""
        named = _listed(news_article(page).get("author"))
        return [text for value in named if (text := _person(value) if isinstance(value, dict) else _text(value))]

    def read_published_at(self, page: Page) -> Moment | None:
        return _moment(page, "datePublished")

    def read_modified_at(self, page: Page) -> Moment | None:
        return _moment(page, "dateModified")

    def read_section(self, page: Page) -> list[str]:
        return [text for value in _listed(news_article(page).get("articleSection")) if (text := _text(value))]

    def read_tags(self, page: Page) -> list[str]:
        keywords = news_article(page).get("keywords")
        words = keywords.split(",") if isinstance(keywords, str) else _listed(keywords)
        return [text for word in words if (text := _text(word))]

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        """``articleBody``, one paragraph a line; it is plain text, without subheadings, lists and images."""
        body = news_article(page).get("articleBody")
        lines = body.replace("\r", "\n").split("\n") if isinstance(body, str) else []
        return [ExtractedBlock("paragraph", text) for line in lines if (text := one_line(line))]


JSON_LD = JsonLdLayer()


def read_license(page: Page) -> str | None:
    return _text(news_article(page).get("license"))


def is_free(page: Page) -> bool | None:
    """What the article, or a part of it, is said to cost: False where any of it is for subscribers; None where nothing is said."""
    stated = news_article(page)
    parts = [stated, *(part for part in _listed(stated.get("hasPart")) if isinstance(part, dict))]
    said = [truth for part in parts if (truth := as_truth(part.get("isAccessibleForFree"))) is not None]
    return all(said) if said else None


def paid_parts(page: Page) -> list[str]:
    """The CSS selectors of the parts that are said to be for subscribers."""
    parts = [part for part in _listed(news_article(page).get("hasPart")) if isinstance(part, dict)]
    paid = [part for part in parts if as_truth(part.get("isAccessibleForFree")) is False]
    return [text for part in paid for one in _listed(part.get("cssSelector")) if (text := _text(one))]


def as_truth(value: Any) -> bool | None:
    """A boolean however it is written: ``true``, ``"False"``, ``http://schema.org/True``."""
    if isinstance(value, bool):
        return value
    match str(value).strip().rpartition("/")[2].lower():
        case "true":
            return True
        case "false":
            return False
    return None


def read_videos(page: Page) -> list[Video]:
    """The videos that the article names as its own; else the page's one ``VideoObject``, for of several most are of other articles."""
    things = objects(page)
    own = _listed(news_article(page).get("video"))
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing} if own else {}
    named = [by_id.get(str(one.get("@id")), one) for one in own if isinstance(one, dict)]
    if not named:
        named = [thing for thing in things if "VideoObject" in map(str, _listed(thing.get("@type")))]
        named = named if len(named) == 1 else []
    found: dict[str, Video] = {}
    for one in named:
        stated = (_text(address) for key in ("contentUrl", "embedUrl") for address in _listed(one.get(key)))
        addresses = (page.absolute(address) for address in stated if address)
        if address := next((address for address in addresses if address.startswith(("https://", "http://"))), None):
            found.setdefault(video_key(address), Video(address, _text(one.get("caption"))))
    return list(found.values())


def article(elements: list[dict[str, Any]]) -> dict[str, Any]:
    """The first object that is an article; {} if none is."""
    for element in elements:
        if ARTICLE_TYPES.intersection(str(kind) for kind in _listed(element.get("@type"))):
            return element
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
