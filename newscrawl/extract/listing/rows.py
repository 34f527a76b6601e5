"""Rows: the items of a list. A row is the largest element around a headline without another headline of the list."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.etree import _Element as Element

from newscrawl.extract.listing.offers import Offer
from newscrawl.page.document import Page
from newscrawl.page.dom import INVISIBLE_TAGS
from newscrawl.text.dates import Moment, parse_moment
from newscrawl.text.sentences import is_sentence
from newscrawl.text.whitespace import one_line

MAX_SHAPE_DEPTH = 7
"""So many elements around a headline make its shape."""
MAX_IN_ROW = 150
"""At most so many elements of a row are examined: the only row of a block may be large."""
MAX_TIME_CHARS = 60
"""A longer text is not a row's time (with section and reporter)."""
MIN_SUMMARY_CHARS = 20
"""A row with a summary has so many characters besides its headline."""

_STATE = re.compile(r"\d|^(?:first|last|on|off|active|odd|even|new|cur\w{0,5})$")
_CLOCK = re.compile(r"[\d:\s]+")
_LENGTH = re.compile(r"play|duration|length|runtime|video", re.IGNORECASE)


@dataclass(eq=False)
class Row:
    """One item of a list; its texts and time are computed once."""

    page: Page
    offer: Offer
    element: Element
    """The largest element around the headline without another offer of the list."""

    @property
    def block(self) -> Element:
        """The element that contains this row and its neighbours."""
        around = self.element.getparent()
        return self.element if around is None else around

    @cached_property
    def texts(self) -> list[tuple[str, Element]]:
        """(text, element) pairs of the row: the element contains the text, or is directly before it."""
        found = []
        for element in islice(self.element.iter(), MAX_IN_ROW):
            if element.text and isinstance(element.tag, str) and element.tag not in INVISIBLE_TAGS and (text := one_line(element.text)):
                found.append((text, element))
            if element.tail and element is not self.element and (text := one_line(element.tail)):
                found.append((text, element))
        return found

    @property
    def has_summary(self) -> bool:
        """Whether the row has a summary besides its headline."""
        return sum(len(text) for text, _ in self.texts) > 2 * len(self.offer.title) + MIN_SUMMARY_CHARS

    @property
    def has_picture(self) -> bool:
        return next(islice(self.element.iter("img"), 1), None) is not None

    @cached_property
    def time(self) -> Moment | None:
        """The row's time. A clock without a date, which may be a video's length, is used only if there is no date."""
        for element in islice(self.element.iter("time"), 1):
            if stated := parse_moment(element.get("datetime") or "", self.page.fetched_at):
                return stated
        short = [text for text, element in self.texts if len(text) <= MAX_TIME_CHARS and text not in self.offer.title
                 and not is_sentence(text) and not _LENGTH.search(element.get("class") or "")]
        dated = [moment for text in short if not _CLOCK.fullmatch(text) and (moment := parse_moment(text, self.page.fetched_at))]
        if dated:
            # A summary may contain a date.
            return next((moment for moment in dated if moment.precision != "day"), dated[0])
        clocks = (text for text in short if _CLOCK.fullmatch(text))
        return next((moment for text in clocks if (moment := parse_moment(text, self.page.fetched_at))), None)


def rows_of(chosen: list[Offer], page: Page) -> list[Row]:
    """The row of each offer."""
    held: Counter[Element] = Counter()
    for offer in chosen:
        held.update([offer.anchor, *offer.anchor.iterancestors()])
    rows = []
    for offer in chosen:
        element = offer.anchor
        while (around := element.getparent()) is not None and held[around] == 1 and around.tag != "body":
            element = around
        rows.append(Row(page, offer, element))
    return rows


def shape_of(offer: Offer) -> tuple[str, ...]:
    """The tags around a headline, with the first class name that is no state or number."""
    shape: list[str] = []
    is_named = False
    element: Element | None = offer.anchor
    while element is not None and len(shape) < MAX_SHAPE_DEPTH:
        names = [] if is_named else [name for name in (element.get("class") or "").split() if not _STATE.search(name)]
        shape.append(".".join([str(element.tag), *names[:1]]))
        is_named = is_named or bool(names)
        element = element.getparent()
    return tuple(shape)
