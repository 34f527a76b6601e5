"""The byline in the markup: in the header, or in elements with class names for reporters and authors."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from newscrawl.cleaning.rules.comments import announces_comments
from newscrawl.extract.layers.markup.header import MAX_LABEL_CHARS, header_lines
from newscrawl.extract.side_blocks import in_side
from newscrawl.page.document import Page, once_per_page
from newscrawl.page.dom import HEADING_TAGS, visible_text
from newscrawl.page.index import ClassPattern
from newscrawl.text.bylines import may_be_byline, parse_byline
from newscrawl.text.names import LATIN_NAME, is_korean_name

MAX_SIGNATURE_CHARS = 250
"""A longer text is not a reporter's box."""

MAX_COMMENT_DEPTH = 4
"""The title of comments is before one of so many elements around a comment."""
SIGNER = ClassPattern("byline|journalist|reporter|writer|author")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_MAIL_LABEL = re.compile(r"이?메일|e-?mail|기자", re.IGNORECASE)
_DESK = re.compile(r"(?:news|press|editor|desk|admin|web|help|info|ad|report|jebo|master|contact|cs|privacy|edit|online|digital)\w*@", re.IGNORECASE)
_SIGNING = re.compile("/reporter|/journalist")


_LATIN = rf"(?:{LATIN_NAME.pattern})(?:\s(?:{LATIN_NAME.pattern})){{1,3}}"
_BY = re.compile(rf"(?:^|[|·]\s?|(?<=\d)\s)(?:[Ww]ritten |[Rr]eported )?[Bb]y:? ({_LATIN}(?:(?:,| and| &) {_LATIN}){{0,4}})(?![a-z])")
"""An English byline, whatever stands behind it on its line."""
_MONTH = re.compile(r"\s(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?$")


class Signature(NamedTuple):
    """The text of an element with a class name for writers."""

    text: str
    element: Element


@once_per_page
def byline(page: Page) -> list[str]:
    """Lines of the header with people and roles; else texts of elements with class names for writers."""
    lines = [line.text for line in header_lines(page) if len(line.text) <= MAX_LABEL_CHARS]
    in_header = [text for text in lines if may_be_byline(text) and any(person.role or person.email for person in parse_byline(text))]
    if in_header := in_header or [name for text in lines for name in english_names(text)] or _bare_names(page):
        return in_header
    boxed = _boxed(page)
    if len(boxed) > 1:
        return boxed
    texts = signatures(signing_elements(page))
    signed = next((element for text, element in texts if parse_byline(text)), None)
    if signed is not None:
        # Several reporters are in elements of the same class.
        same_class = (text for text, element in texts if element.get("class") == signed.get("class"))
        return [text for text in same_class if parse_byline(text)]
    return boxed


def english_names(text: str) -> list[str]:
    """The names in an English byline.

    >>> english_names("By Ko Sol and Han Ga-ram Nov. 20, 2026"), english_names("by Friday, Seoul said")
    (['By Ko Sol', 'By Han Ga-ram'], [])
    """
    found = _BY.search(text)
    return [f"By {name}" for name in re.split(r",\s|\s(?:and|&)\s", _MONTH.sub("", found[1]))] if found else []


def _bare_names(page: Page) -> list[str]:
    """The first line of the header that has only names: several, or one in an element with a class name for writers."""
    for text, element in header_lines(page):
        names = re.split(r"\s?[·ㆍ,/]\s?", text) if len(text) <= MAX_LABEL_CHARS else []
        if not names or not all(len(name) > 2 and is_korean_name(name) for name in names):
            continue
        around = element.getparent()
        if len(names) > 1 or SIGNER.is_in(" ".join([element.get("class", ""), around.get("class", "") if around is not None else ""])):
            return [text]
    return []


def _boxed(page: Page) -> list[str]:
    """Names with roles in single elements inside reporters' boxes."""
    texts = (visible_text(inner) for box in _outside_comments(page.index.with_class_like(SIGNER))
             for inner in box.iter("strong", "b", "dt", "a", "span"))
    return [text for text in dict.fromkeys(texts) if names_person(text)]


def signing_elements(page: Page) -> list[Element]:
    """Elements with class names for writers, and links to a writer's page."""
    named = _outside_comments(page.index.with_class_like(SIGNER))
    if not (_SIGNING.search(page.index.addresses) or b"author" in page.source):  # links are many
        return named
    return named + [link for link, address in page.index.links if _SIGNING.search(address) or link.get("rel") == "author"]


def _outside_comments(elements: Iterable[Element]) -> list[Element]:
    """The elements that are not among readers' comments: by class names, or by a title such as 댓글 2 before them."""
    known: dict[Element, bool] = {}
    return [element for element in elements if not in_side(element, known, frozenset(), frozenset({"comment"}))
            and not any(map(_announces_comments, [element, *islice(element.iterancestors(), MAX_COMMENT_DEPTH)]))]


def _announces_comments(element: Element) -> bool:
    """Whether the title of readers' comments is directly before an element."""
    above = element.getprevious()
    return above is not None and above.tag in HEADING_TAGS and announces_comments(visible_text(above))


def signatures(elements: Iterable[Element]) -> list[Signature]:
    """The texts of such elements, without empty and long ones."""
    texts = ((visible_text(element), element) for element in elements)
    return [Signature(text, element) for text, element in texts if 0 < len(text) <= MAX_SIGNATURE_CHARS]


def signers(page: Page, words: Collection[str]) -> list[str]:
    """The texts of signing elements that contain one of the words."""
    signing = signing_elements(page)
    if not signing:  # as on most pages; searching for the words is slower
        return []
    matching = [element for word in words for element, text in page.index.texts if word in text]
    around: set[Element] = set()
    for element in matching:
        ancestor: Element | None = element
        while ancestor is not None and ancestor not in around:
            around.add(ancestor)
            ancestor = ancestor.getparent()
    return [signature.text for signature in signatures(filter(around.__contains__, signing))]


def mail_addresses(page: Page) -> list[tuple[str, str]]:
    """(text, address) of each ``mailto:`` link; the text is the link's, or that of its parent if the link only has the address."""
    found = []
    for link, href in page.index.links if "mailto:" in page.index.addresses else ():
        if not href.startswith("mailto:"):
            continue
        around, text = link.getparent(), visible_text(link)
        if around is not None and ("@" in text or not text):
            text = visible_text(around)
        if len(text) <= 2 * MAX_LABEL_CHARS:
            found.append((text, href.removeprefix("mailto:").split("?")[0].strip()))
    return found


def only_address(page: Page) -> str | None:
    """The one e-mail address, not a desk's, in the header, a reporter's box or the links around them; None if there are several."""
    texts = [line.text for line in header_lines(page) if "@" in line.text] if "@" in page.index.plain else []
    texts += [signature.text for signature in signatures(signing_elements(page)) if "@" in signature.text]
    texts += [address for text, address in mail_addresses(page) if _MAIL_LABEL.search(text) or "@" in text]
    found = {address.lower() for text in texts for address in _MAIL.findall(text) if not _DESK.match(address)}
    return found.pop() if len(found) == 1 else None


def names_person(text: str) -> bool:
    """Whether a short line has a person with a role."""
    return len(text) < 40 and may_be_byline(text) and any(person.role for person in parse_byline(text))
