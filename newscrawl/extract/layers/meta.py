"""The ``<meta>`` layer: Open Graph, ``article:*``, and Dable's names, which many Korean sites use."""
from __future__ import annotations

from newscrawl.extract.layer import EmptyLayer
from newscrawl.page.document import Page
from newscrawl.text.dates import Moment, parse_moment

TITLE = ("og:title", "twitter:title", "dable:title")
BYLINE = ("dable:author", "article:author", "og:article:author", "author", "byl")
PUBLISHED = ("article:published_time", "og:article:published_time", "article:published", "og:regdate")
MODIFIED = ("article:modified_time", "og:article:modified_time", "og:updated_time")
SECTION = ("article:section", "article:section1", "og:article:section", "classification", "category", "news:section")
TAGS = ("article:tag", "news_keywords")
IMAGE = ("og:image", "twitter:image")


class MetaLayer(EmptyLayer):
    """Reads fields from the page's ``<meta>``."""

    def read_title(self, page: Page) -> str | None:
        return _first(page, TITLE)

    def read_byline(self, page: Page) -> list[str]:
        return [text for name in BYLINE for text in page.meta.get(name, [])]

    def read_published_at(self, page: Page) -> Moment | None:
        return _moment(page, PUBLISHED)

    def read_modified_at(self, page: Page) -> Moment | None:
        return _moment(page, MODIFIED)

    def read_section(self, page: Page) -> list[str]:
        """The section from the first name that the page has, followed by ``article:section2`` and ``3``."""
        stated = next((page.meta[name] for name in SECTION if name in page.meta), [])
        below = [text for level in ("2", "3") for text in page.meta.get(f"article:section{level}", [])] if stated else []
        return list(dict.fromkeys(name.strip() for text in (*stated, *below) for name in text.split(">")))

    def read_tags(self, page: Page) -> list[str]:
        listed = next((page.meta[name] for name in TAGS if name in page.meta), [])
        return [tag for text in listed for word in text.split(",") if (tag := word.strip())]


META = MetaLayer()


def read_image(page: Page) -> str | None:
    address = _first(page, IMAGE)
    return page.absolute(address) if address else None


def _first(page: Page, names: tuple[str, ...]) -> str | None:
    return next((page.meta[name][0] for name in names if page.meta.get(name)), None)


def _moment(page: Page, names: tuple[str, ...]) -> Moment | None:
    text = _first(page, names)
    return parse_moment(text, page.fetched_at) if text else None
