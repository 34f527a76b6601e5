"""The JSON-LD layer (schema.org ``NewsArticle`` and similar types)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extract.layer import EmptyLayer
from newscrawl.extract.layers.markup.headline import is_subject_of_text, title_element
from newscrawl.extracted import ExtractedBlock
from newscrawl.items import Video
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import visible_text
from newscrawl.page.limits import MAX_IMAGES
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.entities import unescaped
from newscrawl.text.hosts import is_same_page
from newscrawl.text.json_text import Decoded, decode_json
from newscrawl.text.titles import headline_in, is_cut, share_words
from newscrawl.text.videos import video_key
from newscrawl.text.whitespace import one_line

_ARTICLE_TYPE = re.compile(r"(?:\w*article|(?:live)?blogposting|report)", re.IGNORECASE)
MAX_SECTION_PATH = 20
"""The longest path without a number that may be a section's."""
_NESTING = ("@graph", "mainEntity", "mainEntityOfPage")
"""Keys under which a script has the page's other objects."""
_TAG_THAT_BREAKS = re.compile(r"<br\s*/?>|</?(?:p|div|li|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@once_per_page
def scripts(page: Page) -> list[Decoded]:
    """What is in each of the page's JSON-LD scripts."""
    return [decode_json(text) for script, text in page.index.scripts
            if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json"]


@once_per_page
def objects(page: Page) -> list[dict[str, Any]]:
    """The page's JSON-LD objects, with graphs and arrays flattened."""
    return list(_objects_in([value for script in scripts(page) for value in script.values]))


@once_per_page
def news_article(page: Page) -> dict[str, Any]:
    """The JSON-LD object of the article, {} if there is none."""
    return article_of(page, objects(page))


def is_unreadable(page: Page) -> bool:
    """Whether there is a script that is no JSON, not even with its errors mended."""
    return not all(script.is_whole for script in scripts(page))


def _objects_in(values: list[Any]) -> Iterator[dict[str, Any]]:
    stack = values[::-1]  # the next one last
    while stack:
        element = stack.pop()
        if isinstance(element, list):
            stack += element[::-1]
        elif isinstance(element, dict):
            yield element
            stack += [element[key] for key in reversed(_NESTING) if isinstance(element.get(key), (list, dict))]


class JsonLdLayer(EmptyLayer):
    """Reads fields from the page's JSON-LD."""

    def read_title(self, page: Page) -> str | None:
        return _text(news_article(page).get("headline"))

    def read_byline(self, page: Page) -> list[str]:
        """Each author's name, with job title and e-mail address if they are stated."""
        named = _listed(news_article(page).get("author"))
        return [text for value in named if (text := _person(value) if isinstance(value, dict) else _text(value))]

    def read_published_at(self, page: Page) -> Moment | None:
        return _moment(page, "datePublished") or min(_updates(page), default=None)

    def read_modified_at(self, page: Page) -> Moment | None:
        return _moment(page, "dateModified") or max(_updates(page), default=None)

    def read_section(self, page: Page) -> list[str]:
        return [text for value in _listed(news_article(page).get("articleSection")) if (text := _text(value))]

    def read_tags(self, page: Page) -> list[str]:
        keywords = news_article(page).get("keywords")
        words = keywords.split(",") if isinstance(keywords, str) else _listed(keywords)
        return [text for word in words if (text := _text(word))]

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        """``articleBody``, one paragraph a line; it is plain text, without subheadings, lists and images."""
        body = news_article(page).get("articleBody")
        text = unescaped(body) if isinstance(body, str) else ""
        lines = _TAG.sub("", _TAG_THAT_BREAKS.sub("\n", text)).replace("\r", "\n").split("\n")
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
    own = page.up_to(MAX_IMAGES, "videos", _listed(news_article(page).get("video")), "json-ld")
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing} if own else {}
    named = [by_id.get(str(one.get("@id")), one) for one in own if isinstance(one, dict)]
    if not named:
        named = [thing for thing in things if "VideoObject" in types_of(thing)]
        named = named if len(named) == 1 else []
    found: dict[str, Video] = {}
    for one in named:
        stated = (_text(address) for key in ("contentUrl", "embedUrl") for address in _listed(one.get(key)))
        addresses = (page.absolute(address) for address in stated if address)
        if address := next((address for address in addresses if address.startswith(("https://", "http://"))), None):
            found.setdefault(video_key(address), Video(address, _text(one.get("caption"))))
    return list(found.values())


def article_of(page: Page, elements: list[dict[str, Any]]) -> dict[str, Any]:
    """Of the objects that are articles, the one that is the page's: by its address, else by its headline; {} if none is."""
    found = [element for element in elements if any(_ARTICLE_TYPE.fullmatch(kind) for kind in types_of(element))]
    ranks = [_rank(page, element) for element in found]
    best = max(ranks, default=0)
    return found[ranks.index(best)] if best else {}


def types_of(element: dict[str, Any]) -> list[str]:
    """The names of its types, without their address: ``https://schema.org/NewsArticle``, ``schema:NewsArticle``."""
    return [re.split("[/#:]", kind)[-1] for kind in _listed(element.get("@type")) if isinstance(kind, str)]


def _rank(page: Page, element: dict[str, Any]) -> int:
    """How surely an article is the page's: 4 by its address, 3 by its headline, 2 by words of it, 1 if it says neither; 0 if it is another."""
    addresses = [address for address in _addresses(page, element) if _is_of_article(address)]
    if any(is_same_page(address, own) for address in addresses for own in (page.url, *page.meta.get("og:url", []))):
        return 4
    headline = _text(element.get("headline")) or _text(element.get("name"))
    if headline is None:
        return 0 if addresses else 1
    heading = title_element(page)
    titles = [*page.meta.get("og:title", [])[:1], page.title_tag, visible_text(heading) if heading is not None else ""]
    if any(headline_in(headline, title) or is_cut(headline, title) or headline_in(title, headline) for title in titles):
        return 3
    if any(share_words(headline, title) for title in titles):
        return 2
    return 1 if not any(titles) or (not addresses and is_subject_of_text(page, headline)) else 0


def _addresses(page: Page, element: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        for stated in _listed(element.get(key)):
            address = _text(stated.get("@id") or stated.get("url")) if isinstance(stated, dict) else _text(stated)
            if address:
                yield page.absolute(address)


def _is_of_article(address: str) -> bool:
    """Whether an address may be an article's: it is longer than that of a home page or a section."""
    parts = urlsplit(address)
    return bool(parts.query) or len(parts.path) > MAX_SECTION_PATH or re.search(r"\d", parts.path) is not None


def _person(stated: dict[str, Any]) -> str:
    return " ".join(text for key in ("name", "jobTitle", "email") if (text := _text(stated.get(key))))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    return one_line(unescaped(value)) or None if isinstance(value, str) else None


def _updates(page: Page) -> list[Moment]:
    """The times of a live blog's entries."""
    updates = [update for update in _listed(news_article(page).get("liveBlogUpdate")) if isinstance(update, dict)]
    texts = [text for update in updates if (text := _text(update.get("datePublished")))]
    return [moment for text in texts if (moment := parse_moment(text, page.fetched_at))]


def _moment(page: Page, key: str) -> Moment | None:
    text = _text(news_article(page).get(key))
    return parse_moment(text, page.fetched_at) if text else None
