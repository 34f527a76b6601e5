"""The blocks in the container that holds the article's text, and the pictures above it."""
from __future__ import annotations

from dataclasses import replace
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HEADER
from newscrawl.extract.blocks import walk
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import in_side
from newscrawl.items import ExtractedBlock
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import visible_text
from newscrawl.text.bylines import is_byline
from newscrawl.text.dates import published_and_modified
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import letters_of

MAX_FIELDS = 20
MAX_FORM_CHARS = 150
"""Letters that stand around a field to be filled in."""


@once_per_page
def body_blocks(page: Page) -> list[ExtractedBlock]:
    """What stands in the container, after the pictures between the title and it."""
    container = text_container(page)
    if container is None:
        return []
    found = walk([*lead_figures(page, container), container], page.absolute, forms(container))
    title = title_element(page)
    return without_header(page, found) if title is not None and container in title.iterancestors() else found


def lead_figures(page: Page, body: Element) -> list[Element]:
    """The ``<figure>`` elements that stand between the article's title and its text."""
    figures, title = page.index.by_tag["figure"], None
    if figures:
        title = title_element(page)
    if title is None:
        return []
    places = page.index.order
    begins, ends = places[title], places[body]
    side: dict[Element, bool] = {}
    return [element for element in figures if begins < places[element] < ends and not in_side(element, side)]


def forms(container: Element) -> list[Element]:
    """The elements of a container that ask a reader to type something, with the few words around it: subscriptions, comments."""
    fields = list(islice(container.iter("input", "textarea"), MAX_FIELDS))
    if not fields or len(visible_text(container)) < 2 * MAX_FORM_CHARS:
        return []
    found = []
    for field in fields:
        if field.get("type") in {"hidden", "checkbox", "radio", "button", "submit"}:
            continue
        form, around = field, field.getparent()
        while around is not None and around is not container and len(visible_text(around)) <= MAX_FORM_CHARS:
            form, around = around, around.getparent()
        found.append(form)
    return found


def without_header(page: Page, blocks: list[ExtractedBlock]) -> list[ExtractedBlock]:
    """The blocks of a container that holds the title too, those of its header marked ``HEADER``: bylines and times have rules of their own."""
    tells = [n for n, line in enumerate(header_lines(page)) if any(published_and_modified(line.text, page.fetched_at)) or is_byline(line.text)]
    labels = {letters_of(line.text) for n, line in enumerate(header_lines(page)[:max(tells, default=0)]) if n not in tells}
    begins = next((n for n, block in enumerate(blocks) if block.type == "paragraph" and is_sentence(block.text)), 0)
    return [replace(block, marks=block.marks | {HEADER}) if block.type != "image" and letters_of(block.text) in labels else block
            for block in blocks[:begins]] + blocks[begins:]
