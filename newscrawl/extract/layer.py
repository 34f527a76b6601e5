"""The interface of a layer: one source of a page's fields, or a site's selectors."""
from __future__ import annotations

from typing import Protocol

from newscrawl.extracted import ExtractedBlock
from newscrawl.page.document import Page
from newscrawl.text.dates import Moment


class ExtractionLayer(Protocol):
    """Reads the fields of an article from a page. A field that the layer does not have is None or []."""

    def read_title(self, page: Page) -> str | None: ...

    def read_subtitle(self, page: Page) -> list[str]:
        """The deck's lines."""

    def read_published_at(self, page: Page) -> Moment | None: ...

    def read_modified_at(self, page: Page) -> Moment | None: ...

    def read_byline(self, page: Page) -> list[str]:
        """The byline's texts; the record's ``authors`` are the people in them."""

    def read_section(self, page: Page) -> list[str]:
        """The breadcrumb, one name a level."""

    def read_tags(self, page: Page) -> list[str]: ...

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        """Blocks, images and captions, in page order."""


class EmptyLayer:
    """A layer without fields: the base of layers that have some."""

    def read_title(self, page: Page) -> str | None:
        return None

    def read_subtitle(self, page: Page) -> list[str]:
        return []

    def read_published_at(self, page: Page) -> Moment | None:
        return None

    def read_modified_at(self, page: Page) -> Moment | None:
        return None

    def read_byline(self, page: Page) -> list[str]:
        return []

    def read_section(self, page: Page) -> list[str]:
        return []

    def read_tags(self, page: Page) -> list[str]:
        return []

    def read_body(self, page: Page) -> list[ExtractedBlock]:
        return []
