"""The blocks in the article's container, and the images and videos above it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from lxml.etree import XPath
from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.classes import HEADER
from newscrawl.extract.blocks import walk
from newscrawl.extract.labelled_boxes import labelled_boxes
from newscrawl.extract.layers.markup.byline import english_names, names_person
from newscrawl.extract.layers.markup.container import text_container
from newscrawl.extract.layers.markup.header import header_lines
from newscrawl.extract.layers.markup.headline import title_element
from newscrawl.extract.side_blocks import in_side
from newscrawl.extracted import MEDIA, ExtractedBlock
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import IMAGE_TAGS, is_picture_box, visible_text
from newscrawl.page.images import image_address, link_around
from newscrawl.page.players import player_address
from newscrawl.text.bylines import is_byline
from newscrawl.text.dates import published_and_modified
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import letters_of

_IMAGES_BEFORE = XPath("preceding::img | preceding::amp-img")
MAX_FIELDS = 20
MAX_FORM_CHARS = 150
"""An input field of a form has no more text around it."""


@once_per_page
def body_blocks(page: Page) -> list[ExtractedBlock]:
    """The blocks of the container, after the images and videos between title and container."""
    container = text_container(page)
    if container is None:
        return []
    outside = [*forms(container), *(box for box in labelled_boxes(page) if box is not container)]
    blocks = lead_blocks(page, container) + walk([container], page.absolute, outside, page.hidden_names)
    title = title_element(page)
    return without_header(page, blocks) if title is not None and container in title.iterancestors() else blocks


def lead_blocks(page: Page, body: Element, outside: Iterable[Element] = (), *, pictures: bool = True) -> list[ExtractedBlock]:
    """The images and videos between the article's title and its text, with their captions, in page order.

    Without ``pictures`` only the videos: players, and the figures that hold a player and no image.
    """
    players = [element for element in page.index.players if player_address(element, page.absolute)]
    figures = page.index.by_tag["figure"] if pictures or players else []
    if not pictures:
        around_players = {around for player in players for around in player.iterancestors("figure")}
        figures = [figure for figure in figures if figure in around_players and next(figure.iter(*IMAGE_TAGS), None) is None]
    images = [image for image in _IMAGES_BEFORE(body) if not link_around(image) and image_address(image)] if pictures else []
    title = title_element(page) if figures or players or images else None
    if title is None:
        return []
    within = set(figures)
    boxes = dict.fromkeys(box for image in images if within.isdisjoint(image.iterancestors())
                          and (box := _picture_box(image, title, body)) is not None)
    within |= boxes.keys()
    lead = [*figures, *boxes, *(player for player in players if within.isdisjoint(player.iterancestors()))]
    if not lead:
        return []
    order = page.index.order
    begins, ends = order[title], order[body]
    side: dict[Element, bool] = {}
    lead = [element for element in lead if begins < order[element] < ends and not in_side(element, side)]
    return [block if block.type in MEDIA or element not in boxes else replace(block, type="caption")
            for element in sorted(lead, key=order.__getitem__) for block in walk([element], page.absolute, outside, page.hidden_names)]


def _picture_box(image: Element, title: Element, body: Element) -> Element | None:
    """The outermost element around an image, and no more than its caption, beside the text; None if it is no picture of the article."""
    outer = {*title.iterancestors(), *body.iterancestors()}
    box = image
    for around in image.iterancestors():
        if around in outer or not is_picture_box(around):
            break
        box = around
    around_box = box.getparent()
    return box if around_box is not None and around_box in outer and around_box.tag not in {"body", "header", "h1"} else None


def forms(container: Element) -> list[Element]:
    """The forms in a container (subscriptions, comments): elements with an input field and little text."""
    fields = list(islice(container.iter("input", "textarea"), MAX_FIELDS))
    if not fields or len(visible_text(container)) < 2 * MAX_FORM_CHARS:
        return []
    blocks = []
    for field in fields:
        if field.get("type") in {"hidden", "checkbox", "radio", "button", "submit"}:
            continue
        form, around = field, field.getparent()
        while around is not None and around is not container and len(visible_text(around)) <= MAX_FORM_CHARS:
            form, around = around, around.getparent()
        blocks.append(form)
    return blocks


def without_header(page: Page, blocks: list[ExtractedBlock]) -> list[ExtractedBlock]:
    """The blocks of a container that includes the title; those of the header, except bylines and times, get the mark ``HEADER``."""
    lines = header_lines(page)
    signed = {n for n, line in enumerate(lines) if is_byline(line.text) or names_person(line.text) or english_names(line.text)}
    timed = {n for n, line in enumerate(lines) if any(published_and_modified(line.text, page.fetched_at))}
    ends = max(signed | timed, default=-1) + 1
    labels = {letters_of(line.text) for n, line in enumerate(lines[:ends]) if n not in signed or n in timed}
    begins = next((n for n, block in enumerate(blocks)
                   if block.type == "paragraph" and is_sentence(block.text) and letters_of(block.text) not in labels), 0)
    return [replace(block, marks=block.marks | {HEADER}) if block.type not in {"image", "video"} and letters_of(block.text) in labels else block
            for block in blocks[:begins]] + blocks[begins:]
