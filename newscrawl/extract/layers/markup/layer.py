"""The markup layer: reads each field from the visible markup."""
from __future__ import annotations

from newscrawl.extract.layer import EmptyLayer
from newscrawl.extract.layers.markup import times
from newscrawl.extract.layers.markup.body import body_blocks
from newscrawl.extract.layers.markup.byline import byline
from newscrawl.extract.layers.markup.deck import deck, named_deck
from newscrawl.extract.layers.markup.header import has_named_deck
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.layers.markup.section import section
from newscrawl.extracted import ExtractedBlock
from newscrawl.page.document import Page
from newscrawl.page.dom import visible_text
from newscrawl.text.dates import Moment


class MarkupLayer(EmptyLayer):
    """Reads the visible markup of any Korean news page."""

    def read_title(self, page: Page) -> str | None:
        element = title_element(page)
        return visible_text(element) if element is not None else page.title_tag or None

    def read_subtitle(self, page: Page) -> list[str]:
        return deck(page)

    def read_byline(self, page: Page) -> list[str]:
        return byline(page)

    def read_published_at(self, page: Page) -> Moment | None:
        return times.published_at(page)

    def read_modified_at(self, page: Page) -> Moment | None:
        return times.modified_at(page)

    def read_section(self, page: Page) -> list[str]:
        return section(page)

    def read_tags(self, page: Page) -> list[str]:
        """Links that begin with ``#``."""
        tagged = (element for element, text in page.index.texts if element.tag == "a" and text.lstrip().startswith("#"))
        return [visible_text(link).lstrip("#").strip() for link in dict.fromkeys(tagged) if (link.text or "").lstrip().startswith("#")]

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        return body_blocks(page)


class NamedDecks(EmptyLayer):
    """Reads only decks with a class name for them: a declared site without a deck has no lines that merely look like one."""

    def read_subtitle(self, page: Page) -> list[str]:
        return named_deck(page) if has_named_deck(page) else []


MARKUP, NAMED_DECKS = MarkupLayer(), NamedDecks()
