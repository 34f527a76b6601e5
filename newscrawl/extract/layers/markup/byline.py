"""Who wrote an article, as the header says, or elements that are named for reporters and authors."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from lxml.etree import _Element as Element

from newscrawl.extract.layers.markup.header import MAX_LABEL_CHARS, header_lines
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.bylines import may_be_byline, parse_byline

MAX_SIGNATURE_CHARS = 250
"""Letters of what a reporter's box says."""

SIGNER = ClassPattern("byline|journalist|reporter|writer|author")
_SIGNING = re.compile("/reporter|/journalist")


class Signature(NamedTuple):
    """What an element says that is named for the writer."""

    text: str
    element: Element


@once_per_page
def byline(page: Page) -> list[str]:
    """Lines of the header that name people in a role, else texts of elements named for their author."""
    in_header = [line.text for line in header_lines(page) if len(line.text) <= MAX_LABEL_CHARS and may_be_byline(line.text) and any(
        person.role or person.email for person in parse_byline(line.text))]
    if in_header:
        return in_header
    boxed = _boxed(page)
    if len(boxed) > 1:
        return boxed
    said = signatures(signing_elements(page))
    signed = next((element for text, element in said if parse_byline(text)), None)
    if signed is not None:
        # Several reporters stand in elements of one kind.
        alike = (text for text, element in said if element.get("class") == signed.get("class"))
        return [text for text in alike if parse_byline(text)]
    return boxed


def _boxed(page: Page) -> list[str]:
    """Who is named in an element of his own in the boxes that are named for reporters."""
    said = (visible_text(inner) for box in page.index.with_class_like(SIGNER) for inner in box.iter("strong", "b", "dt", "a", "span"))
    return [text for text in dict.fromkeys(said) if names_someone(text)]


def signing_elements(page: Page) -> list[Element]:
    """Elements that are named for a reporter or author, or that lead to one's page."""
    named = page.index.with_class_like(SIGNER)
    if not (_SIGNING.search(page.index.addresses) or b"author" in page.source):  # links are many
        return named
    return named + [link for link, address in page.index.links if _SIGNING.search(address) or link.get("rel") == "author"]


def signatures(elements: Iterable[Element]) -> list[Signature]:
    """What such elements say, those left out that say nothing or too much."""
    said = ((visible_text(element), element) for element in elements)
    return [Signature(text, element) for text, element in said if 0 < len(text) <= MAX_SIGNATURE_CHARS]


def signers(page: Page, words: Collection[str]) -> list[str]:
    """What the signing elements say in which one of the words stands."""
    signing = signing_elements(page)
    if not signing:  # as on most pages; to look for the words takes much longer
        return []
    telling = [element for word in words for element, text in page.index.texts if word in text]
    around: set[Element] = set()
    for element in telling:
        place: Element | None = element
        while place is not None and place not in around:
            around.add(place)
            place = place.getparent()
    return [signature.text for signature in signatures(filter(around.__contains__, signing))]


def mail_addresses(page: Page) -> list[tuple[str, str]]:
    """(text, address) of each ``mailto:`` link: the link's text, or that of what is around it when it says no more."""
    found = []
    for link, written in page.index.links if "mailto:" in page.index.addresses else ():
        if not written.startswith("mailto:"):
            continue
        around, text = link.getparent(), visible_text(link)
        if around is not None and ("@" in text or not text):
            text = visible_text(around)
        if len(text) <= 2 * MAX_LABEL_CHARS:
            found.append((text, written.removeprefix("mailto:").split("?")[0].strip()))
    return found


def names_someone(text: str) -> bool:
    """Whether a short line names somebody in a role."""
    return len(text) < 40 and may_be_byline(text) and any(person.role for person in parse_byline(text))
