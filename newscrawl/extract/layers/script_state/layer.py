"""The script state layer: reads each field from the article in the state."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element

from newscrawl.extract.blocks import walk
from newscrawl.extract.layer import EmptyLayer
from newscrawl.extract.layers.markup.times import times
from newscrawl.extract.layers.script_state.article import state_article
from newscrawl.extracted import ExtractedBlock
from newscrawl.page.document import Page, once_per_page
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.entities import unescaped

_PARSER = HTMLParser(huge_tree=True, encoding="utf-8")


class ScriptStateLayer(EmptyLayer):
    """Reads the article in the page's script state."""

    def read_title(self, page: Page) -> str | None:
        return article.title if (article := state_article(page)) else None

    def read_subtitle(self, page: Page) -> list[str]:
        return list(article.subtitle) if (article := state_article(page)) else []

    def read_byline(self, page: Page) -> list[str]:
        return list(article.byline) if (article := state_article(page)) else []

    def read_published_at(self, page: Page) -> Moment | None:
        """The time of publication; that of creation only on a page that shows no time."""
        article = state_article(page)
        if article is None:
            return None
        return _moment(page, article.published_at) or (None if times(page)[0] else _moment(page, article.created_at))

    def read_modified_at(self, page: Page) -> Moment | None:
        return _moment(page, article.modified_at) if (article := state_article(page)) else None

    def read_section(self, page: Page) -> list[str]:
        return list(article.section) if (article := state_article(page)) else []

    def read_tags(self, page: Page) -> list[str]:
        return list(article.tags) if (article := state_article(page)) else []

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        return list(_body(page))


@once_per_page
def _body(page: Page) -> list[ExtractedBlock]:
    blocks = walk(map(_parsed, article.body), page.absolute) if (article := state_article(page)) else []
    return [replace(block, text=unescaped(block.text)) if "&" in block.text and block.type not in {"code", "image", "video"} else block
            for block in blocks]


SCRIPT_STATE = ScriptStateLayer()


def _moment(page: Page, texts: Iterable[str]) -> Moment | None:
    return next((moment for text in texts if (moment := parse_moment(text, page.fetched_at))), None)


def _parsed(part: str) -> Element:
    document = fromstring(f"<html><body>{part}</body></html>".encode(errors="ignore"), parser=_PARSER)  # halves of surrogate pairs go
    inner = document.find("body")
    return document if inner is None else inner
